"""The statement resource (xAPI 1.0.3 Communication, 2.1)."""

from collections.abc import Mapping

from msgspec import Struct, structs

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json, Relation, StatementQuery, agent_key
from hornbook_server.lrs import mixed, signatures, validation
from hornbook_server.lrs.forms import Form
from hornbook_server.lrs.gathering import Storing
from hornbook_server.lrs.messages import Reply, Request, json_reply, no_content
from hornbook_server.lrs.store import Store
from hornbook_server.services import cursors
from hornbook_server.services import statements as service
from hornbook_server.storage.attachments import Attached

MOST = 500
MOST_IN_A_BATCH = 10_000
_FORMS = ("exact", "ids", "canonical")
_SINGLE = ("statementId", "voidedStatementId")
_PLURAL = (
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "ascending",
)
_SHAPES = ("format", "attachments")


class More(Struct, frozen=True, kw_only=True):
    """Where a list goes on."""

    query: StatementQuery
    beyond: int


def put(store: Store, request: Request) -> Storing:
    request.allow(required=("statementId",))
    identifier = validation.fit("Uuid", request.parameters["statementId"], "statementId")
    value, attached = _received(request)
    if isinstance(value, dict) and str(value.get("id", identifier)).lower() != identifier.lower():
        raise Invalid(f"id: [{value['id']}] is not the statementId of the address")
    statement = validation.statement(value, version=request.version)
    writing = _writing(store, request, [{"id": identifier} | statement], attached)
    return Storing(writing=writing, reply=lambda _: no_content())


def post(store: Store, request: Request) -> Storing:
    request.allow()
    value, attached = _received(request)
    several = value if isinstance(value, list) else [value]
    if len(several) > MOST_IN_A_BATCH:
        raise Invalid(f"body: {len(several)} statements are more than {MOST_IN_A_BATCH}; send several batches")
    checked = [
        validation.statement(each, version=request.version, place=str(number) if isinstance(value, list) else "")
        for number, each in enumerate(several)
    ]
    named = [each["id"].lower() for each in checked if "id" in each]
    if len(set(named)) < len(named):
        raise Invalid("id: two statements of the batch have the same")
    return Storing(writing=_writing(store, request, checked, attached), reply=json_reply)


def get(store: Store, request: Request) -> Reply:
    request.allow(*_SINGLE, *_PLURAL, *_SHAPES)
    form = Form(store, _form(request), request.headers.get("accept-language", ""))
    single = [name for name in _SINGLE if name in request.parameters]
    if single:
        return _single(store, request, form, single)
    return _page(store, _query(request), form, beyond=None)


def next_page(store: Store, request: Request, token: str) -> Reply:
    request.allow()
    more = cursors.read_more(store.secret_key, store.lrs, token, More)
    form = Form(store, more.query.form, more.query.languages)
    return _page(store, more.query, form, beyond=more.beyond)


def _received(request: Request) -> tuple[object, Mapping[str, Attached]]:
    kind = request.headers.get("content-type", "application/json")
    data, attached = mixed.split(kind, request.body)
    return validation.json_value(data, "body"), attached


def _writing(
    store: Store, request: Request, statements: list[Json], attached: Mapping[str, Attached]
) -> service.Writing:
    for statement in statements:
        mixed.check_attachments(statement, attached)
        signatures.check(statement, attached)
    mixed.check_all_used(statements, attached)
    return service.Writing(
        lrs=store.lrs,
        statements=statements,
        authority=store.authority,
        version=_written_version(request.version),
        attached=attached,
        brought_by=store.brought_by,
        watch=store.watch,
    )


def _written_version(version: str) -> str:
    """What a statement without a version keeps to (Data, 2.4.10)."""
    return "2.0.0" if version.startswith("2") else "1.0.0"


def _single(store: Store, request: Request, form: Form, single: list[str]) -> Reply:
    if len(single) > 1 or any(name in request.parameters for name in _PLURAL):
        raise Invalid(f"{single[0]}: goes with {' and '.join(_SHAPES)} alone")
    identifier = validation.fit("Uuid", request.parameters[single[0]], single[0])
    voided = single[0] == "voidedStatementId"
    found = service.find(store.database, store.lrs, identifier, voided=voided, terms=store.terms)
    if found is None:
        raise Refused(404, f"There is no such statement: [{identifier}]")
    body = form.bodies([found])[0]
    headers = (("Last-Modified", mixed.http_date(found.stored)),)
    if not request.flag("attachments"):
        return Reply(body=body, content_type="application/json", headers=headers)
    return mixed.reply(body, service.attachments_of(store.database, [found]), headers)


def _page(store: Store, query: StatementQuery, form: Form, *, beyond: int | None) -> Reply:
    """Of what the store shows, whoever got the place to go on from."""
    shown = structs.replace(query, terms=(*query.terms, *store.terms))
    page = service.page(store.database, store.lrs, shown, beyond=beyond)
    more = ""
    if page.beyond is not None:
        rest = More(query=query, beyond=page.beyond)
        more = f"{store.address}/statements/more/{cursors.write_more(store.secret_key, store.lrs, rest)}"
    body = b'{"statements":[' + b",".join(form.bodies(page.records)) + b'],"more":' + mixed.encode(more) + b"}"
    newest = max((record.stored for record in page.records), default=store.now())
    headers = (("Last-Modified", mixed.http_date(newest)),)
    if query.attachments:
        return mixed.reply(body, page.attached, headers)
    return Reply(body=body, content_type="application/json", headers=headers)


def _query(request: Request) -> StatementQuery:
    return StatementQuery(
        terms=tuple(_terms(request)),
        since=request.time("since"),
        until=request.time("until"),
        ascending=request.flag("ascending"),
        limit=_limit(request),
        form=_form(request),
        attachments=request.flag("attachments"),
        languages=request.headers.get("accept-language", "")[:200],
    )


def _terms(request: Request) -> list[tuple[str, str]]:
    given, terms = request.parameters, []
    if "agent" in given:
        relation = Relation.RELATED_AGENT if request.flag("related_agents") else Relation.AGENT
        key = agent_key(validation.agent(given["agent"], name="agent"))
        if key is None:
            raise Invalid("agent: an anonymous group is no filter; name one by mbox, mbox_sha1sum, openid or account")
        terms.append((relation.value, key))
    if "verb" in given:
        terms.append((Relation.VERB.value, validation.fit("Iri", given["verb"], "verb")))
    if "activity" in given:
        relation = Relation.RELATED_ACTIVITY if request.flag("related_activities") else Relation.ACTIVITY
        terms.append((relation.value, validation.fit("Iri", given["activity"], "activity")))
    if "registration" in given:
        registration = validation.fit("Uuid", given["registration"], "registration")
        terms.append((Relation.REGISTRATION.value, registration.lower()))
    for name in ("related_agents", "related_activities"):
        request.flag(name)
    return terms


def _limit(request: Request) -> int:
    text = request.parameters.get("limit", "0")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 digits that any integer holds
        raise Invalid(f"limit: must be a whole number, 0 or more, not [{text}]")
    return min(int(text), MOST) or MOST


def _form(request: Request) -> str:
    form = request.parameters.get("format", "exact")
    if form not in _FORMS:
        raise Invalid(f"format: must be one of {', '.join(_FORMS)}, not [{form}]")
    return form

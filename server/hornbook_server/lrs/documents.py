"""The state, agent profile and activity profile resources (xAPI 1.0.3 Communication, 2.2, 2.3, 2.6, 2.7)."""

from collections.abc import Callable, Mapping

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.documents import Document, DocumentKey, DocumentKind
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import agent_key, is_newer
from hornbook_server.lrs import validation
from hornbook_server.lrs.messages import Reply, Request, json_reply, no_content
from hornbook_server.lrs.mixed import http_date
from hornbook_server.lrs.preconditions import Guard, Precondition
from hornbook_server.lrs.store import Store
from hornbook_server.services import documents as service

_JSON = "application/json"
_ANY = "application/octet-stream"


class _Resource:
    """One kind of document; `owner` are the parameters that say whose, `name` the one that says which."""

    def __init__(
        self, kind: DocumentKind, owner: tuple[str, ...], name: str, *, optional: tuple[str, ...] = ()
    ) -> None:
        self._kind = kind
        self._owner = owner
        self._name = name
        self._optional = optional

    def methods(self) -> Mapping[str, Callable[[Store, Request], Reply]]:
        return {"GET": self.get, "PUT": self.put, "POST": self.post, "DELETE": self.delete}

    def get(self, store: Store, request: Request) -> Reply:
        if self._name in request.parameters:
            return self._one(store, request)
        request.allow(*self._optional, "since", required=self._owner)
        since = request.time("since")
        return json_reply(service.ids(store.database, self._key(store, request), since=since, credential=store.own))

    def put(self, store: Store, request: Request) -> Reply:
        key, document = self._sent(store, request)
        check = _check(store, Precondition(request, self._guard(request)))
        service.replace(store.database, key, document, check=check)
        return no_content()

    def post(self, store: Store, request: Request) -> Reply:
        key, document = self._sent(store, request)
        if document.content_type.lower().startswith(_JSON) and not isinstance(
            validation.json_value(document.data, "body"), dict
        ):
            raise Invalid("body: a JSON document that is posted must be an object, whose members are merged (2.2)")
        service.merge(store.database, key, document, check=_check(store, Precondition(request)))
        return no_content()

    def delete(self, store: Store, request: Request) -> Reply:
        required = self._owner if self._kind is DocumentKind.STATE else (*self._owner, self._name)
        request.allow(*self._optional, self._name, required=required)
        key = self._key(store, request)
        if self._name in request.parameters:
            service.remove(store.database, key, check=_check(store, Precondition(request)))
        else:
            service.remove_all(store.database, key, credential=store.own)
        return no_content()

    def _guard(self, request: Request) -> Guard:
        """Profiles are always guarded, states since xAPI 2.0 where one is replaced."""
        if self._kind is not DocumentKind.STATE:
            return Guard.ALWAYS
        return Guard.REPLACING if is_newer(request.version) else Guard.NONE

    def _one(self, store: Store, request: Request) -> Reply:
        key, precondition = self._whole_key(store, request), Precondition(request)
        found = service.get(store.database, key)
        if found is None:
            raise Refused(404, f"There is no {self._kind} document [{key.id}]")
        store.check_document(found)
        headers = (("ETag", found.etag), ("Last-Modified", http_date(found.updated)))
        if precondition.is_known(found):
            return Reply(status=304, headers=headers)
        return Reply(body=found.data, content_type=found.content_type, headers=headers)

    def _sent(self, store: Store, request: Request) -> tuple[DocumentKey, Document]:
        key = self._whole_key(store, request)
        content_type = request.headers.get("content-type", _ANY)
        if content_type.lower().startswith(_JSON):
            validation.json_value(request.body, "body")
        document = Document(
            content_type=content_type, updated=store.now(), data=request.body, credential=store.credential
        )
        return key, document

    def _whole_key(self, store: Store, request: Request) -> DocumentKey:
        request.allow(*self._optional, required=(*self._owner, self._name))
        return self._key(store, request)

    def _key(self, store: Store, request: Request) -> DocumentKey:
        given = request.parameters
        activity = validation.fit("Iri", given["activityId"], "activityId") if "activityId" in self._owner else ""
        registration, identifier = given.get("registration", ""), given.get(self._name, "")
        if "\0" in identifier:
            raise Invalid(f"{self._name}: has a NUL")
        if registration:
            validation.fit("Uuid", registration, "registration")
        return DocumentKey(
            lrs=store.lrs,
            kind=self._kind,
            activity=activity,
            agent=_agent(store, given["agent"]) if "agent" in self._owner else "",
            registration=registration.lower(),
            id=identifier,
        )


def _check(store: Store, precondition: Precondition) -> service.Check:
    """What must hold of the document that is there."""

    def check(old: Document | None) -> None:
        if old is not None:
            store.check_document(old)
        precondition.check(old)

    return check


def _agent(store: Store, text: str) -> str:
    key = agent_key(validation.agent(text, name="agent"))
    if key is None:
        raise Invalid("agent: an anonymous group has no documents")
    store.check_agent(key)
    return key


STATE = _Resource(DocumentKind.STATE, ("activityId", "agent"), "stateId", optional=("registration",)).methods()
AGENT_PROFILE = _Resource(DocumentKind.AGENT_PROFILE, ("agent",), "profileId").methods()
ACTIVITY_PROFILE = _Resource(DocumentKind.ACTIVITY_PROFILE, ("activityId",), "profileId").methods()

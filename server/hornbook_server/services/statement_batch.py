"""What storing statements of xAPI together brings about (xAPI 1.0.3 Data, 2.3 and Communication, 2.1)."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial

import orjson

from hornbook_server.domain.errors import Invalid, StatementConflict
from hornbook_server.domain.likeness import alike, normal
from hornbook_server.domain.xapi import (
    Attribution,
    Json,
    Relation,
    Term,
    activities_of,
    application_of,
    attachments_in,
    is_voiding,
    passed_on,
    reference_of,
    registration_of,
    terms_of,
)
from hornbook_server.storage.attachments import Attached
from hornbook_server.storage.database import UnitOfWork
from hornbook_server.storage.positions import stored_at
from hornbook_server.storage.statements import Record

_DEEPEST = 100  # references that lead on to references

Terms = set[Term]
Referring = list[tuple[Term, Record]]


class Batch:
    """One transaction that stores statements."""

    def __init__(
        self,
        stored: UnitOfWork,
        lrs: str,
        now: datetime,
        attached: Mapping[str, Attached],
        brought_by: Attribution | None,
    ) -> None:
        self._stored = stored
        self._lrs = lrs
        self._now = now
        self._attached = attached
        self._brought_by = brought_by

    def add(self, new: Sequence[Json], authority: Json, version: str) -> None:
        """Statements that are not stored yet; raises IntegrityError for one that is."""
        if not new:
            return
        first, spelled = self._stored.statements.next_position(self._lrs, self._now), cache(_spelled)
        placed = [
            (position, _stamped(statement, authority, version, spelled(stored_at(position))))
            for position, statement in enumerate(new, first)
        ]
        referring = self._referring([each["id"] for each in new])
        voided, attributed = self._void(placed, referring), self._attributed(new)
        terms = self._terms(placed, attributed)
        self._stored.statements.add(
            self._lrs,
            [
                Record(
                    id=(key := each["id"].lower()),
                    position=at,
                    body=orjson.dumps(each),
                    voided=key in voided,
                    instance=None if by is None else by.instance,
                    terms=terms[key],
                )
                for (at, each), by in zip(placed, attributed, strict=True)
            ],
        )
        self._pass_on(terms, referring)
        self._keep_definitions([statement for _, statement in placed])
        self._keep_attachments(placed)

    def unknown(self, statements: Sequence[Json]) -> list[Json]:
        """Those not stored yet; raises StatementConflict for one whose id belongs to another."""
        known = self._stored.statements.known(self._lrs, [statement["id"].lower() for statement in statements])
        new: dict[str, Json] = {}
        for statement in statements:
            key = statement["id"].lower()
            old = orjson.loads(known[key].body) if key in known else new.get(key)
            if old is not None and not alike(old, statement):
                raise StatementConflict(f"id: another statement is stored under [{statement['id']}]")
            if old is None:
                new[key] = statement
        return list(new.values())

    def _void(self, placed: Sequence[tuple[int, Json]], referring: Referring) -> set[str]:
        """Void what these statements void; the ids of those among them that are voided by others."""
        targets = {reference_of(each) or "" for _, each in placed if is_voiding(each)}
        for target in self._stored.statements.known(self._lrs, targets).values() if targets else ():
            if is_voiding(orjson.loads(target.body)):
                raise Invalid(f"object.id: [{target.id}] is a voiding statement, which cannot be voided")
        if targets:
            self._stored.statements.void(self._lrs, targets)
        bodies = [_body(record) for _, record in referring]
        known = {reference_of(body) or "" for body in bodies if is_voiding(body)}
        if not known and not targets:
            return set()
        own = {each["id"].lower() for _, each in placed if not is_voiding(each)}
        return own & (known | targets)

    def _attributed(self, new: Sequence[Json]) -> list[Attribution | None]:
        """Which instance brought each of them."""
        app_id = application_of(self._lrs)
        if self._brought_by is not None or app_id is None:
            return [self._brought_by] * len(new)
        named = [registration_of(statement) for statement in new]
        known = self._stored.instances.attributions(app_id, {each for each in named if each})
        return [known.get(each or "") for each in named]

    def _terms(
        self, placed: Sequence[tuple[int, Json]], attributed: Sequence[Attribution | None]
    ) -> Mapping[str, Terms]:
        """By id. What a statement refers to is found with it, however far (2.1.3, StatementRefs)."""
        own = {each["id"].lower(): each for _, each in placed}
        terms = {
            each["id"].lower(): terms_of(each) | (by.terms if by else set())
            for (_, each), by in zip(placed, attributed, strict=True)
        }
        told = cache(partial(self._told_by, own))
        for key, statement in own.items():
            if (target := reference_of(statement)) is not None:
                terms[key] |= _terms_through(target, told)
        return terms

    def _told_by(self, own: Mapping[str, Json], statement_id: str) -> tuple[Terms, str | None]:
        """What a statement passes on of its own, and what it refers to; nothing, if it is not there."""
        body = own.get(statement_id)
        if body is None:
            known = self._stored.statements.known(self._lrs, [statement_id]).get(statement_id)
            if known is None:
                return set(), None
            body = _body(known)
        return passed_on(terms_of(body)), reference_of(body)

    def _pass_on(self, sources: Mapping[str, Terms], referring: Referring) -> None:
        """Statements that were there before what they refer to are found by it from now on."""
        for _ in range(_DEEPEST):
            if not referring:
                return
            passed = {record: passed_on(sources[term[1]]) for term, record in referring}
            self._stored.statements.add_terms(self._lrs, {record.position: terms for record, terms in passed.items()})
            sources = {record.id: terms for record, terms in passed.items()}
            referring = self._referring(sources)

    def _referring(self, ids: Iterable[str]) -> Referring:
        return self._stored.statements.having(self._lrs, [(Relation.TARGET.value, each.lower()) for each in ids])

    def _keep_definitions(self, statements: Sequence[Json]) -> None:
        """The newest statement that says anything of an activity adds to what is known of it."""
        said: dict[str, Json] = {}
        for activity in (activity for statement in statements for activity in activities_of(statement)):
            definition, before = activity.get("definition"), said.get(activity["id"], {})
            if definition and definition != before:
                said[activity["id"]] = _merged(before, definition)
        if not said:
            return
        known = self._stored.activities.definitions(self._lrs, said)
        merged = {
            each: orjson.dumps(_merged(orjson.loads(known.get(each, b"{}")), new), option=orjson.OPT_SORT_KEYS)
            for each, new in said.items()
        }
        changed = {each: text for each, text in merged.items() if text != known.get(each)}
        if changed:
            self._stored.activities.define(self._lrs, changed)

    def _keep_attachments(self, placed: Sequence[tuple[int, Json]]) -> None:
        keys = {sha2: self._stored.contents.put(each.data, self._now) for sha2, each in self._attached.items()}
        rows = {
            (position, attachment["sha2"])
            for position, statement in placed
            for attachment in attachments_in(statement)
            if attachment["sha2"] in keys
        }
        self._stored.attachments.add(
            (position, sha2, self._attached[sha2].content_type, keys[sha2]) for position, sha2 in sorted(rows)
        )


def with_id(statement: Json) -> Json:
    return normal(statement if "id" in statement else {"id": str(uuid.uuid4())} | statement)


def _terms_through(target: str, told: Callable[[str], tuple[Terms, str | None]]) -> Terms:
    """What the statement passes on, and those that it refers to."""
    found: Terms = set()
    following: str | None = target
    for _ in range(_DEEPEST):
        if following is None:
            break
        terms, following = told(following)
        found |= terms
    return found


def _stamped(statement: Json, authority: Json, version: str, stored: str) -> Json:
    return {"timestamp": stored, "version": version, **statement, "stored": stored, "authority": authority}


def _spelled(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _merged(known: Json, new: Json) -> Json:
    """Texts in other languages and other extensions stay; all else is as the newer says."""
    maps = {name: known.get(name, {}) | new[name] for name in ("name", "description", "extensions") if name in new}
    return known | new | maps


def _body(record: Record) -> Json:
    body: Json = orjson.loads(record.body)
    return body

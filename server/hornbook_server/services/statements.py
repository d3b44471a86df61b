"""Storing statements of xAPI and finding them again (xAPI 1.0.3 Data, 2.3 and Communication, 2.1)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, structs
from sqlalchemy.exc import DatabaseError

from hornbook_server.domain.errors import DomainError, StatementConflict
from hornbook_server.domain.xapi import Attribution, Json, StatementQuery
from hornbook_server.services.retrying import collided
from hornbook_server.services.statement_batch import Batch, with_id
from hornbook_server.storage.attachments import Attached
from hornbook_server.storage.database import Database, UnitOfWork
from hornbook_server.storage.statements import Record

_TRIES = 5
_VERSION = "1.0.0"

Watch = Callable[[UnitOfWork, Sequence[Json]], Sequence[Json]]


class Writing(Struct, frozen=True, kw_only=True):
    """Valid statements, of which all are stored, or none.

    `version` stands in statements that name none. `brought_by` is the instance of a registration that brings them;
    without it, statements about a registration of the application are brought by that.
    `watch` sees those that are new in the same transaction, may refuse them, and gives what the store adds to them.
    """

    lrs: str
    statements: Sequence[Json]
    authority: Json
    version: str
    attached: Mapping[str, Attached] = {}
    brought_by: Attribution | None = None
    watch: Watch | None = None

    @property
    def ids(self) -> list[str]:
        return [statement["id"] for statement in self.statements]


class Page(Struct, frozen=True, kw_only=True):
    """`beyond` is the position at which the next page goes on, None on the last."""

    records: list[Record]
    beyond: int | None
    attached: list[Attached]


def store(
    database: Database,
    lrs: str,
    statements: Sequence[Json],
    *,
    authority: Json,
    version: str,
    now: datetime,
    **more: Any,
) -> list[str]:
    """The ids of statements that are stored now, all or none. Those that are there already stay.

    Raises StatementConflict for an id under which another statement is stored, Invalid for what cannot be voided.
    """
    whole = [with_id(statement) for statement in statements]
    writing = Writing(lrs=lrs, statements=whole, authority=authority, version=version, **more)
    return _store_alone(database, writing, now)


def store_together(database: Database, writings: Sequence[Writing], now: datetime) -> list[list[str] | DomainError]:
    """What `store` gives for each of them, or raises, in one transaction where none is refused."""
    whole = [structs.replace(each, statements=[with_id(one) for one in each.statements]) for each in writings]
    if len(whole) > 1:
        try:
            with database.write() as stored:
                for writing in _merged(sorted(whole, key=lambda each: each.lrs)):  # one order for all servers
                    _add(stored, writing, now, looked_up=False)
        except DomainError:
            pass
        except DatabaseError as error:
            if not collided(error):
                raise
        else:
            return [writing.ids for writing in whole]
    return [_outcome(database, writing, now) for writing in whole]


def _outcome(database: Database, writing: Writing, now: datetime) -> list[str] | DomainError:
    try:
        return _store_alone(database, writing, now)
    except DomainError as refusal:
        return refusal


def _store_alone(database: Database, writing: Writing, now: datetime) -> list[str]:
    """Statements are looked up where one of them turns out to be known."""
    for attempt in range(_TRIES):
        try:
            with database.write() as stored:
                if attempt:
                    stored.statements.drop_forgotten(writing.lrs, [each.lower() for each in writing.ids])
                _add(stored, writing, now, looked_up=attempt > 0)
        except DatabaseError as error:
            if not collided(error):
                raise
            continue
        return writing.ids
    raise StatementConflict("the same statements are being stored by others; send them again")


def _add(stored: UnitOfWork, writing: Writing, now: datetime, *, looked_up: bool) -> None:
    batch = Batch(stored, writing.lrs, now, writing.attached, writing.brought_by)
    new = batch.unknown(writing.statements) if looked_up or writing.watch else writing.statements
    following = writing.watch(stored, new) if writing.watch and new else ()
    batch.add(new, writing.authority, writing.version)
    batch.add([with_id(statement) for statement in following], writing.authority, writing.version)


def _merged(writings: Sequence[Writing]) -> list[Writing]:
    """Plain ones that are stored alike as one."""
    merged: list[Writing] = []
    for each in writings:
        last = merged[-1] if merged else None
        if last is not None and _alike(last, each):
            merged[-1] = structs.replace(last, statements=[*last.statements, *each.statements])
        else:
            merged.append(each)
    return merged


def _alike(one: Writing, other: Writing) -> bool:
    plain = not any(each.attached or each.brought_by or each.watch for each in (one, other))
    return plain and (one.lrs, one.version, one.authority) == (other.lrs, other.version, other.authority)


def keep(
    stored: UnitOfWork,
    lrs: str,
    statements: Sequence[Json],
    *,
    authority: Json,
    now: datetime,
    brought_by: Attribution | None = None,
) -> None:
    """Store what the service itself says, within a transaction of the caller."""
    Batch(stored, lrs, now, {}, brought_by).add([with_id(statement) for statement in statements], authority, _VERSION)


def find(
    database: Database, lrs: str, statement_id: str, *, voided: bool, terms: Collection[tuple[str, str]] = ()
) -> Record | None:
    """The statement of this id that all terms find; `voided` says which of the two kinds is asked for."""
    with database.read() as stored:
        found = stored.statements.known(lrs, [statement_id.lower()]).get(statement_id.lower())
        if (
            found is None
            or found.voided is not voided
            or (terms and not stored.statements.finds(lrs, found.position, terms))
        ):
            return None
    return found


def attachments_of(database: Database, records: Collection[Record]) -> list[Attached]:
    with database.read() as stored:
        return stored.attachments.of([record.position for record in records])


def page(database: Database, lrs: str, query: StatementQuery, *, beyond: int | None) -> Page:
    """At most `query.limit` statements after the last one already seen."""
    with database.read() as stored:
        records = stored.statements.page(
            lrs,
            query.terms,
            since=query.since,
            until=query.until,
            beyond=beyond,
            ascending=query.ascending,
            limit=query.limit + 1,
        )
        shown = records[: query.limit]
        attached = stored.attachments.of([record.position for record in shown]) if query.attachments else []
    more = shown[-1].position if len(records) > query.limit else None
    return Page(records=shown, beyond=more, attached=attached)

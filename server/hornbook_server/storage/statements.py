"""Statements of xAPI and what they are found by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, not_, select, true, update

from hornbook_server.domain.xapi import Term
from hornbook_server.storage.bulk import Lookup, delete_rows, insert_rows
from hornbook_server.storage.digests import digests_below
from hornbook_server.storage.launches import of_gone_launch
from hornbook_server.storage.positions import after, first_position, hold_positions, stored_at
from hornbook_server.storage.record_tables import forgotten_instances, statement_terms, statements
from hornbook_server.storage.statement_terms import Bounds, Filter, digesting, parted, rarest_first

_FORGOTTEN = exists().where(
    forgotten_instances.c.instance == statements.c.instance, statements.c.position < forgotten_instances.c.until
)
_SEEN = not_(_FORGOTTEN)
_COLUMNS = (statements.c.statement_id, statements.c.position, statements.c.voided, statements.c.body)
_KNOWN = Lookup(select(*_COLUMNS).where(statements.c.lrs == bindparam("lrs"), _SEEN), statements.c.statement_id)
_NEWEST = select(func.max(statements.c.position))
_VOID = (
    update(statements)
    .where(statements.c.lrs == bindparam("of_lrs"), statements.c.statement_id.in_(bindparam("ids", expanding=True)))
    .values(voided=true())
)
_HAVING = Lookup(
    select(statement_terms.c.term, statements.c.statement_id, statements.c.position, statements.c.body).where(
        statements.c.position == statement_terms.c.position, _SEEN
    ),
    statement_terms.c.term,
)
_TERMS = select(statements.c.position, statements.c.terms)
_TERMS_AT = Lookup(_TERMS, statements.c.position)
_LOCKED_TERMS_AT = Lookup(_TERMS.order_by(statements.c.position).with_for_update(), statements.c.position)
_SHOWN = select(*_COLUMNS).where(statements.c.voided.is_(False), _SEEN)
_SHOWN_AT = _SHOWN.where(statements.c.position.in_(bindparam("positions", expanding=True)))
_KEEP_TERMS = update(statements).where(statements.c.position == bindparam("at")).values(terms=bindparam("joined"))
_ROW = (
    statements.c.position,
    statements.c.lrs,
    statements.c.statement_id,
    statements.c.voided,
    statements.c.body,
    statements.c.instance,
    statements.c.terms,
)
_TERM = (statement_terms.c.term, statement_terms.c.position)
_POSITIONS = select(statements.c.position)
_FORGOTTEN_OF = _POSITIONS.where(
    statements.c.lrs == bindparam("of_lrs"), statements.c.statement_id.in_(bindparam("ids", expanding=True)), _FORGOTTEN
)
_SOME_FORGOTTEN = (
    _POSITIONS.join(forgotten_instances, forgotten_instances.c.instance == statements.c.instance)
    .where(statements.c.position < forgotten_instances.c.until)
    .limit(bindparam("limit"))
)
_DELETED_AT_ONCE = 2000
_FORGET_THE_SWEPT = delete(forgotten_instances).where(
    ~exists().where(
        statements.c.instance == forgotten_instances.c.instance, statements.c.position < forgotten_instances.c.until
    )
)
_SOME_OF = _POSITIONS.where(statements.c.lrs == bindparam("of_lrs")).limit(_DELETED_AT_ONCE)
_SOME_OF_LAUNCHES = (
    _POSITIONS.where(of_gone_launch(statements.c.lrs))
    .order_by(statements.c.lrs.desc(), statements.c.position.desc())  # before those of applications
    .limit(bindparam("limit"))
)
_DELETE = delete(statements).where(statements.c.position.in_(bindparam("positions", expanding=True)))
_WALKED_AT_ONCE = 1000  # positions


class Record(Struct, frozen=True, kw_only=True):
    """A stored statement; `body` is its JSON as it is sent to whoever asks for it as it came.

    `instance` is the row key of the instance of a registration that brought it; it is found by `terms`.
    Neither is read back.
    """

    id: str
    position: int
    body: bytes
    voided: bool = False
    instance: int | None = None
    terms: Collection[Term] = ()

    @property
    def stored(self) -> datetime:
        return stored_at(self.position)


class Statements:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, lrs: str, ids: Collection[str]) -> dict[str, Record]:
        """Those of these ids that are stored, by id."""
        return {row.statement_id: _record(row) for row in _KNOWN.rows(self._connection, ids, lrs=lrs)}

    def next_position(self, lrs: str, now: datetime) -> int:
        """No other transaction gets one here meanwhile, so that nobody sees a statement before an earlier one."""
        hold_positions(self._connection, lrs)
        return first_position(now, newest=self._connection.execute(_NEWEST).scalar() or 0)

    def add(self, lrs: str, records: Sequence[Record]) -> None:
        """Raises IntegrityError where another server has stored one of the ids, or taken a position, meanwhile."""
        rows, terms, digests_of = [], [], digesting(lrs)
        for each in records:
            digests = digests_of(each.terms)
            rows.append((each.position, lrs, each.id, each.voided, each.body, each.instance, b"".join(digests)))
            terms += [(digest, each.position) for digest in digests]
        insert_rows(self._connection, _ROW, rows)
        insert_rows(self._connection, _TERM, sorted(terms))

    def add_terms(self, lrs: str, terms: Mapping[int, Iterable[Term]]) -> None:
        """Let the statements at these positions be found by these as well."""
        digests_of, known = digesting(lrs), self._terms_at(terms, _LOCKED_TERMS_AT)
        new = {at: set(digests_of(terms[at])) - parted(joined) for at, joined in known.items()}
        changed = [{"at": at, "joined": known[at] + b"".join(digests)} for at, digests in new.items() if digests]
        if changed:
            self._connection.execute(_KEEP_TERMS, changed)
            insert_rows(self._connection, _TERM, sorted((each, at) for at, digests in new.items() for each in digests))

    def having(self, lrs: str, terms: Collection[Term]) -> list[tuple[Term, Record]]:
        """The statements that any of these terms finds, each with the term."""
        digest = digests_below(lrs)
        by_hash = {digest(*term): term for term in terms}
        rows = _HAVING.rows(self._connection, by_hash)
        return [(by_hash[row.term], Record(id=row.statement_id, position=row.position, body=row.body)) for row in rows]

    def finds(self, lrs: str, position: int, terms: Collection[Term]) -> bool:
        """Whether all of these terms find the statement."""
        joined = self._terms_at([position]).get(position, b"")
        return all(Filter(self._connection, lrs, term).passes(joined) for term in terms)

    def void(self, lrs: str, ids: Collection[str]) -> None:
        self._connection.execute(_VOID, {"of_lrs": lrs, "ids": list(ids)})

    def page(
        self,
        lrs: str,
        terms: Sequence[Term],
        *,
        since: datetime | None,
        until: datetime | None,
        beyond: int | None,
        ascending: bool,
        limit: int,
    ) -> list[Record]:
        """Statements that all terms find and none voids; `beyond` is the last one already seen."""
        dates = since, until
        filters = [Filter(self._connection, lrs, term) for term in terms]
        if not filters:
            return self._unfiltered(
                lrs,
                _between(statements.c.position, dates, beyond, ascending=ascending),
                ascending=ascending,
                limit=limit,
            )
        position, found, walked = statement_terms.c.position, list[Record](), limit
        first, *others = rarest_first(filters, _between(position, dates, beyond, ascending=ascending))
        while True:
            bounds = _between(position, dates, beyond, ascending=ascending)
            positions = first.positions(bounds, ascending=ascending, limit=walked)
            passing = self._passing(positions, others) if others else positions
            found += self._shown(passing, ascending=ascending)
            if len(found) >= limit or len(positions) < walked:
                return found[:limit]
            beyond, walked = positions[-1], min(2 * walked, _WALKED_AT_ONCE)

    def _unfiltered(self, lrs: str, bounds: Bounds, *, ascending: bool, limit: int) -> list[Record]:
        position = statements.c.position
        ordered = _SHOWN.where(statements.c.lrs == lrs, *bounds).order_by(position if ascending else position.desc())
        return [_record(row) for row in self._connection.execute(ordered.limit(limit))]

    def _passing(self, positions: Sequence[int], filters: Sequence[Filter]) -> list[int]:
        joined = self._terms_at(positions)
        return [at for at in positions if at in joined and all(each.passes(joined[at]) for each in filters)]

    def _shown(self, positions: Sequence[int], *, ascending: bool) -> list[Record]:
        rows = self._connection.execute(_SHOWN_AT, {"positions": positions}) if positions else ()
        return sorted(map(_record, rows), key=lambda each: each.position, reverse=not ascending)

    def drop_forgotten(self, lrs: str, ids: Collection[str]) -> None:
        """Delete those of these ids that are seen no more."""
        self._delete(self._connection.execute(_FORGOTTEN_OF, {"of_lrs": lrs, "ids": list(ids)}).scalars().all())

    def delete_forgotten(self, most: int) -> int:
        """Delete some of the statements that are seen no more; how many, 0 once none is left."""
        positions = self._connection.execute(_SOME_FORGOTTEN, {"limit": most}).scalars().all()
        if positions:
            self._delete(positions)
        else:
            self._connection.execute(_FORGET_THE_SWEPT)
        return len(positions)

    def delete_of_launches(self, most: int) -> int:
        """Delete some of those of launches that are gone; how many."""
        positions = self._connection.execute(_SOME_OF_LAUNCHES, {"limit": most}).scalars().all()
        self._delete(positions)
        return len(positions)

    def delete_all(self, lrs: str) -> None:
        while positions := self._connection.execute(_SOME_OF, {"of_lrs": lrs}).scalars().all():
            self._delete(positions)

    def _delete(self, positions: Sequence[int]) -> None:
        terms = self._terms_at(positions, _LOCKED_TERMS_AT)
        rows = sorted((each, at) for at, joined in terms.items() for each in parted(joined))
        delete_rows(self._connection, _TERM, rows)
        if terms:
            self._connection.execute(_DELETE, {"positions": list(terms)})

    def _terms_at(self, positions: Collection[int], chosen: Lookup = _TERMS_AT) -> dict[int, bytes]:
        """Of the statements that are still there, the digests of their terms side by side."""
        return {row.position: row.terms for row in chosen.rows(self._connection, sorted(positions))}


def _between(
    position: ColumnElement[int],
    dates: tuple[datetime | None, datetime | None],
    beyond: int | None,
    *,
    ascending: bool,
) -> list[ColumnElement[bool]]:
    since, until = dates
    bounds = [] if since is None else [position >= after(since)]
    if until is not None:
        bounds.append(position < after(until))
    if beyond is not None:
        bounds.append(position > beyond if ascending else position < beyond)
    return bounds


def _record(row: Any) -> Record:
    return Record(id=row.statement_id, position=row.position, body=row.body, voided=row.voided)

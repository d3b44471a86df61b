"""What statements of xAPI are found by: for each term, the positions of those that have it."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Select, func, select, union

from hornbook_server.domain.xapi import Term, kept_as
from hornbook_server.storage.digests import digests_below
from hornbook_server.storage.record_tables import statement_terms

_DIGEST = 16  # bytes
_COUNTED = 1000  # terms that find more are taken to be equally frequent
_POSITION = statement_terms.c.position

Bounds = Sequence[ColumnElement[bool]]


class Filter:
    """What a term finds, which is every statement that has one of those that it is kept as."""

    __slots__ = ("_connection", "_digests")

    def __init__(self, connection: Connection, lrs: str, term: Term) -> None:
        digest = digests_below(lrs)
        self._connection = connection
        self._digests = frozenset(digest(*each) for each in kept_as(term))

    def passes(self, joined: bytes) -> bool:
        return not self._digests.isdisjoint(parted(joined))

    def count(self, bounds: Bounds) -> int:
        """Of the positions within bounds, as far as it tells which filter finds fewest."""
        some = select(_POSITION).where(statement_terms.c.term.in_(self._digests), *bounds).limit(_COUNTED).subquery()
        return self._connection.execute(select(func.count()).select_from(some)).scalar_one()

    def positions(self, bounds: Bounds, *, ascending: bool, limit: int) -> list[int]:
        """The first within bounds: of one range of the index for each term, where databases would sort all of them."""
        ranges = [self._range(each, bounds, ascending=ascending, limit=limit).subquery() for each in self._digests]
        either = union(*(select(each.c.position) for each in ranges)).subquery().c.position
        ordered = select(either).order_by(either if ascending else either.desc()).limit(limit)
        return list(self._connection.execute(ordered).scalars())

    def _range(self, digest: bytes, bounds: Bounds, *, ascending: bool, limit: int) -> Select[int]:
        found = select(_POSITION).where(statement_terms.c.term == digest, *bounds)
        return found.order_by(_POSITION if ascending else _POSITION.desc()).limit(limit)


def rarest_first(filters: Sequence[Filter], bounds: Bounds) -> list[Filter]:
    if len(filters) == 1:
        return list(filters)
    return sorted(filters, key=lambda each: each.count(bounds))


def digesting(lrs: str) -> Callable[[Iterable[Term]], list[bytes]]:
    """What makes the digests of terms, each once."""
    digest, known = digests_below(lrs), dict[Term, bytes]()

    def of(terms: Iterable[Term]) -> list[bytes]:
        return [known.get(each) or known.setdefault(each, digest(*each)) for each in terms]

    return of


def parted(joined: bytes) -> set[bytes]:
    """The digests that a statement's row holds side by side."""
    return {joined[begin : begin + _DIGEST] for begin in range(0, len(joined), _DIGEST)}

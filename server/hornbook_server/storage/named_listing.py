"""One page of things with an id and a name, which are few: no index serves them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, literal, select, tuple_

from hornbook_server.domain.named_listing import NamedCursor, NamedField, NamedOrder, NamedPage, NamedQuery
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.position import position

Item = TypeVar("Item")

_ORDER_COLUMN = {
    NamedOrder.CREATED_ASC: "created",
    NamedOrder.CREATED_DESC: "created",
    NamedOrder.UPDATED_ASC: "updated",
    NamedOrder.UPDATED_DESC: "updated",
    NamedOrder.NAME_ASC: "name_fold",
    NamedOrder.NAME_DESC: "name_fold",
}
_DESCENDING = {NamedOrder.CREATED_DESC, NamedOrder.UPDATED_DESC, NamedOrder.NAME_DESC}


@dataclass(frozen=True, eq=False, slots=True)
class NamedListing:
    """Rows of `table`, which has the columns id, name_fold, created and updated, shown by `columns`.

    The first of these is the id, which is ASCII.
    """

    table: Table
    columns: tuple[Column[Any], ...]

    def page(
        self,
        connection: Connection,
        query: NamedQuery,
        of: ColumnElement[bool],
        *,
        after: NamedCursor | None,
        limit: int,
        read: Callable[[Any], Item],
    ) -> NamedPage[Item]:
        """At most `limit` after the last one already seen; `of` says whose, `read` takes a row of `columns`."""
        rows = connection.execute(self._page(query, of, after, limit + 1)).all()
        items = [read(row[1:]) for row in rows[:limit]]
        if len(rows) <= limit:
            return NamedPage(items, None)
        value, row_id, *_ = rows[limit - 1]
        return NamedPage(items, NamedCursor(value, row_id))

    def count(self, connection: Connection, query: NamedQuery, of: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(self.table).where(of, *self._conditions(query))
        return connection.execute(counted).scalar_one()

    def _page(self, query: NamedQuery, of: ColumnElement[bool], after: NamedCursor | None, limit: int) -> Select[Any]:
        """Rows of the order's value and `columns`, in order."""
        value, descending = self.table.c[_ORDER_COLUMN[query.order]], query.order in _DESCENDING
        place = tuple_(value, self.table.c.id)
        chosen = select(value.label("order_value"), *self.columns).where(of, *self._conditions(query)).limit(limit)
        if after is not None:
            last = tuple_(literal(after.value, value.type), literal(after.id))
            chosen = chosen.where(place < last if descending else place > last)
        return chosen.order_by(*(key.desc() if descending else key.asc() for key in (value, self.table.c.id)))

    def _conditions(self, query: NamedQuery) -> list[ColumnElement[bool]]:
        dated = self.table.c[query.date_field]
        conditions: list[ColumnElement[bool]] = []
        if query.since is not None:
            conditions.append(dated >= milliseconds_up(query.since))
        if query.until is not None:
            conditions.append(dated <= milliseconds(query.until))
        if query.filter:
            # What is ASCII every database puts into lower case alike.
            text = func.lower(self.table.c.id) if query.filter_by is NamedField.ID else self.table.c.name_fold
            conditions.append(position(text, query.filter.casefold()) > 0)
        return conditions

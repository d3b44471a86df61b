"""The statements of one page of a list, built once for each shape of query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    exists,
    func,
    select,
    tuple_,
    union,
)

from hornbook_server.domain.course_listing import CourseQuery
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import Cursor, DateField
from hornbook_server.domain.registration_listing import RegistrationQuery
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.parents import Parents
from hornbook_server.storage.position import position

Query = CourseQuery | RegistrationQuery

MOST_TAGS = 100  # SQLite takes 500 terms in a compound select
_FIRST_PARENTS = (1, 10, 100)
_DATES = tuple(field.value for field in DateField)
FEW = 1000  # rows that are sorted sooner than found by walking the order's index


@dataclass(frozen=True, eq=False, slots=True)
class Listing:
    """What is listed: rows of `table`, of which a page holds the key `id` and `columns`.

    `tags` has a row a tag, whose first key column is the key of `table`; what both have in common a page by tag reads
    there. `orders` and `fields` are the values that a list is ordered by and the folded texts that it is filtered by,
    each by the word of the wire. A value of a `selective` column leaves so few rows that they are best sorted.
    `parents` are of the orders that go by a column of another table.
    """

    table: Table
    tags: Table
    columns: tuple[Column[Any], ...]
    orders: Mapping[str, ColumnElement[Any]]
    fields: Mapping[str, ColumnElement[str]]
    selective: frozenset[str] = frozenset()
    parents: Mapping[str, Parents] = field(default_factory=dict)

    @property
    def tagged(self) -> ColumnElement[int]:
        return next(iter(self.tags.primary_key.columns))


class Shape(NamedTuple):
    """All of a query but its values. `equal` names columns of which a row has exactly one value.

    `few` says that the dates leave so few rows that they are found by date and then sorted; otherwise the index
    of the order is walked. No planner can know which is better: the dates are parameters of a prepared statement.
    `few_equal` says the same of what the columns of `equal` leave. `of_first_parents` leaves the rows whose parents
    come first (storage.parents).
    """

    order: str
    descending: bool
    date_field: str
    since: bool
    until: bool
    filter_by: str | None
    tags: int
    few: bool
    equal: tuple[str, ...] = ()
    few_equal: bool = False
    of_first_parents: bool = False

    @property
    def dates_and_order_disagree(self) -> bool:
        return (self.since or self.until) and self.order != self.date_field


def read_page(
    connection: Connection,
    listing: Listing,
    values: Mapping[str, Any],
    query: Query,
    *,
    after: Cursor | None,
    limit: int,
) -> tuple[list[Row[Any]], Cursor | None]:
    """At most `limit` rows of the key, the order's value and the listing's columns, and where the next page begins.

    `values` has the application's id, and the value of each column that is to be equal to one.
    """
    equal = tuple(sorted(set(values) - {"app_id"}))
    shape, bound = shape_of(query, equal=equal), dict(values) | values_of(query, after)
    if shape.dates_and_order_disagree:
        within = connection.execute(within_dates_statement(listing, shape), bound).scalar_one()
        shape = shape_of(query, equal=equal, few=within <= FEW)
    if equal and shape.order not in _DATES:
        alike = connection.execute(_alike_statement(listing, equal), bound).scalar_one()
        shape = shape._replace(few_equal=alike <= FEW)
    bound |= {"limit": limit + 1}
    rows = _rows_of_first_parents(connection, listing, shape, bound, after=after is not None)
    if len(rows) <= limit:
        rows = list(connection.execute(page_statement(listing, shape, after=after is not None), bound))
    if len(rows) <= limit:
        return rows, None
    row_key, value = rows[limit - 1][:2]
    return rows[:limit], Cursor(value, row_key)


def _rows_of_first_parents(
    connection: Connection, listing: Listing, shape: Shape, bound: Mapping[str, Any], *, after: bool
) -> list[Row[*tuple[Any, ...]]]:
    """A whole page, if the first parents have one."""
    parents = listing.parents.get(shape.order)
    if parents is None or shape.equal:
        return []
    beyond = parents.beyond(descending=shape.descending, after=after)
    page = page_statement(listing, shape._replace(of_first_parents=True), after=after)
    for number in _FIRST_PARENTS:
        value = connection.execute(beyond, {**bound, "number": number}).scalar()
        if value is None:
            break
        rows = list(connection.execute(page, {**bound, "last_parent": value}))
        if len(rows) == bound["limit"]:
            return rows
    return []


def count(connection: Connection, listing: Listing, values: Mapping[str, Any], query: Query) -> int:
    shape = shape_of(query, equal=tuple(sorted(set(values) - {"app_id"})))
    return connection.execute(count_statement(listing, shape), dict(values) | values_of(query)).scalar_one()


def shape_of(query: Query, *, equal: tuple[str, ...] = (), few: bool = False) -> Shape:
    tags = len(set(query.tags))
    if tags > MOST_TAGS:
        raise Invalid(f"tags: {tags} were given, at most {MOST_TAGS} can be asked for at once")
    order, _, way = query.order.value.rpartition("_")
    return Shape(
        order=order,
        descending=way == "desc",
        date_field=query.date_field.value,
        since=query.since is not None,
        until=query.until is not None,
        filter_by=query.filter_by.value if query.filter else None,
        tags=tags,
        few=few,
        equal=equal,
    )


def values_of(query: Query, after: Cursor | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if query.since is not None:
        values["since"] = milliseconds_up(query.since)
    if query.until is not None:
        values["until"] = milliseconds(query.until)
    if query.filter:
        values["needle"] = query.filter.casefold()
    if after is not None:
        values |= {"after_value": after.value, "after_row": after.row}
    return values | {f"tag{place}": tag for place, tag in enumerate(sorted(set(query.tags)))}


@lru_cache(maxsize=512)
def page_statement(listing: Listing, shape: Shape, *, after: bool) -> Select[Any]:
    """Rows of the row key, the order's value and the listing's columns, at most `limit` of them, in order."""
    table, tags, tagged = listing.table, listing.tags, listing.tagged
    if shape.tags == 0:
        return _ordered_page(listing, table, table.c.id, shape, after=after)
    if _order_value(listing, tags, shape) is None:
        page = _ordered_page(listing, table, table.c.id, shape, after=after)
        return page.where(table.c.id.in_(_tagged(listing, shape)))
    pages = [
        _ordered_page(listing, tags, tagged, shape, after=after)
        .join(table, table.c.id == tagged)
        .where(tags.c.tag == bindparam(f"tag{place}"))
        for place in range(shape.tags)
    ]
    if len(pages) == 1:
        return pages[0]
    merged = union(*(select(page.subquery()) for page in pages)).subquery()
    return select(merged).order_by(*_directed(shape, merged.c.order_value, merged.c.id)).limit(_LIMIT)


@lru_cache(maxsize=64)
def within_dates_statement(listing: Listing, shape: Shape) -> Select[int]:
    """How many of the application's rows the dates leave, counted up to FEW + 1."""
    dated = select(listing.table.c.id).where(*_dated(listing, listing.table, shape, by_index=True)).limit(FEW + 1)
    return select(func.count()).select_from(dated.subquery())


@lru_cache(maxsize=8)
def _alike_statement(listing: Listing, equal: tuple[str, ...]) -> Select[int]:
    """How many of the application's rows have the values of these columns, counted up to FEW + 1."""
    table = listing.table
    alike = [table.c[name] == bindparam(name) for name in equal]
    some = select(table.c.id).where(table.c.app_id == bindparam("app_id"), *alike).limit(FEW + 1)
    return select(func.count()).select_from(some.subquery())


@lru_cache(maxsize=512)
def count_statement(listing: Listing, shape: Shape) -> Select[int]:
    table = listing.table
    statement = select(func.count()).select_from(table).where(*_conditions(listing, table, shape))
    return statement.where(table.c.id.in_(_tagged(listing, shape))) if shape.tags else statement


_LIMIT = bindparam("limit", type_=Integer)


def _tagged(listing: Listing, shape: Shape) -> Select[Any]:
    names: list[BindParameter[str]] = [bindparam(f"tag{place}") for place in range(shape.tags)]
    tags = listing.tags
    return select(listing.tagged).where(tags.c.app_id == bindparam("app_id"), tags.c.tag.in_(names))


def _order_value(listing: Listing, source: Table, shape: Shape) -> ColumnElement[Any] | None:
    """What the order goes by, if `source` has it."""
    value = listing.orders[shape.order]
    if source is listing.table:
        return value
    return source.c.get(value.name) if isinstance(value, Column) else None


def _ordered_page(
    listing: Listing, source: Table, key: ColumnElement[int], shape: Shape, *, after: bool
) -> Select[Any]:
    value = _order_value(listing, source, shape)
    assert value is not None
    if shape.few_equal or listing.selective.intersection(shape.equal):
        value = _in_no_index(value)
    statement = select(listing.table.c.id, value.label("order_value"), *listing.columns).select_from(source)
    if shape.of_first_parents:
        parents = listing.parents[shape.order]
        statement = statement.where(parents.are_first(descending=shape.descending, after=after))
    if after:
        place, last = tuple_(value, key), tuple_(bindparam("after_value", type_=value.type), bindparam("after_row"))
        statement = statement.where(place < last if shape.descending else place > last)
    return statement.where(*_conditions(listing, source, shape)).order_by(*_directed(shape, value, key)).limit(_LIMIT)


def _in_no_index(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return value + "" if isinstance(value.type, Text) else value + 0


def _directed(shape: Shape, *columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [column.desc() if shape.descending else column.asc() for column in columns]


def _conditions(listing: Listing, source: Table, shape: Shape) -> list[ColumnElement[bool]]:
    conditions = _dated(listing, source, shape, by_index=shape.few or not shape.dates_and_order_disagree)
    if shape.filter_by is not None:
        conditions.append(_contains(listing, shape.filter_by))
    return conditions


def _dated(listing: Listing, source: Table, shape: Shape, *, by_index: bool) -> list[ColumnElement[bool]]:
    """The application's rows between the dates; a sum is in no index, so the planner leaves that of the dates alone."""
    column = source.c[shape.date_field]
    dated = column if by_index else _in_no_index(column)
    conditions: list[ColumnElement[bool]] = [source.c.app_id == bindparam("app_id")]
    conditions += [listing.table.c[name] == bindparam(name) for name in shape.equal]
    if shape.since:
        conditions.append(dated >= bindparam("since"))
    if shape.until:
        conditions.append(dated <= bindparam("until"))
    return conditions


def _contains(listing: Listing, field: str) -> ColumnElement[bool]:
    needle: BindParameter[str] = bindparam("needle")
    if field in listing.fields:
        return position(listing.fields[field], needle) > 0
    some = listing.tags.alias("some")
    key = some.c[next(iter(listing.tags.primary_key.columns)).name]
    return exists().where(key == listing.table.c.id, position(some.c.tag_fold, needle) > 0).correlate(listing.table)

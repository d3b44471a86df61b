"""The statements of one page of courses, built once for each shape of query."""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Table,
    bindparam,
    exists,
    func,
    select,
    tuple_,
    union,
)

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import CourseCursor, CourseField, CourseOrder, CourseQuery, DateField
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.course_rows import LISTED_COLUMNS
from hornbook_server.storage.position import position
from hornbook_server.storage.tables import course_tags, courses

MOST_TAGS = 100  # SQLite takes 500 terms in a compound select
FEW = 1000  # courses that are sorted sooner than found by walking the order's index

_ORDER_COLUMN = {
    CourseOrder.CREATED_ASC: "created",
    CourseOrder.CREATED_DESC: "created",
    CourseOrder.UPDATED_ASC: "updated",
    CourseOrder.UPDATED_DESC: "updated",
    CourseOrder.TITLE_ASC: "title_order",
    CourseOrder.TITLE_DESC: "title_order",
}
_DESCENDING = {CourseOrder.CREATED_DESC, CourseOrder.UPDATED_DESC, CourseOrder.TITLE_DESC}


class Shape(NamedTuple):
    """All of a query but its values.

    `few` says that the dates leave so few courses that they are found by date and then sorted; otherwise the index
    of the order is walked. No planner can know which is better: the dates are parameters of a prepared statement.
    """

    order: CourseOrder
    date_field: DateField
    since: bool
    until: bool
    filter_by: CourseField | None
    tags: int
    few: bool

    @property
    def dates_and_order_disagree(self) -> bool:
        return (self.since or self.until) and _ORDER_COLUMN[self.order] != self.date_field


def shape_of(query: CourseQuery, *, few: bool = False) -> Shape:
    tags = len(set(query.tags))
    if tags > MOST_TAGS:
        raise Invalid(f"tags: {tags} were given, at most {MOST_TAGS} can be asked for at once")
    return Shape(
        order=query.order,
        date_field=query.date_field,
        since=query.since is not None,
        until=query.until is not None,
        filter_by=query.filter_by if query.filter else None,
        tags=tags,
        few=few,
    )


def values_of(app_id: str, query: CourseQuery, after: CourseCursor | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {"app_id": app_id}
    if query.since is not None:
        values["since"] = milliseconds_up(query.since)
    if query.until is not None:
        values["until"] = milliseconds(query.until)
    if query.filter:
        values["needle"] = query.filter.casefold()
    if after is not None:
        values |= {"after_value": after.value, "after_row": after.row}
    return values | {f"tag{place}": tag for place, tag in enumerate(sorted(set(query.tags)))}


@lru_cache(maxsize=256)
def page_statement(shape: Shape, *, after: bool) -> Select[Any]:
    """Rows of the row key, the order's value and LISTED_COLUMNS, at most `limit` of them, in order."""
    if shape.tags == 0:
        return _ordered_page(courses, courses.c.id, shape, after=after)
    tagged = [
        _ordered_page(course_tags, course_tags.c.course, shape, after=after)
        .join(courses, courses.c.id == course_tags.c.course)
        .where(course_tags.c.tag == bindparam(f"tag{place}"))
        for place in range(shape.tags)
    ]
    if len(tagged) == 1:
        return tagged[0]
    merged = union(*(select(page.subquery()) for page in tagged)).subquery()
    return select(merged).order_by(*_directed(shape.order, merged.c.order_value, merged.c.id)).limit(_LIMIT)


@lru_cache(maxsize=16)
def within_dates_statement(shape: Shape) -> Select[int]:
    """How many of the application's courses the dates leave, counted up to FEW + 1."""
    dated = select(courses.c.id).where(*_dated(courses, shape, by_index=True)).limit(FEW + 1)
    return select(func.count()).select_from(dated.subquery())


@lru_cache(maxsize=256)
def count_statement(shape: Shape) -> Select[int]:
    statement = select(func.count()).select_from(courses).where(*_conditions(courses, shape))
    if shape.tags == 0:
        return statement
    names: list[BindParameter[str]] = [bindparam(f"tag{place}") for place in range(shape.tags)]
    tagged = select(course_tags.c.course).where(
        course_tags.c.app_id == bindparam("app_id"), course_tags.c.tag.in_(names)
    )
    return statement.where(courses.c.id.in_(tagged))


_LIMIT = bindparam("limit", type_=Integer)


def _ordered_page(source: Table, key: ColumnElement[int], shape: Shape, *, after: bool) -> Select[Any]:
    value = source.c[_ORDER_COLUMN[shape.order]]
    statement = select(courses.c.id, value.label("order_value"), *LISTED_COLUMNS).select_from(source)
    if after:
        place, last = tuple_(value, key), tuple_(bindparam("after_value", type_=value.type), bindparam("after_row"))
        statement = statement.where(place < last if shape.order in _DESCENDING else place > last)
    return statement.where(*_conditions(source, shape)).order_by(*_directed(shape.order, value, key)).limit(_LIMIT)


def _directed(order: CourseOrder, *columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [column.desc() if order in _DESCENDING else column.asc() for column in columns]


def _conditions(source: Table, shape: Shape) -> list[ColumnElement[bool]]:
    conditions = _dated(source, shape, by_index=shape.few or not shape.dates_and_order_disagree)
    if shape.filter_by is not None:
        conditions.append(_contains(shape.filter_by))
    return conditions


def _dated(source: Table, shape: Shape, *, by_index: bool) -> list[ColumnElement[bool]]:
    """The application's rows between the dates; a sum is in no index, so the planner leaves that of the dates alone."""
    column = source.c[shape.date_field]
    dated = column if by_index else column + 0
    conditions: list[ColumnElement[bool]] = [source.c.app_id == bindparam("app_id")]
    if shape.since:
        conditions.append(dated >= bindparam("since"))
    if shape.until:
        conditions.append(dated <= bindparam("until"))
    return conditions


def _contains(field: CourseField) -> ColumnElement[bool]:
    needle: BindParameter[str] = bindparam("needle")
    if field is CourseField.COURSE_ID:
        return position(courses.c.course_id_fold, needle) > 0
    if field is CourseField.TITLE:
        return position(courses.c.title_fold, needle) > 0
    some = course_tags.alias("some")
    return exists().where(some.c.course == courses.c.id, position(some.c.tag_fold, needle) > 0).correlate(courses)

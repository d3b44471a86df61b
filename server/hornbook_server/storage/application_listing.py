"""The statements of one page of applications, which are few: no index serves them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.application_listing import (
    ApplicationCursor,
    ApplicationField,
    ApplicationOrder,
    ApplicationQuery,
)
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.position import position
from hornbook_server.storage.tables import applications

COLUMNS = (
    applications.c.id,
    applications.c.name,
    applications.c.kind,
    applications.c.created,
    applications.c.updated,
    applications.c.allow_delete,
)

_ORDER_COLUMN = {
    ApplicationOrder.CREATED_ASC: applications.c.created,
    ApplicationOrder.CREATED_DESC: applications.c.created,
    ApplicationOrder.UPDATED_ASC: applications.c.updated,
    ApplicationOrder.UPDATED_DESC: applications.c.updated,
    ApplicationOrder.NAME_ASC: applications.c.name_fold,
    ApplicationOrder.NAME_DESC: applications.c.name_fold,
}
_DESCENDING = {ApplicationOrder.CREATED_DESC, ApplicationOrder.UPDATED_DESC, ApplicationOrder.NAME_DESC}


def page_statement(query: ApplicationQuery, *, after: ApplicationCursor | None, limit: int) -> Select[Any]:
    """Rows of the order's value and COLUMNS, in order."""
    value, descending = _ORDER_COLUMN[query.order], query.order in _DESCENDING
    place = tuple_(value, applications.c.id)
    statement = select(value.label("order_value"), *COLUMNS).where(*_conditions(query)).limit(limit)
    if after is not None:
        last = tuple_(literal(after.value, value.type), literal(after.app_id))
        statement = statement.where(place < last if descending else place > last)
    return statement.order_by(*(key.desc() if descending else key.asc() for key in (value, applications.c.id)))


def count_statement(query: ApplicationQuery) -> Select[int]:
    return select(func.count()).select_from(applications).where(*_conditions(query))


def _conditions(query: ApplicationQuery) -> list[ColumnElement[bool]]:
    dated = applications.c[query.date_field]
    conditions: list[ColumnElement[bool]] = [applications.c.kind == ApplicationKind.NORMAL.value]
    if query.since is not None:
        conditions.append(dated >= milliseconds_up(query.since))
    if query.until is not None:
        conditions.append(dated <= milliseconds(query.until))
    if query.filter:
        # The id is ASCII, which every database puts into lower case alike.
        text = func.lower(applications.c.id) if query.filter_by is ApplicationField.APP_ID else applications.c.name_fold
        conditions.append(position(text, query.filter.casefold()) > 0)
    return conditions

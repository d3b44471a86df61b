"""What a caller may ask of the list of applications."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.application import Application
from hornbook_server.domain.listing import DateField


class ApplicationField(StrEnum):
    APP_ID = "app_id"
    NAME = "name"


class ApplicationOrder(StrEnum):
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"
    NAME_ASC = "name_asc"
    NAME_DESC = "name_desc"


class ApplicationQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Filters and order of one listing; `since` and `until` are inclusive.

    `filter` is a case-insensitive substring of the field that `filter_by` names.
    """

    since: datetime | None = None
    until: datetime | None = None
    date_field: DateField = DateField.UPDATED
    filter: str = ""
    filter_by: ApplicationField = ApplicationField.APP_ID
    order: ApplicationOrder = ApplicationOrder.UPDATED_ASC


class ApplicationCursor(Struct, frozen=True, array_like=True):
    """The last application already seen: its value in the order's column and its id."""

    value: int | str
    app_id: str


class ApplicationMore(Struct, frozen=True, array_like=True):
    """What a list of applications goes on with: its query, where it is, and what its entries carry."""

    query: ApplicationQuery
    after: ApplicationCursor
    course_count: bool
    registration_count: bool


class ApplicationPage(Struct, frozen=True):
    """`next` is None on the last page."""

    applications: list[Application]
    next: ApplicationCursor | None

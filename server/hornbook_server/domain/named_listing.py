"""What a caller may ask of a list of few things that have an id and a name: applications, credentials of xAPI."""

from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from hornbook_server.domain.listing import DateField

Item = TypeVar("Item")


class NamedField(StrEnum):
    ID = "id"
    NAME = "name"


class NamedOrder(StrEnum):
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"
    NAME_ASC = "name_asc"
    NAME_DESC = "name_desc"


class NamedQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Filters and order of one listing; `since` and `until` are inclusive.

    `filter` is a case-insensitive substring of the field that `filter_by` names.
    """

    since: datetime | None = None
    until: datetime | None = None
    date_field: DateField = DateField.UPDATED
    filter: str = ""
    filter_by: NamedField = NamedField.ID
    order: NamedOrder = NamedOrder.UPDATED_ASC


class NamedCursor(Struct, frozen=True, array_like=True):
    """The last one already seen: its value in the order's column and its id."""

    value: int | str
    id: str


class NamedPage(Struct, Generic[Item], frozen=True):
    """`next` is None on the last page."""

    items: list[Item]
    next: NamedCursor | None

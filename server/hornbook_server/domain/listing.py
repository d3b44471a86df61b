"""What all lists share."""

from enum import StrEnum

from msgspec import Struct


class DateField(StrEnum):
    CREATED = "created"
    UPDATED = "updated"


class Cursor(Struct, frozen=True, array_like=True):
    """The last row already seen: its value in the order's column and its row key."""

    value: int | str
    row: int

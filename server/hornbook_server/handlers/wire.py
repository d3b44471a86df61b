"""What passes between the contract and a handler besides the generated models."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from hornbook_server.storage.blobs import Staged

Given = TypeVar("Given")
Handling = TypeVar("Handling", bound=Callable[..., Any])

_SHAPE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(?:[Zz]| UTC| ?(?P<sign>[ +-])(?P<offset>\d\d(?::?\d\d)?))?)?",
    re.ASCII,
)


class Upload(NamedTuple):
    """A file part, received whole; `content_type` is what the part itself declares."""

    staged: Staged
    filename: str
    content_type: str


class Answer(NamedTuple):
    """A result with response headers."""

    body: msgspec.Struct
    headers: tuple[tuple[bytes, bytes], ...] = ()


def waiting(handler: Handling) -> Handling:
    """For a handler that waits for others, or takes as long as there is much: it is not run on the event loop."""
    handler.waits = True  # type: ignore[attr-defined] # read by contract.plans
    return handler


def given(value: Given | UnsetType) -> Given | None:
    """None for a member that the body leaves out."""
    return None if value is UNSET else value


def total_count(total: int | None) -> tuple[tuple[bytes, bytes], ...]:
    """The header of a list that was counted."""
    return () if total is None else ((b"x-total-count", str(total).encode()),)


def page_size(since: datetime | None) -> int:
    """Of a list, by its first query: more of what has happened since a time."""
    return 10 if since is None else 100


def timestamp(moment: datetime) -> str:
    """UTC with milliseconds, as SCORM Cloud prints it: 2024-05-17T09:12:44.000Z.

    msgspec prints a time three times as fast as isoformat, and a page has two hundred.
    """
    text: str = msgspec.to_builtins(moment.astimezone(UTC))
    return f"{text[:23]}Z" if len(text) > len("2024-05-17T09:12:44Z") else f"{text[:19]}.000Z"


def parse_date(text: str) -> datetime:
    """A time in any shape that an SDK sends: ISO 8601, or as Ruby prints it; UTC without a zone. Raises ValueError.

    A leap second counts as the second before it, fractions beyond the microsecond are cut, and a blank before the
    offset is a `+` that was not percent-encoded in a query.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise ValueError(text)
    time = (shape["time"] or "00:00").replace(":60", ":59").replace(",", ".")
    zone = shape["sign"].replace(" ", "+") + shape["offset"] if shape["sign"] else "Z"
    try:
        return datetime.fromisoformat(f"{shape['day']}T{time}{zone}").astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None

"""Every shape in which the official SDKs send a date."""

import re
from datetime import UTC, datetime

_SHAPE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(?P<zone>[Zz]|[ +-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)


def parse_date(text: str) -> datetime:
    """An ISO 8601 date or time, UTC where it names no zone; raises ValueError for anything else.

    A leap second counts as the second before it, fractions beyond the microsecond are cut, and a blank before the
    offset is a `+` that was not percent-encoded in a query.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise ValueError(text)
    time = (shape["time"] or "00:00").replace(":60", ":59").replace(",", ".")
    zone = (shape["zone"] or "Z").upper().replace(" ", "+")
    try:
        return datetime.fromisoformat(f"{shape['day']}T{time}{zone}").astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None

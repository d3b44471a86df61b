"""Passing scores as decimals in -1..1."""

import re
from decimal import Decimal

_DECIMAL = re.compile(r"[+-]?(\d{1,10}(\.\d{0,20})?|\.\d{1,20})")


def scaled(text: str, *, most: int = 1, least: int = 0) -> str | None:
    """A score in least..most over `most`, None if the text is no such number."""
    if not _DECIMAL.fullmatch(text):
        return None
    score = Decimal(text)
    return format((score / most).normalize() + 0, "f") if least <= score <= most else None

"""What a request says of the answer that it wants: coding, range, and copies that it has (RFC 9110)."""

import re
from collections.abc import Container
from functools import lru_cache

_RANGE = re.compile(rb"bytes[ \t]*=[ \t]*(\d*)-(\d*)[ \t]*", re.IGNORECASE)
_TAG = re.compile(rb'(W/)?("[^"]*")')
_QUALITY = re.compile(rb"q=([01](?:\.\d{0,3})?)", re.IGNORECASE)


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: bytes) -> bool:
    """Whether gzip may be sent, and is wanted no less than what is not coded at all (12.5.3)."""
    qualities: dict[bytes, float] = {}
    for part in accept_encoding.lower().split(b","):
        coding, _, parameter = (piece.strip() for piece in part.partition(b";"))
        quality = _QUALITY.fullmatch(parameter)
        qualities[coding] = float(quality[1]) if quality else 0.0 if parameter else 1.0
    gzip = qualities.get(b"gzip", qualities.get(b"x-gzip", qualities.get(b"*", 0.0)))
    return gzip > 0 and gzip >= qualities.get(b"identity", 0.0)


def range_of(header: bytes, size: int) -> range | None:
    """The bytes of a single range, none if it begins behind the end of the file.

    None where there are several ranges, or it cannot be read, and is to be ignored (14.2).
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == (b"", b""):
        return None
    first, last = map(_number, match.groups())
    if first is None:
        return range(max(size - (last or 0), 0), size)
    if last is not None and last < first:
        return None
    return range(first, size if last is None else min(last + 1, size))


def _number(digits: bytes) -> int | None:
    """No file is as long as twenty digits say, and int() refuses thousands of them."""
    return int(digits.lstrip(b"0")[:20] or b"0") if digits else None


def lists_tag(header: bytes, tags: Container[bytes], *, weak: bool = False) -> bool:
    """Whether an If-Match (strong) or If-None-Match (weak comparison, 8.8.3.2) names one of these entity tags."""
    if header.strip() == b"*":
        return True
    return any(tag in tags for weakly, tag in _TAG.findall(header) if weak or not weakly)

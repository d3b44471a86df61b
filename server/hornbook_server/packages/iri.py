"""Identifiers that xAPI and cmi5 demand to be IRIs."""

import re

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def is_absolute(text: str) -> bool:
    """Whether it has a scheme and no character that an IRI cannot have (RFC 3987, 2.2)."""
    return _ABSOLUTE.fullmatch(text) is not None

"""What values each data type takes, as text."""

import math
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec

_INTEGER = re.compile(r"0|-?[1-9]\d{0,9}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\\]")
_LARGEST = 2**31 - 1


def fault(data_type: str, value: str) -> str | None:
    """What the values of this data type are, if `value` is none of them."""
    takes, expected = _TYPES[data_type]
    return None if takes(value) else expected


def _integer(lowest: int) -> Callable[[str], bool]:
    return lambda value: _INTEGER.fullmatch(value) is not None and lowest <= int(value) <= _LARGEST


def _nullable_double(value: str) -> bool:
    return not value or (_DECIMAL.fullmatch(value) is not None and math.isfinite(float(value)))


def _web_path(value: str) -> bool:
    if _NOT_IN_URLS.search(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.hostname) if parts.scheme in ("http", "https") else not parts.scheme


def _language_list(value: str) -> bool:
    tags = _json(value, list[str])
    return tags is not None and all(_LANGUAGE.fullmatch(tag) for tag in tags)


def _merged_json(value: str) -> bool:
    return not value or _json(value, dict[str, Any]) is not None


def _json(value: str, shape: Any) -> Any:
    try:
        return msgspec.json.decode(value, type=shape)
    except (msgspec.DecodeError, RecursionError):
        return None


def _any(_value: str) -> bool:
    return True


_TYPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "bool": (lambda value: value in ("true", "false"), "true or false"),
    "string": (_any, "any text"),
    "delimitedString": (_any, "any text"),
    "int": (_integer(-_LARGEST - 1), f"a whole number from {-_LARGEST - 1} to {_LARGEST}"),
    "nonNegativeInt": (_integer(0), f"a whole number from 0 to {_LARGEST}"),
    "positiveInt": (_integer(1), f"a whole number from 1 to {_LARGEST}"),
    "nullableDouble": (_nullable_double, "a number such as 0.8, or nothing"),
    "webPath": (_web_path, "an http or https URL, a path without blanks, or nothing"),
    "languageList": (_language_list, 'a JSON list of language tags, such as ["en", "de-CH"]'),
    "mergedJson": (_merged_json, "a JSON object, or nothing"),
}

"""Typed readers of path, query and header parameters, compiled once from the spec."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema_rs
from connexion.decorators.parameter import pythonic
from msgspec import Struct

from hornbook_server.contract.refusals import Refused
from hornbook_server.contract.schemas import Json, as_json_schema, compile_schema, complaint
from hornbook_server.handlers.wire import parse_date

_CONSTRAINTS = {
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
}
_INTEGER = re.compile(r"-?\d{1,100}", re.ASCII)
_INT32 = {"minimum": -(2**31), "maximum": 2**31 - 1}

Convert = Callable[[str], Any]


class Parameter(Struct, frozen=True):
    """One parameter of one operation. `convert` raises ValueError with the reason."""

    name: str
    argument: str
    place: str
    required: bool
    default: Any
    is_list: bool
    convert: Convert
    validator: jsonschema_rs.Draft4Validator | None

    def read(self, raw: Sequence[bytes]) -> Any:
        """The value of all occurrences, still percent-encoded; raises Refused naming the parameter."""
        try:
            if self.is_list:
                value: Any = [self.convert(text) for text in _texts(raw)]
            elif len(raw) > 1:
                raise ValueError("is given more than once")
            else:
                value = self.convert(_text(raw[0]))
        except UnicodeDecodeError:
            raise Refused(400, f"{self.name}: is not valid UTF-8") from None
        except ValueError as reason:
            raise Refused(400, f"{self.name}: {reason}") from None
        if self.validator is not None:
            for error in self.validator.iter_errors(value):
                raise Refused(400, complaint(error, prefix=self.name))
        return value


def compile_parameter(document: Json, parameter: Json) -> Parameter:
    schema = parameter["schema"]
    if schema.get("format") == "int32":
        schema = {**_INT32, **schema}
    items = schema.get("items", {})
    constrained = (_CONSTRAINTS & schema.keys()) or (_CONSTRAINTS & items.keys())
    place = parameter["in"]
    return Parameter(
        name=parameter["name"],
        argument=pythonic(parameter["name"]),
        place=place,
        required=parameter.get("required", False),
        default=schema.get("default"),
        is_list=schema.get("type") == "array",
        convert=_converter(items if schema.get("type") == "array" else schema),
        validator=compile_schema(document, as_json_schema(schema)) if constrained else None,
    )


def query_values(query: bytes) -> dict[str, list[bytes]]:
    """Raw values by name: whether a comma was percent-encoded decides how a list is cut."""
    values: dict[str, list[bytes]] = {}
    for pair in query.split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            values.setdefault(unquote_to_bytes(name).decode("utf-8", "replace"), []).append(value.replace(b"+", b" "))
    return values


def _text(raw: bytes) -> str:
    return (unquote_to_bytes(raw) if b"%" in raw else raw).decode("utf-8")


def _texts(raw: Sequence[bytes]) -> list[str]:
    """The members of a list: repeated parameters, a csv, or both.

    One value without a bare comma may still be a csv whose commas are encoded, as the Python SDK sends it.
    """
    if len(raw) == 1 and b"," not in raw[0]:
        return _text(raw[0]).split(",") if raw[0] else []
    return [_text(member) for value in raw for member in value.split(b",")]


def _converter(schema: Json) -> Convert:
    if schema.get("format") == "date-time":
        return _date
    converters: dict[str, Convert] = {"integer": _integer, "boolean": _boolean, "string": str}
    return converters[schema["type"]]


def _date(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        raise ValueError(
            f"'{text}' is either not a timestamp or seems to be not formatted according to ISO 8601"
        ) from None


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(f"'{text}' is not a whole number")
    return int(text)


def _boolean(text: str) -> bool:
    """Any case: the Python and .NET SDKs send True and False."""
    value = {"true": True, "false": False}.get(text.lower())
    if value is None:
        raise ValueError(f"'{text}' is not true or false")
    return value

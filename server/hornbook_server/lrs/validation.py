"""Whether JSON is what xAPI says: by the schemas of the store's OpenAPI document, then by rules they cannot state."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import jsonschema_rs
import orjson

from hornbook_contract import lrs_document
from hornbook_server.contract.schemas import compile_schema, reason
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json
from hornbook_server.lrs import rules

_TYPED = "objectType"
_DEEPEST = 100  # levels of JSON; what is stored is written anew, which has a limit of 254


def statement(value: Any, *, version: str, place: str = "") -> Json:
    """The statement; raises Invalid, naming the member and the reason."""
    _fit("Statement", value, place)
    rules.check_statement(value, version=version, place=place)
    found: Json = value
    return found


def agent(text: str, *, name: str) -> Json:
    """The agent or group that a parameter holds as JSON; raises Invalid."""
    found: Json = fit("Actor", json_value(text.encode(), name), name)
    return found


def fit(schema: str, value: Any, name: str) -> Any:
    """The value, if the schema of this name in the document allows it; raises Invalid."""
    _fit(schema, value, name)
    return value


def json_value(data: bytes, name: str) -> Any:
    """Raises Invalid for what is no JSON."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{name}: is not JSON: {error}") from None
    if data.count(b"[") + data.count(b"{") > _DEEPEST and _is_deeper(value, _DEEPEST):
        raise Invalid(f"{name}: has more than {_DEEPEST} levels of objects and lists in each other")
    return value


def _is_deeper(value: Any, levels: int) -> bool:
    level = _nested([value])
    for _ in range(levels):
        level = _nested(inner for each in level for inner in (each.values() if isinstance(each, dict) else each))
    return bool(level)


def _nested(values: Iterable[Any]) -> list[dict[str, Any] | list[Any]]:
    return [each for each in values if isinstance(each, dict | list)]


@cache
def _validator(schema: str) -> jsonschema_rs.Draft4Validator:
    return compile_schema(lrs_document(), {"$ref": f"#/components/schemas/{schema}"})


def _fit(schema: str, value: Any, place: str) -> None:
    validator = _validator(schema)
    if validator.is_valid(value):
        return
    path, message = _deepest(next(iter(validator.iter_errors(value))))
    where = ".".join([*filter(None, [place]), *map(str, path)])
    raise Invalid(f"{where or 'body'}: {message}")


def _deepest(error: jsonschema_rs.ValidationError) -> tuple[list[str | int], str]:
    """The fault that explains an error: of alternatives, in the one whose `objectType` the value has."""
    alternatives = getattr(error.kind, "context", None)
    if error.kind.name == "oneOf_multiple_valid" or _lacks_identifier(error):
        return list(error.instance_path), "needs exactly one of mbox, mbox_sha1sum, openid and account"
    if not alternatives:
        return list(error.instance_path), reason(error)
    meant = min(alternatives, key=lambda errors: (_are_of_another_type(errors, list(error.instance_path)), len(errors)))
    return max((_deepest(inner) for inner in meant), key=lambda found: len(found[0]))


def _lacks_identifier(error: jsonschema_rs.ValidationError) -> bool:
    return error.kind.name.startswith("oneOf") and not error.message.startswith("null")


def _are_of_another_type(errors: list[jsonschema_rs.ValidationError], path: list[str | int]) -> bool:
    """Whether one of them says that what stands at this path is of another type."""
    return any(_is_of_another_type(error, path) for error in errors)


def _is_of_another_type(error: jsonschema_rs.ValidationError, path: list[str | int]) -> bool:
    at = list(error.instance_path)
    if at != path:
        return at == [*path, _TYPED]
    alternatives = getattr(error.kind, "context", None)
    if alternatives:
        return all(_are_of_another_type(errors, path) for errors in alternatives)
    return error.kind.name == "type" or (error.kind.name == "required" and f'"{_TYPED}"' in error.message)

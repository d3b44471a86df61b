"""Schemas of the OpenAPI document as compiled JSON Schema validators."""

from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs

Json = dict[str, Any]

_SHOWN = 200  # characters of either end of a message
_NOT_JSON_SCHEMA = {"example", "examples", "nullable", "discriminator", "xml", "externalDocs", "readOnly", "writeOnly"}


def compile_schema(
    document: Json, schema: Json, *, formats: Mapping[str, Callable[[str], bool]] | None = None
) -> jsonschema_rs.Draft4Validator:
    """A validator of `schema`, whose `$ref`s point into `document`; `formats` replace checks of the standard."""
    return jsonschema_rs.Draft4Validator(
        {
            "allOf": [as_json_schema(schema)],
            "components": {"schemas": as_json_schema(document["components"]["schemas"])},
        },
        formats=dict(formats or {}),
        validate_formats=True,
    )


def as_json_schema(node: Any, *, named: bool = False) -> Any:
    """OpenAPI 3.0's dialect as JSON Schema Draft 4: `nullable` becomes a type, annotations go.

    `named` says that the keys of `node` are the caller's names (of properties), not keywords.
    """
    if isinstance(node, list):
        return [as_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: value if key in ("enum", "default") and not named else as_json_schema(value, named=key == "properties")
        for key, value in node.items()
        if named or key not in _NOT_JSON_SCHEMA
    }
    if not named and node.get("nullable") is True and "type" in plain:
        plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


def resolve(document: Json, node: Json) -> Json:
    """The node that a local `$ref` names, or the node itself."""
    reference = node.get("$ref")
    if reference is None:
        return node
    target: Json = document
    for step in reference.removeprefix("#/").split("/"):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    return target


def complaint(error: jsonschema_rs.ValidationError, *, prefix: str = "") -> str:
    """One sentence that names the member and the reason."""
    place = ".".join([prefix, *map(str, error.instance_path)] if prefix else map(str, error.instance_path))
    return f"{place}: {reason(error)}" if place else reason(error)


def reason(error: jsonschema_rs.ValidationError) -> str:
    """Of a long value the middle is left out: what is demanded of it stands at the end."""
    text = error.message
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]} ... {text[-_SHOWN:]}"

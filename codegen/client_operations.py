"""Reads the bundled document into what a client method needs to know of each operation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Node = Mapping[str, Any]
Place = Literal["path", "query", "header", "json", "form", "file"]

_METHODS = ("get", "put", "post", "delete", "head", "patch")
_BODIES: dict[str, Place] = {"multipart/form-data": "form", "application/x-www-form-urlencoded": "form"}
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


@dataclass(frozen=True)
class Argument:
    """A parameter of the method; `annotation` is Python, `wire` the name the contract uses."""

    name: str
    wire: str
    annotation: str
    place: Place
    required: bool


@dataclass(frozen=True)
class Pages:
    """A result that comes in pages: the member that holds the items, and their type."""

    member: str
    annotation: str


@dataclass(frozen=True)
class Operation:
    """`result` is Python, None where the answer has no body; `errors` are the statuses the contract declares."""

    name: str
    method: str
    path: str
    summary: str
    errors: tuple[int, ...]
    arguments: tuple[Argument, ...]
    result: str | None
    pages: Pages | None


def operations(document: Node) -> list[Operation]:
    """Every operation of the document, by name."""
    found = [
        _operation(document, path, method, item[method], item.get("parameters", []))
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    ]
    return sorted(found, key=lambda operation: operation.name)


def snake(wire: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|-", "_", wire).lower()


def _operation(document: Node, path: str, method: str, node: Node, shared: list[Node]) -> Operation:
    parameters = [_resolved(document, each) for each in [*shared, *node.get("parameters", [])]]
    arguments = [*map(_parameter, parameters), *_body(document, node)]
    order = {wire: position for position, wire in enumerate(re.findall(r"{(\w+)}", path))}
    return Operation(
        name=snake(node["operationId"]),
        method=method.upper(),
        path=path,
        summary=node["summary"],
        errors=tuple(int(status) for status in sorted(node["responses"]) if status[0] in "45"),
        arguments=tuple(sorted(arguments, key=lambda each: order.get(each.wire, len(order)))),
        result=_result(document, node),
        pages=_pages(document, node, parameters),
    )


def _parameter(node: Node) -> Argument:
    return Argument(
        name=snake(node["name"]),
        wire=node["name"],
        annotation=annotation(node["schema"]),
        place=node["in"],
        required=node.get("required", False),
    )


def _body(document: Node, node: Node) -> Iterator[Argument]:
    if "requestBody" not in node:
        return
    body = _resolved(document, node["requestBody"])
    media_type, media = next(iter(body["content"].items()))
    if media_type not in _BODIES:
        kind = annotation(media["schema"])
        name = snake(node.get("x-codegen-request-body-name", "body"))
        yield Argument(name=name, wire="", annotation=kind, place="json", required=body.get("required", False))
        return
    schema = _resolved(document, media["schema"])
    for name, member in schema["properties"].items():
        binary = member.get("format") == "binary"
        yield Argument(
            name=snake(name),
            wire=name,
            annotation="Upload" if binary else annotation(member),
            place="file" if binary else "form",
            required=name in schema.get("required", []),
        )


def annotation(schema: Node) -> str:
    """The Python type of a value of this schema."""
    if "$ref" in schema:
        return "models." + _last(schema["$ref"])
    if "enum" in schema:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"
    if schema["type"] == "array":
        return f"Sequence[{annotation(schema['items'])}]"
    return "datetime" if schema.get("format") == "date-time" else _SCALARS[schema["type"]]


def _result(document: Node, node: Node) -> str | None:
    schema = _result_schema(document, node)
    return None if schema is None else annotation(schema)


def _result_schema(document: Node, node: Node) -> Node | None:
    success = next(status for status in sorted(node["responses"]) if status[0] == "2")
    content = _resolved(document, node["responses"][success]).get("content", {})
    schema: Node | None = next((media["schema"] for media in content.values()), None)
    return schema


def _pages(document: Node, node: Node, parameters: list[Node]) -> Pages | None:
    """A list that takes `more` and gives `more` beside one array is read page by page."""
    schema = _resolved(document, _result_schema(document, node) or {})
    members = schema.get("properties", {})
    arrays = [name for name, member in members.items() if member.get("type") == "array"]
    if "more" not in members or len(arrays) != 1 or not any(each["name"] == "more" for each in parameters):
        return None
    return Pages(snake(arrays[0]), annotation(members[arrays[0]]["items"]))


def _resolved(document: Node, node: Node) -> Node:
    while "$ref" in node:
        reference: str = node["$ref"]
        node = document
        for key in reference.removeprefix("#/").split("/"):
            node = node[key]
    return node


def _last(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]

"""Walks the bundled document, for tests that hold for every part of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Node = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "head", "options", "patch", "trace")


class Operation(NamedTuple):
    method: str
    path: str
    node: Node

    @property
    def id(self) -> str:
        return self.node["operationId"]


class Part(NamedTuple):
    """A node of the document and where it stands."""

    place: str
    node: Node


def operations(document: Node) -> list[Operation]:
    return [
        Operation(method.upper(), path, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def resolved(document: Node, node: Node) -> Node:
    if "$ref" not in node:
        return node
    section, name = node["$ref"].removeprefix("#/components/").split("/")
    return document["components"][section][name]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from references(each)


def parameters(document: Node) -> list[Part]:
    """Parameters and response headers, whose shapes are alike."""
    return [
        Part(f"{section}/{name}", node)
        for section in ("parameters", "headers")
        for name, node in document["components"][section].items()
    ]


def media_types(document: Node, *sections: str) -> list[Part]:
    return [
        Part(f"{section}/{name} {media_type}", media)
        for section in sections or ("requestBodies", "responses")
        for name, node in document["components"][section].items()
        for media_type, media in node.get("content", {}).items()
    ]


def schemas(document: Node) -> list[Part]:
    """Every schema of the document, each once."""
    roots = [Part(name, schema) for name, schema in document["components"]["schemas"].items()]
    roots += [Part(place, node["schema"]) for place, node in [*parameters(document), *media_types(document)]]
    return list(_nested(roots))


def sent(document: Node) -> list[Part]:
    """Every schema of what a caller may send, each once."""
    carriers = [Part(f"parameters/{name}", node) for name, node in document["components"]["parameters"].items()]
    carriers += media_types(document, "requestBodies")
    pending, seen = [Part(place, node["schema"]) for place, node in carriers], set()
    found: list[Part] = []
    while pending:
        parts = list(_nested(pending))
        named = {each.rsplit("/", 1)[-1] for part in [*parts, *pending] for each in references(part.node)} - seen
        seen |= named
        found += parts
        pending = [Part(name, document["components"]["schemas"][name]) for name in sorted(named)]
    return found


def _nested(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts and all schemas within; references are not followed."""
    for place, schema in parts:
        if "$ref" in schema:
            continue
        yield Part(place, schema)
        members = [Part(f"{place}.{name}", member) for name, member in schema.get("properties", {}).items()]
        members += [Part(f"{place}.{key}", schema[key]) for key in ("items", "additionalProperties") if key in schema]
        yield from _nested(members)

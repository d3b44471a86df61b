"""Writes the operations of the contract as a table that a review can read at a glance."""

from collections.abc import Iterator
from typing import Any

TABLE = "openapi/operations.txt"

_METHODS = ("get", "put", "post", "delete", "head", "options", "patch", "trace")


def render(document: dict[str, Any]) -> dict[str, str]:
    """The generated files of this document: path relative to the repository, text."""
    rows = sorted(_rows(document))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return {TABLE: "".join(f"{name:{widths[0]}}  {method:{widths[1]}}  {path}\n" for name, method, path in rows)}


def _rows(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield item[method]["operationId"], method.upper(), path

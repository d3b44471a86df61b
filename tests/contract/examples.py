"""Requests made of the contract's own examples."""

import re
from typing import Any
from urllib.parse import quote

from tests.contract.walk import Node, Operation, resolved
from tests.fixtures import packages


def request(document: Node, operation: Operation, values: dict[str, str] | None = None) -> dict[str, Any]:
    """What httpx sends for the operation: what it requires, by its examples; `values` replace those of their names."""
    parameters = [resolved(document, node) for node in operation.node.get("parameters", [])]
    given = {node["name"]: node["example"] for node in parameters if node.get("required")}
    given |= {name: value for name, value in (values or {}).items() if name in given}
    path = re.sub(r"{(\w+)}", lambda place: quote(str(given.pop(place[1])), safe=""), operation.path)
    return {"method": operation.method, "url": path, "params": given} | _body(document, operation)


def _body(document: Node, operation: Operation) -> dict[str, Any]:
    content = resolved(document, operation.node.get("requestBody", {})).get("content", {})
    for media_type, media in content.items():
        if media_type == "multipart/form-data":
            return {"files": {"file": ("package.zip", packages.scorm12())}}
        example = next(iter(media["examples"].values()))["value"]
        return {"json": example} if media_type == "application/json" else {"data": example}
    return {}

"""Every operation of the contract, called with everything it takes."""

import inspect
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin
from urllib.parse import parse_qsl

import msgspec
import pytest

import hornbook
from hornbook import AsyncClient, Client, Upload
from hornbook_contract import openapi_document

DOCUMENT = openapi_document()
OPERATIONS = {
    node["operationId"]: (method.upper(), path, node)
    for path, item in DOCUMENT["paths"].items()
    for method, node in item.items()
}
SAMPLES = {str: "a/b", int: 7, bool: True, datetime: datetime(2026, 1, 2, tzinfo=UTC), Sequence[str]: ["a", "b"]}


def snake(camel):
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", camel).lower()


def sample(kind: Any) -> Any:
    """A value for a parameter of this type; models get what they require."""
    if NoneType in get_args(kind):
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if kind is Upload:
        return Upload(io.BytesIO(b"PACKAGE"))
    if kind in SAMPLES:
        return SAMPLES[kind]
    required = [member for member in msgspec.structs.fields(kind) if member.required]
    return kind(**{member.name: [] if get_origin(member.type) is list else "a/b" for member in required})


def declared(node, place):
    components = DOCUMENT["components"]["parameters"]
    parameters = [
        components[each["$ref"].rsplit("/", 1)[-1]] if "$ref" in each else each for each in node.get("parameters", [])
    ]
    return sorted(each["name"] for each in parameters if each["in"] == place)


@pytest.mark.parametrize("operation_id", sorted(OPERATIONS))
def test_each_operation_has_a_method_that_sends_all_its_parameters(client, cloud, operation_id):
    method, path, node = OPERATIONS[operation_id]
    kinds = inspect.signature(getattr(Client, snake(operation_id))).parameters
    cloud.will_answer({"message": "asked"}, status=400)

    with pytest.raises(hornbook.BadRequest, match="Bad Request" if method == "HEAD" else "asked"):
        getattr(client, snake(operation_id))(
            **{name: sample(parameter.annotation) for name, parameter in kinds.items() if name != "self"}
        )

    request = cloud.requests[0]
    target, _, query = request.target.partition("?")
    in_path = {"versionId": "7", "instanceId": "7"}
    expected = re.sub(r"{(\w+)}", lambda match: in_path.get(match[1], "a%2Fb"), path)
    assert (request.method, target) == (method, f"/api/v2{expected}")
    assert sorted(name for name, _ in parse_qsl(query)) == declared(node, "query")
    assert {name.lower() for name in declared(node, "header")} <= set(request.headers)
    assert bool(request.body) == ("requestBody" in node)


def test_both_clients_have_the_same_methods_with_the_same_parameters():
    def methods(kind):
        return {
            name: [(each.name, each.kind, each.annotation) for each in inspect.signature(member).parameters.values()]
            for name, member in inspect.getmembers(kind, inspect.isfunction)
            if not name.startswith("_")
        }

    assert methods(Client) == methods(AsyncClient)

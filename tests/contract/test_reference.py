"""The contract beside the public reference of the API: the same, but for the departures named here.

`reference_operations.json` has the 24 operations of the reference page with the defaults that official clients
document, `reference_neighbours.json` those of other pages, `reference_schemas.json` the members that the models of
official clients declare.
"""

import json
from pathlib import Path

import pytest

from hornbook_contract import openapi_document
from tests.contract.walk import operations, resolved

HERE = Path(__file__).parent
COURSE_SERVICE, NEIGHBOURS, REFERENCE_SCHEMAS = (
    json.loads((HERE / f"reference_{name}.json").read_text(encoding="utf-8"))
    for name in ("operations", "neighbours", "schemas")
)
REFERENCE = [*COURSE_SERVICE, *NEIGHBOURS]
DOCUMENT = openapi_document()
OPERATIONS = {operation.id: operation for operation in operations(DOCUMENT)}

OUR_STATUSES = {"401", "403", "413", "415", "507"}
ADDED_BY_LATER_CLIENTS = {
    "createFetchAndImportCourseJob": [("query", "tags")],
    "createUploadAndImportCourseJob": [
        ("form", "contentMetadata"),
        ("header", "uploadedContentType"),
        ("query", "tags"),
    ],
    "getCourses": [("query", "datetimeFilter"), ("query", "includeTotalCount")],
}
# What does not exist is 404 wherever a path names it, and what no path or query can say is 400.
ADDED_STATUSES = {
    "createCredential": {"404": "MessageSchema"},
    "createRegistration": {"404": "MessageSchema"},
    "deleteApplication": {"404": "MessageSchema"},
    "getCredentials": {"404": "MessageSchema"},
    "deleteXapiCredential": {"400": "MessageSchema"},
    "getXapiCredential": {"400": "MessageSchema"},
    "getXapiCredentials": {"400": "MessageSchema"},
}
# The reference's launch request serves previews only here, whose newer form requires nothing; `error` is the key
# that the live service uses; an import job always has an id and a status; a body without the one thing that it is
# there for is a mistake.
CHANGED_MEMBERS = {
    ("LaunchLinkRequestSchema", "redirectOnExitUrl"): {"type": "string"},
    ("MessageSchema", "error"): {"type": "string"},
    ("ResponseError", "error"): {"type": "string"},
    ("ImportJobResultSchema", "jobId"): {"type": "string", "required": True},
    ("SettingsIndividualSchema", "settingId"): {"type": "string", "required": True},
    ("SettingsIndividualSchema", "value"): {"type": "string", "required": True},
    ("SettingsPostSchema", "settings"): {"type": "array of SettingsIndividualSchema", "required": True},
    ("TagListSchema", "tags"): {"type": "array of string", "required": True},
    ("TitleSchema", "title"): {"type": "string", "required": True},
    ("ImportJobResultSchema", "status"): {
        "type": "string",
        "enum": ["RUNNING", "COMPLETE", "ERROR"],
        "required": True,
    },
}
# How far an import has come is our own to say, and statements have their object as xAPI has it too; clients pass over
# what they do not know.
ADDED_SCHEMAS = {"ImportProgressSchema"}
ADDED_MEMBERS = {
    "ImportJobResultSchema": {"progress": {"type": "ImportProgressSchema"}},
    "XapiStatement": {"object": {"type": "map of any"}},
}
TYPES = {
    "array of string": "ListList",
    "boolean": "Boolean",
    "integer (int32)": "Integer",
    "string": "String",
    "string (binary)": "File",
    "string (date-time)": "Date",
}


def kind(schema) -> str:
    """The type of a schema as the table of schemas writes it."""
    if "$ref" in schema:
        target = resolved(DOCUMENT, schema)
        return schema["$ref"].rsplit("/", 1)[-1] if "properties" in target else kind(target)
    if schema.get("type") == "array":
        return f"array of {kind(schema['items'])}"
    if "additionalProperties" in schema:
        return f"map of {schema['additionalProperties'].get('type', 'any')}"
    return f"{schema['type']} ({schema['format']})" if "format" in schema else schema.get("type", "any")


def parameter(place, name, schema, *, required):
    entry = {"in": place, "name": name, "required": required, "type": TYPES.get(kind(schema), kind(schema))}
    return entry | ({"default": schema["default"]} if "default" in schema else {})


def of_body(operation):
    body = resolved(DOCUMENT, operation.node.get("requestBody", {}))
    for media_type, media in body.get("content", {}).items():
        if media_type == "application/json":
            yield parameter(
                "body", operation.node["x-codegen-request-body-name"], media["schema"], required=body["required"]
            )
        else:
            required = media["schema"].get("required", [])
            for name, member in media["schema"]["properties"].items():
                yield parameter("form", name, member, required=name in required)


def parameters(operation):
    nodes = [resolved(DOCUMENT, node) for node in operation.node.get("parameters", [])]
    of_head = [
        parameter(each["in"], each["name"], each["schema"], required=each.get("required", False)) for each in nodes
    ]
    return sorted([*of_head, *of_body(operation)], key=lambda each: (each["in"], each["name"]))


def answer(node) -> str | None:
    content = resolved(DOCUMENT, node).get("content")
    return content and kind(content["application/json"]["schema"])


def scopes(operation) -> list[str]:
    return sorted(scope for alternative in operation.node["security"] for scope in alternative.get("OAUTH", []))


@pytest.fixture(params=REFERENCE, ids=[each["operationId"] for each in REFERENCE])
def expected(request):
    return request.param


@pytest.fixture
def operation(expected):
    return OPERATIONS[expected["operationId"]]


def test_the_operations_are_the_24_of_the_reference_and_the_neighbours_they_need():
    assert (len(COURSE_SERVICE), len(NEIGHBOURS)) == (24, 50)
    assert set(OPERATIONS) == {each["operationId"] for each in REFERENCE}


def test_method_and_path_are_the_reference_s(expected, operation):
    assert (operation.method, operation.path) == (expected["method"], expected["path"])
    assert DOCUMENT["servers"] == [{"url": "/api/v2"}]


def test_parameters_are_the_reference_s_and_those_of_later_clients(expected, operation):
    later = ADDED_BY_LATER_CLIENTS.get(operation.id, [])
    declared = parameters(operation)
    assert [(each["in"], each["name"]) for each in declared if (each["in"], each["name"]) in later] == later
    assert [each for each in declared if (each["in"], each["name"]) not in later] == sorted(
        expected["parameters"], key=lambda each: (each["in"], each["name"])
    )


def test_a_body_is_of_the_reference_s_media_type(expected, operation):
    body = resolved(DOCUMENT, operation.node.get("requestBody", {}))
    assert set(body.get("content", {})) <= {expected["consumes"]}


def test_answers_are_the_reference_s_and_the_statuses_that_every_service_needs(expected, operation):
    declared = {status: answer(node) for status, node in operation.node["responses"].items()}
    assert {status: schema for status, schema in declared.items() if status not in OUR_STATUSES} == expected[
        "responses"
    ] | ADDED_STATUSES.get(operation.id, {})


def test_scopes_are_the_reference_s(expected, operation):
    assert scopes(operation) == sorted(expected["scopes"])


def test_the_kinds_of_application_that_may_call_are_the_reference_s(expected, operation):
    kinds = {name for alternative in operation.node["security"] for name in alternative} - {"OAUTH"}
    assert kinds == set(expected.get("applications", ["APP_NORMAL"]))


@pytest.mark.parametrize("name", REFERENCE_SCHEMAS)
def test_a_schema_has_the_members_that_official_clients_declare(name):
    schema = DOCUMENT["components"]["schemas"][name]
    changed = {member: facts for (of, member), facts in CHANGED_MEMBERS.items() if of == name}
    declared = {
        member: {"type": kind(node)}
        | ({"required": True} if member in schema.get("required", []) else {})
        | {key: node[key] for key in ("enum", "default") if key in node}
        for member, node in schema["properties"].items()
    }
    assert declared == REFERENCE_SCHEMAS[name] | changed | ADDED_MEMBERS.get(name, {})


def test_every_schema_with_members_is_one_of_the_reference_s():
    with_members = {name for name, schema in DOCUMENT["components"]["schemas"].items() if "properties" in schema}
    assert with_members == set(REFERENCE_SCHEMAS) | ADDED_SCHEMAS


def test_the_words_of_list_parameters_are_the_reference_s_and_those_of_later_clients():
    words = {
        name: DOCUMENT["components"]["parameters"][name]["schema"]["enum"] for name in ("FilterBy", "DatetimeFilter")
    }
    assert words == {"FilterBy": ["course_id", "title", "tags"], "DatetimeFilter": ["created", "updated"]}
    orders = {f"{field}_{way}" for field in ("created", "updated", "title", "creation_date") for way in ("asc", "desc")}
    assert set(DOCUMENT["components"]["parameters"]["OrderBy"]["schema"]["enum"]) == orders

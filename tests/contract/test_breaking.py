"""What counts as a break, on pairs of small documents; additions never do."""

import copy
from typing import Any

import pytest

from hornbook_contract import openapi_document
from tests.contract.breaking import breaking_changes

CONTRACT: dict[str, Any] = {
    "servers": [{"url": "/api"}],
    "paths": {
        "/courses": {
            "get": {
                "operationId": "getCourses",
                "security": [{"BASIC": []}, {"OAUTH": ["read"]}],
                "parameters": [
                    {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["up", "down"]}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                ],
                "responses": {
                    "200": {
                        "headers": {"Total": {"schema": {"type": "integer"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Course"}}},
                    },
                    "404": {},
                },
            },
            "put": {
                "operationId": "putCourse",
                "security": [{"BASIC": []}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Course"}}}},
                "responses": {"204": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "Course": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "maxLength": 255},
                    "standard": {"type": "string", "enum": ["SCORM", "AICC"]},
                    "note": {"type": "string", "nullable": True},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Course"}},
                },
            }
        }
    },
}
GET = ("paths", "/courses", "get")
PUT = ("paths", "/courses", "put")
ORDER = (*GET, "parameters", 0)
LIMIT = (*GET, "parameters", 1)
COURSE = ("components", "schemas", "Course")
ID = (*COURSE, "properties", "id")
NOTE = (*COURSE, "properties", "note")
STANDARD = (*COURSE, "properties", "standard")
PARTS = (*COURSE, "properties", "parts")
X = {"name": "x", "in": "query", "schema": {}}
ORDER_AND_LIMIT = CONTRACT["paths"]["/courses"]["get"]["parameters"]
BASIC_AND_READ = CONTRACT["paths"]["/courses"]["get"]["security"]
GONE = object()


def changed(*place: str | int, to: Any) -> dict[str, Any]:
    """The contract with something else, or nothing, in a place."""
    document = copy.deepcopy(CONTRACT)
    node = document
    for key in place[:-1]:
        node = node[key]
    if to is GONE:
        del node[place[-1]]
    else:
        node[place[-1]] = to
    return document


@pytest.mark.parametrize(
    ("place", "to", "breaks"),
    [
        (("servers",), [{"url": "/other"}], ["servers: changed"]),
        (PUT, GONE, ["PUT is gone"]),
        ((*GET, "operationId"), "list", ["GET operationId getCourses is list now"]),
        ((*GET, "security", 1), {"X": []}, ["GET credential {'OAUTH': ['read']} is no longer enough"]),
        (LIMIT, X, ["GET query limit is gone"]),
        ((*LIMIT, "required"), True, ["GET query limit is required now"]),
        ((*LIMIT, "schema", "maximum"), 10, ["GET query limit: maximum is 10 now"]),
        ((*LIMIT, "schema", "minimum"), 1, ["GET query limit: minimum is 1 now"]),
        ((*LIMIT, "schema", "type"), "string", ["GET query limit: integer is string now"]),
        ((*ORDER, "schema", "enum"), ["up"], ["GET query order: down is no longer taken"]),
        ((*ORDER, "schema", "pattern"), "^u", ["GET query order: pattern is ^u now"]),
        ((*GET, "responses", "200"), GONE, ["GET 200 is gone"]),
        ((*GET, "responses", "200", "headers"), GONE, ["GET 200 header Total is gone"]),
        ((*GET, "responses", "200", "content"), GONE, ["GET 200 application/json is gone"]),
        ((*PUT, "requestBody", "required"), True, ["PUT body is required now"]),
        ((*COURSE, "required"), GONE, ["GET 200.id may be absent now"]),
        ((*COURSE, "required"), ["id", "note"], ["PUT body.note is required now"]),
        ((*COURSE, "additionalProperties"), False, ["PUT body: other members are no longer taken"]),
        ((*ID, "maxLength"), 9, ["PUT body.id: maxLength is 9 now"]),
        ((*ID, "nullable"), True, ["GET 200.id: may be null now"]),
        ((*NOTE, "nullable"), False, ["PUT body.note: null is no longer taken"]),
        ((*ID, "type"), "number", ["GET 200.id: string is number now", "PUT body.id: string is number now"]),
        ((*ID, "format"), "uri", ["GET 200.id: format none is uri now", "PUT body.id: format none is uri now"]),
        (NOTE, GONE, ["GET 200.note is gone", "PUT body.note is gone"]),
        ((*STANDARD, "enum"), ["SCORM"], ["PUT body.standard: AICC is no longer taken"]),
        ((*STANDARD, "enum"), ["SCORM", "AICC", "CMI5"], ["GET 200.standard: CMI5 may come now"]),
        ((*STANDARD, "enum"), GONE, ["GET 200.standard: any other value may come now"]),
        (
            (*PARTS, "items"),
            {"type": "string"},
            ["GET 200.parts[]: object is string now", "PUT body.parts[]: object is string now"],
        ),
        (
            (*COURSE, "oneOf"),
            [{}],
            [
                "GET 200: oneOf differs, which is compared as a whole",
                "PUT body: oneOf differs, which is compared as a whole",
            ],
        ),
    ],
)
def test_a_break_is_named_with_its_place(place, to, breaks):
    found = breaking_changes(CONTRACT, changed(*place, to=to))
    assert [each.replace(" /courses: ", " ") for each in found] == breaks


@pytest.mark.parametrize(
    ("place", "to"),
    [
        (("paths", "/more"), {"get": {"operationId": "more", "security": [], "responses": {}}}),
        ((*GET, "parameters"), [*ORDER_AND_LIMIT, X]),
        ((*LIMIT, "schema", "maximum"), 1000),
        ((*LIMIT, "schema", "type"), "number"),
        ((*ORDER, "schema", "enum"), GONE),
        ((*GET, "security"), [*BASIC_AND_READ, {"X": []}]),
        ((*GET, "responses", "404"), GONE),
        ((*COURSE, "properties", "more"), {"type": "string"}),
        ((*COURSE, "description"), "A course."),
    ],
)
def test_what_adds_or_widens_is_no_break(place, to):
    assert breaking_changes(CONTRACT, changed(*place, to=to)) == []


def test_the_contract_does_not_break_itself():
    assert breaking_changes(openapi_document(), copy.deepcopy(openapi_document())) == []

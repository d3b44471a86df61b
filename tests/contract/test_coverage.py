"""docs/coverage.md is written here: what each operation does, and where it departs from SCORM Cloud."""

import json
import os
import tomllib
from pathlib import Path

import pytest

from hornbook_contract import openapi_document
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.routes import NOT_YET, OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"

SDK_MATRIX = PAGE.parents[1] / "tests" / "compat" / "sdk_matrix.json"
DEPARTURES = tomllib.loads((PAGE.parent / "departures.toml").read_text())


def page() -> str:
    matrix = json.loads(SDK_MATRIX.read_text())
    lines = [
        "# Coverage",
        "",
        "What each operation of the contract does in this release, and where it departs from SCORM Cloud. Written by a",
        "test, which also fails when it is not true: `WRITE_COVERAGE=1 pytest tests/contract/test_coverage.py`.",
        "",
        "## Everywhere",
        "",
        *(f"- {departure}" for departure in DEPARTURES["everywhere"]),
        "",
        "## Operations",
        "",
        "Below a release of the official Python SDK, unmodified, stands what the service answered when it called one",
        "of the 24 course operations of the reference; 501 is the answer of what is not there yet.",
        "",
        f"| operation | method and path | state | {' | '.join(f'SDK {release}' for release in matrix)} | departures |",
        f"| --- | --- | --- | {'--- | ' * len(matrix)}--- |",
    ]
    for path, item in sorted(openapi_document()["paths"].items()):
        for method, operation in sorted(item.items()):
            name = operation["operationId"]
            state = "501, in a later release" if name in NOT_YET else "works"
            called = (str(answered.get(name, "")) for answered in matrix.values())
            departures = DEPARTURES["operations"].get(name, "")
            lines.append(f"| {' | '.join((f'`{name}`', f'`{method.upper()} {path}`', state, *called, departures))} |")
    return "\n".join(lines) + "\n"


def operations() -> dict[str, tuple[str, str, dict]]:
    return {
        operation["operationId"]: (method.upper(), path, operation)
        for path, item in openapi_document()["paths"].items()
        for method, operation in item.items()
    }


def test_the_page_is_what_the_contract_and_the_routes_say():
    if os.environ.get("WRITE_COVERAGE"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), (
        "docs/coverage.md is stale: WRITE_COVERAGE=1 pytest tests/contract/test_coverage.py"
    )


def test_every_operation_has_a_handler_or_is_not_yet_there_and_no_handler_is_orphaned():
    assert OPERATIONS.keys() | NOT_YET == operations().keys()
    assert not OPERATIONS.keys() & NOT_YET
    assert DEPARTURES["operations"].keys() <= OPERATIONS.keys()


def test_the_contract_declares_501_exactly_where_it_is_answered():
    assert {name for name, (_, _, operation) in operations().items() if "501" in operation["responses"]} == NOT_YET


BODIES = {
    "deleteCourseTags": {"tags": ["a"]},
    "putCourseTags": {"tags": ["a"]},
    "putCourseTagsBatch": {"ids": ["a"], "tags": ["a"]},
    "setApplicationConfiguration": {"settings": []},
    "setCourseConfiguration": {"settings": []},
    "setCourseVersionConfiguration": {"settings": []},
}


@pytest.mark.parametrize("name", sorted(NOT_YET))
def test_what_is_not_yet_there_answers_501_and_says_where_to_look(service, api, name):
    method, path, operation = operations()[name]
    names = {
        "courseId": "golf",
        "versionId": 0,
        "settingId": "PlayerLaunchType",
        "childAppId": "X",
        "credentialId": "Y",
    }
    auth = None if {"APP_NORMAL": []} in operation["security"] else service.new_application(ApplicationKind.MANAGEMENT)
    answer = api.request(
        method, path.format_map(names), json=BODIES.get(name), params={"courseId": "golf"}, auth=auth or api.auth
    )
    assert answer.status_code == 501
    assert answer.json()["message"] == (f"{name} is not implemented by this release of Hornbook; see docs/coverage.md")

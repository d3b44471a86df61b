"""docs/coverage.md is written here: what each operation does, and where it departs from SCORM Cloud."""

import json
import os
import tomllib
from pathlib import Path

from hornbook_contract import openapi_document
from hornbook_server.routes import OPERATIONS

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
        "of the 24 course operations of the reference, or one of the registrations.",
        "",
        f"| operation | method and path | {' | '.join(f'SDK {release}' for release in matrix)} | departures |",
        f"| --- | --- | {'--- | ' * len(matrix)}--- |",
    ]
    for path, item in sorted(openapi_document()["paths"].items()):
        for method, operation in sorted(item.items()):
            name = operation["operationId"]
            called = (str(answered.get(name, "")) for answered in matrix.values())
            departures = DEPARTURES["operations"].get(name, "")
            lines.append(f"| {' | '.join((f'`{name}`', f'`{method.upper()} {path}`', *called, departures))} |")
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


def test_every_operation_has_a_handler_and_no_handler_is_orphaned():
    assert OPERATIONS.keys() == operations().keys()
    assert DEPARTURES["operations"].keys() <= OPERATIONS.keys()

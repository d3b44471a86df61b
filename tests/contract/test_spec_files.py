"""The split document in openapi/: where things stand, how they are named, and that all of them are used."""

from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from hornbook_contract import openapi_document
from tests.contract.walk import METHODS, operations, references

OPENAPI = Path(__file__).resolve().parents[2] / "openapi"
FILES = sorted(OPENAPI.rglob("*.yaml"))
DOCUMENT = openapi_document()


def name(file: Path) -> str:
    return str(file.relative_to(OPENAPI))


def test_the_bundled_document_is_valid_openapi_3_0():
    assert DOCUMENT["openapi"] == "3.0.3"
    assert [error.message for error in OpenAPIV30SpecValidator(DOCUMENT).iter_errors()] == []


def test_no_file_is_longer_than_120_lines_or_wider_than_120_columns():
    texts = {name(file): file.read_text(encoding="utf-8").splitlines() for file in FILES}
    assert [file for file, lines in texts.items() if len(lines) > 120 or max(map(len, lines)) > 120] == []


def test_a_path_file_is_named_after_its_path():
    index = yaml.safe_load((OPENAPI / "openapi.yaml").read_text(encoding="utf-8"))
    listed = {path: node["$ref"] for path, node in index["paths"].items()}
    assert listed == {path: f"paths/{path[1:].replace('/', '_')}.yaml" for path in DOCUMENT["paths"]}
    assert sorted(listed.values()) == sorted(name(file) for file in FILES if file.parent.name == "paths")


def test_a_component_is_named_after_its_file_and_used():
    files = {(file.parent.name, file.stem) for file in FILES if file.parents[1].name == "components"}
    bundled = {(section, key) for section, members in DOCUMENT["components"].items() for key in members}
    referred = {tuple(each.removeprefix("#/components/").split("/")) for each in references(DOCUMENT)}
    schemes = {key for each in operations(DOCUMENT) for alternative in each.node["security"] for key in alternative}
    assert files == bundled
    assert bundled == referred | {("securitySchemes", key) for key in schemes}


def test_parameters_stand_at_operations_never_at_paths():
    assert {key for item in DOCUMENT["paths"].values() for key in item} <= set(METHODS)


def test_the_table_of_operations_is_sorted_and_whole():
    lines = (OPENAPI / "operations.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split() for line in lines] == sorted(
        [each.id, each.method, each.path] for each in operations(DOCUMENT)
    )

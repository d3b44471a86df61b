"""The split document in openapi/: where things stand, how they are named, and that all of them are used."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from hornbook_contract import lrs_document, openapi_document
from tests.contract.walk import METHODS, operations, references

OPENAPI = Path(__file__).resolve().parents[2] / "openapi"
LRS = OPENAPI / "lrs"


class Split(NamedTuple):
    """A split document: where it stands, its files, what they are joined into."""

    folder: Path
    files: list[Path]
    document: dict[str, Any]

    def name(self, file: Path) -> str:
        return str(file.relative_to(self.folder))


COURSES = Split(OPENAPI, sorted(set(OPENAPI.rglob("*.yaml")) - set(LRS.rglob("*.yaml"))), openapi_document())
RECORDS = Split(LRS, sorted(LRS.rglob("*.yaml")), lrs_document())


@pytest.fixture(params=[COURSES, RECORDS], ids=["courses", "records"])
def split(request):
    return request.param


def test_the_bundled_document_is_valid_openapi_3_0(split):
    assert split.document["openapi"] == "3.0.3"
    assert [error.message for error in OpenAPIV30SpecValidator(split.document).iter_errors()] == []


def test_no_file_is_longer_than_120_lines_or_wider_than_120_columns(split):
    texts = {split.name(file): file.read_text(encoding="utf-8").splitlines() for file in split.files}
    assert [file for file, lines in texts.items() if len(lines) > 120 or max(map(len, lines)) > 120] == []


def test_a_path_file_is_named_after_its_path(split):
    index = yaml.safe_load((split.folder / "openapi.yaml").read_text(encoding="utf-8"))
    listed = {path: node["$ref"] for path, node in index["paths"].items()}
    assert listed == {path: f"paths/{path[1:].replace('/', '_')}.yaml" for path in split.document["paths"]}
    assert sorted(listed.values()) == sorted(split.name(file) for file in split.files if file.parent.name == "paths")


def test_a_component_is_named_after_its_file_and_used(split):
    document = split.document
    files = {(file.parent.name, file.stem) for file in split.files if file.parents[1].name == "components"}
    bundled = {(section, key) for section, members in document["components"].items() for key in members}
    referred = {tuple(each.removeprefix("#/components/").split("/")) for each in references(document)}
    required = [each.node.get("security", document.get("security", [])) for each in operations(document)]
    schemes = {key for alternatives in required for alternative in alternatives for key in alternative}
    assert files == bundled
    assert bundled == referred | {("securitySchemes", key) for key in schemes}


def test_parameters_stand_at_operations_never_at_paths(split):
    assert {key for item in split.document["paths"].values() for key in item} <= set(METHODS)


def test_the_table_of_operations_is_sorted_and_whole():
    lines = (OPENAPI / "operations.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split() for line in lines] == sorted(
        [each.id, each.method, each.path] for each in operations(COURSES.document)
    )

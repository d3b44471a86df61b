"""What is committed is what openapi/ and the catalogue say, and `python codegen --check` notices when it is not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from codegen import warnings_page
from codegen.bundle import BundleError, bundle

from tests.contract.walk import references

REPOSITORY = Path(__file__).resolve().parents[2]
GENERATED = [
    "codegen/hornbook_contract/openapi.json",
    "codegen/hornbook_contract/models.py",
    "openapi/operations.txt",
    "client/hornbook/_operations.py",
    "docs/warnings.md",
]
CATALOGUE = "server/hornbook_server/packages/catalogue.toml"


def check(repository: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "codegen", "--check"]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path):
    for folder in ("openapi", "codegen", "client", "docs"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / CATALOGUE, tmp_path / CATALOGUE)
    return tmp_path


@pytest.fixture
def split(tmp_path):
    """Writes the files of a split document and answers its index."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path / "openapi.yaml"

    return write


def test_what_is_committed_is_what_the_contract_says():
    done = check(REPOSITORY)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_byte_in_any_generated_file_is_named(checkout):
    for name in GENERATED:
        (checkout / name).write_bytes((checkout / name).read_bytes() + b" ")
    done = check(checkout)
    stale = [f"{name} is not what its source says: run `make gen` and commit the result" for name in GENERATED]
    assert (done.returncode, sorted(done.stderr.splitlines())) == (1, sorted(stale))


def test_a_changed_word_of_the_contract_makes_the_generated_files_stale(checkout):
    source = checkout / "openapi" / "components" / "schemas" / "StringResultSchema.yaml"
    source.write_text(source.read_text().replace("result:", "outcome:").replace("[result]", "[outcome]"))
    done = check(checkout)
    assert done.returncode == 1
    assert {line.split()[0] for line in done.stderr.splitlines()} == set(GENERATED[:2])


def test_the_page_of_findings_is_what_the_catalogue_says(tmp_path):
    changed = tmp_path / "catalogue.toml"
    changed.write_text((REPOSITORY / CATALOGUE).read_text().replace("Add the file,", "Bring the file,"))
    page = (REPOSITORY / "docs" / "warnings.md").read_text()
    pages = [warnings_page.render(source) for source in (REPOSITORY / CATALOGUE, changed)]
    assert pages == [{"docs/warnings.md": text} for text in (page, page.replace("Add the file,", "Bring the file,"))]
    assert pages[0] != pages[1]


def test_the_bundle_keeps_recursion_and_refers_to_nothing_outside_itself():
    document = bundle(REPOSITORY / "openapi" / "openapi.yaml")
    children = document["components"]["schemas"]["CourseActivitySchema"]["properties"]["children"]
    assert children["items"] == {"$ref": "#/components/schemas/CourseActivitySchema"}
    assert [each for each in references(document) if not each.startswith("#/components/")] == []


def test_a_reference_to_no_file_is_refused_with_its_place(split):
    index = split({"openapi.yaml": "paths: {/a: {$ref: paths/a.yaml}}", "paths/a.yaml": "get: {$ref: ../nowhere.yaml}"})
    with pytest.raises(BundleError, match=r"^paths/a.yaml: write the path of a file.*: \.\./nowhere.yaml$"):
        bundle(index)


def test_a_word_beside_a_reference_is_refused(split):
    index = split({"openapi.yaml": "paths: {/a: {$ref: a.yaml, summary: lost}}", "a.yaml": "{}"})
    with pytest.raises(BundleError, match=r"^openapi.yaml: .* nothing beside it"):
        bundle(index)


def test_a_component_written_into_the_index_is_refused(split):
    index = split({"openapi.yaml": "components: {schemas: {A: {type: object}}}"})
    with pytest.raises(BundleError, match=r"^components/schemas/A of the index must refer to the file of that name$"):
        bundle(index)


def test_yaml_that_cannot_be_read_is_refused_with_its_place(split):
    index = split({"openapi.yaml": "paths: {/a: {$ref: a.yaml}}", "a.yaml": "{"})
    with pytest.raises(BundleError, match=r"^a.yaml cannot be read: "):
        bundle(index)

"""What docs/check.md shows is what the command and the library do."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hornbook_server.cli import app
from tests.fixtures import packages as build

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text(encoding="utf-8")
MANIFEST = build.manifest(
    build.organization("Golf Explained", build.item(1)), build.resources(build.resource(1, "start.html"))
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def _in_the_folder_of_the_package(tmp_path, monkeypatch):
    (tmp_path / "course.zip").write_bytes(build.with_manifest(MANIFEST))
    monkeypatch.chdir(tmp_path)


def test_the_report_is_the_one_that_the_page_shows():
    command, shown = blocks("console")[0].split("\n", 1)
    assert (command, CliRunner().invoke(app, ["check", "course.zip"]).stdout) == ("$ hornbook check course.zip", shown)


def test_the_json_is_the_one_that_the_page_shows():
    result = CliRunner().invoke(app, ["check", "course.zip", "-f", "json"])
    assert json.loads(result.stdout) == json.loads(blocks("json")[0])


def test_the_library_runs_as_the_page_has_it(tmp_path):
    one_line = re.search(r'python -c "(.*)"', blocks("console")[1])[1]
    printed = [
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for program in (one_line, blocks("python")[0])
    ]
    assert "HREF_MISSING_FILE" in printed[0]
    assert printed[1].startswith("HREF_MISSING_FILE imsmanifest.xml:5: The launch file")

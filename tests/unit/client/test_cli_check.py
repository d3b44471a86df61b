"""`hornbook check` on packages of this machine."""

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hornbook_server.cli import app
from tests.fixtures import packages as build
from tests.fixtures.sarif import objections

LAUNCHES_NOTHING = build.with_manifest(
    build.manifest(
        build.organization("Golf [for] beginners", build.item(1)), build.resources(build.resource(1, "gone.html"))
    )
)
SHOWN = """\
golf.zip can be imported
  standard   SCORM 1.2
  title      Golf [for] beginners
  activities 1 to launch (2 in the tree)
  entry      gone.html

  warning HREF_MISSING_FILE imsmanifest.xml:5
    The launch file "gone.html" is not in the package.
    Fix: Add the file, or correct the href.
    docs/warnings.md#href_missing_file

broken.zip cannot be imported

  error NOT_A_ZIP
    The file is text, not a zip archive.
    Fix: Upload the package; if it was fetched, check what its address answers.
    docs/warnings.md#not_a_zip

2 packages: 1 error, 1 warning, 0 notes
More of a code: hornbook check --explain CODE, or docs/warnings.md.
"""
MISSING = {
    "code": "HREF_MISSING_FILE",
    "severity": "warning",
    "message": 'The launch file "gone.html" is not in the package.',
    "fix": "Add the file, or correct the href.",
    "file": "imsmanifest.xml",
    "line": 5,
}
EXPLAINED = """\
URL_MISSING
  Severity  error
  Meaning   An assignable unit has no url.
  Why       It cannot be launched, and the specification has such packages rejected.
  Rule      cmi5, 13.1.4 and CourseStructure.xsd.
  Fix       Give the `<au>` a `<url>`.
"""


@pytest.fixture
def hornbook(tmp_path, monkeypatch):
    """Runs the command in a folder that holds good.zip, golf.zip (a file is missing) and broken.zip."""
    (tmp_path / "good.zip").write_bytes(build.scorm12("Golf Explained"))
    (tmp_path / "golf.zip").write_bytes(LAUNCHES_NOTHING)
    (tmp_path / "broken.zip").write_bytes(b"no zip at all")
    monkeypatch.chdir(tmp_path)

    def run(*options, **more):
        return CliRunner().invoke(app, ["check", *options], **more)

    return run


def test_packages_and_findings_are_told_with_place_fix_and_where_to_read_on(hornbook):
    result = hornbook("golf.zip", "broken.zip")

    assert (result.exit_code, result.stdout, result.stderr) == (1, SHOWN, "")


def test_the_status_is_1_for_what_cannot_be_imported_and_with_strict_for_warnings(hornbook):
    runs = (["good.zip"], ["golf.zip"], ["broken.zip"], ["good.zip", "--strict"], ["golf.zip", "--strict"])

    assert [hornbook(*options).exit_code for options in runs] == [0, 0, 1, 0, 1]


def test_the_limits_are_those_of_the_variables(hornbook):
    limited = hornbook("good.zip", env={"HORNBOOK_MAX_MEMBERS": "1"})
    wrong = hornbook("good.zip", env={"HORNBOOK_MAX_RATIO": "none"})

    assert (limited.exit_code, "has more than 1 files" in limited.stdout) == (1, True)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "HORNBOOK_MAX_RATIO='none' must be a whole number from 1 to 2000" in wrong.stderr


def test_json_has_the_packages_and_their_findings(hornbook):
    result = hornbook("golf.zip", "broken.zip", "--format", "json")

    broken = dict.fromkeys(("standard", "title", "activities", "launchable", "entry"))
    document = json.loads(result.stdout)
    not_a_zip = document["packages"][1].pop("findings")
    assert (result.exit_code, [one["code"] for one in not_a_zip]) == (1, ["NOT_A_ZIP"])
    assert document == {
        "version": 1,
        "hornbook": version("hornbook"),
        "packages": [
            {
                "path": "golf.zip",
                "importable": True,
                "standard": "SCORM12",
                "title": "Golf [for] beginners",
                "activities": 2,
                "launchable": 1,
                "entry": "gone.html",
                "findings": [MISSING],
            },
            {"path": "broken.zip", "importable": False, **broken},
        ],
    }


def test_sarif_is_what_its_schema_says_with_rules_and_places_inside_the_archive(hornbook):
    result = hornbook("golf.zip", "broken.zip", "--format", "sarif")

    log = json.loads(result.stdout)
    run = log["runs"][0]
    assert (result.exit_code, objections(log)) == (1, [])
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["HREF_MISSING_FILE", "NOT_A_ZIP"]
    assert run["results"][0] == {
        "ruleId": "HREF_MISSING_FILE",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": f"{MISSING['message']} {MISSING['fix']}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "golf.zip/imsmanifest.xml"},
                    "region": {"startLine": 5},
                }
            }
        ],
    }
    assert run["results"][1]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "broken.zip"}}}]


def test_a_folder_is_checked_as_the_zip_that_it_would_be_and_its_files_are_named_where_they_lie(hornbook, tmp_path):
    course = tmp_path / "golf course"
    (course / ".git").mkdir(parents=True)
    (course / ".git" / "cmi5.xml").write_text("<none/>")
    (course / "imsmanifest.xml").write_text(
        build.manifest(build.organization("Golf", build.item(1)), build.resources(build.resource(1, "gone.html")))
    )

    log = json.loads(hornbook("golf course", "-f", "sarif").stdout)

    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in log["runs"][0]["results"]]
    assert places == [{"uri": "golf%20course/imsmanifest.xml"}]


def test_a_package_is_read_from_stdin(hornbook):
    result = hornbook("-", "-f", "json", input=build.scorm12("Golf Explained"))

    package = json.loads(result.stdout)["packages"][0]
    assert (result.exit_code, package["path"], package["title"]) == (0, "-", "Golf Explained")


def test_of_stdin_no_more_is_read_than_an_import_would_take(hornbook):
    result = hornbook("-", input=b"\0" * 1001, env={"HORNBOOK_MAX_UPLOAD": "1000"})

    sentence = "stdin has more than 1000 bytes, the most that is imported; HORNBOOK_MAX_UPLOAD sets another\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_file_that_is_larger_than_an_import_would_take_is_not_read(hornbook):
    result = hornbook("good.zip", env={"HORNBOOK_MAX_UPLOAD": "100"})

    sentence = "good.zip has more than 100 bytes, the most that is imported; HORNBOOK_MAX_UPLOAD sets another\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_copy_that_finds_no_room_ends_with_where_to_make_it(hornbook, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: open("/dev/full", "w+b", buffering=0))  # noqa: PTH123, SIM115 as tempfile opens

    result = hornbook("-", input=build.scorm12())

    sentence = f"- cannot be read: No space left on device; make room in {tmp_path}, or set TMPDIR\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_file_that_cannot_be_read_ends_with_2_on_stderr(hornbook):
    result = hornbook("good.zip", "nowhere.zip")

    sentence = "nowhere.zip cannot be read: No such file or directory; check the path and its permissions\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_folder_within_that_cannot_be_read_is_not_passed_over(hornbook, tmp_path, monkeypatch):
    locked = tmp_path / "course" / "locked"
    (tmp_path / "course" / ".git").mkdir(parents=True)
    locked.mkdir()
    scandir = os.scandir

    def refusing(path):
        if Path(path).name in ("locked", ".git"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    result = hornbook(str(tmp_path / "course"))

    sentence = f"{locked} cannot be read: Permission denied; check the path and its permissions\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_links_in_a_circle_end_with_2_on_stderr(hornbook, tmp_path):
    (tmp_path / "loop.zip").symlink_to("loop.zip")

    result = hornbook("loop.zip")

    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"loop\.zip cannot be read: .+; check the path and its permissions\n", result.stderr)


@pytest.mark.parametrize(
    ("redirected", "sentence"),
    [
        ("- <&-", "stdin is closed; send a package to it, or name one\n"),
        ("good.zip > /dev/full", "the report cannot be written: No space left on device; send it elsewhere\n"),
        ("good.zip -f sarif > /dev/full", "the report cannot be written: No space left on device; send it elsewhere\n"),
    ],
)
@pytest.mark.usefixtures("hornbook")
def test_what_cannot_be_read_from_or_written_to_ends_with_2_and_a_sentence(redirected, sentence):
    command = ["sh", "-c", f'exec "$0" -m hornbook_server check {redirected}', sys.executable]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", sentence)


def test_names_that_are_no_text_are_shown_all_the_same(hornbook, tmp_path):
    (tmp_path / "golf\udcff.zip").write_bytes(build.scorm12())
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "\udcff.html").write_bytes(b"")

    packages = json.loads(hornbook("golf\udcff.zip", "folder", "-f", "json").stdout)["packages"]

    assert [(one["path"], one["importable"]) for one in packages] == [
        ("golf\N{REPLACEMENT CHARACTER}.zip", True),
        ("folder", False),
    ]


def test_colour_is_for_those_who_want_it(hornbook):
    assert "\x1b[" in hornbook("golf.zip", env={"FORCE_COLOR": "1", "NO_COLOR": ""}).stdout
    assert "\x1b[3" not in hornbook("golf.zip", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_escape_sequences_of_a_package_do_not_reach_the_terminal(hornbook, tmp_path):
    members = {
        "a.crs": "[Course]\nCourse_Title=\x1b[31mGolf\n",
        "a.au": "system_id,file_name\nA1,index.html\n",
        "index.html": "",
    }
    (tmp_path / "aicc.zip").write_bytes(build.archive(members))

    result = hornbook("aicc.zip", env={"NO_COLOR": "1"})

    assert "title      \N{REPLACEMENT CHARACTER}[31mGolf\n" in result.stdout


def test_a_code_is_explained(hornbook):
    explained, unknown = hornbook("--explain", "URL_MISSING"), hornbook("--explain", "NO_SUCH_CODE")
    as_in_links = hornbook("--explain", "url_missing")

    assert (explained.exit_code, explained.stdout) == (0, EXPLAINED)
    assert (as_in_links.exit_code, as_in_links.stdout) == (0, EXPLAINED)
    assert (unknown.exit_code, "NO_SUCH_CODE is no code of a finding" in unknown.stderr) == (2, True)

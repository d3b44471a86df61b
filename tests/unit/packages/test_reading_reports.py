"""`check_package` says all that there is to say of a file, and raises nothing for what the file holds."""

import io
import subprocess
import sys

from hornbook_server.packages import Finding, Limits, Report, Severity, check_package, read_package
from tests.fixtures import packages as build

JUNK = {"__MACOSX/._index.html": "", ".DS_Store": ""}


def check(data: bytes, **options) -> Report:
    return check_package(io.BytesIO(data), filename="golf.zip", **options)


def test_a_good_package_is_what_an_import_reads_with_its_warnings():
    data = build.scorm12(extra=JUNK)

    report = check(data)

    assert report.package == read_package(io.BytesIO(data), filename="golf.zip")
    assert report.findings == (
        Finding(
            code="JUNK_FILES",
            severity=Severity.NOTE,
            message="Files of Finder or Explorer are left out (2).",
            fix="Leave them out of the zip.",
        ),
    )


def test_a_refused_package_keeps_what_was_noticed_before_and_ends_with_the_refusal():
    report = check(build.archive({"imsmanifest.xml": "<manifest>\n<organizations>", **JUNK}))

    assert report.package is None
    assert [(one.code, one.severity, one.file, one.line) for one in report.findings] == [
        ("JUNK_FILES", Severity.NOTE, "", None),
        ("XML_NOT_WELL_FORMED", Severity.ERROR, "imsmanifest.xml", 2),
    ]


def test_limits_hold_as_in_an_import():
    report = check(build.scorm12(), limits=Limits(members=1))

    assert (report.package, [one.code for one in report.findings]) == (None, ["LIMIT_MEMBERS"])


def test_the_library_needs_neither_database_nor_web_framework():
    heavy = ("sqlalchemy", "connexion", "starlette", "flask", "obstore", "huey", "httpx")
    program = f"import sys, hornbook_server.packages; print([name for name in {heavy} if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"

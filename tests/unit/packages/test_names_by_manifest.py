"""Names of old zips are read as the descriptors in them spell them."""

import io
from urllib.parse import quote

import pytest

from hornbook_server.packages import check_package
from tests.fixtures.packages import (
    PAGE,
    SCORM12_NAMESPACES,
    archive,
    course_structure,
    item,
    manifest,
    organization,
    resource,
    resources,
)


def report(href: str, raw: bytes, *, folder: bytes = b"", descriptor: str = "", as_: str = "imsmanifest.xml"):
    """Of a zip with a file of this raw name, without a mark of its encoding, that the descriptor launches."""
    text = descriptor or manifest(
        organization("T", item(1)), resources(resource(1, href)), namespaces=SCORM12_NAMESPACES
    )
    members = {"F" * len(folder) + as_: text, "F" * len(folder) + "x" * len(raw): PAGE}
    data = archive(members).replace(b"x" * len(raw), raw)
    return check_package(io.BytesIO(data.replace(b"F" * len(folder), folder) if folder else data), filename="a.zip")


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        ("Курс/index.html", "cp866"),
        ("x/Курс/a.html", "cp866"),
        ("教材/第一章.htm", "euc-jp"),
        ("صفحة.htm", "cp1256"),
        ("été.html", "mac-roman"),
        ("Курс.html", "iso8859-5"),
    ],
)
def test_the_encoding_is_that_in_which_the_launch_file_is_there(path, encoding):
    raw = path.encode(encoding)
    for href in (path, quote(path), path.upper().replace("HTM", "htm").replace("htmL", "html")):
        found = report(href, raw)
        assert found.package is not None
        assert [one.path for one in found.package.members] == ["imsmanifest.xml", path]
        assert "HREF_MISSING_FILE" not in [one.code for one in found.findings]


def test_the_folder_around_everything_is_read_in_it_too():
    found = report("Курс.html", "Курс.html".encode("cp866"), folder="Мой/".encode("cp866"))
    assert found.package is not None
    assert (found.package.entry.href, [one.code for one in found.findings]) == ("Мой/Курс.html", ["WRAPPING_FOLDER"])


def test_units_of_a_course_structure_are_found():
    text = course_structure().replace("index.html", "Курс.html")
    found = report("", "Курс.html".encode("cp866"), descriptor=text, as_="cmi5.xml")
    assert found.package is not None
    assert (found.package.entry.href, found.findings) == ("Курс.html", ())


@pytest.mark.parametrize("quote_mark", ['"', ""])
def test_units_of_aicc_are_found(quote_mark):
    raw = "Курс/a.html".encode("cp866")
    units = 'System_ID,File_Name\r\nA1,"Курс\\a.html"\r\n'.replace('"', quote_mark)
    members = {"c.crs": "[Course]\r\nCourse_Title=Охрана труда".encode("cp1251"), "c.au": units.encode("cp1251")}
    data = archive(members | {"x" * len(raw): PAGE}).replace(b"x" * len(raw), raw)
    found = check_package(io.BytesIO(data), filename="a.zip")
    assert found.package is not None
    assert (found.package.entry.href, found.findings) == ("Курс/a.html", ())


@pytest.mark.parametrize("descriptor", ["<manifest", "<m>\0\0", "x" * 3_000_000])
def test_a_descriptor_that_cannot_be_read_tells_nothing(descriptor):
    found = report("", "Курс.html".encode("cp866"), descriptor=descriptor)
    assert (found.package, len([one for one in found.findings if one.code == "ENCODING_INVALID"])) == (None, 0)

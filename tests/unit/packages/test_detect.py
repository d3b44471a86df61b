"""Which descriptor counts, and what is no course at all."""

import gzip
import io
from collections import ChainMap

import pytest

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package
from tests.fixtures import packages
from tests.fixtures.packages import archive, course_structure, item, manifest, organization, resource, resources

MANIFEST = manifest(organization("Manifest", item(1)), resources(resource(1, "index.html")))
CMI5 = course_structure("Structure")
TINCAN = (
    '<tincan><activities><activity id="http://a.test/"><name>Tin</name><launch>index.html</launch></activity>'
    "</activities></tincan>"
)
NO_DESCRIPTOR = "The archive has no imsmanifest.xml, cmi5.xml, tincan.xml or AICC descriptors at its root."
AICC = {"c.crs": "[Course]\nCourse_Title=Units\n", "c.au": "system_id,file_name\nA1,index.html\n"}


def read(members: dict[str, str], **options) -> Package:
    return read_package(io.BytesIO(archive(members | {"index.html": ""})), filename="a.zip", **options)


def refusal(data: bytes, filename: str = "a.zip", **options) -> str:
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(data), filename=filename, **options)
    return refused.value.finding.code


def test_of_several_descriptors_the_manifest_wins_then_cmi5_then_tincan_then_aicc():
    descriptors = [{"imsmanifest.xml": MANIFEST}, {"cmi5.xml": CMI5}, {"tincan.xml": TINCAN}, AICC]
    rest = [ChainMap(*descriptors[first:]) for first in range(len(descriptors))]
    assert [(one.title, [warning.code for warning in one.warnings]) for one in (read(dict(some)) for some in rest)] == [
        ("Manifest", ["SEVERAL_STANDARDS"]),
        ("Structure", ["SEVERAL_STANDARDS"]),
        ("Tin", ["SEVERAL_STANDARDS"]),
        ("Units", []),
    ]


@pytest.mark.parametrize(
    "unusable",
    ["", "<manifest>", '<manifest xmlns="urn:x"/>', manifest("", resources(resource(1, "index.html"))), "<html/>"],
)
def test_a_descriptor_that_is_of_no_course_gives_way_to_the_next(unusable):
    package = read({"imsmanifest.xml": unusable, "tincan.xml": TINCAN, **AICC})
    assert (package.title, [one.code for one in package.warnings]) == (
        "Tin",
        ["DESCRIPTOR_UNUSABLE", "SEVERAL_STANDARDS"],
    )


def test_if_no_descriptor_is_of_a_course_the_first_says_why():
    assert refusal(archive({"imsmanifest.xml": "", "cmi5.xml": "<other/>", "tincan.xml": "<tincan/>"})) == "XML_EMPTY"


def test_what_cmi5_has_rejected_is_not_read_by_another_descriptor():
    assert (
        refusal(archive({"cmi5.xml": course_structure(course_id="golf"), "tincan.xml": TINCAN, "index.html": ""}))
        == "ID_NOT_IRI"
    )


def test_a_descriptor_in_capitals_is_read_with_a_warning():
    package = read({"IMSMANIFEST.XML": MANIFEST})
    assert (package.title, [warning.code for warning in package.warnings]) == ("Manifest", ["DESCRIPTOR_NAME"])


def test_a_folder_around_everything_is_looked_through():
    wrapped = archive({"Golf/Course/imsmanifest.xml": MANIFEST, "Golf/Course/index.html": "", "._Golf": ""})
    package = read_package(io.BytesIO(wrapped), filename="a.zip")
    assert (package.entry.href, [warning.code for warning in package.warnings]) == (
        "Golf/Course/index.html",
        ["JUNK_FILES", "WRAPPING_FOLDER"],
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "EMPTY"),
        ({"index.html": ""}, "NO_DESCRIPTOR"),
        ({"Golf/imsmanifest.xml": MANIFEST, "index.html": ""}, "NO_DESCRIPTOR"),
        ({"a/b/c/d/e/imsmanifest.xml": MANIFEST}, "NO_DESCRIPTOR"),
        ({"h5p.json": "{}"}, "UNSUPPORTED"),
        ({"content.xml": "<ode/>"}, "UNSUPPORTED"),
        ({"imsmanifest.xml": "<html/>"}, "UNSUPPORTED"),
    ],
)
def test_an_archive_without_a_descriptor_is_refused(members, code):
    assert refusal(archive(members)) == code


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("H5P.json", "H5P content"),
        ("moodle_backup.xml", "a Moodle backup"),
        ("[Content_Types].xml", "an Office document"),
        ("META-INF/container.xml", "an EPUB book"),
        ("META-INF/manifest.xml", "an OpenDocument file"),
        ("META-INF/MANIFEST.MF", "a Java archive"),
        ("contentv3.xml", "an eXeLearning source project"),
        ("story/story.xml", "an Articulate source project"),
        ("assessmentItem-1.xml", "a test in QTI"),
        ("course.zip", "a zip in a zip"),
        ("course.tar.gz", "an archive in a zip"),
    ],
)
def test_an_archive_of_another_kind_is_told_by_what_it_is(member, what):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive({"a/b.txt": "", member: "", "content.xml": ""})), filename="a.zip")
    finding = refused.value.finding
    assert (finding.code, finding.message, finding.file) == ("UNSUPPORTED", f"The package is {what}.", member)


def test_what_an_archive_is_instead_is_seen_in_the_folder_around_it():
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive({"Golf/h5p.json": "", "Golf/content/content.json": ""})), filename="a.zip")
    assert (refused.value.finding.message, refused.value.finding.file) == (
        "The package is H5P content.",
        "Golf/h5p.json",
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("imsmanifest.xml.txt", "imsmanifest"),
        ("imsmanifest (1).xml", "imsmanifest"),
        ("imsmanifest(2).xml", "imsmanifest"),
        ("imsmanifest - Copy.xml", "imsmanifest"),
        ("course/IMSManifest", "imsmanifest"),
        ("cmi5.xml.bak", "cmi5"),
        ("tincan.txt", "tincan"),
        ("imsmanifest-viewer.js", None),
        ("cmi5.js", None),
    ],
)
def test_a_descriptor_under_much_the_same_name_is_told(name, wanted):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive({"index.html": "", name: MANIFEST})), filename="a.zip")
    finding = refused.value.finding
    told = f"There is no {wanted}.xml in the archive, but a file of much the same name."
    assert (finding.code, finding.message, finding.file) == (
        "NO_DESCRIPTOR",
        told if wanted else NO_DESCRIPTOR,
        name if wanted else "",
    )


def test_a_descriptor_that_is_left_out_is_told_with_the_reason():
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive({"index.html": "", "../imsmanifest.xml": MANIFEST})), filename="a.zip")
    finding = refused.value.finding
    assert (finding.code, finding.message, finding.file) == (
        "NO_DESCRIPTOR",
        "The file is left out: its name climbs out of the package.",
        "../imsmanifest.xml",
    )


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (["docs/Manual.PDF"], "The archive holds one PDF file alone."),
        (["film.mp4"], "The archive holds one MP4 file alone."),
        (
            ["1.mp3", "2.mp3"],
            "The archive has no imsmanifest.xml, cmi5.xml, tincan.xml or AICC descriptors at its root.",
        ),
    ],
)
def test_a_zip_of_one_media_file_is_told_to_be_that(members, message):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive(dict.fromkeys(members, ""))), filename="a.zip")
    assert refused.value.finding.message == message


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"Rar!\x1a\x07\x01\0", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "a 7-Zip archive"),
        (gzip.compress(b"x", mtime=0), "a gzip file, such as a tar.gz archive or a Moodle backup"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "a tar archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of Office 97 to 2003"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a WAV file"),
        (b"\x1a\x45\xdf\xa3", "a WebM or Matroska video"),
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "a Windows Media file"),
        (b"\0\0\1\xba\x44", "an MPEG video"),
        (b"\0\0\1\xb3\x14", "an MPEG video"),
        (b"fLaC\0\0\0\x22", "a FLAC file"),
        (b"FORM\0\0\0\x2eAIFFCOMM", "an AIFF file"),
        (b"FORM\0\0\0\x2eAIFCCOMM", "an AIFF file"),
        (b"MThd\0\0\0\6", "a MIDI file"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
        (b"II*\0\x08\0\0\0", "a TIFF image"),
        (b"MM\0*\0\0\0\x08", "a TIFF image"),
        (b"%!PS-Adobe-3.0", "a PostScript file"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_first_bytes(head, what):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(head + bytes(500)), filename="a.zip")
    finding = refused.value.finding
    assert (finding.code, finding.message) == ("NOT_A_ZIP", f"The file is {what}, not a zip archive.")


@pytest.mark.parametrize(
    ("data", "filename", "code", "message"),
    [
        (b"", "a.zip", "NOT_A_ZIP", "The file is empty."),
        (b"", "a.pdf", "NOT_A_ZIP", "The file is empty."),
        (b'\n{"error": "sign in"}', "a.zip", "NOT_A_ZIP", "The file is JSON, not a zip archive."),
        ("# Überblick\n".encode(), "a.zip", "NOT_A_ZIP", "The file is text, not a zip archive."),
        (b"\0\1\2", "a.zip", "NOT_A_ZIP", "The file is not a zip archive."),
        (
            b"\0\1\2",
            "a.PDF",
            "MEDIA_MISMATCH",
            "The file is named as PDF, but its first bytes are not those of such a file.",
        ),
        (
            b"no video",
            "a.m4v",
            "MEDIA_MISMATCH",
            "The file is named as MP4, but its first bytes are not those of such a file.",
        ),
    ],
)
def test_a_file_that_is_no_zip_is_told_by_its_text_or_its_name(data, filename, code, message):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(data), filename=filename)
    assert (refused.value.finding.code, refused.value.finding.message) == (code, message)


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html>\n<p>Log in<br>",
        b"\xef\xbb\xbf\n<HTML lang=en>",
        b"<!-- a --><html>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd"><html/>',
    ],
)
def test_a_web_page_is_told_from_a_descriptor(page):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(page), filename="a.zip")
    assert refused.value.finding.message == "The file is a web page, not a course package."


def test_sound_files_make_no_aicc_course():
    assert refusal(archive({"a.au": "", "b.pre": "", "index.html": ""})) == "NO_DESCRIPTOR"


def test_aicc_descriptors_beside_other_files_are_named_where_they_are():
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(archive({"index.html": "", "aicc/c.CRS": ""})), filename="a.zip")
    assert (refused.value.finding.code, refused.value.finding.file) == ("NO_DESCRIPTOR", "aicc/c.CRS")


def test_a_file_of_no_kind_is_refused():
    assert [refusal(data) for data in (b"", b"# Markdown", b"<html></html>", packages.scorm12()[:-30])] == [
        "NOT_A_ZIP",
        "NOT_A_ZIP",
        "UNSUPPORTED",
        "NOT_A_ZIP",
    ]


def test_a_file_that_is_not_the_announced_medium_is_refused():
    for content_type in ("application/pdf", "video/mp4; codecs=avc1", "audio/mpeg"):
        assert refusal(packages.scorm12(), content_type=content_type) == "MEDIA_MISMATCH"

"""Which descriptor counts, and what is no course at all."""

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


def test_a_descriptor_in_capitals_is_read_with_a_warning():
    package = read({"IMSMANIFEST.XML": MANIFEST})
    assert (package.title, [warning.code for warning in package.warnings]) == ("Manifest", ["DESCRIPTOR_NAME"])


def test_a_folder_around_everything_is_looked_through():
    wrapped = archive({"Golf/Course/imsmanifest.xml": MANIFEST, "Golf/Course/index.html": "", "__MACOSX/x": ""})
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

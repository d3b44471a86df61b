"""What packages say of themselves in LOM, in both of its bindings."""

import io

import pytest

from hornbook_server.domain.course import Metadata
from hornbook_server.domain.package import Package
from hornbook_server.packages import read_package
from hornbook_server.packages.lom import MOST_OUTSIDE
from tests.fixtures.packages import archive, item, manifest, organization, resource, resources

IMS_MD = """<imsmd:lom xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><imsmd:general>
<imsmd:title><imsmd:langstring xml:lang="x-none"/><imsmd:langstring xml:lang="de">Golf</imsmd:langstring></imsmd:title>
<imsmd:language>de-CH</imsmd:language>
<imsmd:description><imsmd:langstring xml:lang="de">Ein Spiel.</imsmd:langstring></imsmd:description>
<imsmd:keyword><imsmd:langstring>Ball</imsmd:langstring><imsmd:langstring>Loch</imsmd:langstring></imsmd:keyword>
</imsmd:general><imsmd:technical><imsmd:duration><imsmd:datetime>00:10:00</imsmd:datetime></imsmd:duration>
</imsmd:technical><imsmd:educational><imsmd:typicallearningtime><imsmd:datetime>01:00:00</imsmd:datetime>
</imsmd:typicallearningtime></imsmd:educational></imsmd:lom>"""

LOM_2004 = """<?xml version="1.0"?><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general>
<title><string language="en-US">Golf</string><string language="es">El golf</string></title><language>en</language>
<description><string language="en-US">A game.</string></description>
<keyword><string language="en">ball</string></keyword><keyword><string language="en">hole</string></keyword></general>
<technical><duration><duration>PT10M</duration></duration></technical>
<educational><typicalLearningTime><duration>PT1H</duration></typicalLearningTime></educational></lom>"""


def read(metadata: str, *, attributes: str = "", **files: str) -> Package:
    text = manifest(
        organization("T", item(1)), resources(resource(1, "1.html")), metadata=metadata, attributes=attributes
    )
    members = {"imsmanifest.xml": text, "1.html": ""} | {f"{name}.xml": content for name, content in files.items()}
    return read_package(io.BytesIO(archive(members)), filename="a.zip")


def test_the_ims_binding_of_scorm_1_2_is_read_from_the_manifest():
    package = read(IMS_MD)
    assert (package.metadata, package.languages) == (
        Metadata(
            title="Golf",
            title_language="de",
            description="Ein Spiel.",
            description_language="de",
            duration="00:10:00",
            typical_time="01:00:00",
            keywords=("Ball", "Loch"),
        ),
        ("de-CH", "de"),
    )


def test_the_ieee_binding_is_read_from_the_file_that_the_manifest_names():
    package = read("<adlcp:location>lom.xml</adlcp:location>", lom=LOM_2004)
    assert (package.metadata, package.languages, package.warnings) == (
        Metadata(
            title="Golf",
            title_language="en-US",
            description="A game.",
            description_language="en-US",
            duration="PT10M",
            typical_time="PT1H",
            keywords=("ball", "hole"),
        ),
        ("en", "en-US", "es"),
        (),
    )


def test_the_first_binding_of_ims_has_another_root():
    title = '<title><langstring lang="en">Golf</langstring></title>'
    record = f'<record xmlns="http://www.imsproject.org/metadata/"><general>{title}</general></record>'
    found = [read(record), read("<adlcp:location>lom.xml</adlcp:location>", lom=record)]
    assert [(one.metadata.title, one.metadata.title_language) for one in found] == [("Golf", "en")] * 2


@pytest.mark.parametrize(
    ("location", "attributes"),
    [
        ("md/my course.xml", ""),
        ("md\\my course.xml", ""),
        ("./md/my%20course.xml", ""),
        ("/x/../md/my course.xml", ""),
        ("my course.xml", 'xml:base="md/"'),
        ("md/my course.xml", 'xml:base="pages/"'),
    ],
)
def test_the_file_of_metadata_is_named_as_pages_are(location, attributes):
    files = {"md/my course": LOM_2004}
    package = read(f"<adlcp:location>{location}</adlcp:location>", attributes=attributes, **files)
    assert package.metadata.title == "Golf"


@pytest.mark.parametrize("location", ["../lom.xml", "http://example.test/lom.xml", "http://[::1", ""])
def test_metadata_elsewhere_is_not_looked_for(location):
    package = read(f"<adlcp:location>{location}</adlcp:location>", lom=LOM_2004)
    assert (package.metadata, [one.code for one in package.warnings]) == (Metadata(), ["METADATA_MISSING"])


def test_metadata_that_is_missing_or_broken_is_left_out_with_a_warning():
    missing = read("<adlcp:location>gone.xml</adlcp:location>")
    broken = read("<adlcp:location>lom.xml</adlcp:location>", lom="<lom>")
    assert [(one.metadata, [warning.code for warning in one.warnings]) for one in (missing, broken)] == [
        (Metadata(), ["METADATA_MISSING"]),
        (Metadata(), ["METADATA_UNREADABLE"]),
    ]


def test_a_file_that_is_named_again_is_read_once():
    package = read("<adlcp:location>lom.xml</adlcp:location><adlcp:location>lom.xml</adlcp:location>", lom="<lom>")
    assert [(one.code, one.file) for one in package.warnings] == [("METADATA_UNREADABLE", "lom.xml")]


def test_metadata_files_share_what_they_may_hold():
    half = LOM_2004.replace("<lom", f"<!--{'-  ' * (MOST_OUTSIDE // 6)}--><lom")
    locations = "".join(f"<adlcp:location>{name}.xml</adlcp:location>" for name in "ab")
    package = read(locations, a=half, b=half.replace(">Golf<", ">Chess<"))
    assert package.metadata.title == "Golf"
    assert [(one.code, one.file, one.message) for one in package.warnings] == [
        (
            "METADATA_UNREADABLE",
            "b.xml",
            "The metadata is left out: with this file, those that adlcp:location names have more than 524288 bytes.",
        )
    ]

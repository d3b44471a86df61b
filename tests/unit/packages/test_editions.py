"""Schemaversions as authoring tools write them, and where."""

import io

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.packages import check_package, read_package
from tests.fixtures.packages import (
    SCORM12_NAMESPACES,
    SCORM2004_NAMESPACES,
    item,
    manifest,
    organization,
    resource,
    resources,
    with_manifest,
)

NONE = "<metadata><schema>ADL SCORM</schema></metadata>"
FOURTH = "<schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>"


def standard(text: str) -> LearningStandard:
    return read_package(io.BytesIO(with_manifest(text, "1.html")), filename="a.zip").standard


def text(version: str | None = None, *, namespaces: str = SCORM2004_NAMESPACES, inside: str = "") -> str:
    return manifest(
        organization("T", item(1) + inside),
        resources(resource(1, "1.html")),
        namespaces=namespaces,
        schema_version=version,
    )


@pytest.mark.parametrize(
    ("edition", "versions"),
    [
        (LearningStandard.SCORM11, ["1.1", "SCORM 1.1"]),
        (LearningStandard.SCORM12, ["1.2", "1.2.0", "SCORM 1.2", "SCORM_1.2", "SCORM1.2", "v1.2", "Scorm 1.2"]),
        (LearningStandard.SCORM20042NDEDITION, ["CAM 1.3", "CAM1.3", "1.3", "1.3.1", "2004", "2004 2nd Edition"]),
        (
            LearningStandard.SCORM20043RDEDITION,
            ["2004 3rd Edition", "SCORM 2004 3RD edition", "2004 Third Edition", "2004 Edition 3", "2004 v3"],
        ),
        (
            LearningStandard.SCORM20044THEDITION,
            ["2004 4th Edition", "2004 4th Ed.", "2004-4th-Edition", "2004 4rd Edition", "2004 Fourth Edition"],
        ),
    ],
)
def test_a_schemaversion_is_known_however_it_is_written(edition, versions):
    assert {version: standard(text(version)) for version in versions} == dict.fromkeys(versions, edition)


@pytest.mark.parametrize("version", ["1.1.3", "1.1.4"])
def test_versions_of_ims_content_packaging_are_none_of_scorm(version):
    assert standard(text(version, namespaces=SCORM12_NAMESPACES)) == LearningStandard.SCORM12


@pytest.mark.parametrize(
    "moved",
    [
        text().replace(NONE, f"<metadata><lom/></metadata><metadata>{FOURTH}</metadata>"),
        text().replace(NONE, f"<metadata><schemaversion/></metadata><metadata>{FOURTH}</metadata>"),
        text().replace(NONE, FOURTH),
        text(inside=f"<metadata>{FOURTH}</metadata>"),
    ],
    ids=["second metadata", "empty before", "without metadata", "of the organization"],
)
def test_a_schemaversion_is_found_where_it_should_not_be(moved):
    assert standard(moved) == LearningStandard.SCORM20044THEDITION


def test_a_schemaversion_deeper_down_does_not_outweigh_the_namespaces():
    inside = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
    assert standard(text(inside=inside)) == LearningStandard.SCORM20042NDEDITION


def test_a_version_of_another_schema_is_told_from_an_edition_that_is_none():
    data = with_manifest(text("1.2").replace("ADL SCORM", "IMS Content"), "1.html")
    finding = check_package(io.BytesIO(data), filename="a.zip").findings[0]
    assert finding.code == "SCHEMAVERSION_UNKNOWN"
    assert finding.message.startswith('The schemaversion "1.2" is one of the schema "IMS Content", not of SCORM\'s;')


@pytest.mark.parametrize(
    ("schema", "version", "namespaces", "edition"),
    [
        ("IMS Content", "1.1", SCORM12_NAMESPACES, LearningStandard.SCORM12),
        ("IMS Content", "1.3", SCORM2004_NAMESPACES, LearningStandard.SCORM20042NDEDITION),
        ("IMS Content", "2004 3rd Edition", SCORM2004_NAMESPACES, LearningStandard.SCORM20043RDEDITION),
    ],
)
def test_of_another_schema_only_versions_that_name_2004_outweigh_the_namespaces(schema, version, namespaces, edition):
    assert standard(text(version, namespaces=namespaces).replace("ADL SCORM", schema)) == edition


@pytest.mark.parametrize("version", ["2004 5th Edition", "2004 Edition 6", "SCORM 2004 v10"])
def test_an_edition_that_never_was_is_told(version):
    report = check_package(io.BytesIO(with_manifest(text(version), "1.html")), filename="a.zip")
    assert report.package is not None
    assert (report.package.standard, [one.code for one in report.findings]) == (
        LearningStandard.SCORM20042NDEDITION,
        ["SCHEMAVERSION_UNKNOWN"],
    )

"""What manifests of real tools do with organizations, items, resources and scores."""

import io

import pytest

from hornbook_server.domain.course import ActivityType, LearningStandard
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package
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


def read(text: str | bytes, *members: str) -> Package:
    return read_package(io.BytesIO(with_manifest(text, *members)), filename="upload.zip")


def codes(package: Package) -> list[str]:
    return [warning.code for warning in package.warnings]


def refusal(text: str, *members: str) -> tuple[str, str]:
    with pytest.raises(PackageError) as refused:
        read(text, *members)
    return refused.value.finding.code, refused.value.finding.message


def scorm2004(sequencing: str, *, collection: str = "") -> Package:
    text = manifest(
        organization("T", item(1, inside=sequencing)),
        resources(resource(1, "1.html")) + collection,
        namespaces=SCORM2004_NAMESPACES,
        schema_version="2004 3rd Edition",
    )
    return read(text, "1.html")


def test_the_default_organization_is_read_and_not_the_first():
    other = '<organization identifier="A"><title>Other</title></organization>'
    both = organization("Default", item(1), identifier="B").replace("<organization ", f"{other}<organization ", 1)
    package = read(manifest(both, resources(resource(1, "1.html"))), "1.html")
    assert (package.title, codes(package)) == ("Default", [])


def test_a_default_that_matches_no_organization_gives_the_first_and_a_warning():
    text = manifest(
        organization("First", item(1)).replace('default="ORG1"', 'default="gone"'), resources(resource(1, "1.html"))
    )
    package = read(text, "1.html")
    assert (package.title, codes(package), package.warnings[0].line) == ("First", ["DEFAULT_ORGANIZATION"], 4)


@pytest.mark.parametrize(
    ("default", "told"),
    [
        (' default="gone"', 'The default organization "gone" does not exist; the first one that has items is taken.'),
        ("", "No organization is named as the default; the first one that has items is taken."),
    ],
)
def test_an_organization_without_items_is_not_taken_for_one_that_is_missing(default, told):
    empty = '<organization identifier="A"><title>Empty</title></organization>'
    text = organization("Filled", item(1)).replace(' default="ORG1">', f"{default}>{empty}")
    package = read(manifest(text, resources(resource(1, "1.html"))), "1.html")
    assert (package.title, [one.message for one in package.warnings]) == ("Filled", [told])


def test_items_nest_and_their_types_follow_their_resources():
    items = (
        '<item identifier="block"><title>Block</title>'
        + item(1)
        + item(2, inside=item(3))
        + '</item><item identifier="leaf"><title>Leaf</title></item>'
    )
    text = manifest(
        organization("T", items),
        resources(
            resource(1, "1.html"),
            resource(2, "2.html", scorm_type='adlcp:scormType="ASSET"'),
            resource(3, "3.html", scorm_type=""),
        ),
    )
    walked = [(one.item_identifier, one.type, one.href) for one in read(text, "1.html", "2.html", "3.html").root.walk()]
    assert walked == [
        ("ORG1", ActivityType.AGGREGATION, ""),
        ("block", ActivityType.AGGREGATION, ""),
        ("ITEM1", ActivityType.SCO, "1.html"),
        ("ITEM2", ActivityType.ASSET, "2.html"),
        ("ITEM3", ActivityType.ASSET, "3.html"),
        ("leaf", ActivityType.UNKNOWN, ""),
    ]


def test_references_are_trimmed_and_parameters_kept_apart():
    text = manifest(
        organization("T", item(1, attributes='parameters="?a=1&amp;b=2"').replace('"RES1"', '" RES1 "')),
        resources(resource(1, "1.html")),
    )
    first = read(text, "1.html").entry
    assert (first.resource_identifier, first.href, first.parameters) == ("RES1", "1.html", "?a=1&b=2")


def test_titles_in_langstrings_are_read():
    titled = organization("T", item(1)).replace(
        "<title>T</title>", '<title><langstring xml:lang="en">T</langstring><langstring>U</langstring></title>'
    )
    assert read(manifest(titled, resources(resource(1, "1.html"))), "1.html").title == "T"


def test_organizations_are_found_in_a_second_holder():
    text = manifest("<organizations/>" + organization("T", item(1)), resources(resource(1, "1.html")))
    assert read(text, "1.html").title == "T"


def test_an_sco_that_leads_nowhere_is_none():
    text = manifest(organization("T", item(1) + item(2)), resources(resource(1, "../out.html"), resource(2, "2.html")))
    assert [one.type for one in read(text, "2.html").root.children] == [ActivityType.UNKNOWN, ActivityType.SCO]


def test_an_item_of_an_unknown_resource_is_told_and_not_launchable():
    package = read(manifest(organization("T", item(1) + item(2)), resources(resource(2, "2.html"))), "2.html")
    assert ([one.item_identifier for one in package.root.launchable()], codes(package)) == (
        ["ITEM2"],
        ["IDENTIFIERREF_UNKNOWN"],
    )


def test_resources_of_a_submanifest_are_found_with_its_base():
    inner = f'<manifest identifier="S" xml:base="sub">{resources(resource(1, "1.html"))}</manifest>'
    assert read(manifest(organization("T", item(1)), resources() + inner), "sub/1.html").entry.href == "sub/1.html"


def test_each_xml_base_applies():
    based = resources(resource(1, "1.html").replace("<resource ", '<resource xml:base="c/" ')).replace(
        "<resources>", '<resources xml:base="b">'
    )
    package = read(manifest(organization("T", item(1)), based, attributes='xml:base="a/"'), "a/b/c/1.html")
    assert (package.entry.href, codes(package)) == ("a/b/c/1.html", [])


@pytest.mark.parametrize("broken", ["", "<title/>"])
def test_an_organization_without_title_is_named_by_its_metadata_its_item_or_the_file(broken):
    def title_of(item_title: str, metadata: str) -> str:
        items = item(1, title=item_title).replace("<title> </title>", "")
        text = manifest(
            organization("T", items).replace("<title>T</title>", broken),
            resources(resource(1, "1.html")),
            metadata=metadata,
        )
        return read(text, "1.html").title

    lom = "<lom><general><title><langstring>From LOM</langstring></title></general></lom>"
    assert [title_of("Lesson", lom), title_of("Lesson", ""), title_of(" ", "")] == ["From LOM", "Lesson", "upload"]


@pytest.mark.parametrize(
    ("score", "scaled"), [("80", "0.8"), ("0", "0"), ("100", "1"), (" 66.5 ", "0.665"), ("101", None), ("most", None)]
)
def test_a_mastery_score_of_1_2_counts_to_a_hundred(score, scaled):
    text = manifest(
        organization("T", item(1, inside=f"<adlcp:masteryscore>{score}</adlcp:masteryscore>")),
        resources(resource(1, "1.html")),
    )
    package = read(text, "1.html")
    assert package.entry.scaled_passing_score == scaled
    assert codes(package) == ([] if scaled else ["MASTERY_SCORE_INVALID"])


def test_the_measure_of_2004_counts_only_where_it_satisfies_the_primary_objective():
    def score_of(satisfied: str, measure: str) -> str | None:
        objective = f'<imsss:primaryObjective satisfiedByMeasure="{satisfied}">{measure}</imsss:primaryObjective>'
        return scorm2004(
            f"<imsss:sequencing><imsss:objectives>{objective}</imsss:objectives></imsss:sequencing>"
        ).entry.scaled_passing_score

    measure = "<imsss:minNormalizedMeasure>{}</imsss:minNormalizedMeasure>"
    assert [
        score_of("true", measure.format("0.6")),
        score_of("true", measure.format("-1.0")),
        score_of("true", ""),
        score_of("false", measure.format("0.6")),
        score_of("true", measure.format("6")),
    ] == ["0.6", "-1", "1", None, None]


def test_the_measure_of_2004_is_found_in_the_collection_that_the_item_refers_to():
    shared = (
        '<imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:objectives><imsss:primaryObjective'
        ' satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.5</imsss:minNormalizedMeasure>'
        "</imsss:primaryObjective></imsss:objectives></imsss:sequencing></imsss:sequencingCollection>"
    )
    package = scorm2004('<imsss:sequencing IDRef="S"/>', collection=shared)
    assert package.entry.scaled_passing_score == "0.5"


@pytest.mark.parametrize(
    ("version", "namespaces", "standard", "warned"),
    [
        ("1.2", SCORM2004_NAMESPACES, LearningStandard.SCORM12, []),
        ("CAM 1.3", SCORM12_NAMESPACES, LearningStandard.SCORM20042NDEDITION, []),
        (None, SCORM12_NAMESPACES, LearningStandard.SCORM12, ["SCHEMAVERSION_UNKNOWN"]),
        (None, SCORM2004_NAMESPACES, LearningStandard.SCORM20042NDEDITION, ["SCHEMAVERSION_UNKNOWN"]),
        ("9", SCORM2004_NAMESPACES, LearningStandard.SCORM20042NDEDITION, ["SCHEMAVERSION_UNKNOWN"]),
        (None, "", LearningStandard.SCORM12, ["XML_UNDECLARED_PREFIX", "SCHEMAVERSION_UNKNOWN"]),
    ],
)
def test_the_edition_is_the_schemaversion_s_or_else_the_namespaces(version, namespaces, standard, warned):
    text = manifest(
        organization("T", item(1)), resources(resource(1, "1.html")), namespaces=namespaces, schema_version=version
    )
    package = read(text, "1.html")
    assert (package.standard, codes(package)) == (standard, warned)


def test_a_schemaversion_without_a_schema_is_believed():
    text = manifest(organization("T", item(1)), resources(resource(1, "1.html")), schema_version="2004 4th Edition")
    package = read(text.replace("<schema>ADL SCORM</schema>", ""), "1.html")
    assert (package.standard, codes(package)) == (LearningStandard.SCORM20044THEDITION, [])


def test_past_a_hundred_findings_the_rest_are_counted():
    listed = "".join(item(number) for number in range(1, 151))
    package = read(manifest(organization("T", item(0) + listed), resources(resource(0, "0.html"))), "0.html")
    assert codes(package) == ["IDENTIFIERREF_UNKNOWN"] * 100 + ["MORE_WARNINGS"]
    assert package.warnings[-1].message == "50 more findings were left out."


@pytest.mark.parametrize("schema", ["IMS Common Cartridge", "QTIv2.2 Package", "IMS Content"])
@pytest.mark.parametrize("version", ["1.1", None])
def test_manifests_of_other_specifications_are_refused_by_name(schema, version):
    text = manifest(
        organization("T", item(1)),
        resources(resource(1, "1.html", scorm_type="")),
        namespaces='xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"',
        schema_version=version,
    ).replace("ADL SCORM", schema)
    assert refusal(text, "1.html")[0] == "UNSUPPORTED"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ('xmlns:bb="http://www.blackboard.com/content-packaging/"', "a Blackboard export"),
        ('xmlns:d2l_2p0="http://desire2learn.com/xsd/d2lcp_v2p0"', "a Brightspace export"),
        ('xmlns:webct="http://www.webct.com/xsd/cisv3"', "a WebCT export"),
        ("", "an IMS QTI package"),
    ],
)
def test_manifests_of_other_systems_are_refused_by_name_unless_they_are_scorm_too(mark, name):
    kind = "webcontent" if mark else "imsqti_xmlv1p1"
    listed = resources(resource(1, "1.html", scorm_type="").replace("webcontent", kind))
    namespaces = f'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" {mark}'
    text = manifest(organization("T", item(1)), listed, namespaces=namespaces, schema_version="1.1")
    assert refusal(text.replace("ADL SCORM", "IMS Content"), "1.html") == (
        "UNSUPPORTED",
        f"The package is {name}, which cannot be launched.",
    )
    assert read(text.replace("1.1<", "1.2<"), "1.html").standard is LearningStandard.SCORM12


@pytest.mark.parametrize(
    ("organizations", "listed", "reason"),
    [
        ("", resource(1, "1.html"), "The manifest has no organization with items."),
        (organization("T", ""), resource(1, "1.html"), 'No item of the organization "T" leads to a file.'),
        (
            organization("T", item(1)),
            resource(1, ""),
            'No item of the organization "T" leads to a file. The resource "RES1" has no href.',
        ),
        (
            organization("T", item(1)),
            resource(1, "../../secret.html"),
            'No item of the organization "T" leads to a file. "../../secret.html" leads out of the package.',
        ),
    ],
)
def test_a_course_with_nothing_to_launch_is_refused_with_the_reason(organizations, listed, reason):
    assert refusal(manifest(organizations, resources(listed)), "1.html") == ("NOTHING_TO_LAUNCH", reason)

"""Each standard's small package, read into the value it says."""

import io

import pytest
from msgspec import structs

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.job import MediaMetadata
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.domain.units import AiccUnit, Cmi5Unit
from hornbook_server.packages import media_reference, read_package
from tests.fixtures import packages


def read(data: bytes, filename: str = "course.zip", **options) -> Package:
    """What the standard says, without the list of files."""
    return structs.replace(read_package(io.BytesIO(data), filename=filename, **options), members=())


def lesson(number: int, **different) -> Activity:
    values = {
        "title": f"Lesson {number}",
        "type": ActivityType.SCO,
        "external_identifier": f"ITEM{number}",
        "item_identifier": f"ITEM{number}",
        "resource_identifier": f"RES{number}",
        "href": f"content/{number}.html",
    }
    return Activity(**values | different)


def organization(*children: Activity) -> Activity:
    return Activity(
        title="Golf",
        type=ActivityType.AGGREGATION,
        external_identifier="ORG1",
        item_identifier="ORG1",
        children=children,
    )


def test_scorm_1_2_is_its_organization_with_an_activity_for_each_item():
    assert read(packages.scorm12("Golf", scos=2)) == Package(
        standard=LearningStandard.SCORM12, title="Golf", root=organization(lesson(1), lesson(2))
    )


def test_scorm_1_1_is_told_from_1_2_by_its_schemaversion():
    assert read(packages.scorm11("Golf")) == Package(
        standard=LearningStandard.SCORM11, title="Golf", root=organization(lesson(1))
    )


def test_each_schemaversion_of_scorm_2004_is_its_edition():
    editions = ["CAM 1.3", "2004 3rd Edition", "2004 4th Edition"]
    assert [read(packages.scorm2004("Golf", edition=edition)) for edition in editions] == [
        Package(standard=standard, title="Golf", root=organization(lesson(1)))
        for standard in (
            LearningStandard.SCORM20042NDEDITION,
            LearningStandard.SCORM20043RDEDITION,
            LearningStandard.SCORM20044THEDITION,
        )
    ]


def test_aicc_units_take_titles_from_des_and_passing_scores_from_au():
    unit = Activity(
        title="Lesson 1",
        type=ActivityType.SCO,
        external_identifier="A1",
        item_identifier="A1",
        href="content/1.html",
        scaled_passing_score="0.8",
        aicc=AiccUnit(kind="lesson", mastery_score="80"),
    )
    assert read(packages.aicc("Golf")) == Package(
        standard=LearningStandard.AICC,
        title="Golf",
        root=Activity(
            title="Golf",
            type=ActivityType.AGGREGATION,
            external_identifier="C1",
            item_identifier="C1",
            children=(unit,),
        ),
        metadata=Metadata(title="Golf", description="A course."),
    )


def test_xapi_is_named_by_its_first_activity_that_can_be_launched():
    activity = Activity(
        title="Golf",
        type=ActivityType.SCO,
        external_identifier="http://example.test/golf",
        item_identifier="http://example.test/golf",
        href="index.html",
        xapi_type="http://adlnet.gov/expapi/activities/course",
    )
    assert read(packages.xapi("Golf")) == Package(
        standard=LearningStandard.XAPI,
        title="Golf",
        root=Activity(
            title="Golf",
            type=ActivityType.AGGREGATION,
            external_identifier="http://example.test/golf",
            item_identifier="http://example.test/golf",
            children=(activity,),
        ),
        activity_id="http://example.test/golf",
        languages=("en-US",),
        metadata=Metadata(title="Golf", title_language="en-US", description="A course.", description_language="en-US"),
    )


def test_cmi5_is_its_course_with_an_activity_for_each_unit():
    unit = Activity(
        title="Lesson 1",
        type=ActivityType.SCO,
        external_identifier="http://example.test/golf/au/1",
        item_identifier="http://example.test/golf/au/1",
        href="index.html",
        scaled_passing_score="0.8",
        cmi5=Cmi5Unit(move_on="Passed"),
    )
    assert read(packages.cmi5("Golf")) == Package(
        standard=LearningStandard.CMI5,
        title="Golf",
        root=Activity(
            title="Golf",
            type=ActivityType.AGGREGATION,
            external_identifier="http://example.test/golf",
            item_identifier="http://example.test/golf",
            children=(unit,),
        ),
        activity_id="http://example.test/golf",
        languages=("en-US",),
        metadata=Metadata(title="Golf", title_language="en-US", description="A course.", description_language="en-US"),
    )


def media_course(name: str, title: str) -> Activity:
    file = Activity(title=title, type=ActivityType.ASSET, external_identifier=name, item_identifier=name, href=name)
    return Activity(title=title, type=ActivityType.AGGREGATION, children=(file,))


def test_a_media_file_is_a_cmi5_course_of_one_asset_named_by_its_file():
    files = {"guide.pdf": packages.pdf(), "film.mp4": packages.mp4(), "song.mp3": packages.mp3()}
    assert [read(data, name) for name, data in files.items()] == [
        Package(
            standard=LearningStandard.CMI5,
            title=title,
            root=media_course(f"{title}.{extension}", title),
            metadata=Metadata(title=title),
        )
        for title, extension in (("guide", "pdf"), ("film", "mp4"), ("song", "mp3"))
    ]


def test_a_media_file_takes_what_its_sender_says_of_it():
    said = MediaMetadata(title="Guide", description="How to.", content_language="de", estimated_duration=90)
    assert read(packages.pdf(), "a.pdf", content_type="application/pdf", media=said) == Package(
        standard=LearningStandard.CMI5,
        title="Guide",
        root=media_course("a.pdf", "Guide"),
        languages=("de",),
        metadata=Metadata(
            title="Guide",
            title_language="de",
            description="How to.",
            description_language="de",
            duration="PT90S",
        ),
    )


@pytest.mark.parametrize(
    ("filename", "name", "title"),
    [
        ("Safety 1.2 final", "Safety 1.2 final.pdf", "Safety 1.2 final"),
        ("blob", "blob.pdf", "blob"),
        ("", "media.pdf", "media"),
        ("upload.zip", "upload.zip.pdf", "upload"),
        ("C:\\Courses\\Guide.PDF", "Guide.PDF", "Guide"),
        ("v1.2 final.pdf", "v1.2 final.pdf", "v1.2 final"),
        ("a\0 \x96\nb.pdf", "a b.pdf", "a b"),
        ("\0", "media.pdf", "media"),
        (" \n ", "media.pdf", "media"),
        ("\N{IDEOGRAPHIC SPACE} .pdf", ".pdf.pdf", ".pdf"),
    ],
)
def test_a_media_file_is_named_so_that_browsers_know_its_kind(filename, name, title):
    package = read_package(io.BytesIO(packages.pdf()), filename=filename)
    assert (package.title, package.root, [one.path for one in package.members]) == (
        title,
        media_course(name, title),
        [name],
    )


def test_the_href_of_a_media_file_leads_to_it_whatever_its_name_holds():
    package = read_package(io.BytesIO(packages.pdf()), filename="Unit: #1 100% sure? %41.pdf")
    assert (package.title, package.entry.href, [one.path for one in package.members]) == (
        "Unit: #1 100% sure? %41",
        "Unit%3A %231 100% sure%3F %2541.pdf",
        ["Unit: #1 100% sure? %41.pdf"],
    )


def test_no_title_has_the_control_characters_of_a_file_name():
    untitled = packages.course_structure("", urls=["https://a.test/"]).encode()
    reference = media_reference("https://a.test/b%00c.pdf", content_type="application/pdf", media=MediaMetadata())
    assert read(untitled, "a\0b.xml").title == "ab"
    assert (reference.title, reference.entry.item_identifier) == ("bc", "bc.pdf")


def test_a_media_file_under_the_extension_of_another_kind_is_refused():
    with pytest.raises(PackageError) as refused:
        read(packages.pdf(), "guide.mp4")
    assert refused.value.finding.code == "MEDIA_MISMATCH"


def test_a_course_structure_needs_no_zip_if_its_urls_are_absolute():
    structure = packages.course_structure("Golf", urls=["https://example.test/a.html?x=1", "http://example.test/b"])
    assert [one.href for one in read(structure.encode(), "cmi5.xml").root.launchable()] == [
        "https://example.test/a.html?x=1",
        "http://example.test/b",
    ]

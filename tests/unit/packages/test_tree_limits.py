import io

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import Limits, read_package
from tests.fixtures import packages
from tests.fixtures.packages import item, manifest, organization, resource, resources, with_manifest


def of_depth(levels: int) -> bytes:
    items = '<item identifier="I" identifierref="RES1"><title>Level</title>' * levels + "</item>" * levels
    return with_manifest(manifest(organization("Deep", items), resources(resource(1, "1.html"))), "1.html")


def refused(data: bytes, limits: Limits) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        read_package(io.BytesIO(data), filename="a.zip", limits=limits)
    return caught.value.finding.code, caught.value.finding.message


def test_a_course_has_no_more_activities_than_its_answer_can_carry():
    data = packages.scorm12(scos=3)

    assert len(list(read_package(io.BytesIO(data), filename="a.zip", limits=Limits(activities=3)).root.walk())) == 4
    assert refused(data, Limits(activities=2)) == (
        "LIMIT_ACTIVITIES",
        "The course has 3 activities; 2 is the most.",
    )


@pytest.mark.parametrize(
    ("items", "href", "bytes_of_texts"),
    [
        ('<item identifierref="RES1"/>' * 20, "h" * 1000, 20_000),
        (f'<item identifierref="RES1"><adlcp:dataFromLMS>{"é" * 5000}</adlcp:dataFromLMS></item>', "h", 10_000),
        (f"<item identifierref='RES1'><adlcp:dataFromLMS>{'&quot;' * 5000}</adlcp:dataFromLMS></item>", "h", 10_000),
    ],
    ids=["an href of many items", "letters of two bytes", "quotes that are escaped"],
)
def test_texts_that_are_together_too_long_are_refused(items, href, bytes_of_texts):
    data = with_manifest(manifest(organization("T", items), resources(resource(1, href))), "1.html")

    read_package(io.BytesIO(data), filename="a.zip", limits=Limits(texts=bytes_of_texts + 1000))
    assert refused(data, Limits(texts=bytes_of_texts)) == (
        "LIMIT_TEXTS",
        f"The texts of the course, as JSON, take more than {bytes_of_texts} bytes.",
    )


def test_metadata_and_languages_count_among_the_texts():
    keywords = "".join(f"<keyword><langstring>{n:0100}</langstring></keyword>" for n in range(20))
    course = (organization("T", item(1)), resources(resource(1, "1.html")))
    found = manifest(*course, metadata=f"<lom><general>{keywords}</general></lom>")

    assert refused(with_manifest(found, "1.html"), Limits(texts=2000))[0] == "LIMIT_TEXTS"
    read_package(io.BytesIO(with_manifest(manifest(*course), "1.html")), filename="a.zip", limits=Limits(texts=2000))


def test_a_bare_course_structure_is_held_to_the_limit_too():
    text = packages.course_structure(urls=["http://example.test/"] * 3)
    assert refused(text.encode(), Limits(activities=2))[0] == "LIMIT_ACTIVITIES"


def test_a_tree_of_five_thousand_levels_is_refused():
    assert refused(of_depth(5000), Limits()) == ("XML_TOO_LARGE", "The file has elements 200 levels deep.")

import io

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import Limits, read_package
from tests.fixtures import packages
from tests.fixtures.packages import manifest, organization, resource, resources, with_manifest


def of_depth(levels: int) -> bytes:
    items = '<item identifier="I" identifierref="RES1"><title>Level</title>' * levels + "</item>" * levels
    return with_manifest(manifest(organization("Deep", items), resources(resource(1, "1.html"))), "1.html")


def refused(data: bytes, limits: Limits) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        read_package(io.BytesIO(data), filename="a.zip", limits=limits)
    return caught.value.finding.code, caught.value.finding.message


def test_a_course_has_no_more_activities_than_its_answer_can_carry():
    data = packages.scorm12(scos=3)

    assert len(list(read_package(io.BytesIO(data), filename="a.zip", limits=Limits(activities=4)).root.walk())) == 4
    assert refused(data, Limits(activities=3)) == (
        "LIMIT_ACTIVITIES",
        "The course has 4 activities; 3 is the most.",
    )


def test_a_bare_course_structure_is_held_to_the_limit_too():
    text = packages.course_structure(urls=["http://example.test/"] * 3)
    assert refused(text.encode(), Limits(activities=3))[0] == "LIMIT_ACTIVITIES"


def test_a_tree_of_five_thousand_levels_is_refused():
    assert refused(of_depth(5000), Limits()) == ("XML_TOO_LARGE", "The file has elements 200 levels deep.")

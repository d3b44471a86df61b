import httpx
import pytest

import hornbook
from tests.conftest import import_bytes
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN


def ids(answer) -> list[str]:
    assert answer.status_code == 200
    return [course["id"] for course in answer.json()["courses"]]


@pytest.fixture(scope="module")
def shelf(service):
    """Thirteen courses of one application, for reading only."""
    app_id, secret = service.new_application()
    with hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN) as client:
        for number in range(13):
            import_bytes(client, f"Course-{number:02}", packages.scorm12(f"Title {chr(ord('Z') - number)}"))
        with httpx.Client(base_url=service.api, auth=(app_id, secret)) as http:
            yield http


ALL = [f"Course-{number:02}" for number in range(13)]


def test_a_page_holds_ten_and_more_brings_the_rest(shelf):
    first = shelf.get("/courses")
    assert ids(first) == ALL[:2:-1]
    second = shelf.get("/courses", params={"more": first.json()["more"]})
    assert ids(second) == ALL[2::-1]
    assert "more" not in second.json()


def test_with_since_a_page_holds_a_hundred(shelf):
    answer = shelf.get("/courses?since=2020-01-01&orderBy=created_asc")
    assert ids(answer) == ALL
    assert "more" not in answer.json()


def test_more_keeps_filters_and_flags_and_leaves_those_beside_it_alone(shelf):
    first = shelf.get("/courses?orderBy=title_asc&includeRegistrationCount=true")
    more = {"more": first.json()["more"], "orderBy": "created_desc", "filterBy": "course_id", "filter": "nothing"}
    second = shelf.get("/courses", params=more)
    assert ids(first) + ids(second) == ALL[::-1]
    assert all(course["registrationCount"] == 0 for course in second.json()["courses"])


def test_more_that_was_altered_or_belongs_to_another_application_is_400(shelf, new_tenant):
    more = shelf.get("/courses").json()["more"]
    for client, token in [(shelf, more[:-1]), (shelf, "junk"), (shelf, ""), (new_tenant().http, more)]:
        answer = client.get("/courses", params={"more": token})
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("more: ")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("created_asc", ALL),
        ("created_desc", ALL[::-1]),
        ("creation_date_asc", ALL),
        ("creation_date_desc", ALL[::-1]),
        ("updated_asc", ALL),
        ("updated_desc", ALL[::-1]),
        ("title_asc", ALL[::-1]),
        ("title_desc", ALL),
    ],
)
def test_every_order(shelf, order, expected):
    assert ids(shelf.get(f"/courses?since=2020-01-01&orderBy={order}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("filter=course-1&orderBy=created_asc", ALL[10:]),
        ("filter=COURSE-03", [ALL[3]]),
        ("filter=title%20z&filterBy=title", [ALL[0]]),
        ("filter=%25", []),
        ("filter=_", []),
        ("filter=nothing", []),
        ("tags=none", []),
    ],
)
def test_a_filter_is_a_substring_in_any_case(shelf, query, expected):
    assert ids(shelf.get(f"/courses?{query}")) == expected


def test_more_than_a_hundred_tags_are_400_and_name_the_parameter(api):
    answer = api.get("/courses", params={"tags": ",".join(["golf"] * 101)})
    said = answer.json()["message"]
    assert answer.status_code == 400
    assert said.startswith('tags: ["golf","golf",')
    assert said.endswith(',"golf"] has more than 100 items')


def test_dates_filter_the_field_that_is_named(shelf):
    third = shelf.get("/courses/Course-03").json()
    for field in ("created", "updated"):
        asked = {"datetimeFilter": field, "since": third[field], "until": third[field]}
        assert ids(shelf.get("/courses", params=asked)) == ["Course-03"]


def test_the_total_is_a_header_of_the_first_page(shelf):
    first = shelf.get("/courses?includeTotalCount=true")
    assert first.headers["x-total-count"] == "13"
    second = shelf.get("/courses", params={"more": first.json()["more"], "includeTotalCount": "true"})
    assert "x-total-count" not in second.headers
    assert shelf.get("/courses?includeTotalCount=true&filter=course-0").headers["x-total-count"] == "10"
    assert "x-total-count" not in shelf.get("/courses").headers


def test_head_is_get_without_the_body(shelf):
    get, head = shelf.get("/courses/Course-00"), shelf.head("/courses/Course-00")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert shelf.head("/courses/none").status_code == 404


def test_two_slashes_after_the_base_are_one(shelf, service):
    answer = shelf.get(f"{service.url}/api/v2//courses/Course-00")
    assert answer.json()["id"] == "Course-00"

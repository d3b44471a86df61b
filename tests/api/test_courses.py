import httpx
import pytest

import hornbook
from tests.conftest import import_bytes
from tests.fixtures import packages

GOLF = {
    "id": "golf",
    "title": "Golf Explained",
    "version": 0,
    "courseLearningStandard": "SCORM12",
    "tags": [],
    "dispatched": False,
}
VOLATILE = ("created", "updated", "xapiActivityId", "activityId")


def settled(course: dict) -> dict:
    """A course without what differs between runs."""
    return {name: value for name, value in course.items() if name not in VOLATILE}


def ids(answer) -> list[str]:
    assert answer.status_code == 200
    return [course["id"] for course in answer.json()["courses"]]


def not_found(course_id: str) -> tuple[int, dict]:
    message = f"Could not find course [{course_id}]"
    return 404, {"message": message, "error": message}


def test_a_course_has_its_activity_tree(tenant):
    tenant.imported("golf", packages.scorm12("Golf Explained", scos=2))
    course = tenant.http.get("/courses/golf").json()
    assert settled(course) == GOLF | {
        "rootActivity": {
            "externalIdentifier": "ORG1",
            "itemIdentifier": "ORG1",
            "resourceIdentifier": "",
            "activityType": "AGGREGATION",
            "href": "",
            "title": "Golf Explained",
            "children": [
                {
                    "externalIdentifier": f"ITEM{number}",
                    "itemIdentifier": f"ITEM{number}",
                    "resourceIdentifier": f"RES{number}",
                    "activityType": "SCO",
                    "href": href,
                    "title": f"Lesson {number}",
                    "children": [],
                }
                for number, href in enumerate(["content/1.html", "content/2.html"], 1)
            ],
        }
    }


def test_registration_count_and_metadata_come_when_asked_for(tenant):
    tenant.imported("golf", packages.xapi("Golf"))
    plain = tenant.http.get("/courses/golf").json()
    full = tenant.http.get("/courses/golf?includeRegistrationCount=True&includeCourseMetadata=true").json()
    assert plain.keys().isdisjoint({"registrationCount", "metadata"})
    metadata = {"title": "Golf", "titleLanguage": "en-US", "description": "A course.", "descriptionLanguage": "en-US"}
    assert full == plain | {"registrationCount": 0, "metadata": metadata}


def test_times_have_milliseconds_and_z(tenant):
    tenant.imported("golf")
    course = tenant.http.get("/courses/golf").json()
    for name in ("created", "updated"):
        assert len(course[name]) == len("2024-05-17T09:12:44.000Z")
        assert course[name].endswith("Z")


def test_an_unknown_course_is_404_with_both_keys(api):
    for method, path in [("GET", ""), ("DELETE", ""), ("PUT", "/title"), ("GET", "/versions"), ("GET", "/versions/0")]:
        answer = api.request(method, f"/courses/none{path}", json={"title": "x"})
        assert answer.status_code == 404
        assert answer.json()["message"].startswith("Could not find course [none]")
        assert answer.json()["error"] == answer.json()["message"]


def test_another_applications_course_is_404_as_if_absent(new_tenant):
    one, other = new_tenant(), new_tenant()
    one.imported("golf")
    for method, path in [("GET", ""), ("DELETE", ""), ("PUT", "/title"), ("GET", "/versions"), ("GET", "/versions/0")]:
        assert other.http.request(method, f"/courses/golf{path}", json={"title": "x"}).status_code == 404
    assert ids(other.http.get("/courses")) == []
    assert ids(one.http.get("/courses")) == ["golf"]


@pytest.mark.parametrize(
    "course_id", ["a/b", "é ü", "a+b", "..", ".", "tags", "importJobs", "%2F", "a?b#c", "x" * 255, "'\";--", "\\"]
)
def test_any_id_of_up_to_255_characters_works(tenant, course_id):
    course = tenant.imported(course_id)
    assert course.id == course_id
    assert tenant.client.get_course(course_id).id == course_id
    tenant.client.delete_course(course_id)
    assert ids(tenant.http.get("/courses")) == []


def test_a_longer_id_is_400_and_names_the_parameter(api):
    answer = api.get("/courses/" + "x" * 256)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("courseId: ")


def test_a_title_is_set(tenant):
    tenant.imported("golf")
    before = tenant.http.get("/courses/golf").json()
    answer = tenant.http.put("/courses/golf/title", json={"title": "Tennis ☃"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers
    after = tenant.http.get("/courses/golf").json()
    assert after == before | {"title": "Tennis ☃", "updated": after["updated"]}
    assert after["updated"] > before["updated"]


@pytest.mark.parametrize(
    "body", [{}, {"title": ""}, {"title": "  "}, {"title": None}, {"title": 5}, {"title": "a\x00b"}, [], "Tennis"]
)
def test_a_title_that_is_none_is_400_and_names_it(tenant, body):
    tenant.imported("golf")
    answer = tenant.http.put("/courses/golf/title", json=body)
    assert answer.status_code == 400
    assert "title" in answer.json()["message"] or body in ([], "Tennis")
    assert tenant.http.get("/courses/golf").json()["title"] == "Golf Explained"


def test_deleting_takes_all_versions_and_a_second_delete_is_404(tenant):
    tenant.imported("golf")
    tenant.imported("golf", may_create_new_version=True)
    answer = tenant.http.request("DELETE", "/courses/golf", json={})
    assert (answer.status_code, answer.content) == (204, b"")
    again = tenant.http.delete("/courses/golf")
    assert (again.status_code, again.json()) == not_found("golf")


def test_a_course_made_again_starts_at_version_0(tenant):
    for _ in range(2):
        tenant.imported("golf")
        tenant.imported("golf", may_create_new_version=True)
        assert tenant.client.get_course("golf").version == 1
        tenant.client.delete_course("golf")


def test_versions_are_listed_oldest_first_and_numbers_are_not_used_again(tenant):
    tenant.imported("golf", packages.scorm12("One"))
    tenant.imported("golf", packages.scorm2004("Two"), may_create_new_version=True)
    assert tenant.http.delete("/courses/golf/versions/1").status_code == 204
    tenant.imported("golf", packages.cmi5("Three"), may_create_new_version=True)
    versions = tenant.http.get("/courses/golf/versions").json()["courses"]
    assert [(v["version"], v["title"], v["courseLearningStandard"]) for v in versions] == [
        (0, "One", "SCORM12"),
        (2, "Three", "CMI5"),
    ]
    assert all("rootActivity" not in version for version in versions)
    assert tenant.http.get("/courses/golf").json()["title"] == "Three"
    assert tenant.http.get("/courses/golf/versions/0").json()["rootActivity"]["title"] == "One"


def test_deleting_the_newest_version_brings_back_the_one_before(tenant):
    tenant.imported("golf", packages.scorm12("One"))
    tenant.imported("golf", packages.scorm12("Two"), may_create_new_version=True)
    tenant.http.delete("/courses/golf/versions/1")
    course = tenant.http.get("/courses/golf").json()
    assert (course["version"], course["title"]) == (0, "One")


def test_deleting_the_last_version_deletes_the_course(tenant):
    tenant.imported("golf")
    assert tenant.http.delete("/courses/golf/versions/0").status_code == 204
    answer = tenant.http.get("/courses/golf")
    assert (answer.status_code, answer.json()) == not_found("golf")


def test_an_unknown_version_is_404_and_one_that_is_no_number_400(tenant):
    tenant.imported("golf")
    assert tenant.http.get("/courses/golf/versions/7").status_code == 404
    assert tenant.http.delete("/courses/golf/versions/7").status_code == 404
    for number in ("x", "-1", "1.0", "99999999999"):
        answer = tenant.http.get(f"/courses/golf/versions/{number}")
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("versionId: ")


def test_versions_are_filtered_by_date_inclusively(tenant):
    tenant.imported("golf")
    tenant.imported("golf", may_create_new_version=True)
    first, second = tenant.http.get("/courses/golf/versions").json()["courses"]

    def versions(**dates: str) -> list[int]:
        listed = tenant.http.get("/courses/golf/versions", params=dates).json()["courses"]
        return [version["version"] for version in listed]

    assert versions(since=second["updated"]) == [1]
    assert versions(until=first["updated"]) == [0]
    assert versions(since=first["updated"], until=second["updated"]) == [0, 1]
    assert versions(since="2999-01-01") == []


@pytest.fixture(scope="module")
def shelf(service):
    """Thirteen courses of one application, for reading only."""
    app_id, secret = service.new_application()
    with hornbook.Client(service.api, app_id=app_id, secret=secret) as client:
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
    said = "tags: [" + ",".join(['"golf"'] * 101) + "] has more than 100 items"
    assert (answer.status_code, answer.json()["message"]) == (400, said)


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

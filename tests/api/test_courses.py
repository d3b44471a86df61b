import threading

import pytest
from sqlalchemy import event

from tests.fixtures import packages
from tests.fixtures.wire import done

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


def test_deletions_of_much_run_beside_the_event_loop(service, tenant, management):
    """Where short ones run, others would wait for their end."""
    threads, engine = [], service.hornbook.database._durable

    def note(_):
        threads.append(threading.current_thread())

    event.listen(engine, "commit", note)
    try:
        tenant.imported("golf")
        tenant.imported("golf", may_create_new_version=True)
        body = {"courseId": "golf", "learner": {"id": "ada"}, "registrationId": "r"}
        assert done(tenant.http.post("/registrations", json=body))
        threads.clear()
        assert done(tenant.http.delete("/registrations/r"))
        assert done(tenant.http.delete("/courses/golf/versions/0"))
        assert done(tenant.http.delete("/courses/golf"))
        assert done(management.delete(f"/applications/{tenant.id}"))
    finally:
        event.remove(engine, "commit", note)
    assert [one.name for one in threads[1:]] == ["AnyIO worker thread"] * 3

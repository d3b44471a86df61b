import pytest

from hornbook import ImportFailed
from tests.fixtures import packages
from tests.fixtures.wire import done, refused


def tags(answer) -> list[str]:
    assert (answer.status_code, answer.json().keys()) == (200, {"tags"})
    return answer.json()["tags"]


def listed(http, **query) -> list[str]:
    return [course["id"] for course in http.get("/courses", params=query).json()["courses"]]


def imported(tenant, tags: list[str]) -> None:
    """A version of the course golf, imported with tags."""
    query = {"courseId": "golf", "mayCreateNewVersion": True, "tags": ",".join(tags)}
    answer = tenant.http.post("/courses/importJobs/upload", params=query, files={"file": packages.scorm12()})
    tenant.ended(answer.json()["result"])


@pytest.fixture
def courses(tenant):
    """Courses golf and chess, without tags."""
    tenant.imported("golf")
    tenant.imported("chess")
    return tenant.http


def test_a_course_begins_without_tags(courses):
    assert tags(courses.get("/courses/golf/tags")) == []


def test_tags_are_replaced_in_order_and_counted_once(courses):
    assert done(courses.put("/courses/golf/tags", json={"tags": ["old"]}))
    assert done(courses.put("/courses/golf/tags", json={"tags": ["b", "a b", "☃", "b", "a,c"], "unknown": 1}))
    assert tags(courses.get("/courses/golf/tags")) == ["b", "a b", "☃", "a,c"]
    assert courses.get("/courses/golf").json()["tags"] == ["b", "a b", "☃", "a,c"]
    assert tags(courses.get("/courses/chess/tags")) == []


def test_an_empty_list_removes_all_tags(courses):
    courses.put("/courses/golf/tags", json={"tags": ["a"]})
    assert done(courses.put("/courses/golf/tags", json={"tags": []}))
    assert tags(courses.get("/courses/golf/tags")) == []


def test_a_course_is_updated_by_its_tags(courses):
    before = courses.get("/courses/golf").json()
    courses.put("/courses/golf/tags", json={"tags": ["a"]})
    after = courses.get("/courses/golf").json()
    assert after == before | {"tags": ["a"], "updated": after["updated"]}
    assert after["updated"] > before["updated"]
    assert courses.get("/courses/golf/versions/0").json()["updated"] == before["updated"]


def test_dates_are_those_of_the_last_change_unless_told_otherwise(courses):
    courses.put("/courses/golf/tags", json={"tags": ["a"]})
    changed = courses.get("/courses/golf").json()["updated"]
    assert listed(courses, since=changed) == ["golf"]
    assert listed(courses, since=changed, datetimeFilter="created") == []


def test_tags_outlive_a_new_version_and_join_those_of_its_import(tenant):
    imported(tenant, ["a"])
    tenant.http.put("/courses/golf/tags", json={"tags": ["b"]})
    imported(tenant, ["c", "b"])
    assert tags(tenant.http.get("/courses/golf/tags")) == ["b", "c"]


def test_named_tags_are_removed_whether_they_are_there_or_not(courses):
    courses.put("/courses/golf/tags", json={"tags": ["a", "b", "c"]})
    assert done(courses.request("DELETE", "/courses/golf/tags", json={"tags": ["c", "none", "a"]}))
    assert tags(courses.get("/courses/golf/tags")) == ["b"]


def test_a_batch_gives_all_courses_exactly_these_tags(courses):
    courses.put("/courses/golf/tags", json={"tags": ["old"]})
    body = {"ids": ["golf", "chess", "golf"], "tags": ["b", "a"]}
    assert done(courses.put("/courses/tags", json=body))
    assert tags(courses.get("/courses/golf/tags")) == ["b", "a"]
    assert tags(courses.get("/courses/chess/tags")) == ["b", "a"]


def test_one_unknown_course_of_a_batch_is_named_and_nothing_changes(courses):
    before = courses.get("/courses/golf").json()
    answer = courses.put("/courses/tags", json={"ids": ["golf", "none"], "tags": ["a"]})
    message = "Could not find course [none]"
    assert (answer.status_code, answer.json()) == (404, {"message": message, "error": message})
    assert courses.get("/courses/golf").json() == before


def test_a_batch_that_is_too_large_is_400_and_says_so(api):
    body = {"ids": [f"course {number}" for number in range(1000)], "tags": [f"tag {number}" for number in range(11)]}
    assert refused(api.put("/courses/tags", json=body)).startswith("ids, tags: 11 tags on 1000 ids are 11000")


def test_a_batch_of_no_courses_changes_nothing(courses):
    assert done(courses.put("/courses/tags", json={"ids": [], "tags": ["a"]}))
    assert listed(courses, tags="a") == []


def test_courses_are_listed_by_any_of_the_tags_asked_for_and_by_part_of_one(courses):
    courses.put("/courses/golf/tags", json={"tags": ["sport", "Outdoor"]})
    courses.put("/courses/chess/tags", json={"tags": ["Indoor"]})
    assert listed(courses, tags="sport") == ["golf"]
    assert listed(courses, tags="Indoor,sport", orderBy="title_asc") == ["golf", "chess"]
    assert listed(courses, tags="outdoor") == []
    assert listed(courses, filter="DOOR", filterBy="tags", orderBy="updated_asc") == ["golf", "chess"]
    courses.put("/courses/golf/tags", json={"tags": ["Indoor"]})
    assert listed(courses, tags="Indoor", orderBy="updated_desc") == ["golf", "chess"]


CALLS = [
    ("GET", "/courses/golf/tags", None),
    ("PUT", "/courses/golf/tags", {"tags": ["a"]}),
    ("DELETE", "/courses/golf/tags", {"tags": ["a"]}),
    ("PUT", "/courses/tags", {"ids": ["golf"], "tags": ["a"]}),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_an_unknown_course_is_404_as_is_that_of_another_application(new_tenant, method, path, body):
    one, other = new_tenant(), new_tenant()
    one.imported("golf")
    one.http.put("/courses/golf/tags", json={"tags": ["theirs"]})
    message = "Could not find course [golf]"
    answer = other.http.request(method, path, json=body)
    assert (answer.status_code, answer.json()) == (404, {"message": message, "error": message})
    assert tags(one.http.get("/courses/golf/tags")) == ["theirs"]


@pytest.mark.parametrize(("method", "path", "body"), CALLS[1:])
@pytest.mark.parametrize("unfit", [None, "a", ["a\x00b"], [""], ["x" * 256], [1], ["x"] * 101, ...])
def test_tags_that_cannot_be_stored_are_400_and_nothing_changes(tenant, method, path, body, unfit):
    tenant.imported("golf")
    tenant.http.put("/courses/golf/tags", json={"tags": ["a"]})
    sent = {name: value for name, value in (body | {"tags": unfit}).items() if value is not ...}
    message = refused(tenant.http.request(method, path, json=sent))
    assert message.startswith("body")
    assert "tags" in message
    assert tags(tenant.http.get("/courses/golf/tags")) == ["a"]


def test_an_import_that_would_give_a_course_too_many_tags_ends_in_error(tenant):
    imported(tenant, [f"tag {number}" for number in range(100)])
    with pytest.raises(ImportFailed, match="tags: at most 100 are kept, these would be 101; remove some first"):
        imported(tenant, ["one more"])
    assert tenant.client.get_course("golf").version == 0

"""Management applications create, change and delete the others."""

from datetime import timedelta

import httpx
import pytest

from hornbook_server.domain.application import ApplicationKind
from tests.conftest import running_service
from tests.fixtures import packages


@pytest.fixture(scope="module")
def realm(tmp_path_factory):
    """A service of its own: all applications of an installation are listed together."""
    with running_service(tmp_path_factory.mktemp("realm") / "home") as service:
        yield service


@pytest.fixture
def empty(realm):
    """Raw HTTP as a management application of a service without normal applications."""
    credentials = realm.new_application(ApplicationKind.MANAGEMENT)
    with httpx.Client(base_url=f"{realm.api}/appManagement", auth=credentials) as http:
        for application in http.get("/applications").json()["applications"]:
            assert http.delete(f"/applications/{application['id']}").status_code == 204
        yield http


def created(http, name: str = "Golf academy") -> str:
    answer = http.post("/applications", json={"name": name})
    assert answer.status_code == 200
    return answer.json()["id"]


def not_found(app_id: str) -> tuple[int, dict]:
    message = f"Could not find application [{app_id}]"
    return 404, {"message": message, "error": message}


def test_a_created_application_is_there_with_its_name(management):
    answer = management.post("/applications", json={"name": "Golf academy ⛳"})
    application = answer.json()
    assert (answer.status_code, application) == (200, {"id": application["id"], "name": "Golf academy ⛳"})
    info = management.get(f"/applications/{application['id']}").json()
    assert info == application | {
        "createDate": info["createDate"],
        "updateDate": info["createDate"],
        "allowDelete": True,
    }


def test_a_name_need_not_be_given_and_need_not_be_unique(management):
    one, other = created(management, "twin"), created(management, "twin")
    assert one != other
    assert management.post("/applications", json={}).json()["name"] == ""


def test_a_new_application_has_no_credential_and_its_first_one_opens_it(service, management):
    app_id = created(management)
    assert management.get(f"/{app_id}/credentials").json() == {"credentials": []}
    secret = management.post(f"/{app_id}/credentials", json={"name": "first"}).json()["credential"]
    assert httpx.get(f"{service.api}/ping", auth=(app_id, secret)).status_code == 200


def test_counts_come_when_asked_for(management, tenant):
    tenant.imported("golf")
    tenant.imported("golf", may_create_new_version=True)
    plain = management.get(f"/applications/{tenant.id}").json()
    full = management.get(f"/applications/{tenant.id}?includeCourseCount=True&includeRegistrationCount=true").json()
    assert plain.keys().isdisjoint({"courseCount", "registrationCount"})
    assert full == plain | {"courseCount": 1, "registrationCount": 0}


def test_an_update_changes_what_it_names_and_leaves_the_rest(management):
    app_id = created(management)
    before = management.get(f"/applications/{app_id}").json()
    assert management.put(f"/applications/{app_id}", json={"allowDelete": False}).status_code == 204
    protected = management.get(f"/applications/{app_id}").json()
    assert protected == before | {"allowDelete": False, "updateDate": protected["updateDate"]}
    assert management.put(f"/applications/{app_id}", json={"name": "Tennis"}).status_code == 204
    renamed = management.get(f"/applications/{app_id}").json()
    assert renamed == protected | {"name": "Tennis", "updateDate": renamed["updateDate"]}
    assert before["updateDate"] < protected["updateDate"] < renamed["updateDate"]


def test_an_update_that_changes_nothing_is_no_update(management):
    app_id = created(management, "Golf")
    before = management.get(f"/applications/{app_id}").json()
    for body in ({}, {"name": "Golf"}, {"name": "Golf", "allowDelete": True}):
        assert management.put(f"/applications/{app_id}", json=body).status_code == 204
    assert management.get(f"/applications/{app_id}").json() == before


def test_nothing_can_be_deleted_in_an_application_that_forbids_it(management, tenant):
    tenant.imported("golf")
    management.put(f"/applications/{tenant.id}", json={"allowDelete": False})
    sentence = f"Application [{tenant.id}] does not allow deletion."
    for path in ("/courses/golf", "/courses/golf/versions/0", "/courses/none"):
        answer = tenant.http.delete(path)
        assert (answer.status_code, answer.json()["message"]) == (
            403,
            f"{sentence} A management application can set its allowDelete to true.",
        )
    assert tenant.http.put("/courses/golf/title", json={"title": "still changed"}).status_code == 204
    management.put(f"/applications/{tenant.id}", json={"allowDelete": True})
    assert tenant.http.delete("/courses/golf").status_code == 204


def test_an_application_that_forbids_deletion_is_not_deleted_itself(management, tenant):
    management.put(f"/applications/{tenant.id}", json={"allowDelete": False})
    answer = management.delete(f"/applications/{tenant.id}")
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        f"Application [{tenant.id}] does not allow deletion. Set its allowDelete to true first.",
    )
    assert tenant.http.get("/ping").status_code == 200
    management.put(f"/applications/{tenant.id}", json={"allowDelete": True})
    assert management.delete(f"/applications/{tenant.id}").status_code == 204


def test_a_deleted_application_takes_its_courses_secrets_and_tokens_along(service, management, new_tenant):
    gone, stays = new_tenant(), new_tenant()
    for tenant in (gone, stays):
        tenant.imported("golf")
        assert tenant.http.put("/courses/golf/tags", json={"tags": ["sport"]}).status_code == 204
    token = gone.http.post("/oauth/authenticate/application/token", data={"scope": "read"}).json()["access_token"]
    assert management.delete(f"/applications/{gone.id}").status_code == 204
    assert gone.http.get("/courses").status_code == 401
    assert httpx.get(f"{service.api}/courses", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    for answer in (management.get(f"/applications/{gone.id}"), management.delete(f"/applications/{gone.id}")):
        assert (answer.status_code, answer.json()) == not_found(gone.id)
    assert [course["id"] for course in stays.http.get("/courses").json()["courses"]] == ["golf"]


def test_an_import_under_way_is_dropped_with_its_application(service, management, new_tenant):
    dropped, other = new_tenant(), new_tenant()
    for number in range(3):
        answer = dropped.http.post(
            "/courses/importJobs/upload",
            params={"courseId": f"golf-{number}"},
            files={"file": ("golf.zip", packages.scorm12())},
        )
        assert answer.status_code == 200
    assert management.delete(f"/applications/{dropped.id}").status_code == 204
    assert other.imported("golf").id == "golf"  # jobs are taken in their order
    with service.hornbook.database.read() as stored:
        assert stored.applications.get(dropped.id) is None
        assert stored.applications.course_counts([dropped.id]) == {}


def test_what_is_absent_or_a_management_application_is_404_everywhere(service, management):
    boss, _ = service.new_application(ApplicationKind.MANAGEMENT)
    for app_id in (boss, "nobody", "x" * 255, "ü/ü"):
        path = app_id.replace("/", "%2F")
        for answer in (
            management.get(f"/applications/{path}"),
            management.put(f"/applications/{path}", json={"name": "x"}),
            management.delete(f"/applications/{path}"),
            management.get(f"/{path}/credentials"),
            management.post(f"/{path}/credentials", json={}),
            management.put(f"/{path}/credentials/none", json={}),
            management.delete(f"/{path}/credentials/none"),
        ):
            assert (answer.status_code, answer.json()) == not_found(app_id)


def test_a_normal_application_manages_nothing_neither_with_its_secret_nor_with_a_token(service, tenant):
    refused = f"Application {tenant.id} is a normal application; this needs a management one."
    token = tenant.http.post("/oauth/authenticate/application/token", data={"scope": "admin read:appmgmt"})
    bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
    for answer in (
        tenant.http.get("/appManagement/applicationList"),
        httpx.get(f"{service.api}/appManagement/applicationList", headers=bearer),
        httpx.delete(f"{service.api}/appManagement/applications/{tenant.id}", headers=bearer),
    ):
        assert (answer.status_code, answer.json()["message"]) == (403, refused)


def test_a_token_of_a_management_application_manages_within_its_scopes_and_has_no_courses(service, management):
    token = httpx.post(
        f"{service.api}/oauth/authenticate/application/token", data={"scope": "read:appmgmt"}, auth=management.auth
    )
    bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
    assert httpx.get(f"{service.api}/appManagement/applicationList", headers=bearer).status_code == 200
    assert (
        httpx.post(f"{service.api}/appManagement/applications", headers=bearer, json={"name": "x"}).status_code == 403
    )
    assert httpx.get(f"{service.api}/courses", headers=bearer).status_code == 403


def names(answer) -> list[str]:
    assert answer.status_code == 200
    return [application["name"] for application in answer.json()["applications"]]


def test_both_lists_have_the_normal_applications_alone(empty):
    for name in ("Tennis", "golf", "Golf"):
        created(empty, name)
    assert sorted(names(empty.get("/applicationList"))) == ["Golf", "Tennis", "golf"]
    answer = empty.get("/applications").json()["applications"]
    assert [application["name"].casefold() for application in answer] == ["golf", "golf", "tennis"]
    assert {tuple(application) for application in answer} == {("id", "name")}


def test_pages_follow_each_other_with_what_the_first_one_asked_for(empty):
    for number in range(23):
        created(empty, f"Golf {number:02}")
    created(empty, "Tennis")
    first = empty.get(
        "/applicationList?orderBy=name_desc&filter=GOLF&filterBy=name&includeCourseCount=true&includeTotalCount=true"
    )
    assert first.headers["x-total-count"] == "23"
    found, page = names(first), first
    while more := page.json().get("more"):
        page = empty.get("/applicationList", params={"more": more, "orderBy": "name_asc", "includeTotalCount": "true"})
        found += names(page)
        assert "x-total-count" not in page.headers
        assert {application["courseCount"] for application in page.json()["applications"]} == {0}
    assert found == [f"Golf {number:02}" for number in reversed(range(23))]
    assert len(names(first)) == 10


def test_a_list_since_a_time_has_100_a_page_and_ends_at_another(empty):
    ids = [created(empty, f"Golf {number:03}") for number in range(12)]
    times = [empty.get(f"/applications/{app_id}").json()["createDate"] for app_id in ids]
    assert len(names(empty.get("/applicationList", params={"since": times[0]}))) == 12
    later = {"since": times[3], "until": times[7], "datetimeFilter": "created", "orderBy": "created_asc"}
    listed = empty.get("/applicationList", params=later).json()["applications"]
    assert [each["createDate"] for each in listed] == [time for time in times if times[3] <= time <= times[7]]


def test_a_filter_looks_at_the_id_unless_told_otherwise(empty):
    app_id = created(empty, "Golf")
    created(empty, "Tennis")
    assert names(empty.get("/applicationList", params={"filter": app_id[2:8].lower()})) == ["Golf"]
    assert names(empty.get("/applicationList", params={"filter": "TENN", "filterBy": "name"})) == ["Tennis"]


def test_a_token_of_another_list_or_another_caller_is_400(realm, empty):
    for _ in range(11):
        created(empty)
    more = empty.get("/applicationList").json()["more"]
    app_id, secret = realm.new_application()
    other = realm.new_application(ApplicationKind.MANAGEMENT)
    for answer in (
        empty.get("/applicationList", params={"more": more[:-1]}),
        httpx.get(f"{realm.api}/courses", params={"more": more}, auth=(app_id, secret)),
        httpx.get(f"{realm.api}/appManagement/applicationList", params={"more": more}, auth=other),
    ):
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("more: is not a token that an earlier page gave")


@pytest.mark.parametrize(
    ("query", "message"),
    [("orderBy=id_asc", "orderBy: "), ("filterBy=title", "filterBy: "), ("since=yesterday", "since: ")],
)
def test_a_query_that_cannot_be_met_names_the_parameter(management, query, message):
    answer = management.get(f"/applicationList?{query}")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_packages_of_a_deleted_application_go_with_the_sweep(service, management, tenant):
    tenant.imported("golf")
    hornbook = service.hornbook
    with hornbook.database.read() as stored:
        before = set(hornbook.blobs.list_older(hornbook.now() + timedelta(days=1)))
        needed = stored.jobs.blobs_in_use(sorted(before))
    management.delete(f"/applications/{tenant.id}")
    with hornbook.database.read() as stored:
        assert len(needed) - len(stored.jobs.blobs_in_use(sorted(before))) == 1

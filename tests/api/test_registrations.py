import uuid

import pytest

from tests.fixtures import packages
from tests.fixtures.wire import done, refused

LEARNER = {"id": "learner-17", "email": "ada@example.com", "firstName": "Ada", "lastName": "Birdie"}
XAPI = "EC531277-b57b-4c15-8d91-d292c5b2b8f7"


def registered(http, registration_id="r", course_id="golf", *, params=None, **members):
    body = {"courseId": course_id, "learner": LEARNER, "registrationId": registration_id} | members
    answer = http.post("/registrations", json=body, params=params)
    assert done(answer), answer.text


def progress(http, registration_id="r", **switches):
    answer = http.get(f"/registrations/{registration_id}", params=switches)
    assert answer.status_code == 200, answer.text
    return answer.json()


def settings(http, path="/registrations/r/configuration"):
    items = http.get(path).json()["settingItems"]
    return {item["id"]: (item.get("effectiveValue"), item["effectiveValueSource"]) for item in items}


@pytest.fixture
def golf(tenant):
    """A course golf of two SCOs."""
    tenant.imported("golf", packages.scorm12("Golf", scos=2))
    return tenant.http


def test_a_new_registration_has_no_progress(golf):
    registered(golf, "reg/é 1", xapiRegistrationId=XAPI, registrationTags=["b", "a", "b"])
    got = progress(golf, "reg%2F%C3%A9%201")
    created = got["createdDate"]
    details = got.pop("activityDetails")
    assert got == {
        "id": "reg/é 1",
        "instance": 0,
        "xapiRegistrationId": XAPI.lower(),
        "updated": created,
        "registrationCompletion": "UNKNOWN",
        "registrationSuccess": "UNKNOWN",
        "totalSecondsTracked": 0.0,
        "lastAccessDate": created,
        "createdDate": created,
        "course": {"id": "golf", "title": "Golf", "version": 0},
        "learner": LEARNER,
        "tags": ["b", "a"],
    }
    assert (details["title"], details["activityCompletion"], details["children"]) == ("Golf", "UNKNOWN", [])


def test_child_results_are_the_activity_tree(golf):
    registered(golf)
    root = golf.get("/courses/golf").json()["rootActivity"]
    details = progress(golf, includeChildResults=True)["activityDetails"]
    assert [child["title"] for child in details["children"]] == [child["title"] for child in root["children"]]


def test_whoever_asks_learns_whether_a_registration_exists(golf):
    registered(golf)
    assert done(golf.head("/registrations/r"))
    assert golf.head("/registrations/none").status_code == 404


def test_an_id_is_taken_once(golf):
    registered(golf)
    body = {"courseId": "golf", "learner": {"id": "other"}, "registrationId": "r"}
    assert refused(golf.post("/registrations", json=body)).startswith("Registration with id [r] already exists")
    assert progress(golf)["learner"] == LEARNER


def test_an_xapi_registration_is_that_of_one_registration(golf):
    registered(golf, xapiRegistrationId=XAPI)
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "s", "xapiRegistrationId": XAPI.lower()}
    assert refused(golf.post("/registrations", json=body)).startswith("xapiRegistrationId: ")
    assert golf.head("/registrations/s").status_code == 404


def test_an_xapi_registration_is_a_uuid(golf):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "r", "xapiRegistrationId": "none"}
    assert "xapiRegistrationId" in refused(golf.post("/registrations", json=body))
    registered(golf)
    assert uuid.UUID(progress(golf)["xapiRegistrationId"])


def test_an_unknown_course_or_version_is_404_by_name(golf):
    body = {"courseId": "chess", "learner": LEARNER, "registrationId": "r"}
    unknown = golf.post("/registrations", json=body)
    assert (unknown.status_code, unknown.json()["message"]) == (404, "Could not find course [chess]")
    version = golf.post("/registrations", json=body | {"courseId": "golf"}, params={"courseVersion": 1})
    assert (version.status_code, version.json()["message"]) == (404, "Could not find course [golf], versionid [1]")
    assert golf.head("/registrations/r").status_code == 404


def test_the_latest_version_is_taken_unless_another_is_named(tenant, golf):
    tenant.imported("golf", packages.scorm12("Golf again"), may_create_new_version=True)
    registered(golf, "latest")
    registered(golf, "first", params={"courseVersion": 0})
    assert progress(golf, "latest")["course"] == {"id": "golf", "title": "Golf again", "version": 1}
    assert progress(golf, "first")["course"] == {"id": "golf", "title": "Golf", "version": 0}


def test_course_tags_join_those_of_the_course(golf):
    golf.put("/courses/golf/tags", json={"tags": ["old"]})
    registered(golf, courseTags=["new", "old"])
    assert golf.get("/courses/golf").json()["tags"] == ["old", "new"]


def test_what_has_been_reached_elsewhere_is_where_it_begins(golf):
    state = {
        "registrationCompletion": "COMPLETED",
        "registrationCompletionAmount": 1,
        "registrationSuccess": "PASSED",
        "score": {"scaled": 87.5},
        "totalSecondsTracked": 90.5,
        "firstAccessDate": "2026-01-02T03:04:05.000Z",
        "lastAccessDate": "2026-01-03T03:04:05.000Z",
        "completedDate": "2026-01-03T03:04:05.000Z",
    }
    registered(golf, initialRegistrationState=state | {"course": {"id": "ignored"}})
    got = progress(golf)
    assert {name: got[name] for name in state} == state
    assert (got["activityDetails"]["activityCompletion"], got["activityDetails"]["score"]) == (
        "COMPLETED",
        {"scaled": 87.5},
    )


@pytest.mark.parametrize(
    ("state", "named"),
    [
        ({"score": {"scaled": 101}}, "score.scaled"),
        ({"registrationCompletionAmount": -0.1}, "registrationCompletionAmount"),
        ({"totalSecondsTracked": -1}, "totalSecondsTracked"),
        ({"registrationCompletion": "DONE"}, "registrationCompletion"),
        ({"completedDate": "yesterday"}, "completedDate"),
    ],
)
def test_a_state_that_nobody_can_reach_is_400_by_name(golf, state, named):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "r", "initialRegistrationState": state}
    assert named in refused(golf.post("/registrations", json=body))
    assert golf.head("/registrations/r").status_code == 404


def test_a_postback_is_kept_as_settings_and_its_password_is_shown_nowhere(golf):
    postback = {
        "url": "https://lms.example.com/progress",
        "authType": "FORM",
        "userName": "hornbook",
        "password": "secret-9431",
        "resultsFormat": "FULL",
    }
    registered(golf, postBack=postback)
    effective = settings(golf)
    assert [
        effective[f"ApiRollupRegistration{name}"] for name in ("PostBackUrl", "AuthType", "AuthUser", "Format")
    ] == [
        ("https://lms.example.com/progress", "registration"),
        ("form", "registration"),
        ("hornbook", "registration"),
        ("full", "registration"),
    ]
    assert effective["ApiRollupRegistrationAuthPassword"] == (None, "registration")
    shown = golf.get("/registrations/r/configuration").text + golf.get("/registrations/r").text
    assert "secret-9431" not in shown


def test_a_postback_to_no_url_is_400(golf):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "r", "postBack": {"url": "ftp://x"}}
    assert refused(golf.post("/registrations", json=body)).startswith("postBack.url: ")


@pytest.mark.parametrize("url", ["ftp://lms.test/x", "lms.test", "/back", "https://", "https://a..b/"])
def test_a_setting_that_is_posted_to_is_a_url(golf, url):
    registered(golf)
    sent = {"settings": [{"settingId": "ApiRollupRegistrationPostBackUrl", "value": url}]}
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "s", "initialSettings": sent}
    for answer in (
        golf.post("/registrations", json=body),
        golf.post("/registrations/r/configuration", json=sent),
        golf.post("/courses/golf/configuration", json=sent),
    ):
        assert refused(answer).startswith("ApiRollupRegistrationPostBackUrl: ")
    sent["settings"][0]["value"] = ""
    assert done(golf.post("/registrations/r/configuration", json=sent))


@pytest.mark.parametrize("registration_id", [".", ".."])
def test_an_id_that_no_address_can_have_is_400(golf, registration_id):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": registration_id}
    assert refused(golf.post("/registrations", json=body)) == (
        f"registrationId: [{registration_id}] means another place in an address; choose a name"
    )
    registered(golf, f"{registration_id}.x")
    assert golf.head(f"/registrations/{registration_id}.x").status_code == 204


def test_settings_come_from_the_closest_level(golf):
    launch = {"settingId": "PlayerLaunchType", "value": "FRAMESET"}
    registered(golf, initialSettings={"settings": [launch]})
    golf.post("/courses/golf/configuration", json={"settings": [launch | {"value": "NEW_WINDOW"}]})
    assert settings(golf)["PlayerLaunchType"] == ("FRAMESET", "registration")
    assert done(golf.delete("/registrations/r/configuration/PlayerLaunchType"))
    assert settings(golf)["PlayerLaunchType"] == ("NEW_WINDOW", "course")
    assert done(golf.post("/registrations/r/configuration", json={"settings": [launch]}))
    assert settings(golf, "/registrations/r/instances/0/configuration")["PlayerLaunchType"][1] == "registration"
    assert settings(golf, "/courses/golf/configuration")["PlayerLaunchType"] == ("NEW_WINDOW", "course")


def test_a_setting_that_cannot_be_taken_leaves_no_registration(golf):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": "r"}
    settings = {"settings": [{"settingId": "PlayerLaunchType", "value": "none"}]}
    assert "PlayerLaunchType" in refused(golf.post("/registrations", json=body | {"initialSettings": settings}))
    assert golf.head("/registrations/r").status_code == 404


def test_tags_are_put_removed_and_found(golf):
    registered(golf, "one", registrationTags=["a"])
    registered(golf, "two")
    assert done(golf.put("/registrations/tags", json={"ids": ["one", "two"], "tags": ["b", "c"]}))
    assert done(golf.request("DELETE", "/registrations/one/tags", json={"tags": ["b", "none"]}))
    assert golf.get("/registrations/one/tags").json() == {"tags": ["c"]}
    assert done(golf.put("/registrations/one/tags", json={"tags": ["d"]}))
    listed = golf.get("/registrations", params={"tags": "d,none", "orderBy": "created_asc"}).json()["registrations"]
    assert [each["id"] for each in listed] == ["one"]
    unknown = golf.put("/registrations/tags", json={"ids": ["two", "none"], "tags": []})
    assert (unknown.status_code, unknown.json()["message"]) == (404, "Could not find registration [none]")
    assert golf.get("/registrations/two/tags").json() == {"tags": ["b", "c"]}


def test_a_list_goes_on_by_more_alone_and_counts_what_it_holds(golf):
    for number in range(12):
        registered(golf, f"r{number:02}", learner={"id": f"learner {number % 2}"})
    query = {"learnerId": "learner 1", "orderBy": "created_asc", "includeTotalCount": True}
    mine = golf.get("/registrations", params=query)
    assert mine.headers["x-total-count"] == "6"
    assert [each["id"] for each in mine.json()["registrations"]] == ["r01", "r03", "r05", "r07", "r09", "r11"]
    first = golf.get("/registrations", params={"courseId": "golf", "orderBy": "created_asc"}).json()
    rest = golf.get("/registrations", params={"more": first["more"], "courseId": "none"}).json()
    assert [each["id"] for each in first["registrations"] + rest["registrations"]] == [f"r{n:02}" for n in range(12)]
    assert "more" not in rest


def test_an_unknown_course_has_no_registrations(golf):
    registered(golf)
    assert golf.get("/registrations", params={"courseId": "none", "includeTotalCount": True}).json() == {
        "registrations": []
    }

"""Instances of registrations, and what goes with what is deleted."""

import pytest

from tests.api.test_registrations import progress, registered, settings
from tests.fixtures import packages
from tests.fixtures.wire import done, refused


@pytest.fixture
def golf(tenant):
    """A course golf of two SCOs."""
    tenant.imported("golf", packages.scorm12("Golf", scos=2))
    return tenant.http


def test_a_new_instance_is_on_the_latest_version_with_the_settings_of_the_one_before(tenant, golf):
    launch = {"settingId": "PlayerLaunchType", "value": "FRAMESET"}
    registered(golf, initialSettings={"settings": [launch]}, initialRegistrationState={"score": {"scaled": 50}})
    tenant.imported("golf", packages.scorm12("Golf again"), may_create_new_version=True)
    assert done(golf.post("/registrations/r/instances"))

    before, latest = golf.get("/registrations/r/instances").json()["registrations"]
    assert (before["instance"], before["course"]["version"], before["score"]) == (0, 0, {"scaled": 50})
    assert (latest["instance"], latest["course"]["version"], "score" in latest) == (1, 1, False)
    assert before["xapiRegistrationId"] != latest["xapiRegistrationId"]
    assert progress(golf) == latest
    assert golf.get("/registrations/r/instances/0").json() == before
    assert settings(golf)["PlayerLaunchType"] == ("FRAMESET", "registration")


def test_instances_come_in_pages_and_by_the_time_they_changed(golf):
    registered(golf)
    for _ in range(11):
        golf.post("/registrations/r/instances")
    first = golf.get("/registrations/r/instances").json()
    rest = golf.get("/registrations/r/instances", params={"more": first["more"]}).json()
    assert [each["instance"] for each in first["registrations"] + rest["registrations"]] == list(range(12))
    assert "more" not in rest
    registered(golf, "s")
    assert refused(golf.get("/registrations/s/instances", params={"more": first["more"]})).startswith("more: ")
    latest = rest["registrations"][-1]
    since = golf.get("/registrations/r/instances", params={"since": latest["updated"]}).json()["registrations"]
    assert since[-1] == latest
    assert all(each["updated"] == latest["updated"] for each in since)


def test_the_last_instance_takes_its_registration_along(golf):
    registered(golf)
    golf.post("/registrations/r/instances")
    assert done(golf.delete("/registrations/r/instances/1"))
    assert progress(golf)["instance"] == 0
    golf.post("/registrations/r/instances")
    assert progress(golf)["instance"] == 2
    assert done(golf.delete("/registrations/r/instances/0"))
    unknown = golf.get("/registrations/r/instances/0")
    assert (unknown.status_code, unknown.json()["message"]) == (404, "Could not find registration [r], instance [0]")
    assert done(golf.delete("/registrations/r/instances/2"))
    assert golf.head("/registrations/r").status_code == 404


def test_deleted_progress_leaves_a_registration_as_if_it_were_new(golf):
    registered(golf, initialRegistrationState={"score": {"scaled": 50}, "registrationCompletion": "COMPLETED"})
    assert done(golf.delete("/registrations/r/progress"))
    assert done(golf.delete("/registrations/r/globalData"))
    got = progress(golf)
    assert (got["registrationCompletion"], got["totalSecondsTracked"], "score" in got) == ("UNKNOWN", 0.0, False)


def test_a_deleted_registration_is_gone(golf):
    registered(golf, registrationTags=["a"])
    assert done(golf.delete("/registrations/r"))
    again = golf.delete("/registrations/r")
    assert (again.status_code, again.json()["message"]) == (404, "Could not find registration [r]")
    assert golf.get("/registrations", params={"tags": "a"}).json() == {"registrations": []}
    registered(golf)
    assert progress(golf)["tags"] == []


def test_registrations_are_counted_by_course_and_by_version(tenant, golf):
    registered(golf, "one")
    tenant.imported("golf", packages.scorm12("Golf again"), may_create_new_version=True)
    registered(golf, "two")
    registered(golf, "three")
    counted = {"includeRegistrationCount": True}
    assert golf.get("/courses/golf", params=counted).json()["registrationCount"] == 3
    assert golf.get("/courses", params=counted).json()["courses"][0]["registrationCount"] == 3
    assert golf.get("/courses/golf/versions/0", params=counted).json()["registrationCount"] == 1
    versions = golf.get("/courses/golf/versions", params=counted).json()["courses"]
    assert [each["registrationCount"] for each in versions] == [1, 2]
    assert "registrationCount" not in golf.get("/courses/golf").json()


def test_a_version_takes_its_instances_along_and_a_course_its_registrations(tenant, golf):
    registered(golf, "moved")
    registered(golf, "stayed")
    tenant.imported("golf", packages.scorm12("Golf again"), may_create_new_version=True)
    golf.post("/registrations/moved/instances")
    assert done(golf.delete("/courses/golf/versions/0"))
    assert golf.head("/registrations/stayed").status_code == 404
    assert (progress(golf, "moved")["instance"], progress(golf, "moved")["course"]["version"]) == (1, 1)
    assert done(golf.delete("/courses/golf"))
    assert golf.get("/registrations").json() == {"registrations": []}


def test_an_application_that_forbids_deletion_keeps_its_registrations(tenant, golf, management):
    registered(golf)
    management.put(f"/applications/{tenant.id}", json={"allowDelete": False})
    for path in ("", "/progress", "/globalData", "/instances/0"):
        assert golf.delete(f"/registrations/r{path}").status_code == 403
    assert done(golf.head("/registrations/r"))

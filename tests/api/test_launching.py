"""Registrations, launched by their links: what the learner does is kept, and shown as progress."""

import httpx
import pytest

from hornbook_server.services import launching
from tests.fixtures import packages
from tests.fixtures.wire import done, refused

LEARNER = {"id": "learner-17", "email": "ada@example.com", "firstName": "Ada", "lastName": "Birdie"}


@pytest.fixture
def golf(tenant):
    """A course golf of two SCOs, with a learner in it."""
    tenant.imported("golf", packages.scorm12("Golf", scos=2))
    return registered(tenant)


def registered(tenant, registration_id="r", **members):
    body = {"courseId": "golf", "learner": LEARNER, "registrationId": registration_id} | members
    answer = tenant.http.post("/registrations", json=body)
    assert done(answer), answer.text
    return tenant


def link(tenant, registration_id="r", **body) -> str:
    answer = tenant.http.post(
        f"/registrations/{registration_id}/launchLink", json={"redirectOnExitUrl": "", "expiry": 300} | body
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["launchLink"]


def launched(tenant, registration_id="r", **body) -> str:
    """The address of a new launch, with its slash at the end."""
    answer = httpx.get(link(tenant, registration_id, **body), follow_redirects=True)
    assert answer.status_code == 200
    return str(answer.url)


def opened(play: str) -> dict:
    return httpx.post(f"{play}openings").json()


def committed(play: str, *changes: tuple[str, dict], opening=1, first=1, **more) -> None:
    """What a page sends in for some activities."""
    commits = [
        {"number": number, "activity": activity, "attempt": 1, "changes": elements}
        for number, (activity, elements) in enumerate(changes, first)
    ]
    answer = httpx.post(f"{play}commits", json={"opening": opening, "commits": commits, "running": True} | more)
    assert answer.status_code == 200, answer.text


def progress(tenant, registration_id="r", **switches):
    return tenant.http.get(f"/registrations/{registration_id}", params=switches).json()


def passed(score: str, time: str) -> dict[str, str]:
    return {
        "cmi.core.lesson_status": "passed",
        "cmi.core.score.raw": score,
        "cmi.core.session_time": time,
        "hornbook.ended": "true",
    }


def history(tenant, path="r/launchHistory", **switches):
    answer = tenant.http.get(f"/registrations/{path}", params=switches)
    assert answer.status_code == 200, answer.text
    return answer.json()["launchHistory"]


def test_what_a_learner_has_done_is_the_progress(golf):
    play = launched(golf)
    opened(play)
    committed(play, ("ITEM1", passed("80", "00:10:00")), ("ITEM2", passed("90", "00:05:00.5")))
    found = progress(golf, includeChildResults=True, includeRuntime=True)

    assert (found["registrationCompletion"], found["registrationSuccess"]) == ("COMPLETED", "PASSED")
    assert found["score"] == {"scaled": pytest.approx(85)}
    assert [
        (child["activityCompletion"], child["activitySuccess"], child["runtime"]["totalTime"])
        for child in found["activityDetails"]["children"]
    ] == [("COMPLETED", "PASSED", "0000:10:00.00"), ("COMPLETED", "PASSED", "0000:05:00.50")]
    assert 0 < found["totalSecondsTracked"] < 60
    assert found["createdDate"] <= found["firstAccessDate"] <= found["completedDate"] <= found["lastAccessDate"]


def test_long_values_of_content_are_progress_as_they_are(golf):
    play, long = launched(golf), "x" * 200_000
    opened(play)
    elements = ("interactions.0.id", "interactions.0.student_response", "objectives.0.id", "core.lesson_location")
    committed(
        play, ("ITEM1", {f"cmi.{element}": long for element in elements} | {"cmi.interactions.0.type": "fill-in"})
    )
    found = progress(golf, includeChildResults=True, includeRuntime=True, includeInteractionsAndObjectives=True)

    runtime = found["activityDetails"]["children"][0]["runtime"]
    interaction, objective = runtime["runtimeInteractions"][0], runtime["runtimeObjectives"][0]
    assert [interaction["id"], interaction["learnerResponse"], objective["id"], runtime["location"]] == [long] * 4


def test_the_state_is_there_for_the_next_launch(golf):
    first = launched(golf)
    opened(first)
    committed(first, ("ITEM1", {"cmi.suspend_data": "hole 7"}))
    again = opened(launched(golf))

    assert again["opening"] == 2
    assert again["stored"] == {"ITEM1": {"attempt": 1, "elements": {"cmi.suspend_data": "hole 7"}}}


def test_a_new_launch_takes_over_from_the_one_before(golf):
    first = launched(golf)
    opened(first)
    opened(launched(golf))
    answer = httpx.post(f"{first}commits", json={"opening": 1, "commits": []})

    assert answer.status_code == 409


def test_content_is_told_the_name_of_the_learner(golf):
    assert '"learner":{"id":"learner-17","name":"Birdie, Ada"}' in httpx.get(launched(golf)).text


def test_nothing_is_kept_of_a_launch_without_tracking(golf):
    before = progress(golf)
    play = launched(golf, tracking=False)
    opened(play)
    committed(play, ("ITEM1", passed("80", "00:10:00")))

    assert progress(golf) == before
    assert opened(launched(golf))["stored"] == {}


def test_a_link_gives_tags(golf):
    link(golf, learnerTags=["l"], courseTags=["c"], registrationTags=["a", "b"])

    assert golf.http.get("/registrations/r/tags").json() == {"tags": ["a", "b"]}
    assert golf.http.get("/courses/golf/tags").json() == {"tags": ["c"]}


@pytest.mark.parametrize("member", ["learnerTags", "courseTags", "registrationTags"])
def test_tags_of_a_link_are_such_as_can_be_kept(golf, member):
    answer = golf.http.post("/registrations/r/launchLink", json={"redirectOnExitUrl": "", member: ["a\x00b"]})
    assert refused(answer).startswith(f"body.{member}.0: ")


def test_a_link_opens_as_it_says(service, golf):
    token = link(
        golf, redirectOnExitUrl="Message", startSco="ITEM2", culture="de", cssUrl="https://example.test/a.css"
    ).rpartition("/")[2]
    found = launching.read_registration_link(service.hornbook, token)

    assert (found.redirect, found.start_sco, found.culture) == ("message", "ITEM2", "de")
    assert launching.read_preview(service.hornbook, token) is None


def test_a_link_is_of_a_registration_that_there_is(golf):
    assert golf.http.post("/registrations/none/launchLink", json={}).status_code == 404


def test_a_link_ends_with_its_registration(golf):
    made = link(golf)
    play = launched(golf)
    assert done(golf.http.delete("/registrations/r"))

    assert (httpx.get(made).status_code, httpx.get(play).status_code) == (404, 404)
    assert httpx.post(f"{play}openings").status_code == 404


def test_deleted_progress_leaves_nothing_to_go_on_with(golf):
    play = launched(golf)
    opened(play)
    committed(play, ("ITEM1", passed("80", "00:10:00")))
    assert done(golf.http.delete("/registrations/r/progress"))

    assert progress(golf)["registrationCompletion"] == "UNKNOWN"
    assert opened(launched(golf))["stored"] == {}


@pytest.mark.parametrize(
    ("setting", "number", "version"), [("NEVER", 0, 0), ("WHEN_NEWER_PACKAGE_VERSION_EXISTS", 1, 1)]
)
def test_a_launch_begins_a_new_instance_where_the_setting_says_so(golf, setting, number, version):
    values = [{"settingId": "WhenToRestartRegistration", "value": setting}]
    assert done(golf.http.post("/courses/golf/configuration", json={"settings": values}))
    golf.imported("golf", packages.scorm12("Golf anew"), may_create_new_version=True)
    launched(golf)
    found = progress(golf)

    assert (found["instance"], found["course"]["version"]) == (number, version)


def test_each_launch_is_in_the_launch_history(golf):
    first = launched(golf)
    opened(first)
    committed(first, ("ITEM1", passed("80", "00:10:00")), last=1)
    second = launched(golf)
    opened(second)
    committed(second, ("ITEM2", passed("90", "00:05:00")), opening=2)
    entries = history(golf, includeHistoryLog=True)

    assert [(one["completionStatus"], one["successStatus"]) for one in entries] == [
        ("INCOMPLETE", "UNKNOWN"),
        ("COMPLETED", "PASSED"),
    ]
    assert sum(one["totalSecondsTracked"] for one in entries) == pytest.approx(progress(golf)["totalSecondsTracked"])
    assert entries[0]["launchTime"] <= entries[0]["exitTime"] == entries[0]["lastRuntimeUpdate"]
    assert "exitTime" not in entries[1]
    assert "ITEM1 cmi.core.score.raw='80'" in entries[0]["historyLog"]
    assert history(golf, "r/instances/0/launchHistory") == [
        {name: value for name, value in one.items() if name != "historyLog"} for one in entries
    ]
    assert first.split("/")[-2] not in str(entries)


def test_a_registration_that_was_never_launched_has_no_history(golf):
    assert history(golf) == []
    assert golf.http.get("/registrations/none/launchHistory").status_code == 404
    assert golf.http.get("/registrations/r/instances/1/launchHistory").status_code == 404


def statements(tenant, registration_id="r"):
    """The oldest first: verb, and the end of what it is about."""
    found = tenant.http.get(f"/registrations/{registration_id}/xAPIStatements").json()["statements"]
    return [(one["verb"]["id"].rpartition("/")[2], one["object"]["id"].rpartition("/")[2]) for one in reversed(found)]


def test_what_is_done_in_scorm_is_told_as_statements(golf):
    play = launched(golf)
    opened(play)
    first = ("ITEM1", {"cmi.core.lesson_status": "incomplete"})
    committed(play, first)
    committed(play, first)
    committed(play, ("ITEM1", passed("80", "00:10:00")), ("ITEM2", passed("90", "00:05:00")), first=2)
    found = statements(golf)

    assert [verb for verb, about in found if about == "ITEM1"] == [
        "initialized",
        "scored",
        "completed",
        "passed",
        "terminated",
    ]
    assert [verb for verb, _ in found][-1] == "completed"
    of_learner = golf.http.get("/courses/golf/xAPIStatements", params={"learnerId": "learner-17"}).json()["statements"]
    assert len(of_learner) == len(found)
    assert of_learner[0]["actor"]["account"]["name"] == "learner-17"
    of_other = golf.http.get("/courses/golf/xAPIStatements", params={"learnerId": "other"}).json()["statements"]
    assert of_other == []


def test_nothing_is_said_of_a_launch_without_tracking(golf):
    play = launched(golf, tracking=False)
    opened(play)
    committed(play, ("ITEM1", passed("80", "00:10:00")))

    assert statements(golf) == []

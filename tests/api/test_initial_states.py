"""Registrations that begin with what has been reached elsewhere, and go on from there."""

import pytest

from tests.api.test_launching import committed, launched, opened, progress, registered
from tests.fixtures import packages
from tests.fixtures.wire import done

EVERYTHING = {"includeChildResults": True, "includeInteractionsAndObjectives": True, "includeRuntime": True}
PASSED = {
    "registrationCompletion": "COMPLETED",
    "registrationSuccess": "PASSED",
    "registrationCompletionAmount": 1,
    "score": {"scaled": 87.5},
    "totalSecondsTracked": 90.5,
    "completedDate": "2026-01-03T03:04:05.000Z",
}
HALF = {
    "activityDetails": {
        "id": "whatever",
        "children": [
            {
                "id": "ITEM1",
                "attempts": 2,
                "activityCompletion": "COMPLETED",
                "activitySuccess": "PASSED",
                "score": {"scaled": 80},
                "timeTracked": "0000:10:00.00",
                "runtime": {
                    "completionStatus": "completed",
                    "exit": "suspend",
                    "location": "hole-7",
                    "suspendData": "a=1",
                    "totalTime": "0000:09:00.00",
                    "scoreRaw": "80",
                },
            }
        ],
    }
}


@pytest.fixture
def course(tenant):
    tenant.imported("golf", packages.scorm12("Golf", scos=2))
    return tenant


def test_what_was_reached_stays_once_the_learner_goes_on(course):
    registered(course, initialRegistrationState=PASSED)
    play = launched(course)
    opened(play)
    committed(play, ("ITEM1", {"cmi.core.lesson_status": "incomplete"}))
    found = progress(course)

    assert {name: found[name] for name in PASSED if name != "totalSecondsTracked"} == {
        name: value for name, value in PASSED.items() if name != "totalSecondsTracked"
    }
    assert 90.5 < found["totalSecondsTracked"] < 150.5


def test_later_results_take_the_place_of_the_first(course):
    registered(course, initialRegistrationState=PASSED)
    play = launched(course)
    opened(play)
    failed = {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "20"}
    committed(play, ("ITEM1", failed), ("ITEM2", failed))
    found = progress(course)

    assert (found["registrationCompletion"], found["registrationSuccess"]) == ("COMPLETED", "FAILED")
    assert found["score"] == {"scaled": 20.0}


def test_an_activity_goes_on_with_its_run_time_data(course):
    registered(course, initialRegistrationState=HALF)
    first, second = progress(course, **EVERYTHING)["activityDetails"]["children"]
    stored = opened(launched(course))["stored"]["ITEM1"]

    assert (first["activityCompletion"], first["activitySuccess"], first["attempts"]) == ("COMPLETED", "PASSED", 2)
    assert (first["timeTracked"], first["runtime"]["totalTime"]) == ("0000:10:00.00", "0000:09:00.00")
    assert second["activityCompletion"] == "UNKNOWN"
    assert stored["attempt"] == 2
    assert stored["elements"].items() >= {"cmi.suspend_data": "a=1", "cmi.core.exit": "suspend"}.items()
    assert progress(course)["registrationCompletion"] == "INCOMPLETE"


def test_results_of_activities_are_rolled_up(course):
    both = [HALF["activityDetails"]["children"][0] | {"id": name} for name in ("ITEM1", "ITEM2")]
    registered(course, initialRegistrationState={"activityDetails": {"children": both}})
    found = progress(course)

    assert (found["registrationCompletion"], found["registrationSuccess"]) == ("COMPLETED", "PASSED")
    assert (found["score"], found["registrationCompletionAmount"]) == ({"scaled": 80.0}, 1.0)


def test_one_registration_begins_where_another_has_come_to(course):
    registered(course)
    play = launched(course)
    opened(play)
    elements = {
        "cmi.core.lesson_status": "passed",
        "cmi.core.score.raw": "90",
        "cmi.core.exit": "suspend",
        "cmi.suspend_data": "hole 7",
        "cmi.interactions.0.id": "q1",
        "cmi.interactions.0.type": "choice",
        "cmi.interactions.0.student_response": "a",
        "hornbook.ended": "true",
    }
    committed(play, ("ITEM1", elements), last=1)
    before = progress(course, **EVERYTHING)
    registered(course, "copy", initialRegistrationState=before)
    after = progress(course, "copy", **EVERYTHING)
    own = ("id", "xapiRegistrationId", "updated", "createdDate", "instance")

    assert {name: value for name, value in after.items() if name not in own} == {
        name: value for name, value in before.items() if name not in own
    }


def test_a_new_instance_and_deleted_progress_begin_from_nothing(course):
    registered(course, initialRegistrationState=PASSED | HALF)
    registered(course, "other", initialRegistrationState=PASSED | HALF)
    assert done(course.http.delete("/registrations/r/progress"))
    assert done(course.http.post("/registrations/other/instances"))

    for registration in ("r", "other"):
        found = progress(course, registration, **EVERYTHING)
        assert (found["registrationCompletion"], found["totalSecondsTracked"]) == ("UNKNOWN", 0.0)
        assert opened(launched(course, registration))["stored"] == {}


@pytest.mark.parametrize(
    ("state", "named"),
    [
        ({"activityDetails": {"children": [{"id": "x"}]}}, "initialRegistrationState.activityDetails.children[0].id"),
        (
            {"activityDetails": {"children": [{"id": "ITEM1", "score": {"scaled": 101}}]}},
            "initialRegistrationState.activityDetails.children[0].score.scaled",
        ),
        (
            {"activityDetails": {"children": [{"id": "ITEM1", "completionAmount": {"scaled": -1}}]}},
            "initialRegistrationState.activityDetails.children[0].completionAmount.scaled",
        ),
        ({"suspendedActivityId": "x"}, "initialRegistrationState.suspendedActivityId"),
        ({"globalObjectives": [{"primary": True}]}, "initialRegistrationState.globalObjectives[0].id"),
    ],
)
def test_what_cannot_be_begun_with_is_named(course, state, named):
    body = {"courseId": "golf", "learner": {"id": "ada"}, "registrationId": "r", "initialRegistrationState": state}
    answer = course.http.post("/registrations", json=body)

    assert (answer.status_code, answer.json()["message"].split(": ")[0]) == (400, named)
    assert course.http.head("/registrations/r").status_code == 404


@pytest.mark.parametrize("depth", [400, 500, 5_000])
def test_a_tree_that_is_nested_deeply_is_refused(course, depth):
    tree = '{"children":[' * depth + "{}" + "]}" * depth
    head = (
        '{"courseId":"golf","learner":{"id":"ada"},"registrationId":"r","initialRegistrationState":{"activityDetails":'
    )
    answer = course.http.post("/registrations", content=head + tree + "}}")

    assert (answer.status_code, course.http.head("/registrations/r").status_code) == (400, 404)

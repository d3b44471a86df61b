"""A learner takes a course of each standard by a registration's link; the SDK for Python sees what came of it."""

import json

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, lesson, press, statuses
from tests.fixtures import playable
from tests.fixtures.waiting import until
from tests.fixtures.web import response, serving

SCORM_12 = {"core.lesson_status": "passed", "core.score.raw": "90", "core.session_time": "00:01:30"}
SCORM_2004 = {
    "completion_status": "completed",
    "success_status": "passed",
    "score.scaled": "0.9",
    "session_time": "PT1M30S",
}
RESULT = '{ success: true, score: { scaled: 0.9 }, duration: "PT1M30S" }'


def set_all(content, values: dict[str, str]) -> None:
    content.evaluate(
        "all => Object.entries(all).forEach(([name, value]) => sco.SetValue(`cmi.${name}`, value))", values
    )


def put(content) -> None:
    put = "[core]\\r\\nlesson_status=p\\r\\nscore=90,100,0\\r\\ntime=00:01:30"
    assert content.evaluate(f'hacp("PutParam", "{put}")').startswith("error=0\r\n")
    assert content.evaluate('hacp("ExitAU")').startswith("error=0\r\n")


def say(*words: tuple[str, str]):
    def to(content) -> None:
        for verb, more in words:
            assert content.evaluate(f"say({json.dumps(verb)}, {more})")[0] == 200

    return to


COURSES = {
    "SCORM 1.2": (playable.scorm12(), lambda content: set_all(content, SCORM_12), "passed"),
    "SCORM 2004": (playable.scorm2004(scos=1), lambda content: set_all(content, SCORM_2004), "passed"),
    "AICC": (playable.aicc(), put, "passed"),
    "xAPI": (playable.xapi(), say(("passed", f"{{ result: {RESULT} }}")), "passed"),
    "cmi5": (
        playable.cmi5([("Passed", "")]),
        say(
            ("initialized", "{}"),
            ("passed", f"{{ result: {RESULT} }}"),
            ("terminated", '{ result: { duration: "PT1M30S" } }'),
        ),
        "satisfied",
    ),
}


def registered(
    registrations, tenant, package: bytes, url: str, *, name="package.zip", state=None, **settings: str
) -> str:
    """A link that launches a new registration, which posts back to a URL and begins with a state."""
    tenant.imported("golf", package, name=name)
    shown = FRAMED | {"PlayerShowFinishButton": "true"} | settings
    values = [{"settingId": name, "value": value} for name, value in shown.items()]
    assert tenant.http.post("/courses/golf/configuration", json={"settings": values}).status_code == 204
    learner = scorm_cloud.LearnerSchema(id="ada", first_name="Ada", last_name="Birdie")
    registrations.create_registration(
        scorm_cloud.CreateRegistrationSchema(
            course_id="golf",
            learner=learner,
            registration_id="r",
            post_back=scorm_cloud.PostBackSchema(url=url),
            initial_registration_state=state,
        )
    )
    return linked(registrations)


def linked(registrations) -> str:
    request = scorm_cloud.LaunchLinkRequestSchema(expiry=300, redirect_on_exit_url="Message")
    return registrations.build_registration_launch_link("r", request).launch_link


@pytest.mark.parametrize("standard", COURSES)
def test_what_a_learner_does_is_progress_and_statements_and_is_posted_back(page, registrations, tenant, standard):
    package, take, verb = COURSES[standard]
    with serving(lambda _: response(204)) as receiver:
        page.goto(registered(registrations, tenant, package, f"{receiver.url}/done"))
        take(lesson(page))
        press(page, "Exit")
        page.goto("about:blank")
        until(lambda: registrations.get_registration_launch_history("r").launch_history[0].exit_time)
        found = registrations.get_registration_progress("r", include_child_results=True)
        until(lambda: any(json.loads(one.body)["registrationSuccess"] == "PASSED" for one in receiver.seen))

    assert (found.registration_completion, found.registration_success) == ("COMPLETED", "PASSED")
    assert found.score.scaled == pytest.approx(90)
    assert 0 < found.total_seconds_tracked < 60  # as the player has seen, whatever the content counts
    said = tenant.http.get("/registrations/r/xAPIStatements").json()["statements"]
    assert verb in {one["verb"]["id"].rpartition("/")[2] for one in said}
    assert {one["actor"]["account"]["name"] for one in said} == {"ada"}


BEGUN = {
    "id": "r",
    "activityDetails": {
        "children": [
            {
                "id": "ITEM1",
                "attempts": 1,
                "activityCompletion": "COMPLETED",
                "activitySuccess": "PASSED",
                "score": {"scaled": 80},
            },
            {
                "id": "ITEM2",
                "attempts": 1,
                "activityCompletion": "INCOMPLETE",
                "runtime": {"suspendData": "hole=7", "location": "tee", "totalTime": "0001:00:00.00"},
            },
        ]
    },
    "suspendedActivityId": "ITEM2",
}


@pytest.mark.parametrize("standard", ["SCORM 1.2", "SCORM 2004"])
def test_a_learner_goes_on_where_they_were_elsewhere(page, registrations, tenant, standard):
    new = playable.scorm2004(scos=2) if standard == "SCORM 2004" else playable.scorm12(scos=2)
    names = ("suspend_data", "entry" if standard == "SCORM 2004" else "core.entry")
    settings = {"PlayerShowCourseStructure": "true", "PlayerCourseStructureStartsOpen": "true"}
    with serving(lambda _: response(204)) as receiver:
        link = registered(registrations, tenant, new, receiver.url, state=BEGUN, **settings)
        page.goto(link)
        content = lesson(page)
        found = [content.evaluate("name => sco.GetValue(`cmi.${name}`)", name) for name in names]
        expect(statuses(page).first).to_have_text("passed")
        content.evaluate("sco.Commit('')")

    assert (content.title(), found) == ("Lesson 2", ["hole=7", "resume"])
    assert registrations.get_registration_progress("r").registration_completion == "INCOMPLETE"

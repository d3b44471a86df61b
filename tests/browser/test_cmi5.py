"""cmi5 courses: launch data, sessions, and what their statements satisfy."""

import json

from tests.browser.lessons import FRAMED, lesson, press
from tests.fixtures import packages, playable
from tests.fixtures.web import response, serving

SHOWN = FRAMED | {"PlayerShowCourseStructure": "true"}
PASSED = 'say("passed", { result: { success: true, duration: "PT1M" } })'
COMPLETED = 'say("completed", { result: { completion: true, duration: "PT1M" } })'
TERMINATED = 'say("terminated", { result: { duration: "PT1M" } })'


def verbs(content) -> list[str]:
    """All that has been said in the launch, the oldest first, with the end of the id of what it is about."""
    said = json.loads(content.evaluate('ask("statements", "GET", undefined, { ascending: true })')[1])["statements"]
    return [one["verb"]["id"].rpartition("/")[2] for one in said]


def shown(page, words: list[str]) -> None:
    for number, word in enumerate(words):
        status = page.locator("[role=treeitem] .status").nth(number)
        page.locator("[role=treeitem] .status", has_text=word).and_(status).wait_for(state="attached")


def test_a_unit_finds_its_launch_data(page, preview):
    page.goto(preview(playable.cmi5([("CompletedOrPassed", 'masteryScore="0.8"')]), SHOWN))
    content = lesson(page)

    data = content.evaluate("data")
    template = data.pop("contextTemplate")
    assert template["contextActivities"] == {
        "grouping": [{"objectType": "Activity", "id": "http://example.test/golf/au/1"}]
    }
    assert list(template["extensions"]) == ["https://w3id.org/xapi/cmi5/context/extensions/sessionid"]
    assert "/returned/" in data.pop("returnURL")
    assert data == {
        "launchMode": "Normal",
        "moveOn": "CompletedOrPassed",
        "launchParameters": "speed=3",
        "masteryScore": 0.8,
        "entitlementKey": {"courseStructure": "key 1"},
    }
    assert content.evaluate("given.own") == "1"
    again = content.evaluate('fetch(given.fetch, { method: "POST" }).then((answer) => answer.json())')
    assert again["error-code"] == "1"
    profile = content.evaluate(
        'ask("agents/profile", "GET", undefined, { agent: given.actor, profileId: "cmi5LearnerPreferences" })'
    )
    assert json.loads(profile[1]) == {"languagePreference": "en-US", "audioPreference": "on"}


def test_blocks_and_course_are_satisfied_once_their_units_are(page, preview):
    page.goto(preview(playable.cmi5([("Passed", ""), ("NotApplicable", "")], block=True), SHOWN))
    content = lesson(page)
    answers = [content.evaluate(one)[0] for one in ('say("initialized")', PASSED, TERMINATED)]

    assert answers == [200, 200, 200]
    assert verbs(content) == ["launched", "initialized", "passed", "satisfied", "satisfied", "terminated"]
    shown(page, ["completed", "passed"])


def test_content_that_returns_ends_its_lesson(page, preview):
    page.goto(preview(playable.cmi5(), SHOWN | {"PlayerFinalScoCourseSatisfiedNormalExitAction": "DISPLAY_MESSAGE"}))
    content = lesson(page)
    for one in ('say("initialized")', PASSED, TERMINATED):
        content.evaluate(one)
    content.evaluate("void (location.href = data.returnURL)")

    page.get_by_role("heading", name="The lesson has ended.").wait_for()


def test_a_session_that_is_left_without_its_end_is_abandoned(page, preview):
    page.goto(preview(playable.cmi5([("Passed", ""), ("Passed", "")]), SHOWN))
    content = lesson(page, "Lesson 1")
    content.evaluate('say("initialized")')
    press(page, "Next")

    assert verbs(lesson(page, "Lesson 2")) == ["launched", "initialized", "abandoned", "launched"]


REFUSED = {
    "the first statement is initialized": (PASSED, "the first statement of a session is initialized"),
    "initialized twice": ('say("initialized").then(() => say("initialized"))', "has been said in this session already"),
    "after terminated": (f'say("initialized").then(() => {TERMINATED}).then(() => {COMPLETED})', "has been terminated"),
    "a verb of the LMS": (
        'say("initialized").then(() => say("", { verb: { id: "https://w3id.org/xapi/adl/verbs/satisfied" } }))',
        "is for the LMS to say",
    ),
    "passed below the mastery score": (
        (
            'say("initialized").then(() => say("passed", '
            '{ result: { success: true, duration: "PT1S", score: { scaled: 0.79 } } }))'
        ),
        "is not passed by the masteryScore",
    ),
    "passed without success": (
        'say("initialized").then(() => say("passed", { result: { duration: "PT1S" } }))',
        "must be true with passed",
    ),
    "completed without duration": (
        'say("initialized").then(() => say("completed", { result: { completion: true } }))',
        "result.duration: is required",
    ),
    "another activity": (
        'say("initialized", { object: { id: "http://example.test/golf/au/1" } })',
        "activityId of the launch",
    ),
    "another learner": (
        'say("initialized", { actor: { account: { homePage: "http://a.test", name: "b" } } })',
        "actor: must be the one of the launch",
    ),
    "another registration": (
        'say("initialized", { context: { ...statement("x").context, registration: crypto.randomUUID() } })',
        "context.registration",
    ),
    "no session": ('say("initialized", { context: { registration: given.registration } })', "sessionid must be"),
    "voiding": (
        'say("voided", { object: { objectType: "StatementRef", id: crypto.randomUUID() } })',
        "may not void",
    ),
    "local time": ('say("initialized", { timestamp: "2026-01-01T12:00:00+02:00" })', "must be in UTC"),
}


def test_statements_that_break_the_rules_are_refused(page, preview):
    """Each in a session of its own."""
    link = preview(playable.cmi5([("Passed", 'masteryScore="0.8"')]), SHOWN)
    answers = {}
    for name, (script, _) in REFUSED.items():
        page.goto(link)
        status, body = lesson(page).evaluate(script)
        answers[name] = (status, json.loads(body).get("message", "") if status != 200 else "")

    assert {name: status for name, (status, _) in answers.items()} == dict.fromkeys(REFUSED, 403)
    assert {name: reason in answers[name][1] for name, (_, reason) in REFUSED.items()} == dict.fromkeys(REFUSED, True)


def test_a_unit_of_another_origin_reaches_the_service(page, preview):
    content = playable.xapi_page("Lesson elsewhere").encode()
    with serving(lambda _: response(200, content, Content_Type="text/html"), host="127.0.0.2") as site:
        structure = packages.course_structure(urls=[f"{site.url}/lesson.html?own=1"])
        page.goto(preview(structure.encode(), SHOWN, name="cmi5.xml"))
        unit = lesson(page)
        assert unit.url.startswith(f"{site.url}/lesson.html?own=1&endpoint=")
        assert unit.evaluate('say("initialized")')[0] == 200
        shown(page, ["in progress"])

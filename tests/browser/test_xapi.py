"""xAPI content, launched with an endpoint and credentials of its own."""

import json

from tests.browser.lessons import FRAMED, lesson
from tests.fixtures import playable

SHOWN = FRAMED | {"PlayerShowCourseStructure": "true"}


def shown(page, word: str) -> None:
    page.locator("[role=treeitem] .status", has_text=word).first.wait_for(state="attached")


def test_the_status_of_content_is_what_its_statements_say(page, preview):
    page.goto(preview(playable.xapi(), SHOWN))
    content = lesson(page)
    assert content.evaluate('say("attempted")')[0] == 200
    shown(page, "in progress")
    assert content.evaluate('say("passed", { result: { score: { scaled: 0.9 }, duration: "PT1M" } })')[0] == 200
    shown(page, "passed")


def test_statements_and_states_are_there_after_a_reload(page, preview):
    page.goto(preview(playable.xapi(), SHOWN))
    content = lesson(page)
    content.evaluate('ask("activities/state", "PUT", { hole: 7 }, state("place"))')
    content.evaluate('say("answered", { object: { id: "http://example.test/golf/question" } })')
    page.reload()

    content = lesson(page)
    kept = content.evaluate('ask("activities/state", "GET", undefined, state("place"))')
    assert (kept[0], json.loads(kept[1])) == (200, {"hole": 7})
    said = content.evaluate('ask("statements", "GET", undefined, { registration: given.registration })')
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in json.loads(said[1])["statements"]]
    assert verbs == ["launched", "answered", "launched"]


def test_the_inspector_shows_what_content_and_service_say_to_each_other(page, preview):
    page.goto(preview(playable.xapi(), SHOWN))
    lesson(page).evaluate('say("attempted", { object: { id: "no IRI" } })')
    page.get_by_role("button", name="Inspector").click()

    page.get_by_text("POST xapi/statements").first.wait_for()

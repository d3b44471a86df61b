"""SCORM 1.2 courses as a learner goes through them."""

from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, lesson, press, statuses
from tests.fixtures import playable


def test_a_lesson_finds_its_api_and_is_told_who_learns(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))

    assert lesson(page).evaluate("begun") == "true"
    assert lesson(page).evaluate("sco.GetValue('cmi.core.student_name')") == "Learner, Preview"


def test_a_course_is_walked_to_its_end_by_next(page, preview):
    page.goto(preview(playable.scorm12(scos=3), FRAMED))
    for number in (1, 2, 3):
        lesson(page, f"Lesson {number}").evaluate("sco.SetValue('cmi.core.lesson_status', 'completed')")
        if number < 3:
            press(page, "Next")

    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    expect(statuses(page)).to_have_text(["completed", "completed", "completed"])


def test_what_a_lesson_keeps_is_there_after_a_reload(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_location', '7'), sco.SetValue('cmi.core.exit', 'suspend')")
    page.reload()

    values = "[sco.GetValue('cmi.core.entry'), sco.GetValue('cmi.core.lesson_location')]"
    assert lesson(page).evaluate(values) == ["resume", "7"]


def test_a_course_goes_on_with_the_lesson_that_was_open(page, preview):
    page.goto(preview(playable.scorm12(scos=3), FRAMED))
    lesson(page, "Lesson 1")
    press(page, "Next")
    lesson(page, "Lesson 2").evaluate("sco.SetValue('cmi.core.lesson_location', '7')")
    page.reload()

    assert lesson(page, "Lesson 2").evaluate("sco.GetValue('cmi.core.lesson_location')") == "7"


def test_a_reloaded_page_names_the_opening_whose_farewell_it_waits_for(page, preview):
    bodies = []
    page.on("request", lambda request: bodies.append(request.post_data) if "openings" in request.url else None)
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page)
    page.reload()
    lesson(page)

    assert (bodies[0], set(bodies[1:])) == ("{}", {'{"after":1}'})

"""What the learner is told where the player cannot open."""

from functools import partial

import pytest

from tests.browser.lessons import FRAMED, keeps, lesson, press
from tests.fixtures import playable

_NO_PLAYER = ["**/openings", "**/scorm12-*.js"]


@pytest.mark.parametrize("missing", _NO_PLAYER)
def test_a_player_that_cannot_open_says_so_and_tries_again(page, preview, missing):
    page.route(missing, lambda route: route.abort())
    page.goto(preview(playable.scorm12(), FRAMED))
    page.get_by_role("alert").filter(has_text="The course could not be opened.").wait_for()
    page.unroute(missing)
    press(page, "Open it again")

    assert lesson(page).evaluate("begun") == "true"


def test_a_page_that_another_has_taken_over_from_says_so_and_takes_over_again(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page)
    with page.context.new_page() as other:
        other.goto(page.url)
        with other.expect_response(partial(keeps, '"7"')):  # once the page opens again, it would be too late
            lesson(other).evaluate("sco.SetValue('cmi.core.lesson_location', '7')")
        lesson(page).evaluate("sco.SetValue('cmi.core.lesson_location', '8')")
        page.get_by_text("This course has been opened again somewhere else.").wait_for()
    with page.expect_navigation():
        press(page, "Open it again")

    assert lesson(page).evaluate("sco.GetValue('cmi.core.lesson_location')") == "7"


def test_a_lesson_that_cannot_be_fetched_says_so_and_can_be_opened_again(page, preview):
    page.goto(preview(playable.scorm12(scos=2), FRAMED))
    lesson(page, "Lesson 1")
    page.route("**/content/2.html", lambda route: route.abort())
    press(page, "Next")
    page.get_by_role("heading", name="Nothing can be opened from here.").wait_for()
    page.get_by_text("Check the connection, and try again.").wait_for()
    page.unroute("**/content/2.html")
    press(page, "Open it again")

    assert lesson(page, "Lesson 2").evaluate("begun") == "true"


def test_a_lesson_that_the_service_does_not_open_says_so_and_can_be_opened_again(page, preview):
    page.route("**/sessions", lambda route: route.abort())
    page.goto(preview(playable.aicc(), FRAMED))
    page.get_by_role("heading", name="Nothing can be opened from here.").wait_for()
    page.get_by_text("Check the connection, and try again.").wait_for()
    page.unroute("**/sessions")
    press(page, "Open it again")

    assert "error=0" in lesson(page).evaluate("begun")


def test_a_page_that_comes_back_as_it_was_left_opens_anew(page, preview):
    """Safari keeps pages for those who go back to them, whatever their headers say; Chromium does not keep this one."""
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page)
    with page.expect_navigation(timeout=10_000):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert lesson(page).evaluate("begun") == "true"

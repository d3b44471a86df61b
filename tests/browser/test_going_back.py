"""Where the player's window goes, by its history and when a course is left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lessons import FRAMED, lesson, press
from tests.fixtures import playable

FLOW = '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'
LEAVABLE = FRAMED | {"PlayerShowFinishButton": "true"}


@pytest.fixture
def came_from(page, service) -> str:
    """A page that the learner was on before the player."""
    page.goto(f"{service.url}/healthz")
    return page.url


def going(page: Page, script: str) -> None:
    """By a script of the lesson, which the test does not wait for: the window may leave while it runs."""
    lesson(page).evaluate(f"void setTimeout(() => {{ {script} }})")


@pytest.mark.usefixtures("came_from")
def test_content_that_goes_back_from_its_first_page_stays(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    url = page.url
    for times in (1, 2):
        going(page, "history.back()")
        page.locator("#notice-led").wait_for()
        press(page, "Dismiss")
        assert (times, page.url, lesson(page).evaluate("begun")) == (times, url, "true")


@pytest.mark.usefixtures("came_from")
def test_content_goes_back_within_itself(page, preview):
    page.goto(preview(playable.scorm12(scos=2), FRAMED))
    going(page, "tidy = false; location = '2.html'")
    lesson(page, "Lesson 2")
    going(page, "tidy = false; history.back()")

    lesson(page, "Lesson 1")
    expect(page.locator("#notice-led")).to_have_count(0)


@pytest.mark.parametrize("reloaded", [False, True])
def test_a_learner_who_goes_back_is_where_they_came_from(page, preview, came_from, reloaded):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page)
    if reloaded:
        page.reload()
        lesson(page)
    page.go_back()

    page.wait_for_url(came_from)


def test_back_from_where_leaving_leads_is_where_the_learner_came_from(page, preview, service, came_from):
    page.goto(preview(playable.scorm12(), LEAVABLE, redirectOnExitUrl=f"{service.url}/readyz"))
    lesson(page)
    press(page, "Exit")
    page.wait_for_url("**/readyz")
    page.go_back()

    page.wait_for_url(came_from)


def test_a_course_that_is_opened_again_stays_where_it_is(page, preview):
    page.goto(preview(playable.scorm12(), LEAVABLE))
    url = page.url
    lesson(page)
    press(page, "Exit")
    press(page, "Open it again")
    going(page, "top.location = 'about:blank'")
    page.locator("#notice-led").wait_for()

    assert page.url == url


@pytest.mark.parametrize("package", [playable.scorm12(scos=2), playable.scorm2004(scos=2, sequencing=FLOW)])
def test_once_a_course_is_left_it_is_opened_again_or_not_at_all(page, preview, package):
    """What SCORM 2004 has suspended, for one, cannot be chosen from before it is resumed."""
    page.goto(preview(package, LEAVABLE))
    lesson(page, "Lesson 1")
    press(page, "Exit")
    page.get_by_text("You have left the course.").wait_for()

    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    expect(page.locator("[role=treeitem][aria-disabled=true]")).to_have_count(2)
    press(page, "Open it again")
    lesson(page, "Lesson 1")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_enabled()

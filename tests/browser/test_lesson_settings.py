"""Settings that a learner notices within lessons, and as they leave."""

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, lesson, press, statuses
from tests.fixtures import playable

LEAVABLE = FRAMED | {"PlayerShowFinishButton": "true"}
RIGHT_CLICK = "new MouseEvent('contextmenu', { bubbles: true, cancelable: true })"


def test_a_right_click_opens_no_menu(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED | {"PlayerPreventRightClick": "true"}))

    lesson(page).wait_for_function(f"!document.body.dispatchEvent({RIGHT_CLICK})")
    assert page.evaluate(f"document.body.dispatchEvent({RIGHT_CLICK})") is False


def test_a_frame_is_never_smaller_than_required(page, preview):
    size = {"PlayerRequiredWidth": "2000", "PlayerRequiredHeight": "1500"}
    page.goto(preview(playable.scorm12(), FRAMED | size))

    assert lesson(page).evaluate("[innerWidth, innerHeight]") == [2000, 1500]


def test_a_lessons_own_window_has_the_api_where_that_is_wanted(page, preview):
    settings = {"PlayerScoLaunchType": "NEW_WINDOW", "PlayerWrapScoWindowWithApi": "true"}
    with page.expect_popup() as opened:
        page.goto(preview(playable.scorm12(), settings))

    opened.value.wait_for_function("window.API && API.LMSGetValue('cmi.core.credit') === 'credit'")


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        ("SUCCESS_ONLY", "passed"),
        ("COMPLETION_ONLY", "completed"),
        ("SEPARATE", "completed, passed"),
        ("COMBINED", "passed"),
        ("NONE", ""),
    ],
)
def test_the_menu_shows_what_is_wanted_of_a_status(page, preview, display, shown):
    menu = {"PlayerShowCourseStructure": "true", "PlayerStatusDisplayPreference": display}
    page.goto(preview(playable.scorm12(), FRAMED | menu))
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_status', 'passed')")

    mark = "none" if display == "NONE" else shown.rpartition(" ")[2]
    page.locator(f".mark[data-mark={mark}]").wait_for(state="attached")
    expect(statuses(page)).to_have_text([shown])


def test_leaving_asks_first_and_leads_where_the_course_says(page, preview, service):
    asking = {"PromptOnPlayerClose": "true", "RedirectOnExitUrl": f"{service.url}/healthz"}
    page.goto(preview(playable.scorm12(), LEAVABLE | asking))
    lesson(page)
    press(page, "Exit")
    press(page, "No")
    assert lesson(page).evaluate("begun") == "true"
    press(page, "Exit")
    press(page, "Yes")

    page.wait_for_url("**/healthz")


def test_the_bar_follows_the_measures_that_content_reports(page, preview):
    bar = {"PlayerShowProgressBar": "true", "PlayerUseMeasureProgressBar": "true"}
    page.goto(preview(playable.scorm2004(), FRAMED | bar))
    lesson(page).evaluate("sco.SetValue('cmi.progress_measure', '0.4')")

    expect(page.get_by_role("progressbar")).to_have_js_property("value", 0.4)


def test_a_lesson_that_logs_out_ends_the_course(page, preview):
    page.goto(preview(playable.scorm2004(scos=2), FRAMED | {"PlayerLogoutCausesPlayerExit": "true"}))
    lesson(page).evaluate("sco.SetValue('cmi.exit', 'logout'); sco.Terminate('')")

    page.get_by_role("heading", name="You have left the course.").wait_for()

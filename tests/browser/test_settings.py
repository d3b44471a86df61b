"""Settings of a course as the learner notices them; more of them are tested beside the player."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, in_window, lesson, press
from tests.fixtures import playable

OFF = {
    "PlayerScoLaunchType": "FRAMESET",
    "PlayerShowNavBar": "false",
    "PlayerShowTitleBar": "false",
    "PlayerShowCourseStructure": "false",
}


def test_everything_around_the_content_can_be_switched_off(page, preview):
    page.goto(preview(playable.scorm12(scos=2), OFF))
    lesson(page)

    assert page.locator("header, nav, [role=tree], .grip").filter(visible=True).count() == 0


def test_every_button_and_bar_can_be_switched_on(page, preview):
    shown = ("TitleBar", "NavBar", "CourseStructure", "ProgressBar", "FinishButton", "Help", "CloseItem")
    page.goto(preview(playable.scorm12(scos=2), FRAMED | {f"PlayerShow{name}": "true" for name in shown}))
    lesson(page)

    buttons = page.get_by_role("button").filter(visible=True).all_text_contents()
    assert buttons == ["☰", "Previous", "Next", "Close lesson", "Help", "Inspector", "Exit"]
    expect(page.get_by_role("progressbar", name="Progress")).to_be_visible()
    expect(page.get_by_role("tree", name="Course structure")).to_be_visible()


def test_everything_fits_on_a_phone(page, preview):
    shown = ("TitleBar", "NavBar", "CourseStructure", "ProgressBar", "FinishButton", "Help", "CloseItem")
    title = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung für Anfänger"
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(
        preview(
            playable.scorm12(scos=2, title=title),
            FRAMED | {f"PlayerShow{name}": "true" for name in shown},
            culture="de",
        )
    )
    lesson(page)

    edges = (
        page.get_by_role("button")
        .filter(visible=True)
        .evaluate_all(
            "buttons => buttons.map(one => one.getBoundingClientRect()).map(({left, right}) => [left, right])"
        )
    )
    assert all(left >= 0 and right <= 320 for left, right in edges)
    assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [320, 320]


def test_lessons_open_in_a_window_that_finds_the_api_at_its_opener(page, preview):
    with page.expect_popup() as opened:
        page.goto(preview(playable.scorm12(), {"PlayerScoLaunchType": "NEW_WINDOW"}))
    window = in_window(opened.value)

    assert window.evaluate("begun") == "true"
    window.close()
    page.get_by_text("You have left the course.").wait_for()


def test_a_lesson_in_a_window_can_wait_for_a_click(page, preview):
    page.goto(preview(playable.scorm12(), {"PlayerScoLaunchType": "NEW_WINDOW_AFTER_CLICK_WITHOUT_BROWSER_TOOLBAR"}))
    with page.expect_popup() as opened:
        press(page, "Open the lesson")

    assert in_window(opened.value).evaluate("[begun, toolbar.visible]") == ["true", False]


def test_the_player_itself_opens_in_a_window(page, preview):
    with page.expect_popup() as opened:
        page.goto(preview(playable.scorm12(), FRAMED | {"PlayerLaunchType": "NEW_WINDOW"}))

    assert lesson(opened.value).evaluate("begun") == "true"
    page.get_by_text("This course opens in a window of its own.").wait_for()


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("DISPLAY_MESSAGE", "The lesson has ended."),
        ("EXIT_COURSE", "You have left the course."),
        ("EXIT_COURSE_AFTER_CONFIRM", "Do you want to leave the course?"),
        ("GO_TO_NEXT_SCO", "Lesson 2"),
    ],
)
def test_what_happens_when_a_lesson_has_ended_is_a_setting(page, preview, action, text):
    name = "PlayerIntermediateScoNotSatisfiedNormalExitAction"
    page.goto(preview(playable.scorm12(scos=2), FRAMED | {name: action}))
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_status', 'incomplete'), setTimeout(() => sco.Terminate(''))")

    if action == "GO_TO_NEXT_SCO":
        lesson(page, text)
    else:
        page.get_by_text(text).wait_for()


def test_the_learner_chooses_how_to_leave_where_that_is_selectable(page, preview):
    page.goto(preview(playable.scorm12(scos=2), FRAMED | {"PlayerReturnToLmsAction": "Selectable"}))
    lesson(page)
    press(page, "Exit")
    press(page, "Finish the course")

    page.get_by_text("You have left the course.").wait_for()


def test_the_course_waits_for_a_choice_where_it_does_not_flow_to_its_first_lesson(page, preview):
    settings = {"PlayerAlwaysFlowToFirstSco": "false", "PlayerEnableChoiceNav": "true"}
    page.goto(preview(playable.scorm12(scos=2), FRAMED | settings))
    page.get_by_text("Choose a lesson in the course structure.").wait_for()
    page.get_by_role("treeitem", name="Lesson 2").click()

    assert lesson(page, "Lesson 2").evaluate("begun") == "true"


def test_the_course_ends_when_its_time_is_up(page, preview):
    page.clock.install()
    page.goto(preview(playable.scorm12(), FRAMED | {"PlayerTimeLimit": "30"}))
    lesson(page)
    page.clock.fast_forward("30:01")

    page.get_by_text("The time for this lesson is up.").wait_for()


def test_the_structure_is_walked_by_keys(page, preview):
    page.goto(preview(playable.scorm12(scos=3), FRAMED | {"PlayerEnableChoiceNav": "true"}))
    lesson(page, "Lesson 1")
    page.get_by_role("treeitem", name="Lesson 1").focus()
    for key in ("ArrowDown", "End", "Enter"):
        page.keyboard.press(key)

    assert lesson(page, "Lesson 3").evaluate("begun") == "true"
    expect(page.get_by_role("treeitem", name="Lesson 3")).to_have_attribute("aria-current", "true")


def test_the_lesson_that_is_open_is_in_view_in_a_long_structure(page, preview):
    page.goto(preview(playable.scorm12(scos=40), FRAMED, startSco="ITEM38"))
    lesson(page, "Lesson 38")

    expect(page.get_by_role("treeitem", name="Lesson 38")).to_be_in_viewport()


@pytest.mark.parametrize("answer", ["Enter", "Escape"])
def test_keys_answer_a_dialog_and_go_on_where_they_were(page, preview, answer):
    page.goto(preview(playable.scorm12(scos=2), FRAMED | {"PlayerShowHelp": "true"}))
    lesson(page)
    page.get_by_role("button", name="Help").press("Enter")
    expect(page.get_by_role("button", name="OK")).to_be_focused()
    page.keyboard.press(answer)

    expect(page.get_by_role("button", name="Help")).to_be_focused()


@pytest.mark.parametrize(
    ("culture", "word"), [("de-CH", "Weiter"), ("fr", "Suivant"), ("es", "Siguiente"), ("ja", "Next")]
)
def test_the_player_speaks_the_language_of_the_launch(page, preview, culture, word):
    page.goto(preview(playable.scorm12(scos=2), FRAMED, culture=culture))

    expect(page.get_by_role("button", name=word, exact=True)).to_be_visible()


def test_a_launch_begins_at_the_lesson_that_it_names(page, preview):
    page.goto(preview(playable.scorm12(scos=3), FRAMED, startSco="ITEM2"))

    assert lesson(page, "Lesson 2").evaluate("begun") == "true"


def test_a_reload_goes_on_where_the_learner_was_and_not_where_the_launch_began(page, preview):
    page.goto(preview(playable.scorm12(scos=3), FRAMED, startSco="ITEM2"))
    lesson(page, "Lesson 2")
    press(page, "Next")
    lesson(page, "Lesson 3")
    page.reload()

    assert lesson(page, "Lesson 3").evaluate("begun") == "true"


def test_further_values_of_the_launch_reach_the_content(page, preview):
    values = [{"item": "colour", "value": "red & blue"}]
    page.goto(preview(playable.scorm12(), FRAMED, additionalvalues=values))

    assert lesson(page).evaluate("new URLSearchParams(location.search).get('colour')") == "red & blue"


@pytest.mark.parametrize("redirect", ["blank", "message"])
def test_a_word_says_where_leaving_leads(page, preview, redirect):
    page.goto(preview(playable.scorm12(scos=2), FRAMED, redirectOnExitUrl=redirect))
    lesson(page)
    press(page, "Exit")

    if redirect == "blank":
        page.wait_for_url("about:blank")
    else:
        page.get_by_text("You have left the course.").wait_for()


def test_leaving_leads_to_the_address_of_the_launch(page, preview, service):
    page.goto(preview(playable.scorm12(scos=2), FRAMED, redirectOnExitUrl=f"{service.url}/docs"))
    lesson(page)
    press(page, "Exit")
    page.wait_for_url(f"{service.url}/docs")

    assert urlsplit(page.url).path == "/docs"


def test_the_style_sheet_of_the_launch_is_applied(page, preview):
    page.route(
        "https://styles.example/player.css",
        lambda route: route.fulfill(body="header { background-color: rgb(1, 2, 3) }", content_type="text/css"),
    )
    page.goto(preview(playable.scorm12(), FRAMED, cssUrl="https://styles.example/player.css"))

    expect(page.locator("header")).to_have_css("background-color", "rgb(1, 2, 3)")


def test_a_style_sheet_that_never_comes_keeps_no_lesson_away(page, preview):
    page.route("https://styles.example/player.css", lambda _: None)
    page.goto(preview(playable.scorm12(), FRAMED, cssUrl="https://styles.example/player.css"), wait_until="commit")

    assert lesson(page).evaluate("begun") == "true"

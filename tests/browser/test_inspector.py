"""The inspector, which shows what content and player do."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, lesson, press
from tests.fixtures import packages, playable


def rows(page):
    return page.locator(".rows > li")


def test_every_call_is_shown_with_its_return_and_its_error_in_words(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("sco.SetValue('cmi.core.student_id', 'x')")
    press(page, "Inspector")
    refused = rows(page).filter(has_text='LMSSetValue("cmi.core.student_id", "x")')
    refused.locator("summary").click()

    expect(refused).to_have_attribute("data-level", "error")
    for text in ("403 Element is read only", "Only the LMS sets this element.", "SCORM 1.2 RTE"):
        expect(refused).to_contain_text(text)


def test_files_that_are_missing_are_shown(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("document.body.append(Object.assign(new Image(), {src: 'data/missing.png'}))")
    press(page, "Inspector")

    rows(page).filter(has_text="content/data/missing.png is not in the package").wait_for()


@pytest.mark.parametrize(
    "sheet", ["https://styles.example/a;b,c d.css", "styles/none.css", "javascript:7", "https://["]
)
def test_a_style_sheet_of_the_launch_that_does_not_load_is_shown(page, preview, sheet):
    page.route("https://styles.example/**", lambda route: route.fulfill(status=404))
    page.goto(preview(playable.scorm12(), FRAMED, cssUrl=sheet))
    lesson(page)
    press(page, "Inspector")

    rows(page).filter(has_text="could not be loaded").wait_for()


def test_scripts_of_the_content_that_fail_are_shown(chromium, preview):
    page = chromium.new_page()  # one whose failures fail no test
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("setInterval(() => nothing.there, 100)")  # the player begins to listen a moment after
    press(page, "Inspector")

    rows(page).filter(has_text="nothing is not defined").first.wait_for()
    page.close()


def test_the_list_is_filtered_by_text_and_by_errors(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("sco.GetValue('cmi.core.exit'), sco.GetValue('cmi.core.entry')")
    press(page, "Inspector")
    page.locator(".log").get_by_label("Filter").fill("cmi.core.")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("errors only").check()

    expect(rows(page)).to_have_count(1)


def test_what_the_filter_is_for_can_be_read_in_it(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page)
    press(page, "Inspector")
    search = page.locator(".log").get_by_label("Filter")
    search.fill(search.get_attribute("placeholder") or "")

    assert search.evaluate("input => input.scrollWidth <= input.clientWidth")


def test_the_data_model_is_live(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    shown = lesson(page)
    press(page, "Inspector")
    page.get_by_role("tab", name="Data model").click()
    shown.evaluate("sco.SetValue('cmi.core.lesson_location', 'page 7')")

    page.get_by_role("row", name="cmi.core.lesson_location page 7").wait_for()


def test_the_warnings_of_the_import_are_shown(page, preview):
    text = packages.manifest(
        packages.organization("", packages.item(1)), packages.resources(packages.resource(1, "content/1.html"))
    )
    course = packages.archive({"imsmanifest.xml": text, "content/1.html": playable.page("Lesson 1")})
    page.goto(preview(course, FRAMED))
    lesson(page)
    press(page, "Inspector")
    page.get_by_role("tab", name="Warnings").click()

    expect(page.locator(".warnings")).to_contain_text("TITLE_MISSING")


def test_all_of_it_can_be_exported(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED))
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_location', '7')")
    press(page, "Inspector")
    with page.expect_download() as download:
        press(page, "Export as JSON")
    found = json.loads(download.value.path().read_text())

    calls = [[one["method"], one["args"], one["returned"]] for one in found["entries"] if one["kind"] == "call"]
    assert calls == [["LMSInitialize", [""], "true"], ["LMSSetValue", ["cmi.core.lesson_location", "7"], "true"]]
    assert found["elements"]["cmi.core.lesson_location"] == "7"


def test_a_lesson_that_is_not_in_the_package_is_told_of_once(page, preview):
    text = packages.manifest(
        packages.organization("Golf", packages.item(1)), packages.resources(packages.resource(1, "gone.html"))
    )
    page.goto(preview(packages.archive({"imsmanifest.xml": text}), FRAMED))
    press(page, "Inspector")
    told = rows(page).filter(has_text="gone.html is not in the package")
    told.first.wait_for()
    page.frame(name="content").evaluate("document.body.append(Object.assign(new Image(), {src: 'missing.png'}))")
    rows(page).filter(has_text="missing.png is not in the package").wait_for()  # what is told is told in its order

    expect(told).to_have_count(1)


def test_a_lesson_to_start_with_that_there_is_none_of_is_told_of(page, preview):
    page.goto(preview(playable.scorm12(), FRAMED, startSco="ITEM7"))
    lesson(page, "Lesson 1")
    press(page, "Inspector")

    rows(page).filter(has_text='The course has nothing called "ITEM7" to start with').wait_for()


def test_activities_of_one_title_are_told_apart(page, preview):
    items = "".join(packages.item(number, title="Quiz") for number in (1, 2))
    text = packages.manifest(
        packages.organization("Golf", items), packages.resources(*(packages.resource(n, "1.html") for n in (1, 2)))
    )
    page.goto(preview(packages.archive({"imsmanifest.xml": text, "1.html": playable.page("Quiz")}), FRAMED))
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_status', 'passed')")
    press(page, "Inspector")
    page.get_by_role("tab", name="Activities").click()

    seen = page.locator(".values:visible tbody tr")
    expected = ["Golf\tincomplete", "Quiz (ITEM1)\tcompleted, passed", "Quiz (ITEM2)\tnot attempted"]
    expect(seen).to_have_text(expected, use_inner_text=True)

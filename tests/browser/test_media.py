"""Media files that are courses of their own."""

from functools import partial

from playwright.sync_api import expect

from tests.browser.conftest import link_to
from tests.browser.lessons import FRAMED, keeps, press
from tests.fixtures import packages, playable
from tests.fixtures.web import response, serving

SHOWN = FRAMED | {"PlayerShowCourseStructure": "true", "PlayerCourseStructureStartsOpen": "true"}
READ_AT_ONCE = SHOWN | {"PDFContentPageDurationThreshold": "0"}


def viewer(page):
    page.frame_locator("iframe[name=content]").locator(".page, audio, video").first.wait_for()
    return page.frame(name="content")


def test_a_document_is_completed_once_each_page_has_been_read(page, preview):
    page.goto(preview(playable.pdf(pages=2), READ_AT_ONCE, name="golf.pdf"))
    shown = viewer(page)
    shown.get_by_text("The rules of golf").first.wait_for()
    page.locator(".status", has_text="in progress").wait_for()
    shown.get_by_role("button", name="Next page").click()
    page.locator(".status", has_text="completed").wait_for()

    expect(shown.locator(".where")).to_have_text("Page 2 of 2")


def test_media_are_shown_in_a_style_of_their_own(page, preview):
    sheet = "https://styles.example/a;b/media.css?v=1"
    page.route(sheet, lambda route: route.fulfill(body="body { background: rgb(1, 2, 3) }", content_type="text/css"))
    settings = READ_AT_ONCE | {"MediaContentStylesheetPath": sheet}
    page.goto(preview(playable.pdf(), settings, name="golf.pdf"))
    viewer(page)

    body = page.frame_locator("iframe[name=content]").locator("body")
    expect(body).to_have_css("background-color", "rgb(1, 2, 3)")


def test_a_style_sheet_for_media_that_does_not_load_is_shown(page, preview):
    settings = READ_AT_ONCE | {"MediaContentStylesheetPath": "/own/media.css"}
    page.goto(preview(playable.pdf(), settings, name="golf.pdf"))
    viewer(page)
    press(page, "Inspector")

    page.locator(".rows > li").filter(has_text="content/own/media.css could not be loaded").wait_for()


def test_a_document_opens_again_at_the_page_where_it_was_left(page, preview):
    page.goto(preview(playable.pdf(pages=3), READ_AT_ONCE, name="golf.pdf"))
    kept = partial(keeps, '"place":"2"')
    with page.expect_response(kept):
        viewer(page).get_by_role("button", name="Next page").click()
    page.reload()
    viewer(page)

    page.frame_locator("iframe[name=content]").get_by_text("Page 2 of 3").wait_for()


def test_a_document_is_searched(page, preview):
    page.goto(preview(playable.pdf(pages=3), SHOWN, name="golf.pdf"))
    shown = viewer(page)
    shown.get_by_text("The rules of golf").first.wait_for()
    shown.get_by_role("searchbox").fill("on page 3")

    shown.locator(".highlight.selected").first.wait_for()
    shown.get_by_text("Page 3 of 3").wait_for()


def test_a_sound_is_completed_once_it_has_been_played(page, preview):
    page.goto(preview(packages.mp3(), SHOWN, name="golf.mp3"))
    viewer(page).evaluate("document.querySelector('audio').play()")

    page.locator(".status", has_text="completed").wait_for()


def test_a_sound_is_played_from_its_own_address(page, tenant):
    with serving(lambda _: response(200, packages.mp3(), Content_Type="audio/mpeg")) as site:
        reference = {"url": f"{site.url}/golf", "contentType": "audio/mpeg"}
        accepted = tenant.http.post(
            "/courses/importJobs/noUpload?courseId=golf", json={"mediaFileReferenceRequest": reference}
        )
        tenant.client.wait_for_import(accepted.json()["result"], timeout=30)
        page.goto(link_to(tenant, "golf", SHOWN))
        viewer(page).evaluate("document.querySelector('video').play()")
        page.locator(".status", has_text="completed").wait_for()


def test_what_cannot_be_shown_is_told(page, preview):
    page.goto(preview(packages.mp4(), SHOWN, name="golf.mp4"))

    page.frame_locator("iframe[name=content]").get_by_text("The file cannot be shown here.").wait_for()

"""Media files that a learner takes by a registration's link: what is kept, told and posted back."""

import json
from functools import partial

import pytest

from tests.browser.lessons import keeps, press
from tests.browser.test_media import viewer
from tests.browser.test_registrations import linked, registered
from tests.fixtures import packages, playable
from tests.fixtures.waiting import until
from tests.fixtures.web import response, serving
from tests.integration import corpus

READ_AT_ONCE = {"PDFContentPageDurationThreshold": "0"}
FILM = corpus.CORPUS / "media-moodle-logo.mp4"


def read(page):
    viewer(page).get_by_text("The rules of golf").first.wait_for()


def listen(page):
    viewer(page).evaluate("document.querySelector('audio').play()")


def watch(page):
    viewer(page).evaluate("document.querySelector('video').play()")


FILES = {
    "PDF": ("golf.pdf", playable.pdf, read),
    "MP3": ("golf.mp3", packages.mp3, listen),
    "MP4": ("golf.mp4", FILM.read_bytes, watch),
}


def left(page, registrations) -> None:
    """The learner leaves by the player's own button."""
    press(page, "Exit")
    page.goto("about:blank")
    until(lambda: registrations.get_registration_launch_history("r").launch_history[-1].exit_time)


def told(tenant):
    """Verb, kind of activity and result of each statement, the oldest first."""
    found = tenant.http.get("/registrations/r/xAPIStatements").json()["statements"]
    return [
        (one["verb"]["display"]["en"], one["object"]["definition"]["type"].rpartition("/")[2], one.get("result", {}))
        for one in reversed(found)
    ]


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_has_been_read_or_played_is_completed(page, registrations, tenant, kind):
    name, content, take = FILES[kind]
    if kind == "MP4" and not FILM.exists():
        pytest.skip("the corpus is not beside this checkout")
    with serving(lambda _: response(204)) as receiver:
        page.goto(registered(registrations, tenant, content(), f"{receiver.url}/done", name=name, **READ_AT_ONCE))
        take(page)
        until(lambda: registrations.get_registration_progress("r").registration_completion == "COMPLETED")
        left(page, registrations)
        until(lambda: any(json.loads(one.body)["registrationCompletion"] == "COMPLETED" for one in receiver.seen))
    found = registrations.get_registration_progress("r", include_child_results=True, include_runtime=True)
    (launch,) = registrations.get_registration_launch_history("r", include_history_log=True).launch_history

    assert (found.registration_completion, found.registration_completion_amount) == ("COMPLETED", 1)
    assert 0 < found.total_seconds_tracked < 60
    assert found.total_seconds_tracked == pytest.approx(launch.total_seconds_tracked)
    assert (launch.completion_status, "completion='completed'" in launch.history_log) == ("COMPLETED", True)
    said = told(tenant)
    assert [(verb, about) for verb, about, _ in said] == [
        ("initialized", "lesson"),
        ("completed", "lesson"),
        ("completed", "course"),
        ("terminated", "lesson"),
    ]
    assert said[-1][2]["completion"] is True


def test_a_document_that_is_left_goes_on_at_its_page_by_the_next_link(page, registrations, tenant):
    with serving(lambda _: response(204)) as receiver:
        link = registered(registrations, tenant, playable.pdf(pages=3), receiver.url, name="golf.pdf", **READ_AT_ONCE)
        with page.expect_response(partial(keeps, '"seen":"1"')):  # a page that is turned at once has not been read
            page.goto(link)
        with page.expect_response(partial(keeps, '"place":"2"')):
            viewer(page).get_by_role("button", name="Next page").click()
        left(page, registrations)
        before = registrations.get_registration_progress("r", include_child_results=True)
        page.goto(linked(registrations))
        viewer(page)
        page.frame_locator("iframe[name=content]").get_by_text("Page 2 of 3").wait_for()
        with page.expect_response(partial(keeps, '"completion":"completed"')):
            viewer(page).get_by_role("button", name="Next page").click()
        left(page, registrations)

    assert before.registration_completion == "INCOMPLETE"
    assert before.registration_completion_amount == pytest.approx(2 / 3, abs=0.01)
    assert registrations.get_registration_progress("r").registration_completion == "COMPLETED"
    assert [verb for verb, about, _ in told(tenant) if about == "lesson"] == [
        "initialized",
        "suspended",
        "resumed",
        "completed",
        "terminated",
    ]


def test_a_page_that_is_closed_ends_what_it_shows(page, registrations, tenant):
    with serving(lambda _: response(204)) as receiver:
        page.goto(registered(registrations, tenant, playable.pdf(pages=2), receiver.url, name="golf.pdf"))
        read(page)
        until(lambda: told(tenant))
        page.goto("about:blank")
        until(lambda: registrations.get_registration_launch_history("r").launch_history[-1].exit_time)

    assert [verb for verb, *_ in told(tenant)] == ["initialized", "suspended"]

"""Launches of registrations whose browser is killed: each lesson that began is told to have ended."""

import os
import signal

import pytest

from tests.browser.lessons import lesson
from tests.browser.test_durability import own_browser
from tests.browser.test_registrations import linked, registered
from tests.fixtures import playable
from tests.fixtures.waiting import until
from tests.fixtures.web import response, serving

SESSION_VERBS = ("initialized", "resumed", "suspended", "terminated")
STRUCTURE = {"PlayerShowCourseStructure": "true", "PlayerCourseStructureStartsOpen": "true"}


def told(tenant):
    """How sessions of lessons begin and end, the oldest first."""
    found = tenant.http.get("/registrations/r/xAPIStatements").json()["statements"]
    said = [(one["verb"]["display"]["en"], one["object"]["id"].rpartition("/")[2]) for one in reversed(found)]
    return [(verb, about) for verb, about in said if verb in SESSION_VERBS]


@pytest.fixture
def mortal(chromium, tmp_path):
    """A browser of its own, and its process."""
    with own_browser(chromium.browser_type, tmp_path) as both:
        yield both


@pytest.mark.parametrize("package", [playable.scorm12, playable.scorm2004])
def test_a_killed_browser_leaves_no_lesson_without_an_end(page, mortal, registrations, tenant, package):
    context, process = mortal
    with serving(lambda _: response(204)) as receiver:
        torn = context.new_page()
        torn.goto(registered(registrations, tenant, package(scos=2), receiver.url, **STRUCTURE))
        lesson(torn, "Lesson 1")
        torn.get_by_role("treeitem", name="Lesson 2").click()
        lesson(torn, "Lesson 2").evaluate("sco.SetValue('cmi.suspend_data', 'hole 7')")
        until(lambda: ("initialized", "ITEM2") in told(tenant))
        os.killpg(process.pid, signal.SIGKILL)
    before = told(tenant)
    page.goto(linked(registrations))
    lesson(page, "Lesson 2")
    until(lambda: len(told(tenant)) > len(before) + 1)

    assert before == [("initialized", "ITEM1"), ("terminated", "ITEM1"), ("initialized", "ITEM2")]
    assert told(tenant)[3:] == [("terminated", "ITEM2"), ("resumed", "ITEM2")]

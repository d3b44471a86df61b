"""Nothing is lost on the way: however a page ends, what content had set a second before is with the service.

Each lesson sets new suspend data all the time, different from its first character to its last. When the page ends, the
age of what is kept is counted from that moment back; and what was set and is not kept is told to the next opening.

A second is what it takes where the service answers soon. What is set just after a save has gone out waits until that is
answered, and then for the journal; and its own save may not arrive before the page ends. So where the slowest save of a
page took long, as on a machine that has much else to do, two like that one and the pauses between them are allowed.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.lessons import FRAMED, lesson
from tests.conftest import Service
from tests.fixtures import playable
from tests.fixtures.ports import free_port
from tests.fixtures.waiting import until

SIZES = (1_000, 64_000, 1_000_000)
SETTINGS = FRAMED | {"PlayerSuspendDataMaxLength": "2000000"}
SECOND = 1_000  # milliseconds
_PAUSES = 250  # milliseconds: until the lesson sets the next value, and until the journal sends it
_SLOWEST = """() => Math.max(0, ...performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith("/commits")).map(({ duration }) => duration))"""
_SET = """size => {
  let count = 0;
  sco.SetValue("cmi.core.exit", "suspend");
  window.tidy = false;
  window.ticking = setInterval(() => {
    count += 1;
    const head = `${count}:${Date.now()}:`;
    window.last = head;
    sco.SetValue("cmi.suspend_data", head + String.fromCharCode(97 + (count % 26)).repeat(size - head.length));
  }, 100);
}"""
_STOP = "() => { clearInterval(window.ticking); return window.last; }"


@pytest.fixture
def link(preview):
    return preview(playable.scorm12(), SETTINGS)


def begun(context: BrowserContext, link: str) -> list[Page]:
    """A page for each size, whose lesson has been setting values for more than a second."""
    pages = [context.new_page() for _ in SIZES]
    for page, size in zip(pages, SIZES, strict=True):
        page.goto(link)
        lesson(page).evaluate(_SET, size)
    for page in pages:
        lesson(page).wait_for_function("parseInt(window.last) > 12")
    return pages


def launch_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def kept_at(service: Service, launch: str) -> int:
    """When the suspend data was set that the service has; long ago, where it has none yet."""
    with service.hornbook.database.read() as stored:
        state = stored.runs.states(launch).get("ITEM1")
    value = state.elements.get("cmi.suspend_data", "") if state else ""
    return int(value.split(":", 2)[1]) if value else 0


def lag(page: Page) -> float:
    """How long before the page's end what is kept may have been set, in milliseconds."""
    slowest: float = page.evaluate(_SLOWEST)
    return max(SECOND, _PAUSES + 2 * slowest)


def is_recent(service: Service, url: str, ended: float, allowed: float) -> bool:
    """Whether what is kept had been set no more than that before the page ended."""
    return ended - kept_at(service, launch_of(url)) <= allowed


def check_report(context: BrowserContext, url: str, last: str) -> None:
    """What is not there when the page opens again is told."""
    page = context.new_page()
    page.goto(url)
    begins_with = lesson(page).evaluate("sco.GetValue('cmi.suspend_data')")[: len(last)]
    if begins_with != last:
        if not page.locator(".notice").count():
            page.reload()  # it was on its way when this page began, and is known to be late by now
        expect(page.locator(".notice").first).to_contain_text("Not everything was saved last time.")
    page.close()


@contextmanager
def own_browser(driver: BrowserType, folder: Path) -> Iterator[tuple[BrowserContext, subprocess.Popen]]:
    """A browser whose process the test may kill."""
    port = free_port()
    command = [CHROMIUM, *ARGUMENTS, f"--remote-debugging-port={port}", f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        browser = driver.connect_over_cdp(_address(port), timeout=20_000)
        yield browser.contexts[0], process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(port: int) -> str:
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            urlopen(f"{address}/json/version", timeout=1).close()
        except OSError:
            return False
        return True

    until(answers)
    return address


def _navigate(page: Page) -> None:
    page.goto("about:blank")


def _reload(page: Page) -> None:
    page.reload()


def _close(page: Page) -> None:
    page.close()


@pytest.mark.parametrize("end", [_navigate, _reload, _close])
def test_what_was_set_a_second_before_a_page_ends_is_kept(service, chromium, link, end):
    with chromium.new_context() as context:
        for page in begun(context, link):
            allowed = lag(page)
            url, last, ended = page.url, lesson(page).evaluate(_STOP), time.time() * SECOND
            end(page)
            until(lambda: is_recent(service, url, ended, allowed), within=5)  # noqa: B023 done before the next one
            check_report(context, url, last)


def test_what_was_set_a_second_before_the_browser_is_killed_is_kept(service, chromium, page, link, tmp_path):
    with own_browser(chromium.browser_type, tmp_path) as (context, process):
        torn = [(page.url, lag(page)) for page in begun(context, link)]
        os.killpg(process.pid, signal.SIGKILL)
        ended = time.time() * SECOND
    for url, allowed in torn:
        until(lambda: is_recent(service, url, ended, allowed), within=5)  # noqa: B023 done before the next one
        page.goto(url)
        lesson(page)
        expect(page.locator(".notice")).to_contain_text("up to a second of work may be missing")

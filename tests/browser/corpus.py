"""Opens real packages in the browser and says what came of each: `make browser` (FILES=pattern for some of them)."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct
from playwright.sync_api import Browser, ElementHandle, Frame, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

import hornbook
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.lessons import FRAMED, press
from tests.conftest import import_bytes, running_service
from tests.integration import corpus

PLAYED = ("SCORM_11", "SCORM_12", "SCORM_2004", "AICC", "XAPI", "CMI5", "MEDIA")
_SERVED = ("HACP", "xAPI", "cmi5")
SETTINGS = FRAMED | {"PlayerShowCourseStructure": "true", "PlayerEnableFlowNav": "true"}
PICTURES = Path("build/browser")
_STEPS = 60  # of a course, at most
_SETTLE = 1_500  # milliseconds for content to find its API
_SOMETHING = """() => location.href !== "about:blank"
  && (document.querySelector("head > *, body > *, frameset > *") !== null || document.body?.innerText > "")"""
_DRAWN = "new Promise((drawn) => setTimeout(drawn, 50))"  # what has changed is drawn by an earlier timer


class Outcome(Struct, kw_only=True):
    """What came of opening a package. `steps` are the lessons that were opened, `errors` what the inspector marks."""

    file: str
    standard: str
    launched: bool = False
    initialised: bool = False
    commits: int = 0
    steps: int = 0
    ended: bool = False
    errors: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    def line(self) -> str:
        cells = (
            self.file,
            self.standard,
            "launched" if self.launched else "NOT LAUNCHED",
            "initialised" if self.initialised else "-",
            f"{self.commits} commits",
            f"{self.steps} lessons" + (", to the end" if self.ended else ""),
            "; ".join((*self.failures, *self.errors[:2])) or "no errors",
        )
        return " | ".join(cells)


def play(browser: Browser, link: str, outcome: Outcome, picture: Path | None = None) -> Outcome:
    """Goes through the course by Next, to its end or until nothing more opens."""
    context = browser.new_context(viewport={"width": 1100, "height": 720})
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(f"script: {error}"))
    page.on("dialog", lambda dialog: dialog.accept())
    try:
        page.goto(link)
        outcome.launched = _loaded(page)
        failures += _unreached(page) if not outcome.launched else []
        if picture:
            page.screenshot(path=picture)
        _walk(page, outcome)
        _report(page, outcome)
        page.goto("about:blank")  # so that the page takes its leave,
        page.wait_for_timeout(_SETTLE)  # which closing the browser's context would cut off
    except BrowserError as error:
        failures.append(str(error).partition("\n")[0])
    outcome.failures = tuple(dict.fromkeys(failures))
    context.close()
    return outcome


def _loaded(page: Page) -> bool:
    """In its frame, or in a window of its own, where a unit of cmi5 insists on one."""
    page.locator("iframe[name=content], .panel").first.wait_for(timeout=10_000)
    content = _framed(page) or next(iter(page.context.pages[1:]), None)
    if content is None:
        return False  # the content has ended the course already; its calls tell whether it was there
    try:
        content.wait_for_function(_SOMETHING)
    except BrowserError:
        return False  # it has ended the course meanwhile
    _load(content)
    page.wait_for_timeout(_SETTLE)
    return content.url.startswith("http")  # the browser has a page of its own for what is out of reach


def _unreached(page: Page) -> list[str]:
    """Content that is not in the package, and not within reach of this machine."""
    frame = page.locator("iframe[name=content]")
    address = frame.get_attribute("src") or "" if frame.count() else ""
    return [f"it is elsewhere: {address.partition('?')[0]}"] if address.startswith("http") else []


def _walk(page: Page, outcome: Outcome) -> None:
    seen = {_current(page)}
    following = page.get_by_role("button", name="Next", exact=True)
    for _ in range(_STEPS):
        if _is_over(page):
            break
        shown = page.query_selector("iframe[name=content]")
        following.click()
        _settle(page, shown)
        seen.add(_current(page))
    outcome.steps = len(seen - {""})
    outcome.ended = _is_over(page)


def _settle(page: Page, before: ElementHandle | None) -> None:
    """Until the lesson before has gone, and what is in its place has loaded."""
    if before:
        before.wait_for_element_state("hidden")
    page.locator("iframe[name=content], .panel").first.wait_for()
    page.evaluate(_DRAWN)
    if content := _framed(page):
        _load(content)


def _framed(page: Page) -> Frame | None:
    """Of a frame that has loaded nothing yet, Playwright does not know the name."""
    shown = page.query_selector("iframe[name=content]")
    return shown and shown.content_frame()


def _load(content: Frame | Page) -> None:
    """As far as it does before it ends itself."""
    with suppress(BrowserError):
        content.wait_for_load_state()


def _is_over(page: Page) -> bool:
    """Nothing follows: the course has ended, or leaves no Next, or none that is enabled."""
    following = page.get_by_role("button", name="Next", exact=True)
    return page.locator(".panel h2").count() > 0 or not following.count() or following.is_disabled()


def _current(page: Page) -> str:
    found = page.locator("[aria-current]")
    return found.first.get_attribute("data-key") or "" if found.count() else ""


def _report(page: Page, outcome: Outcome) -> None:
    press(page, "Inspector")
    with page.expect_download() as download:
        press(page, "Export as JSON")
    found: dict[str, Any] = json.loads(download.value.path().read_text())
    calls = [entry for entry in found["entries"] if entry["kind"] == "call"]
    outcome.launched = outcome.launched or bool(calls)
    outcome.initialised = any(map(_begins, calls))
    outcome.commits = sum(entry["kind"] == "commit" for entry in found["entries"])
    outcome.errors = tuple(_errors(found["entries"]))


def _begins(call: dict[str, Any]) -> bool:
    if call["api"] in _SERVED:
        return bool(call["returned"].startswith("20"))
    return bool(call["method"].endswith("Initialize") and call["returned"] == "true")


def _errors(entries: list[dict[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for entry in entries:
        text = ""
        if entry["kind"] in ("network", "problem"):
            text = entry["text"]
        elif entry["kind"] == "call" and entry["error"] not in ("0", "403", "113", "143"):
            text = f"{entry['method']}({','.join(arg[:30] for arg in entry['args'])}) {entry['error']}"
        if text and text not in seen:
            seen.add(text)
            yield text


def playable_rows(pattern: str = "*") -> list[corpus.Row]:
    """Those of the index that launch something, by a standard that is played."""
    return [
        row
        for row in corpus.rows()
        if row["expected"] == "ok" and row["standard"].startswith(PLAYED) and fnmatchcase(row["file"], pattern)
    ]


@contextmanager
def serving() -> Iterator[tuple[httpx.Client, Callable[[str], None]]]:
    """A service of its own: its API, and what imports a file of the corpus under its name."""
    with tempfile.TemporaryDirectory() as home, running_service(Path(home)) as service:
        credentials = service.new_application()
        with (
            httpx.Client(base_url=service.api, auth=credentials, timeout=60) as http,
            hornbook.Client(service.api, app_id=credentials[0], secret=credentials[1]) as client,
        ):

            def imported(file: str) -> None:
                import_bytes(client, file, (corpus.CORPUS / file).read_bytes(), name=file)
                values = [{"settingId": name, "value": value} for name, value in SETTINGS.items()]
                http.post(f"/courses/{file}/configuration", json={"settings": values}).raise_for_status()

            yield http, imported


@contextmanager
def linking() -> Iterator[Callable[[str], str]]:
    """Makes a link that previews a file of the corpus."""
    with serving() as (http, imported):

        def link(file: str) -> str:
            imported(file)
            return link_from(http.post(f"/courses/{file}/preview", json={"expiry": 300}))

        yield link


def link_from(answer: httpx.Response) -> str:
    return str(answer.raise_for_status().json()["launchLink"])


def main() -> None:
    rows = playable_rows(os.environ.get("FILES") or "*")
    if CHROMIUM is None or not rows:
        sys.exit("this needs Chromium on PATH, and the corpus beside the checkout")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with linking() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for row in rows:
            outcome = Outcome(file=row["file"], standard=row["standard"])
            play(browser, link(row["file"]), outcome, PICTURES / f"{row['file']}.png")
            sys.stdout.write(outcome.line() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Takes real packages by links of registrations, and says what is kept and told: `make learners` (FILES=pattern)."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.corpus import Outcome, link_from, play, playable_rows, serving
from tests.fixtures.waiting import until

_BEGINNINGS = ("initialized", "resumed")
_ENDS = ("terminated", "suspended")


@contextmanager
def registering() -> Iterator[tuple[httpx.Client, Callable[[str], str]]]:
    """The API, and what makes a link that launches a registration of its own for a file of the corpus."""
    with serving() as (http, imported):

        def link(file: str) -> str:
            imported(file)
            body = {"courseId": file, "registrationId": file, "learner": {"id": "ada"}}
            http.post("/registrations", json=body).raise_for_status()
            body = {"expiry": 300, "redirectOnExitUrl": "message"}
            return link_from(http.post(f"/registrations/{file}/launchLink", json=body))

        yield http, link


def missing(http: httpx.Client, outcome: Outcome) -> list[str]:
    """What a launch has not left behind, though it should have."""
    of = f"/registrations/{outcome.file}"
    with suppress(AssertionError):
        until(lambda: "exitTime" in _history(http, of)[0], within=10)
    (launch,) = _history(http, of)
    progress = http.get(of, params={"includeChildResults": True, "includeRuntime": True}).raise_for_status().json()
    said = http.get(f"{of}/xAPIStatements").raise_for_status().json()["statements"]
    verbs = Counter(one["verb"]["id"].rpartition("/")[2] for one in said)
    expected = {
        "no exit": "exitTime" in launch,
        "no time": progress["totalSecondsTracked"] > 0,
        "no date": "firstAccessDate" in progress,
        "time differs": abs(progress["totalSecondsTracked"] - launch["totalSecondsTracked"]) < 1e-6,
        "status differs": progress["registrationCompletion"] == launch["completionStatus"],
        "no attempt": _attempts(progress["activityDetails"]) > 0 or not outcome.initialised,
        "no statement": bool(said) or not (outcome.initialised or outcome.standard.startswith("MEDIA")),
        "sessions left open": _paired(verbs, outcome.standard),
    }
    return [name for name, holds in expected.items() if not holds]


def _paired(verbs: Counter[str], standard: str) -> bool:
    """Of what the service tells; content of xAPI and cmi5 says what it likes."""
    if standard.startswith(("XAPI", "CMI5")):
        return True
    left_open = sum(verbs[one] for one in _BEGINNINGS) - sum(verbs[one] for one in _ENDS)
    # A lesson of AICC may take its leave once the page has closed; the worker ends it a little later.
    return left_open in ((0, 1) if standard == "AICC" else (0,))


def _attempts(details: dict[str, Any]) -> int:
    own: int = details["attempts"]
    return own + sum(_attempts(child) for child in details["children"])


def _history(http: httpx.Client, of: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = http.get(f"{of}/launchHistory").raise_for_status().json()["launchHistory"]
    return found


def main() -> None:
    rows = playable_rows(os.environ.get("FILES") or "*")
    if CHROMIUM is None or not rows:
        sys.exit("this needs Chromium on PATH, and the corpus beside the checkout")
    poor = 0
    with registering() as (http, link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for row in rows:
            outcome = Outcome(file=row["file"], standard=row["standard"])
            play(browser, link(row["file"]), outcome)
            found = missing(http, outcome)
            poor += bool(found)
            sys.stdout.write(f"{outcome.line()} | {', '.join(found) or 'all is kept'}\n")
            sys.stdout.flush()
    sys.exit(f"{poor} of {len(rows)} left less than they should" if poor else 0)


if __name__ == "__main__":
    main()

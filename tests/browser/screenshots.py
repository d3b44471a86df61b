"""Takes the pictures of the documentation: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

import hornbook
from tests.browser.chromium import ARGUMENTS, CHROMIUM, MISSING
from tests.browser.lessons import FRAMED, lesson, press
from tests.conftest import import_bytes, running_service
from tests.fixtures import packages, playable

PICTURES = Path("docs/images")
LESSONS = ("Playing the game", "Etiquette", "Handicapping", "Having fun", "Quiz")
_TEXT = (
    "The object of the game is to get the ball from the tee into the hole in as few strokes as possible. Each hole has"
    " a par: the number of strokes that a good player needs for it. The lowest score wins."
)


def golf() -> bytes:
    numbers = range(1, len(LESSONS) + 1)
    items = "".join(packages.item(number, title=title) for number, title in enumerate(LESSONS, 1))
    text = packages.manifest(
        packages.organization("Golf Explained", items),
        packages.resources(*(packages.resource(number, f"content/{number}.html") for number in numbers)),
    )
    look = "body { font: 17px/1.5 Georgia, serif; margin: 2rem 3rem; max-width: 38rem } h1 { color: #14614a }"
    pages = {f"content/{number}.html": playable.page(title, _TEXT) for number, title in enumerate(LESSONS, 1)}
    return packages.archive({"imsmanifest.xml": text, "content/look.css": look} | pages)


def main() -> None:
    if CHROMIUM is None:
        sys.exit(MISSING)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, running_service(Path(home)) as service, sync_playwright() as playwright:
        app_id, secret = service.new_application()
        with hornbook.Client(service.api, app_id=app_id, secret=secret) as client:
            import_bytes(client, "golf", golf())
        with httpx.Client(base_url=service.api, auth=(app_id, secret)) as http:
            values = [{"settingId": name, "value": value} for name, value in FRAMED.items()]
            http.post("/courses/golf/configuration", json={"settings": values}).raise_for_status()
            link = http.post("/courses/golf/preview", json={}).raise_for_status().json()["launchLink"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 980, "height": 640}, locale="en-GB")
        page.goto(link)
        lesson(page).evaluate(
            "sco.SetValue('cmi.core.score.raw', '92'), sco.SetValue('cmi.core.lesson_status', 'passed'),"
            "sco.SetValue('cmi.core.session_time', '00:04:10')"
        )
        press(page, "Next")
        shown = lesson(page, "Etiquette")
        press(page, "Inspector")
        shown.evaluate(
            "sco.SetValue('cmi.core.lesson_location', '3'), sco.SetValue('cmi.core.student_name', 'Me'),"
            "sco.SetValue('cmi.suspend_data', 'visited=1,2,3'), sco.Commit('')"
        )
        page.locator("[data-level=error] summary").first.click()
        page.locator(".rows > li", has_text="Saved up to change").nth(2).wait_for()
        page.locator(".rows").evaluate(
            "rows => { rows.scrollTop = rows.querySelector('details[open]').offsetTop - rows.offsetTop }"
        )
        page.screenshot(path=PICTURES / "preview.png")
        browser.close()


if __name__ == "__main__":
    main()

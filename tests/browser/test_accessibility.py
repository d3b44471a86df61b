"""Pages as people meet them who use no mouse, or no screen: the rules of axe-core, and the keyboard."""

import pytest
from playwright.sync_api import Frame, Page, expect

from hornbook_server.player.assets import STATIC
from tests.browser.lessons import FRAMED, lesson, press
from tests.fixtures import playable

AXE = STATIC.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
PARTS = ("TitleBar", "NavBar", "CourseStructure", "ProgressBar", "FinishButton", "Help", "CloseItem")
ALL = FRAMED | {f"PlayerShow{part}": "true" for part in PARTS}
RUN = """() => axe.run(document, { iframes: false, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))"""


def violations(page: Page | Frame) -> list[str]:
    """The content in the frames of the page is not its own."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.fixture(params=["light", "dark"])
def scheme(request, page):
    page.emulate_media(color_scheme=request.param)


@pytest.mark.usefixtures("scheme")
def test_the_player_and_its_inspector_keep_the_rules(page, preview):
    page.goto(preview(playable.scorm12(scos=3), ALL))
    lesson(page).evaluate('["cmi.core.exit", "cmi.core.nothing"].map((name) => sco.GetValue(name))')
    found = {"player": violations(page)}
    press(page, "Inspector")
    for tab in ("Calls", "Data model", "Activities", "Launch", "Warnings", "Settings"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel", name=tab)).to_be_visible()
        found[tab] = violations(page)
    press(page, "Help")
    found["dialog"] = violations(page)
    press(page, "OK")
    press(page, "Exit")
    page.get_by_role("heading", name="You have left the course.").wait_for()
    found["end"] = violations(page)

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.usefixtures("scheme")
def test_the_reader_of_documents_keeps_the_rules(page, preview):
    page.goto(preview(playable.pdf(pages=2), FRAMED, name="rules.pdf"))
    page.frame_locator("iframe[name=content]").get_by_text("Page 1 of 2").wait_for()

    assert violations(page.frame(name="content")) == []


def test_pages_that_say_something_keep_the_rules(page, preview):
    link = preview(playable.scorm12(), {"PlayerLaunchType": "NEW_WINDOW_AFTER_CLICK"})
    found = {}
    for address in (link, f"{link}x", "/nowhere"):
        page.goto(address if "//" in address else link[: link.index("/launch/")] + address)
        page.get_by_role("heading").wait_for()
        found[page.title()] = violations(page)

    assert found == {"Golf Explained": [], "This link is no longer good": [], "There is nothing here": []}


def test_the_course_structure_is_resized_by_keys(page, preview):
    page.goto(preview(playable.scorm12(scos=2), ALL))
    lesson(page)
    grip = page.get_by_role("separator", name="Course structure")
    wide = int(grip.get_attribute("aria-valuenow"))
    grip.press("ArrowRight")

    expect(grip).to_have_attribute("aria-valuenow", str(wide + 20))
    assert page.get_by_role("complementary").bounding_box()["width"] == wide + 20
    for _ in range(30):
        grip.press("ArrowLeft")
    expect(grip).to_have_attribute("aria-valuenow", grip.get_attribute("aria-valuemin"))


def test_the_inspector_is_resized_by_keys(page, preview):
    page.goto(preview(playable.scorm12(), ALL))
    press(page, "Inspector")
    grip = page.get_by_role("separator", name="Inspector")
    high = int(grip.get_attribute("aria-valuenow"))
    grip.press("ArrowUp")

    expect(grip).to_have_attribute("aria-valuenow", str(high + 20))

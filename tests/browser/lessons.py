"""What browser tests do with the lesson that is open."""

from playwright.sync_api import Frame, Locator, Page, Response

FRAMED = {"PlayerScoLaunchType": "FRAMESET", "PlayerShowNavBar": "true", "PlayerShowTitleBar": "true"}
_BEGUN = "typeof begun !== 'undefined'"


def lesson(page: Page, title: str = "") -> Frame:
    """The lesson in the player's frame, once its script has run."""
    page.frame_locator("iframe[name=content]").locator("h1", has_text=title).wait_for()
    frame = page.frame(name="content")
    assert frame is not None
    frame.wait_for_function(_BEGUN)
    return frame


def in_window(window: Page) -> Page:
    """The lesson in a window of its own, once its script has run."""
    window.wait_for_function(_BEGUN)
    return window


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def keeps(text: str, answer: Response) -> bool:
    """Whether the service has answered a save of this text, which has arrived then."""
    return answer.url.endswith("/commits") and text in (answer.request.post_data or "")


def statuses(page: Page) -> Locator:
    """As the course structure shows them, a moment after they have changed."""
    return page.locator("[role=treeitem] .status")

"""Pages in a real browser: Debian's Chromium, driven by Playwright."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import slowness
from tests.browser.chromium import ARGUMENTS, CHROMIUM, MISSING
from tests.conftest import Service, Tenant

expect.set_options(timeout=30_000)  # milliseconds, as long as all else of Playwright waits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    skip = pytest.mark.skip(reason=MISSING)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(skip)


class _Chromium:
    """One for all tests here that follow each other: while Playwright runs, no other can start an event loop."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._browser: Browser | None = None

    def browser(self) -> Browser:
        if self._browser is None:
            playwright = self._running.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            self._running.callback(self._browser.close)
            if slowness.SEED:
                slowness.throttle(self._browser)
        return self._browser

    def close(self) -> None:
        self._browser = None
        self._running.close()


_CHROMIUM = _Chromium()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    try:
        yield
    finally:
        if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
            _CHROMIUM.close()


@pytest.fixture(scope="module")
def chromium() -> Browser:
    return _CHROMIUM.browser()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser profile of its own; errors in its scripts fail the test."""
    context = chromium.new_context(viewport={"width": 1100, "height": 720}, locale="en-GB")
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


@pytest.fixture
def preview(tenant: Tenant) -> Callable[..., str]:
    """Imports a package under settings of its own, and gives a link that opens it."""

    def make(
        package: bytes, settings: dict[str, str] | None = None, *, name: str = "package.zip", **body: object
    ) -> str:
        course = tenant.imported(f"course-{len(package)}", package, name=name, may_create_new_version=True)
        return link_to(tenant, course.id, settings, **body)

    return make


def link_to(tenant: Tenant, course_id: str, settings: dict[str, str] | None = None, **body: object) -> str:
    """A link that opens a course, under settings that it gets now."""
    if settings:
        values = [{"settingId": name, "value": value} for name, value in settings.items()]
        answer = tenant.http.post(f"/courses/{course_id}/configuration", json={"settings": values})
        assert answer.status_code == 204, answer.text
    answer = tenant.http.post(f"/courses/{course_id}/preview", json={"expiry": 300, **body})
    assert answer.status_code == 200, answer.text
    link: str = answer.json()["launchLink"]
    return link


@pytest.fixture
def registrations(service: Service, tenant: Tenant) -> scorm_cloud.RegistrationApi:
    """Registrations, as the SDK for Python reaches them."""
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api + "/"
    configuration.username, configuration.password = tenant.id, tenant.secret
    return scorm_cloud.RegistrationApi(scorm_cloud.ApiClient(configuration))

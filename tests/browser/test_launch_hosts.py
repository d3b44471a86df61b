"""A service whose launches have a host each: browsers keep apart what courses store."""

import httpx
import pytest

from tests.browser.conftest import link_to
from tests.browser.lessons import FRAMED, lesson
from tests.conftest import running_service, tenants
from tests.fixtures import playable


@pytest.fixture(scope="module")
def links(tmp_path_factory):
    """Of two courses."""
    with running_service(tmp_path_factory.mktemp("hosts"), launch_hosts=True) as service, tenants(service) as make:
        tenant = make()
        for course in ("golf", "chess"):
            tenant.imported(course, playable.scorm12())
        yield [link_to(tenant, course, FRAMED) for course in ("golf", "chess")]


def test_what_one_course_stores_is_out_of_the_others_reach(page, links):
    page.goto(links[0])
    lesson(page).evaluate("localStorage.setItem('seen', '7')")
    page.reload()
    own = lesson(page).evaluate("localStorage.getItem('seen')")
    page.goto(links[1])

    assert (own, lesson(page).evaluate("localStorage.getItem('seen')")) == ("7", None)


def test_a_launch_is_played_and_kept_at_its_host(page, links):
    page.goto(links[0])
    lesson(page).evaluate("sco.SetValue('cmi.core.lesson_location', '7'), sco.SetValue('cmi.core.exit', 'suspend')")
    page.reload()

    assert lesson(page).evaluate("sco.GetValue('cmi.core.lesson_location')") == "7"


def test_a_launch_is_nowhere_but_at_its_host(page, links):
    page.goto(links[0])
    url = httpx.URL(page.url)
    hosts = [url.host, "a" * 32 + ".localhost", "localhost", ""]
    origin = f"http://127.0.0.1:{url.port}"
    paths = [url.path, f"{url.path}content/content/1.html", f"{url.path.upper().replace('PLAY', 'play')}"]
    answers = [[httpx.get(origin + path, headers={"Host": host}).status_code for host in hosts] for path in paths]

    assert answers == [[200, 404, 404, 404], [200, 404, 404, 404], [404, 404, 404, 404]]

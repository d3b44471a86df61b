"""A course that attacks everything within its reach gets hold of nothing but its own launch."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page

from hornbook_server.contract.protocol import LONGEST_HEAD
from tests.browser.conftest import link_to
from tests.browser.lessons import FRAMED, lesson
from tests.conftest import Tenant, tenants
from tests.fixtures import hostile_course, playable
from tests.fixtures.waiting import until
from tests.fixtures.web import Site, response, serving

# As docs/player-standards.md advises applications that embed the player.
_SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals"

_APPEND = "const append = (to, tag, values) => to.body.appendChild(Object.assign(to.createElement(tag), values));"


@dataclass(frozen=True)
class Raid:
    """`got` is what each attack brought; `embedding` the page of the application that showed the course."""

    got: dict[str, str]
    embedding: Page
    course: str
    site: Site
    attacker: Tenant
    victim: Tenant
    theirs: Page


@pytest.fixture(scope="module")
def raid(chromium, service):
    """The attacks, in a player that an application embeds, beside another tenant's course in the same browser."""
    with tenants(service) as make, serving(embedded, host="127.0.0.2") as site:
        attacker, victim = make(), make()
        attacker.imported("trap", hostile_course.package())
        victim.imported("golf", playable.scorm12())
        context = chromium.new_context()
        theirs, page = context.new_page(), context.new_page()
        theirs.goto(link_to(victim, "golf", FRAMED))
        lesson(theirs)
        values = [{"item": "api", "value": service.url}, {"item": "evil", "value": site.url}]
        page.goto(f"{site.url}/?{link_to(attacker, 'trap', FRAMED, additionalvalues=values)}")
        told = until(lambda: next((one for one in site.seen if one.path == "/got"), None))
        page.frame_locator("iframe").frame_locator("iframe[name=content]").locator("h1").wait_for()
        content = next(one for one in page.frames if one.name == "content")
        yield Raid(json.loads(told.body), page, content.url, site, attacker, victim, theirs)
        context.close()


def embedded(request):
    if request.path in ("/leak", "/taken", "/got"):
        return response(200, b"here")
    link = request.path.partition("?")[2]
    body = f'<title>Application</title><iframe src="{link}" sandbox="{_SANDBOX}"></iframe>'
    return response(200, body.encode(), Content_Type="text/html")


def launch_of(url: str) -> str:
    return urlsplit(url).path.split("/")[2]


@pytest.mark.parametrize("name", hostile_course.ATTACKS)
def test_an_attack_gets_nothing(raid, name):
    assert raid.got[name] == ""


def test_the_players_page_holds_no_secret(raid):
    """The attack reads the page that it runs in."""
    secrets = [raid.attacker.id, raid.attacker.secret, raid.victim.id, raid.victim.secret, launch_of(raid.theirs.url)]
    page = next(one for one in raid.embedding.frames if one.name != "content" and "/play/" in one.url).content()

    assert [secret for secret in secrets if secret in page] == []


def test_each_attack_was_made(raid):
    assert raid.got.keys() == hostile_course.ATTACKS.keys()


def test_no_address_of_a_launch_leaves_by_the_referrer(raid):
    leaked = [request for request in raid.site.seen if request.path == "/leak"]

    assert leaked
    assert [one for one in leaked if launch_of(raid.course) in one.headers.get("referer", "")] == []


def test_what_embeds_the_player_stays_where_it_was(raid):
    assert raid.embedding.title() == "Application"
    assert [request.path for request in raid.site.seen if request.path == "/taken"] == []


def test_a_course_leads_the_players_window_nowhere_else(page, preview):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "evil.example" in request.url else None)
    page.goto(preview(playable.scorm12(), FRAMED))
    course, url = lesson(page), page.url
    for name, script in hostile_course.LEADINGS.items():
        course.evaluate(f"(url) => {{ {_APPEND} {script} }}", f"https://evil.example/{name}")
    # Playwright itself waits for the navigations that come to nothing, but not in the lesson's frame.
    course.evaluate("parent.document.querySelector('.inspect').click()")
    told = "[...parent.document.querySelectorAll('.rows > li')].filter((one) => one.innerText.includes('was not let'))"
    stopped_by_policy = 1  # the form in the player's page
    course.wait_for_function(f"{told}.length >= {len(hostile_course.LEADINGS) - stopped_by_policy}")

    assert (page.url, asked) == (url, [])
    assert course.evaluate("sco.SetValue('cmi.core.lesson_location', '7')") == "true"


def test_a_course_that_floods_the_browser_with_cookies_keeps_no_other_away(chromium, preview):
    """They make each request longer than the service takes: what refuses it has the browser forget them."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(preview(playable.scorm12(), FRAMED))
        lesson(page).evaluate(
            "for (let n = 0; n < 100; n += 1) document.cookie = `c${n}=${'x'.repeat(4000)};path=/;max-age=9999`"
        )
        assert lesson(page).evaluate("document.cookie.length") > LONGEST_HEAD
        page.goto(preview(playable.scorm12(scos=2), FRAMED))
        page.reload()

        assert lesson(page).evaluate("begun") == "true"


def test_nothing_is_planted_and_others_go_on(raid):
    assert [course["id"] for course in raid.attacker.http.get("/courses").json()["courses"]] == ["trap"]
    assert [course["id"] for course in raid.victim.http.get("/courses").json()["courses"]] == ["golf"]
    assert lesson(raid.theirs).evaluate("sco.SetValue('cmi.core.lesson_location', '7')") == "true"
    assert lesson(raid.theirs).evaluate("sco.GetValue('cmi.core.lesson_location')") == "7"


def test_another_site_reads_nothing_of_a_launch_that_it_knows(raid):
    """Not even by way of a script element, which needs no leave (CORP)."""
    got = raid.embedding.evaluate(
        """async (course) => {
          const script = document.createElement("script");
          script.src = new URL("attack.js", course);
          const loaded = new Promise((resolve) => {
            script.onload = () => resolve("loaded");
            script.onerror = () => resolve("refused");
          });
          document.head.append(script);
          const read = await fetch(course).then((answer) => answer.text()).catch(() => "refused");
          return [await loaded, read];
        }""",
        raid.course,
    )

    assert got == ["refused", "refused"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8080", "localhost"])
def test_a_host_that_is_pretended_opens_no_other_door(service, host):
    """As after DNS rebinding."""
    launches = service.settings.launch_url
    with httpx.Client(headers={"Host": host}) as client:
        answers = [
            client.get(f"{launches}/api/v2/courses").status_code,
            client.get(f"{launches}/docs").status_code,
            client.get(f"{service.url}/api/v2/courses").status_code,
            client.get(f"{service.url}/play/a/").status_code,
        ]

    assert answers == [404, 404, 401, 404]

from datetime import timedelta

import httpx
import pytest

from hornbook_server.domain.launch import Preview
from hornbook_server.services import launching
from tests.fixtures import packages

PATHS = ["/courses/golf/preview", "/courses/golf/versions/0/preview"]


def link(tenant, path: str = PATHS[0], **body) -> str:
    answer = tenant.http.post(path, json=body)
    assert answer.status_code == 200
    return answer.json()["launchLink"]


def opened(launch_link: str) -> httpx.Response:
    return httpx.get(launch_link, follow_redirects=True)


@pytest.mark.parametrize("path", PATHS)
def test_a_preview_link_is_absolute_and_each_is_another(service, tenant, path):
    tenant.imported("golf")
    links = {link(tenant, path) for _ in range(3)}
    assert len(links) == 3
    assert all(found.startswith(f"{service.settings.launch_url}/launch/") for found in links)


def test_a_link_lasts_two_minutes_and_redirects_nowhere_unless_told_otherwise(service, tenant):
    tenant.imported("golf")
    before = service.hornbook.now()
    for body in ({}, {"redirectOnExitUrl": ""}):
        preview = launching.read_preview(service.hornbook, link(tenant, **body).rpartition("/")[2])
        assert before <= preview.expires - timedelta(seconds=120) <= service.hornbook.now()
        assert preview.redirect == ""


def test_a_preview_is_of_the_newest_version_unless_told_otherwise(service, tenant):
    tenant.imported("golf")
    tenant.imported("golf", packages.cmi5(), may_create_new_version=True)
    tokens = [link(tenant, path).rpartition("/")[2] for path in PATHS]
    assert [launching.read_preview(service.hornbook, token).version for token in tokens] == [1, 0]


def test_every_field_of_every_sdk_is_taken(service, tenant):
    tenant.imported("golf")
    body = {
        "expiry": 10,
        "redirectOnExitUrl": "Message",
        "tracking": True,
        "startSco": "ITEM1",
        "culture": "de",
        "cssUrl": "https://example.test/a.css",
        "learnerTags": ["a"],
        "courseTags": ["b"],
        "registrationTags": ["c"],
        "additionalvalues": [{"item": "x", "value": "1"}],
        "launchAuth": {"type": "vault", "options": {"ipAddress": True, "expiry": 5}},
    }
    preview = launching.read_preview(service.hornbook, link(tenant, **body).rpartition("/")[2])
    assert preview is not None
    assert timedelta(seconds=5) < preview.expires - service.hornbook.now() <= timedelta(seconds=10)
    assert (preview.redirect, preview.start_sco, preview.culture) == ("message", "ITEM1", "de")
    assert (preview.css_url, preview.additional_values) == ("https://example.test/a.css", (("x", "1"),))


def test_the_style_sheet_may_be_a_query_parameter(service, tenant):
    tenant.imported("golf")
    found = link(tenant, "/courses/golf/preview?cssUrl=https://example.test/b.css")
    preview = launching.read_preview(service.hornbook, found.rpartition("/")[2])
    assert preview.css_url == "https://example.test/b.css"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"expiry": 9}, "body.expiry: "),
        ({"expiry": 301}, "body.expiry: "),
        (
            {"redirectOnExitUrl": "nowhere"},
            "redirectOnExitUrl: 'nowhere' is neither an absolute http or https URL nor ",
        ),
        ({"redirectOnExitUrl": "javascript:alert(1)"}, "redirectOnExitUrl: "),
        ({"redirectOnExitUrl": "http://[::1"}, "redirectOnExitUrl: "),
    ],
)
def test_an_expiry_out_of_range_and_a_bad_redirect_are_400(tenant, path, body, message):
    tenant.imported("golf")
    answer = tenant.http.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


@pytest.mark.parametrize("path", ["/courses/none/preview", "/courses/golf/versions/1/preview"])
def test_no_link_is_made_for_what_is_not_there(tenant, path):
    tenant.imported("golf")
    assert tenant.http.post(path, json={}).status_code == 404


def test_the_page_shows_the_course_as_text(service, tenant):
    tenant.imported("golf", packages.scorm12("<script>alert(1)</script>", scos=2))
    page = opened(link(tenant))
    assert page.status_code == 200
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>" in page.text
    assert "<script>" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in page.headers


def test_the_page_has_its_browser_look_for_no_icon_elsewhere(service, tenant):
    """Firefox asks the host for one otherwise, and says that the page's policy refuses it."""
    tenant.imported("golf")
    assert '<link rel="icon" href="data:,">' in opened(link(tenant)).text


def test_an_expired_a_forged_and_an_orphaned_link_say_what_to_do(service, tenant):
    tenant.imported("golf")
    good = link(tenant)
    token = good.rpartition("/")[2]
    expired = launching.preview_link(
        service.hornbook,
        Preview(app_id=tenant.id, course_id="golf", version=0, expires=service.hornbook.now()),
    )
    forged = good.replace(token, token.swapcase())
    for bad in (expired, forged, good.replace(token, "x")):
        page = opened(bad)
        assert page.status_code == 404
        assert "ask for a new one" in page.text
    tenant.client.delete_course("golf")
    assert opened(good).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "language", "title"),
    [
        ("de-CH,en;q=0.5", "de", "Dieser Link gilt nicht mehr"),
        ("fr", "fr", "Ce lien n’est plus valable"),
        ("pt, es;q=0.8", "es", "Este enlace ya no es válido"),
        ("he, *;q=0.1", "en", "This link is no longer good"),
        (";;q=x", "en", "This link is no longer good"),
    ],
)
def test_what_is_the_matter_is_said_in_the_language_of_the_browser(service, wanted, language, title):
    page = httpx.get(f"{service.settings.launch_url}/launch/x", headers={"Accept-Language": wanted})
    assert (page.status_code, page.headers["Vary"]) == (404, "Accept-Language")
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{title}</h1>" in page.text

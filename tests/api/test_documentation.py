"""The contract as pages: everything that a browser loads comes from the service itself."""

import re

import httpx
import pytest

from hornbook_contract import openapi_bytes

REFERENCES = re.compile(r"""(?:href|src)=["']([^"']+)""")
URLS_OF_STYLES = re.compile(r"url\(([^)]*)|@import\s+(\S+)")


@pytest.fixture
def site(service):
    with httpx.Client(base_url=service.url) as client:
        yield client


def references(site: httpx.Client) -> set[str]:
    return set(REFERENCES.findall(site.get("/docs").text))


def test_the_page_refers_only_to_what_the_service_has(site):
    found = references(site)
    assert found == {
        "docs/documentation.css",
        "docs/documentation.js",
        "docs/favicon-32x32.png",
        "docs/swagger-ui-bundle.js",
        "docs/swagger-ui.css",
        "openapi.json",
    }
    assert {site.get(f"/{reference}").status_code for reference in found} == {200}


def test_styles_load_nothing_but_what_they_carry(site):
    styles = [site.get(f"/{reference}").text for reference in references(site) if reference.endswith(".css")]
    urls = [match.group() for style in styles for match in URLS_OF_STYLES.finditer(style)]
    assert [url for url in urls if not url.strip("url(\"'").startswith("data:")] == []


@pytest.mark.parametrize("path", ["/docs", "/docs/swagger-ui-bundle.js", "/openapi.json"])
def test_the_browser_is_told_to_load_from_this_service_alone(site, path):
    policy = site.get(path).headers["content-security-policy"]
    sources = {word for directive in policy.split(";") for word in directive.split()[1:]}
    assert sources == {"'none'", "'self'", "data:"}


def test_the_document_is_the_contract_byte_for_byte(site):
    answer = site.get("/openapi.json")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (
        200,
        "application/json",
        openapi_bytes(),
    )


def test_a_document_that_the_client_has_is_not_sent_again(site):
    known = {"If-None-Match": site.get("/openapi.json").headers["etag"]}
    answer = site.get("/openapi.json", headers=known)
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("name", ["nope", "swagger-ui.js", "..%2f__init__.py"])
def test_no_other_file_is_served(site, name):
    assert site.get(f"/docs/{name}").status_code == 404

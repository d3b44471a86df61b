"""Files of a course over HTTP, out of the archive that was uploaded."""

import gzip
import socket
import zipfile
from typing import BinaryIO

import httpx
import pytest

from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN

TEXT = "<p>Fore!</p>" * 400
MEMBERS = {
    "text.html": TEXT,
    "empty.js": "",
    "Bilder/Größe 1.svg": "<svg/>",
    "a%20b.css": "p{}",
    "up/down.txt": "down",
}


@pytest.fixture
def launched(tenant):
    """The base URL of the files of a new launch of this package."""

    def launch(package: bytes | None = None, **options) -> str:
        tenant.imported("golf", package or packages.scorm12(extra=MEMBERS), **options)
        link = tenant.http.post("/courses/golf/preview", json={}).json()["launchLink"]
        opening = httpx.get(link)
        assert opening.status_code == 303
        return str(opening.url.join(opening.headers["location"])) + "content/"

    return launch


def get(url: str, encoding: str = "identity", **headers: str) -> httpx.Response:
    return httpx.get(url, headers={"Accept-Encoding": encoding} | headers)


def test_a_deflated_file_leaves_as_its_own_bytes_in_a_gzip_frame(launched):
    with httpx.stream("GET", launched() + "text.html", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.status_code, answer.headers["content-encoding"], len(raw)) == (
        200,
        "gzip",
        int(answer.headers["content-length"]),
    )
    assert gzip.decompress(raw).decode() == TEXT


def test_without_gzip_it_leaves_as_it_is(launched):
    answer = get(launched() + "text.html")
    assert (answer.status_code, answer.text, answer.headers["content-length"]) == (200, TEXT, str(len(TEXT)))
    assert "content-encoding" not in answer.headers


def test_the_headers_of_content(launched):
    answer = get(launched() + "text.html")
    assert {name: value for name, value in answer.headers.items() if name not in ("date", "server", "etag")} == {
        "content-type": "text/html",
        "content-length": str(len(TEXT)),
        "vary": "accept-encoding",
        "cache-control": "private, max-age=3600",
        "accept-ranges": "bytes",
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'; frame-ancestors *",
    }


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_range_is_of_the_bytes_of_the_file_however_it_is_stored(launched, compression, encoding):
    manifest = packages.manifest(
        packages.organization("Golf", packages.item(1)), packages.resources(packages.resource(1, "a.html"))
    )
    package = packages.archive({"imsmanifest.xml": manifest, "a.html": TEXT}, compression=compression)
    answer = get(launched(package) + "a.html", encoding, Range="bytes=10-29")
    assert (answer.status_code, answer.text, answer.headers["content-range"]) == (
        206,
        TEXT[10:30],
        f"bytes 10-29/{len(TEXT)}",
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept-Encoding": "gzip"},
        {"Range": "bytes=5-9"},
        {"Range": "bytes=99999-"},
        {"If-None-Match": "*"},
        {"If-Match": '"another"'},
        {"Service-Worker": "script"},
        {"Content-Length": "4"},
        {"Expect": "100-continue"},
        {"Connection": "close"},
        {"Connection": "Upgrade", "Upgrade": "h2c"},
    ],
)
def test_a_file_is_answered_with_alike_the_first_time_and_again(launched, headers):
    url = launched() + "text.html"
    first, *again = (
        httpx.request("GET", url, headers=headers, content=b"body" if "Content-Length" in headers else None)
        for _ in range(3)
    )
    for answer in again:
        told, before = ({k: v for k, v in each.headers.items() if k != "date"} for each in (answer, first))
        assert (answer.status_code, answer.content, told) == (first.status_code, first.content, before)


def test_answers_come_in_the_order_of_the_requests_on_a_connection(launched):
    url = httpx.URL(launched())
    asked = ["text.html", "empty.js", "none.html", "up/down.txt", "text.html", "up/none", "up/down.txt", "text.html"]
    bodies = [get(str(url.join(path))).text for path in asked]
    heads = [f"GET {url.path}{path} HTTP/1.1\r\nHost: x\r\n" for path in asked]
    with socket.create_connection((url.host, url.port), timeout=WITHIN) as sock:
        sock.sendall(("\r\n".join([*heads, ""])[:-2] + "Connection: close\r\n\r\n").encode())
        answers = sock.makefile("rb")
        received = [http_body(answers) for _ in asked]
        assert (received, answers.read()) == (bodies, b"")


def http_body(answers: BinaryIO) -> str:
    head = list(iter(answers.readline, b"\r\n"))
    length = next(int(line[15:]) for line in head if line.lower().startswith(b"content-length:"))
    return answers.read(length).decode()


def test_a_copy_that_is_current_is_not_sent_again(launched):
    url = launched() + "text.html"
    tags = {encoding: get(url, encoding).headers["etag"] for encoding in ("identity", "gzip")}
    assert tags["identity"] != tags["gzip"]
    answers = [get(url, encoding, **{"If-None-Match": tags[held]}).status_code for encoding in tags for held in tags]
    assert answers == [304, 200, 200, 304]


def test_head_says_what_get_would_send(launched):
    url = launched() + "text.html"
    for encoding in ("identity", "gzip"):
        head, answer = (httpx.request(method, url, headers={"Accept-Encoding": encoding}) for method in ("HEAD", "GET"))
        assert head.content == b""
        told, sent = ({k: v for k, v in each.headers.items() if k != "date"} for each in (head, answer))
        assert told == sent


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("TEXT.HTML", TEXT),
        ("Bilder/Gro%CC%88%C3%9Fe%201.svg", "<svg/>"),
        ("a%2520b.css", "p{}"),
        ("a%20b.css", "p{}"),
        ("./up//x/../down.txt", "down"),
        ("up%2Fdown.txt", "down"),
        ("up%5Cdown.txt", "down"),
        ("empty.js", ""),
        ("text.html?once=1", TEXT),
    ],
)
def test_a_path_leads_to_its_file_as_web_servers_and_file_systems_read_it(launched, path, content):
    answer = get(launched() + path)
    assert (answer.status_code, answer.text) == (200, content)


@pytest.mark.parametrize("path", ["", "up", "up/", "none.html", "%2e%2e/text.html", "text.html%00", "%ff", "up/down"])
def test_what_is_no_file_is_404_in_plain_words(launched, path):
    answer = get(launched() + path)
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (
        404,
        "text/plain; charset=utf-8",
        "The course's package has no such file.",
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_content_can_only_be_read(launched, method):
    answer = httpx.request(method, launched() + "text.html")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_course_cannot_install_a_service_worker(launched):
    assert get(launched() + "empty.js", **{"Service-Worker": "script"}).status_code == 403


def test_a_media_file_is_served_with_ranges(launched):
    content = packages.mp4()
    url = launched(content, name="Swing.mp4", content_type="video/mp4") + "Swing.mp4"
    whole, part = get(url, "gzip"), get(url, "gzip", Range="bytes=-5")
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, content, "video/mp4")
    assert (part.status_code, part.content) == (206, content[-5:])


def test_a_deleted_course_ends_its_launches(service, tenant, launched):
    base = launched()
    tenant.client.delete_course("golf")
    assert get(base + "text.html").status_code == 404
    assert get(base.removesuffix("content/")).status_code == 404


def test_only_the_launch_origin_has_launches_and_it_has_nothing_else(service, launched):
    play = launched().removeprefix(service.settings.launch_url)
    for path in (play + "text.html", play.removesuffix("content/"), "/launch/x"):
        answer = httpx.get(service.url + path, headers={"Host": service.settings.launch_url.removeprefix("http://")})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    for path in ("/api/v2/ping", "/docs", "/openapi.json", "/healthz", "/", "/play/x/content"):
        answer = httpx.get(service.settings.launch_url + path, headers={"Host": service.url.removeprefix("http://")})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")

"""What servers answer besides the file as it is, and what is sent to them."""

import gzip
import logging
import socket
import threading
import traceback
import zlib

import pytest

from hornbook_server.domain.errors import DomainError
from hornbook_server.services import fetching
from hornbook_server.services.fetching import FetchFailed, name_of
from tests.fixtures.web import response, serving

FILE = b"PK\3\4" + bytes(range(256)) * 400
GZIP_MEMBERS = gzip.compress(FILE[:5000], mtime=0) + gzip.compress(FILE[5000:], mtime=0)
LOGIN = b"\xef\xbb\xbf\n<!doctype html><title>Log in</title>"
SECRET = f"s{3}cret"  # tracebacks show source lines
BASIC = "Basic dXNAZXI6cDpz"  # us@er:p:s


def chunked(body: bytes, size: int = 1000) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


@pytest.mark.parametrize(
    "answer",
    [
        response(200, FILE),
        response(203, FILE),
        response(200, FILE, length=None),
        response(200, chunked(FILE), length=None, Transfer_Encoding="chunked"),
        response(200, gzip.compress(FILE, mtime=0), Content_Encoding="gzip"),
        response(200, gzip.compress(FILE, mtime=0), Content_Encoding="X-GZIP"),
        response(200, zlib.compress(FILE), Content_Encoding="deflate"),
        response(200, GZIP_MEMBERS, Content_Encoding="gzip"),
        response(200, chunked(GZIP_MEMBERS, 1), length=None, Transfer_Encoding="chunked", Content_Encoding="gzip"),
        response(200, gzip.compress(FILE, mtime=0) + bytes(512), Content_Encoding="gzip"),
        response(200, FILE, Content_Encoding="identity"),
        response(200, FILE, Content_Encoding="aws-chunked"),
        response(200, FILE, Content_Encoding="utf-8"),
        response(200, FILE, Content_Type="text/html; charset=utf-8"),
        b"HTTP/1.0 200 OK\r\n\r\n" + FILE,
    ],
)
def test_a_file_is_taken_however_it_travels(content, answer):
    with serving(lambda _: answer) as site:
        assert content(f"{site.url}/a.zip") == FILE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(204, length=None), "could not be downloaded: its server answered 204"),
        (response(206, FILE, Content_Range="bytes 0-9/10"), "could not be downloaded: its server answered 206"),
        (response(401, b"who?"), "its server answered 401; write a user name and password that it takes into the URL"),
        (response(403), "its server answered 403; write a user name and password that it takes into the URL"),
        (response(404), "could not be downloaded: its server answered 404; check the URL"),
        (response(410), "could not be downloaded: its server answered 410; check the URL"),
        (response(500), "could not be downloaded: its server answered 500"),
        (response(429), "could not be downloaded: its server answered 429; try again later"),
        (response(503), "could not be downloaded: its server answered 503; try again later"),
        (response(302), "could not be downloaded: its server answered 302"),
        (response(200), "is empty"),
        (response(200, length=None), "is empty"),
        (response(200, b"", Content_Encoding="gzip"), "is empty"),
        (response(200, LOGIN, Content_Type="text/html; charset=utf-8"), "is a web page (text/html), not a package"),
        (response(200, LOGIN, Content_Type="Application/XHTML+XML"), "is a web page (text/html), not a package"),
        (
            response(200, FILE, Content_Encoding="br"),
            'its server sends it encoded ("br"), though asked not to; have it sent as it is',
        ),
        (response(200, FILE, Content_Encoding="gzip, gzip"), 'its server sends it encoded ("gzip, gzip")'),
        (
            response(200, FILE, Content_Encoding="gzip"),
            "it is not encoded as its server says (gzip); have it sent as it is",
        ),
        (response(200, FILE, Content_Encoding="deflate"), "it is not encoded as its server says (deflate)"),
        (
            response(200, gzip.compress(FILE, mtime=0) + b"\x1f junk", Content_Encoding="gzip"),
            "it is not encoded as its server says (gzip)",
        ),
        (response(200, length=2 << 20), "is larger than 1048576 bytes (HORNBOOK_MAX_UPLOAD)"),
        (
            response(200, gzip.compress(bytes(5 << 20), mtime=0), Content_Encoding="gzip"),
            "is larger than 1048576 bytes",
        ),
        (response(200, bytes((1 << 20) + 1), length=None), "is larger than 1048576 bytes"),
        (b"HTTP/1.1 200 OK\r\nno header\r\n\r\n", "could not be downloaded: "),
        (b"220 mail.test ESMTP\r\n", "could not be downloaded: "),
        (b"", "could not be downloaded: Server disconnected without sending a response"),
    ],
)
def test_an_answer_that_is_not_the_file_is_named(fetched, left_over, pauses, answer, reason):
    with serving(lambda _: answer) as site, pytest.raises(FetchFailed) as failed:
        fetched(f"{site.url}/a.zip?key=signature")
    assert str(failed.value).startswith(f"{site.url}/a.zip ")
    assert reason in str(failed.value)
    assert (left_over(), pauses) == ([], [])


def test_what_is_said_to_be_very_large_is_not_waited_for(fetched):
    with serving(lambda _: response(200, b"x", length=10**18)) as site, pytest.raises(FetchFailed, match="is larger"):
        fetched(f"{site.url}/a.zip")


def test_a_server_that_drips_its_header_is_cut_off(fetched, monkeypatch):
    monkeypatch.setattr(fetching, "_WHOLE", 0.3)
    over = threading.Event()

    def drip(_):
        yield b"HTTP/1.1 200 OK\r\nX: "
        while not over.wait(0.02):
            yield b"x"

    with serving(drip) as site:
        with pytest.raises(FetchFailed, match=r"could not be downloaded: (it took too long|timed out)$"):
            fetched(f"{site.url}/a.zip")
        over.set()


def test_a_server_that_says_nothing_is_cut_off(fetched, monkeypatch):
    monkeypatch.setattr(fetching, "_WHOLE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.listen()
        with pytest.raises(FetchFailed, match="could not be downloaded: "):
            fetched(f"http://127.0.0.1:{silent.getsockname()[1]}/a.zip")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="Golf course.pdf"', "Golf course.pdf"),
        ("attachment; filename=golf.zip; filename*=UTF-8''G%C3%B6lf.zip", "Gölf.zip"),
        ('attachment; filename="..\\\\..\\\\golf.zip"', "golf.zip"),
        ('attachment; filename="/etc/golf.zip"', "golf.zip"),
        ("inline", ""),
        ("attachment; filename=", ""),
        ("\xff;;=", ""),
    ],
)
def test_the_server_may_name_the_file(fetched, disposition, name):
    answer = response(200, FILE, Content_Disposition="X").replace(b": X", b": " + disposition.encode("latin1"))
    with serving(lambda _: answer) as site:
        found = fetched(f"{site.url}/download")
    found.staged.discard()
    assert found.filename == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://u:p@host/a/Golf%20course.pdf?x=/y.zip#/z", "Golf course.pdf"),
        ("http://user:secret@host", ""),
        ("http://user:secret@host?a", ""),
        ("http://[::1", ""),
    ],
)
def test_the_name_of_a_url_is_of_its_path_alone(url, name):
    assert name_of(url) == name


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/b.zip?x=1", "/b.zip?x=1"),
        ("b.zip", "/a/b.zip"),
        ("../b.zip", "/b.zip"),
        ("?x=1", "/a/a.zip?x=1"),
        ("/gölf course.zip", "/g%C3%B6lf%20course.zip"),
        ("/b.zip#part", "/b.zip"),
    ],
)
def test_a_redirect_is_followed_as_a_browser_would(content, location, path):
    moved = response(302, Location="X").replace(b": X", b": " + location.encode())
    with serving(lambda request: moved if request.path == "/a/a.zip" else response(200, FILE)) as site:
        assert content(f"{site.url}/a/a.zip") == FILE
    assert site.seen[-1].path == path


def test_redirects_are_followed_five_times_and_no_more(content):
    def count_down(request):
        left = int(request.path.removeprefix("/"))
        return response(302, Location=f"/{left - 1}") if left else response(200, FILE)

    with serving(count_down) as site:
        assert content(f"{site.url}/5") == FILE
        with pytest.raises(FetchFailed, match="redirects more than 5 times"):
            content(f"{site.url}/6")


def test_credentials_stay_with_the_server_they_are_for(content):
    with serving(lambda _: response(200, FILE), host="127.0.0.2") as other:
        places = {"/1": "/2", "/2": "http://127.0.0.1:{port}/3", "/3": f"{other.url}/4"}

        def redirect(request):
            return response(307, Location=places[request.path].replace("{port}", str(site.port)))

        with serving(redirect) as site:
            content(f"http://us%40er:p%3As@127.0.0.1:{site.port}/1")
        assert [request.headers.get("authorization") for request in site.seen] == [BASIC, BASIC, BASIC]
        assert [request.headers.get("authorization") for request in other.seen] == [None]


@pytest.mark.parametrize("place", ["http://127.0.0.1:{other}/b.zip", "http://127.0.0.2:{port}/b.zip"])
def test_another_port_or_host_is_another_server(content, place):
    with serving(lambda _: response(200, FILE)) as other:
        moved = lambda request: response(302, Location=place.format(port=site.port, other=other.port))  # noqa: E731 it names the site that it makes
        with (
            serving(moved) as site,
            serving(lambda _: response(200, FILE), host="127.0.0.2", port=site.port) as second,
        ):
            content(f"http://user:secret@127.0.0.1:{site.port}/a.zip")
        (request,) = other.seen + second.seen
    assert "authorization" not in request.headers


def test_credentials_and_query_are_in_no_message_log_or_traceback(fetched, caplog):
    caplog.set_level(logging.INFO)
    shown = []
    answers = {"/loop": response(302, Location=f"/loop?key={SECRET}"), "/none": response(404), "/off": b""}
    with serving(lambda request: answers[request.path.partition("?")[0]]) as site:
        for path in answers:
            with pytest.raises(FetchFailed) as failed:
                fetched(f"http://us%40er:{SECRET}@127.0.0.1:{site.port}{path}?key={SECRET}")
            shown += traceback.format_exception(failed.value)
    for url in (
        "http://user:{}@10.0.0.1/",
        "http://user:{}@[::1/",
        "ftp://user:{}@host/",
        "x:{}@host",
        "http://{}\\@h/",
    ):
        with pytest.raises(DomainError) as failed:
            fetched(url.format(SECRET))
        shown += traceback.format_exception(failed.value)
    assert SECRET not in "".join(shown) + caplog.text


def test_a_proxy_of_the_environment_is_not_asked(content, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(lambda _: response(200, FILE)) as site:
        assert content(f"{site.url}/a.zip") == FILE

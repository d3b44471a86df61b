"""Downloads over TLS: whose certificate counts, and for which name."""

import socket
import ssl

import pytest
import trustme

from hornbook_server.services.fetching import FetchFailed
from hornbook_server.services.outgoing import Outgoing
from tests.fixtures.web import response, serving
from tests.integration.fetching.conftest import ALLOWED

FILE = b"PK\3\4"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(authority):
    """A server with a certificate for courses.test, and the names that clients said they want."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("courses.test").configure_cert(context)
    wanted = []
    context.sni_callback = lambda _socket, name, _context: wanted.append(name)
    with serving(lambda _: response(200, FILE), tls=context) as site:
        yield site, wanted


def resolved(_host: str, port: int, **_: object):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


@pytest.fixture
def trusting(authority, monkeypatch, tmp_path):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.mark.parametrize("host", ["courses.test", "courses.test."])
def test_the_certificate_is_verified_for_the_name_and_not_the_address(content, secure, trusting, host):
    site, wanted = secure
    outgoing = Outgoing(ALLOWED, resolve=resolved)
    assert content(f"https://{host}:{site.port}/a.zip", outgoing=outgoing) == FILE
    assert wanted == ["courses.test"]


def test_a_certificate_for_another_name_is_refused(fetched, secure, trusting):
    site, _ = secure
    with pytest.raises(FetchFailed, match=r"Hostname mismatch, certificate is not valid for 'other.test'"):
        fetched(f"https://other.test:{site.port}/a.zip", outgoing=Outgoing(ALLOWED, resolve=resolved))
    assert site.seen == []


def test_a_certificate_of_an_authority_that_is_not_trusted_is_refused(fetched, secure):
    site, _ = secure
    with pytest.raises(FetchFailed, match="certificate verify failed"):
        fetched(f"https://courses.test:{site.port}/a.zip", outgoing=Outgoing(ALLOWED, resolve=resolved))
    assert site.seen == []


def test_credentials_are_not_sent_on_from_https_to_http(content, authority, trusting):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("courses.test").configure_cert(context)
    with (
        serving(lambda _: response(200, FILE)) as plain,
        serving(lambda _: response(302, Location=f"http://courses.test:{plain.port}/b.zip"), tls=context) as secure,
    ):
        url = f"https://user:secret@courses.test:{secure.port}/a.zip"
        assert content(url, outgoing=Outgoing(ALLOWED, resolve=resolved)) == FILE
    assert [request.headers.get("authorization") for request in (*secure.seen, *plain.seen)] == [
        "Basic dXNlcjpzZWNyZXQ=",
        None,
    ]

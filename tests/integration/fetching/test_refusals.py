"""What must not become a way into the network of this machine: nothing of it is connected to."""

import socket
from ipaddress import ip_address

import pytest

from hornbook_server.domain.errors import DomainError
from hornbook_server.services.outgoing import Outgoing
from tests.fixtures.web import response, serving

NAMES = {
    "private.test": ["10.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "two-private.test": ["127.0.0.1", "192.168.0.1"],
    "six.test": ["::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "xn--mnchen-3ya.test": ["127.0.0.1"],
    "under_score.test": ["127.0.0.1"],
    "zone.test": ["fe80::1%lo"],
    "app.localhost": ["127.0.0.1"],
}
SYSTEM = ("localhost", "localhost.", "ip6-localhost")

NOT_PUBLIC = "its address is not public"
NOT_HTTP = "must be an absolute http or https URL"
NO_URL = "is not a URL"
NO_HOST = "its host is not a host name"
UNKNOWN = "could not be downloaded: "


def resolve(host: str, port: int, **_: object):
    """Names of this table, those of the system, and every number that the system reads as an address."""
    if host in NAMES:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]
    flags = 0 if host in SYSTEM else socket.AI_NUMERICHOST
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)


@pytest.fixture(scope="module")
def canary():
    with serving(lambda _: response(200, b"what nobody may read")) as site:
        yield site


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        # IPv4 as people write it, and as the C library reads it
        ("http://127.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://127.1:{port}/a.zip", NOT_PUBLIC),
        ("http://127.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://2130706433:{port}/a.zip", NOT_PUBLIC),
        ("http://0x7f000001:{port}/a.zip", NOT_PUBLIC),
        ("http://0x7f.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://0X7F.0x0.0x0.0x1:{port}/a.zip", NOT_PUBLIC),
        ("http://0177.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://017700000001:{port}/a.zip", NOT_PUBLIC),
        ("http://0:{port}/a.zip", NOT_PUBLIC),
        ("http://0.0.0.0:{port}/a.zip", NOT_PUBLIC),
        ("http://127.0.0.1.:{port}/a.zip", UNKNOWN),
        ("http://256.256.256.256/a.zip", UNKNOWN),
        ("http://10.0.0.1/a.zip", NOT_PUBLIC),
        ("http://172.16.0.1/a.zip", NOT_PUBLIC),
        ("http://192.168.1.1/a.zip", NOT_PUBLIC),
        ("http://100.64.0.1/a.zip", NOT_PUBLIC),
        ("http://169.254.169.254/latest/meta-data/", NOT_PUBLIC),
        ("http://0xa9fea9fe/latest/meta-data/", NOT_PUBLIC),
        ("http://192.0.0.192/opc/v1/", NOT_PUBLIC),
        ("http://198.18.0.1/a.zip", NOT_PUBLIC),
        ("http://224.0.0.1/a.zip", NOT_PUBLIC),
        ("http://240.0.0.1/a.zip", NOT_PUBLIC),
        ("http://255.255.255.255/a.zip", NOT_PUBLIC),
        # IPv6, and the IPv4 addresses it can lead to
        ("http://[::1]:{port}/a.zip", NOT_PUBLIC),
        ("http://[::]:{port}/a.zip", NOT_PUBLIC),
        ("http://[0:0:0:0:0:0:0:1]:{port}/a.zip", NOT_PUBLIC),
        ("http://[::ffff:127.0.0.1]:{port}/a.zip", NOT_PUBLIC),
        ("http://[::ffff:7f00:1]:{port}/a.zip", NOT_PUBLIC),
        ("http://[::127.0.0.1]:{port}/a.zip", NOT_PUBLIC),
        ("http://[64:ff9b::7f00:1]/a.zip", NOT_PUBLIC),
        ("http://[64:ff9b:1::7f00:1]/a.zip", NOT_PUBLIC),
        ("http://[2002:7f00:1::]/a.zip", NOT_PUBLIC),
        ("http://[2001:0:7f00:1::80ff:fffe]/a.zip", NOT_PUBLIC),
        ("http://[fc00::1]/a.zip", NOT_PUBLIC),
        ("http://[fd00:ec2::254]/latest/meta-data/", NOT_PUBLIC),
        ("http://[fe80::1]/a.zip", NOT_PUBLIC),
        ("http://[fec0::1]/a.zip", NOT_PUBLIC),
        ("http://[ff02::1]/a.zip", NOT_PUBLIC),
        ("http://[fe80::1%25lo]/a.zip", NO_HOST),
        ("http://[::1%lo]:{port}/a.zip", NO_HOST),
        ("http://[127.0.0.1]:{port}/a.zip", NO_URL),
        ("http://[v1.fe]/a.zip", NO_HOST),
        ("http://[::1/a.zip", NO_URL),
        # who seems to be asked, and who would be
        ("http://example.com@127.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://example.com:80@127.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://example.com%2F@127.0.0.1:{port}/a.zip", NOT_PUBLIC),
        ("http://127.0.0.1:{port}\\@example.com/a.zip", NO_HOST),
        ("http://example.com\\@127.0.0.1:{port}/a.zip", NO_HOST),
        ("http://127.0.0.1:{port}#@example.com/a.zip", NOT_PUBLIC),
        ("http://127.0.0.1:{port}?@example.com/a.zip", NOT_PUBLIC),
        ("http://127.0.0.1%00.example.com/a.zip", NO_HOST),
        ("http://%6c%6f%63alhost:{port}/a.zip", NO_HOST),
        ("http://127.0.0.1 .example.com/a.zip", NO_HOST),
        # digits, dots and letters of other scripts
        ("http://１２７.０.０.１:{port}/a.zip", NOT_PUBLIC),
        ("http://127。0。0。1:{port}/a.zip", NOT_PUBLIC),
        ("http://①②⑦.⓪.⓪.①:{port}/a.zip", NOT_PUBLIC),
        ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/a.zip", NOT_PUBLIC),
        ("http://münchen.test:{port}/a.zip", NOT_PUBLIC),
        ("http://a\u200db.test/a.zip", NO_HOST),
        ("http://example\uff0fcom/a.zip", NO_URL),
        # names
        ("http://localhost:{port}/a.zip", NOT_PUBLIC),
        ("http://LOCALHOST:{port}/a.zip", NOT_PUBLIC),
        ("http://app.localhost:{port}/a.zip", NOT_PUBLIC),
        ("http://under_score.test:{port}/a.zip", NOT_PUBLIC),
        ("http://private.test/a.zip", NOT_PUBLIC),
        ("http://metadata.test/latest/meta-data/", NOT_PUBLIC),
        ("http://two-private.test:{port}/a.zip", NOT_PUBLIC),
        ("http://six.test:{port}/a.zip", NOT_PUBLIC),
        ("http://mapped.test:{port}/a.zip", NOT_PUBLIC),
        ("http://zone.test:{port}/a.zip", NOT_PUBLIC),
        ("http://nobody.test/a.zip", UNKNOWN),
        (f"http://{'a' * 64}.test/a.zip", NO_HOST),
        (f"http://{'a.' * 130}test/a.zip", NO_HOST),
        (f"http://{'ä' * 60}.test/a.zip", NO_HOST),
        ("http://a..test/a.zip", NO_HOST),
        ("http://./a.zip", NO_HOST),
        # ports
        ("http://127.0.0.1:0/a.zip", "port 0 cannot be connected to"),
        ("http://127.0.0.1:65536/a.zip", NO_URL),
        ("http://127.0.0.1:-1/a.zip", NO_URL),
        ("http://127.0.0.1:٨٠/a.zip", NO_URL),
        ("http://127.0.0.1:22/a.zip", NOT_PUBLIC),
        ("https://127.0.0.1:{port}/a.zip", NOT_PUBLIC),
        # no HTTP
        ("file:///etc/passwd", NOT_HTTP),
        ("gopher://127.0.0.1:{port}/_GET%20/", NOT_HTTP),
        ("ftp://127.0.0.1:{port}/a.zip", NOT_HTTP),
        ("data:application/zip;base64,UEsDBA==", NOT_HTTP),
        ("javascript:alert(1)", NOT_HTTP),
        ("jar:http://127.0.0.1:{port}/a.zip!/", NOT_HTTP),
        ("//127.0.0.1:{port}/a.zip", NOT_HTTP),
        ("/etc/passwd", NOT_HTTP),
        ("http:///a.zip", NOT_HTTP),
        ("http:127.0.0.1:{port}/a.zip", NOT_HTTP),
        ("", NOT_HTTP),
        # a request within the request
        ("http://127.0.0.1:{port}/a\r\nX: y", "it has control characters"),
        ("http://127.0.0.1:{port}\r\n@example.com/a.zip", "it has control characters"),
        ("ht\ttp://127.0.0.1:{port}/a.zip", "it has control characters"),
        ("http://127.0.0.1:{port}/a\x00.zip", "it has control characters"),
        ("http://127.0.0.1:{port}/a\x7f.zip", "it has control characters"),
    ],
)
def test_what_is_not_public_http_is_refused_and_not_connected_to(fetched, left_over, canary, url, reason):
    with pytest.raises(DomainError) as refused:
        fetched(url.replace("{port}", str(canary.port)), outgoing=Outgoing(resolve=resolve))
    assert reason in str(refused.value)
    assert canary.seen == []
    assert left_over() == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.3:{port}/a.zip",
        "//127.0.0.3:{port}/a.zip",
        "http://2130706435:{port}/a.zip",
        "http://[::ffff:127.0.0.3]:{port}/a.zip",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.3:{port}/",
        "http://[::1",
        "/again",
    ],
)
def test_a_redirect_to_what_is_refused_is_refused(fetched, location):
    with serving(lambda _: response(200, b"private"), host="127.0.0.3") as private:

        def redirect(request):
            to = "http://127.0.0.3:{port}/" if request.path == "/again" else location
            return response(302, Location=to.replace("{port}", str(private.port)))

        with serving(redirect) as public, pytest.raises(DomainError):
            fetched(f"{public.url}/a.zip")
        assert private.seen == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "/a.zip could not be downloaded: its redirect: must be an absolute http or https URL"),
        ("http://[::1", "/a.zip could not be downloaded: its redirect: is not a URL"),
        (
            "http://u:secret@127.0.0.3/b.zip?secret",
            "/a.zip could not be downloaded: it redirects to http://127.0.0.3/b.zip: its address is not public",
        ),
    ],
)
def test_of_a_redirect_it_is_said_where_it_leads_and_why_not(fetched, location, reason):
    with serving(lambda _: response(302, Location=location)) as public, pytest.raises(DomainError) as refused:
        fetched(f"{public.url}/a.zip?secret")
    assert str(refused.value).partition(";")[0] == f"{public.url}{reason}"


class Rebinding:
    """A name server that gives each answer of a list once, and then the last one for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self._system = socket.getaddrinfo
        self.asked = 0

    def __call__(self, host, port, *args, **options):
        if host != "rebinding.test":
            assert ip_address(host), "only the name of the test is resolved, and only once"
            return self._system(host, port, *args, **options)
        self.asked += 1
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer]


@pytest.fixture
def rebinding(monkeypatch):
    """For the whole process, so that whoever resolves a second time gets the second answer."""

    def install(*answers: list[str]) -> Rebinding:
        names = Rebinding(*answers)
        monkeypatch.setattr(socket, "getaddrinfo", names)
        return names

    return install


@pytest.fixture
def both():
    """Servers on an address that is allowed and on one that is not, on the same port."""
    with (
        serving(lambda request: response(200, b"from " + request.address.encode()), host="127.0.0.2") as allowed,
        serving(lambda _: response(200, b"private"), host="127.0.0.3", port=allowed.port) as private,
    ):
        yield allowed, private


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(content, rebinding, both):
    allowed, private = both
    names = rebinding(["127.0.0.2"], ["127.0.0.3"])
    assert content(f"http://rebinding.test:{allowed.port}/a.zip") == b"from 127.0.0.2"
    assert (names.asked, len(allowed.seen), private.seen) == (1, 1, [])
    assert allowed.seen[0].headers["host"] == f"rebinding.test:{allowed.port}"


def test_of_several_addresses_only_those_that_are_allowed_are_connected_to(content, rebinding, both):
    allowed, private = both
    rebinding(["127.0.0.3", "10.0.0.1", "127.0.0.2"])
    assert content(f"http://rebinding.test:{allowed.port}/a.zip") == b"from 127.0.0.2"
    assert private.seen == []


def test_an_address_that_does_not_answer_makes_room_for_the_next(content, rebinding, both):
    allowed, _ = both
    rebinding(["127.0.0.1", "127.0.0.2"])
    assert content(f"http://rebinding.test:{allowed.port}/a.zip") == b"from 127.0.0.2"


def test_a_name_is_checked_again_at_a_redirect(fetched, rebinding):
    names = rebinding(["127.0.0.2"], ["127.0.0.3"])
    with (
        serving(lambda _: response(302, Location="/again"), host="127.0.0.2") as allowed,
        serving(lambda _: response(200, b"private"), host="127.0.0.3", port=allowed.port) as private,
        pytest.raises(DomainError, match="its address is not public"),
    ):
        fetched(f"http://rebinding.test:{allowed.port}/a.zip")
    assert (names.asked, private.seen) == (2, [])


def test_a_name_is_checked_again_when_a_download_goes_on(fetched, rebinding):
    names = rebinding(["127.0.0.2"], ["127.0.0.3"])
    with (
        serving(lambda _: response(200, b"half", length=8, ETag='"1"'), host="127.0.0.2") as allowed,
        serving(lambda _: response(200, b"private"), host="127.0.0.3", port=allowed.port) as private,
        pytest.raises(DomainError, match="its address is not public"),
    ):
        fetched(f"http://rebinding.test:{allowed.port}/a.zip")
    assert (names.asked > 1, private.seen) == (True, [])

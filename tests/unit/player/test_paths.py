"""From a URL's path to paths of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook_server.player.paths import candidates


@pytest.mark.parametrize(
    ("raw", "paths"),
    [
        (b"a/b.html", ("a/b.html",)),
        (b"a%20b.html", ("a b.html", "a%20b.html")),
        (b"a%2520b.html", ("a%20b.html", "a%2520b.html")),
        (b"a%2Fb", ("a/b", "a%2Fb")),
        (b"a%5cb", ("a/b", "a%5cb")),
        (b"a\\b", ("a/b",)),
        (b"./a//b/", ("a/b",)),
        (b"a/../b", ("b",)),
        (b"a/%2e%2e/b", ("b", "a/%2e%2e/b")),
        (b"100%", ("100%",)),
        (b"%E4%BD%A0.html", ("你.html", "%E4%BD%A0.html")),
        ("你.html".encode(), ("你.html",)),
        (b"%ff", ("%ff",)),
        (b"\xff", ()),
        (b"..", ()),
        (b"a/../../b", ()),
        (b"%2e%2e/b", ("%2e%2e/b",)),
        (b"..%2f..%2fetc/passwd", ("..%2f..%2fetc/passwd",)),
        (b"..%5cb", ("..%5cb",)),
        (b"a%00", ("a%00",)),
        (b"a\x00", ()),
        (b"", ()),
        (b"/", ()),
        (b".", ()),
    ],
)
def test_a_url_path_is_decoded_once_and_then_taken_as_it_stands(raw, paths):
    assert candidates(raw) == paths


@given(st.lists(st.sampled_from([b"..", b".", b"%2e", b"%2E%2E", b"/", b"%2f", b"\\", b"%5C", b"a", b"%00", b"%"])))
def test_no_path_climbs(parts):
    for path in candidates(b"".join(parts)):
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))

"""Which form of a file answers a request."""

import pytest

from hornbook_server.domain.package import Member
from hornbook_server.player.representations import file_of, represent

DEFLATED = Member(path="a.html", offset=40, compressed=30, size=100, deflated=True, crc=0xAB)
STORED = Member(path="a.mp4", offset=40, compressed=100, size=100, deflated=False, crc=0xAB)
PLAIN, GZIP = b'"000000ab-64"', b'"000000ab-64-gzip"'
COMMON = (b"vary", b"cache-control", b"accept-ranges", b"x-content-type-options", b"referrer-policy")


def answer(member=DEFLATED, **wanted):
    headers = {name.replace("_", "-").encode(): value for name, value in wanted.items()}
    return represent(file_of("packages/x", member), headers)


def header(found, name):
    return dict(found.headers).get(name)


@pytest.mark.parametrize(
    ("member", "encoding", "form"),
    [
        (DEFLATED, b"gzip", (200, 48, True, GZIP)),
        (DEFLATED, b"br", (200, 100, False, PLAIN)),
        (STORED, b"gzip", (200, 100, False, PLAIN)),
    ],
)
def test_only_what_is_deflated_is_gzipped_and_has_another_tag_then(member, encoding, form):
    found = answer(member, accept_encoding=encoding)
    assert (found.status, found.length, found.gzipped, header(found, b"etag")) == form
    assert header(found, b"content-length") == b"%d" % found.length
    assert header(found, b"content-encoding") == (b"gzip" if found.gzipped else None)


@pytest.mark.parametrize("member", [DEFLATED, STORED])
@pytest.mark.parametrize("if_range", [None, PLAIN])
def test_a_range_counts_the_bytes_of_the_file_itself(member, if_range):
    wanted = {"range": b"bytes=10-19", "accept_encoding": b"gzip"} | ({"if_range": if_range} if if_range else {})
    found = answer(member, **wanted)
    assert (found.status, found.length, found.part, found.gzipped) == (206, 10, range(10, 20), False)
    assert header(found, b"content-range") == b"bytes 10-19/100"
    assert header(found, b"etag") == PLAIN
    assert header(found, b"content-encoding") is None


@pytest.mark.parametrize("if_range", [GZIP, b"W/" + PLAIN, b'"other"', b"Sat, 29 Oct 1994 19:43:31 GMT"])
def test_a_range_of_another_form_than_is_held_becomes_the_whole_file(if_range):
    found = answer(range=b"bytes=10-19", if_range=if_range, accept_encoding=b"gzip")
    assert (found.status, found.length, found.part) == (200, 48, None)


def test_several_ranges_are_answered_by_the_whole_file():
    assert answer(range=b"bytes=0-1,5-6").status == 200


def test_a_range_behind_the_end_is_416_with_the_size():
    found = answer(range=b"bytes=100-")
    assert (found.status, found.length, header(found, b"content-range")) == (416, 0, b"bytes */100")


@pytest.mark.parametrize("asked", [b"bytes=0-1", b"bytes=100-"])
def test_a_copy_that_is_current_comes_before_any_range(asked):
    assert answer(range=asked, if_none_match=PLAIN).status == 304


@pytest.mark.parametrize(
    ("held", "encoding", "status"),
    [
        (GZIP, b"gzip", 304),
        (PLAIN, b"", 304),
        (b"W/" + PLAIN, b"", 304),
        (b"*", b"", 304),
        (PLAIN, b"gzip", 200),
        (GZIP, b"", 200),
        (b'"other"', b"", 200),
    ],
)
def test_a_copy_of_the_same_form_is_current(held, encoding, status):
    found = answer(if_none_match=held, accept_encoding=encoding)
    assert found.status == status
    if status == 304:
        assert (found.length, header(found, b"content-length"), header(found, b"content-type")) == (0, None, None)


@pytest.mark.parametrize(("held", "status"), [(PLAIN, 200), (GZIP, 200), (b"*", 200), (b'"other"', 412)])
def test_a_precondition_that_fails_is_412(held, status):
    assert answer(if_match=held).status == status


@pytest.mark.parametrize("wanted", [{}, {"range": b"bytes=0-1"}, {"range": b"bytes=100-"}, {"if_none_match": b"*"}])
def test_every_answer_is_hardened_and_varies_by_coding(wanted):
    assert {name for name, _ in answer(**wanted).headers} >= set(COMMON)

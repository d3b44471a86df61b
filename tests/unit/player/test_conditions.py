"""Codings, ranges and entity tags as RFC 9110 reads them."""

import pytest

from hornbook_server.player.conditions import lists_tag, range_of, takes_gzip


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (b"", False),
        (b"gzip", True),
        (b"x-gzip", True),
        (b"GZIP", True),
        (b"gzip, deflate, br, zstd", True),
        (b"br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        (b"*", True),
        (b"gzip ; q=0.001", True),
        (b"gzip;q=0", False),
        (b"gzip;q=0.000", False),
        (b"*;q=0", False),
        (b"gzip;q=0, *", False),
        (b"identity;q=1, *;q=0", False),
        (b"identity, gzip;q=0.5", False),
        (b"identity;q=0.5, gzip", True),
        (b"identity, gzip", True),
        (b"identity;q=0, *;q=0.1", True),
        (b"gzip;q=nonsense", False),
        (b"gzip;level=9", False),
        (b"deflate, br", False),
        (b"gzipped", False),
    ],
)
def test_gzip_is_taken_where_it_is_accepted_and_not_less_than_no_coding(header, taken):
    assert takes_gzip(header) is taken


@pytest.mark.parametrize(
    ("header", "size", "wanted"),
    [
        (b"bytes=0-", 10, range(10)),
        (b"bytes=0-0", 10, range(1)),
        (b"bytes=3-5", 10, range(3, 6)),
        (b"bytes=3-500", 10, range(3, 10)),
        (b"bytes=9-", 10, range(9, 10)),
        (b"bytes=-3", 10, range(7, 10)),
        (b"bytes=-30", 10, range(10)),
        (b"Bytes = 3-5 ", 10, range(3, 6)),
        (b"bytes=3-" + b"9" * 5000, 10, range(3, 10)),
        (b"bytes=" + b"0" * 5000 + b"3-5", 10, range(3, 6)),
        (b"bytes=5-3", 10, None),
        (b"bytes=0-1,4-5", 10, None),
        (b"bytes=-", 10, None),
        (b"bytes=a-b", 10, None),
        (b"bytes=--3", 10, None),
        (b"lines=0-1", 10, None),
        (b"", 10, None),
    ],
)
def test_a_single_range_is_answered_and_all_else_is_ignored(header, size, wanted):
    assert range_of(header, size) == wanted


@pytest.mark.parametrize(
    ("header", "size"),
    [
        (b"bytes=10-", 10),
        (b"bytes=10-20", 10),
        (b"bytes=-0", 10),
        (b"bytes=0-", 0),
        (b"bytes=" + b"9" * 5000 + b"-", 10),
    ],
)
def test_a_range_behind_the_end_is_of_nothing_and_not_ignored(header, size):
    wanted = range_of(header, size)
    assert (wanted is None, len(wanted or ())) == (False, 0)


@pytest.mark.parametrize(
    ("header", "weak", "strong"),
    [
        (b'"a"', True, True),
        (b'"b", "a"', True, True),
        (b'W/"a"', True, False),
        (b"*", True, True),
        (b'"b"', False, False),
        (b"a", False, False),
        (b"", False, False),
    ],
)
def test_tags_are_compared_weakly_for_copies_and_strongly_for_preconditions(header, weak, strong):
    assert (lists_tag(header, (b'"a"',), weak=True), lists_tag(header, (b'"a"',))) == (weak, strong)

"""Numbers and times that content reports, in whatever form."""

import pytest

from hornbook_server.domain.numbers import number
from hornbook_server.domain.results import spent


@pytest.mark.parametrize("text", ["1_000", "５０", "٥", "NaN", "inf", "1e400", "0x10", "50%", "5,5", "", None])
def test_what_is_a_number_nowhere_but_in_python_is_none(text):
    assert number(text) is None


@pytest.mark.parametrize(("text", "value"), [(" 50 ", 50), ("-5", -5), ("+.5", 0.5), ("5.", 5), ("1e2", 100)])
def test_numbers_are_read_as_content_writes_them(text, value):
    assert number(text) == value


def test_seconds_add_up_however_long_it_has_taken():
    results = {"seconds": "1000000.00"}
    for _ in range(4):
        results = spent(results, 0.25)
    assert results == {"seconds": "1000001.00"}


def test_a_page_that_keeps_no_number_begins_at_nothing():
    assert spent({"seconds": "x"}, 1.5) == {"seconds": "1.50"}

"""Positions of statements stay within what databases keep, whatever the time."""

from datetime import UTC, datetime

import pytest

from hornbook_server.storage.positions import after


@pytest.mark.parametrize("time", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_bound_at_any_time_is_one_that_a_database_takes(time):
    assert -(2**63) <= after(time) < 2**63


def test_a_later_time_is_a_later_bound():
    times = [datetime(year, 1, 1, tzinfo=UTC) for year in (1, 1969, 2026, 2100)]
    assert sorted(map(after, times)) == [after(time) for time in times]

"""Times keep their milliseconds, and bounds between two milliseconds take in neither."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from hornbook_server.storage.clock import milliseconds, milliseconds_up, moment

zones = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
times = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 the zones are drawn too


@given(times)
def test_a_time_reads_back_to_the_millisecond(time):
    assert moment(milliseconds(time)) == time.replace(microsecond=time.microsecond // 1000 * 1000)
    assert moment(milliseconds(time)).tzinfo is UTC


@given(times)
def test_a_lower_bound_is_never_before_and_never_a_millisecond_after(time):
    assert timedelta(0) <= moment(milliseconds_up(time)) - time < timedelta(milliseconds=1)

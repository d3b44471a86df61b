from datetime import UTC, datetime, timedelta, timezone

import pytest

from hornbook_server.handlers.wire import timestamp


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 5, 17, 9, 12, 44, tzinfo=UTC), "2024-05-17T09:12:44.000Z"),
        (datetime(2024, 5, 17, 9, 12, 44, 7000, tzinfo=UTC), "2024-05-17T09:12:44.007Z"),
        (datetime(2024, 5, 17, 9, 12, 44, 999_999, tzinfo=UTC), "2024-05-17T09:12:44.999Z"),
        (datetime(2024, 5, 17, 11, 12, 44, tzinfo=timezone(timedelta(hours=2))), "2024-05-17T09:12:44.000Z"),
        (datetime(33, 1, 2, tzinfo=UTC), "0033-01-02T00:00:00.000Z"),
    ],
)
def test_a_time_is_printed_in_utc_with_milliseconds(moment, text):
    assert timestamp(moment) == text

from datetime import UTC, datetime

import pytest

from hornbook_server.handlers.wire import parse_date

MOMENT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("2024-05-06T07:08:09.123456", MOMENT.replace(microsecond=123456)),  # Python SDK, naive
        ("2024-05-06T07:08:09+00:00", MOMENT),  # Python SDK, aware; PHP's ATOM
        ("2024-05-06T07:08:09 00:00", MOMENT),  # a + that nobody encoded
        ("2024-05-06T07:08:09.123Z", MOMENT.replace(microsecond=123000)),  # JavaScript
        ("2024-05-06T07:08Z", MOMENT.replace(second=0)),  # Java drops seconds that are zero
        ("2024-05-06T09:08:09+02:00", MOMENT),
        ("2024-05-06T09:08:09+0200", MOMENT),
        ("2024-05-06T09:08:09+02", MOMENT),
        ("2024-05-06T07:08:09.1234567Z", MOMENT.replace(microsecond=123456)),  # .NET, seven digits
        ("2024-05-06T07:08:09.1234567", MOMENT.replace(microsecond=123456)),
        ("2024-05-06 07:08:09 UTC", MOMENT),  # Ruby, a Time
        ("2024-05-06 09:08:09 +0200", MOMENT),
        ("2024-05-06 09:08:09  0200", MOMENT),
        ("2024-05-06 05:08:09 -0200", MOMENT),
        ("2024-05-06", datetime(2024, 5, 6, tzinfo=UTC)),  # a plain date
        ("2024-05-06 07:08:09", MOMENT),
        ("2024-05-06t07:08:09z", MOMENT),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),  # a leap second
    ],
)
def test_every_shape_that_an_sdk_sends_is_read_as_utc(sent, meant):
    assert parse_date(sent) == meant


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "junk",
        "2024",
        "2024-13-01",
        "2024-02-30",
        "20240506",
        "2024-05-06T",
        "2024-05-06T25:00:00Z",
        "٢٠٢٤-٠٥-٠٦",
        "2024-05-06T07:08:09Zjunk",
        "1715000000",
        "0001-01-01T00:00:00+14:00",
        "2024-W19-1",
        "2024-05-06\n",
    ],
)
def test_what_is_no_timestamp_is_refused(junk):
    with pytest.raises(ValueError):
        parse_date(junk)

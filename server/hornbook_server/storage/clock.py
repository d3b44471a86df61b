"""Times as the tables keep them: whole milliseconds since 1970 UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(time: datetime) -> int:
    return (time - _EPOCH) // _MILLISECOND


def milliseconds_up(time: datetime) -> int:
    """The first whole millisecond that is not before `time`."""
    return -((_EPOCH - time) // _MILLISECOND)


def moment(stored: int) -> datetime:
    return datetime.fromtimestamp(stored / 1000, UTC)

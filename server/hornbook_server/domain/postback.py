"""A message about what has happened, on its way to where a caller asked for it."""

from datetime import datetime, timedelta

from msgspec import Struct

MOST_TRIES = 70
JSON = "application/json; charset=UTF-8"
_LONGEST_PAUSE = 900.0  # seconds


class Postback(Struct, frozen=True, kw_only=True):
    """`id` is the same at every try. `topic` says what has happened, and `subject` to which job or registration.

    `url` has no credentials: `authorization` is the value of that header, empty without. `destination` is the origin of
    `url`; `attempts` counts the claims so far.
    """

    id: str
    app_id: str
    topic: str
    subject: str
    destination: str
    url: str
    authorization: str = ""
    content_type: str
    body: bytes
    created: datetime
    attempts: int = 0


def pause_after(tries: int, *, jitter: float) -> timedelta:
    """Up to twice as long after each try, from 1 second to 15 minutes; `jitter` from 0 to 1 spreads its second half."""
    longest = min(2.0 ** min(tries, 10), _LONGEST_PAUSE)
    return timedelta(seconds=max(1.0, longest / 2 * (1 + jitter)))


def pause_asked_for(seconds: float, *, least: timedelta) -> timedelta:
    """What a receiver asks for by Retry-After, within the same bounds and not before `least`."""
    return max(least, timedelta(seconds=min(seconds, _LONGEST_PAUSE)))

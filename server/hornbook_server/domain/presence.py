"""How long a learner has been in the activities of a run, as the service has seen it, and sessions that are under way.

A player's page gives signs of life; what lies between two of them counts, but no longer than MOST_SILENCE: a machine
that was asleep, or a page that was killed, is no presence. Of the course as a whole the key is empty.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, structs

MOST_SILENCE = timedelta(minutes=2)  # background tabs run their timers once a minute


class Presence(Struct, frozen=True, kw_only=True):
    """`since` is when the session began that the statements tell of, None where none is under way."""

    seconds: float = 0.0
    since: datetime | None = None


Presences = Mapping[str, Presence]
ABSENT = Presence()


def elapsed(seen: datetime, now: datetime) -> float:
    """Seconds of presence between two signs of life."""
    return min(max(now - seen, timedelta()), MOST_SILENCE).total_seconds()


def stayed(presences: Presences, seconds: float, activities: Iterable[str]) -> dict[str, Presence]:
    """With so much more time in these activities."""
    longer = dict(presences)
    for key in activities:
        before = longer.get(key, ABSENT)
        longer[key] = structs.replace(before, seconds=before.seconds + seconds)
    return longer


def timings(presences: Presences) -> dict[str, float]:
    """By activity key, as `domain.progress` takes them: where the learner has been seen at all."""
    return {key: one.seconds for key, one in presences.items() if one.seconds}

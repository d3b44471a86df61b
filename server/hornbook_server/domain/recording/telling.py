"""What is told of a run: each change in turn, and for each session that has begun that it has ended."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, structs

from hornbook_server.domain.course import Activity
from hornbook_server.domain.presence import ABSENT, Presences
from hornbook_server.domain.recording.changes import Change, statements_of
from hornbook_server.domain.recording.profile import Occasion, Taking
from hornbook_server.domain.run import ActivityState
from hornbook_server.domain.xapi import Json


class Applied(Struct, frozen=True, kw_only=True):
    """What one commit has made of an activity, by its key; `began` on the terms of `Change`."""

    key: str
    occasion: Occasion
    before: ActivityState
    after: ActivityState
    began: bool = False


MOST_OF_PARTS = 5000  # statements about interactions and objectives, which others wait for


class Telling:
    """Of one transaction. `presences` are at first as stored, and in the end as they are to be kept.

    Beyond MOST_OF_PARTS interactions and objectives are not told of.
    """

    def __init__(
        self, taking: Taking, settings: Mapping[str, str], activities: Mapping[str, Activity], presences: Presences
    ) -> None:
        """`activities` are those whose content does not speak xAPI itself, by key; nothing is told of others."""
        self._taking, self._settings, self._activities = taking, settings, activities
        self.presences = dict(presences)
        self._room = iter(range(MOST_OF_PARTS))

    def changed(self, applied: Applied) -> Iterator[Json]:
        """An attempt that follows one under way ends it."""
        if applied.key not in self._activities:
            return
        if applied.before.attempt < applied.after.attempt:
            yield from self.over(applied.key, applied.before, applied.occasion)
        yield from self._told(self._change(applied))

    def over(self, key: str, state: ActivityState, occasion: Occasion) -> Iterator[Json]:
        """The session of an activity is, if one is under way."""
        since = self.presences.get(key, ABSENT).since
        if key in self._activities and since is not None:
            last = structs.replace(occasion, moment=max(occasion.moment, since))
            change = self._change(Applied(key=key, occasion=last, before=state, after=state))
            yield from self._told(structs.replace(change, over=True))

    def under_way(self) -> set[str]:
        return {key for key, one in self.presences.items() if one.since is not None}

    def _change(self, applied: Applied) -> Change:
        return Change(
            activity=self._activities[applied.key],
            key=applied.key,
            before=applied.before,
            after=applied.after,
            occasion=applied.occasion,
            since=self.presences.get(applied.key, ABSENT).since,
            began=applied.began,
        )

    def _told(self, change: Change) -> Iterator[Json]:
        yield from statements_of(self._taking, change, self._settings, self._room)
        since = change.occasion.moment if change.begins else change.since
        before = self.presences.get(change.key, ABSENT)
        self.presences[change.key] = structs.replace(before, since=None if change.ends else since)

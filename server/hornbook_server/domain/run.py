"""A run: the run-time state of a course for one preview, or one learner, as the player's page sends it in.

The page numbers what it commits within each of its openings; a number is applied once, in order. State is kept by
activity as the learning standard's own element names and values, so that nothing is lost in a translation.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from hornbook_server.domain.errors import Invalid

ENDED = "hornbook.ended"  # kept beside an activity's own elements once its content, or the player, has ended a session
MOST_CHARACTERS = 8 * 2**20  # of one activity's state, its elements' names included
MOST_OF_RUN = 128 * 2**20  # characters, of all activities together


class Splice(Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a long value: `insert` takes the place of `remove` UTF-16 code units from `at`."""

    at: int
    remove: int
    insert: str

    def applied(self, value: str) -> str:
        units = value.encode("utf-16-le")
        start, end = 2 * self.at, 2 * (self.at + self.remove)
        if not 0 <= start <= end <= len(units):
            raise Invalid(f"changes: units {self.at} to {self.at + self.remove} of a value that has {len(units) // 2}")
        try:
            return (units[:start] + self.insert.encode("utf-16-le") + units[end:]).decode("utf-16-le")
        except UnicodeError:
            raise Invalid("changes: a splice may not cut a character in two") from None


Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
# What databases take as a key: PostgreSQL no NUL, and no more bytes in an index.
Key = Annotated[str, Meta(max_length=2600, pattern=r"\A[^\x00]*\Z")]
Element = Annotated[str, Meta(max_length=1000)]
Changes = dict[Element, str | Splice | None]


class Commit(Struct, frozen=True, forbid_unknown_fields=True):
    """What has changed of one activity. A higher attempt than the stored one starts from nothing."""

    number: Count
    activity: Key
    attempt: Count
    changes: Changes


class Left(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that did not fit into what the page could still send as it closed."""

    activity: Key
    element: Element
    characters: int


class Batch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page sends. With `last`, the number of its last commit, it says that it closes.

    `running` while content is between its standard's beginning and end. `activity` is what is open, empty where
    nothing is. Without commits it is a sign of life.
    """

    opening: Count
    commits: tuple[Commit, ...]
    running: bool = False
    activity: Key | UnsetType = UNSET
    last: Count | UnsetType = UNSET
    left: Annotated[tuple[Left, ...], Meta(max_length=100)] = ()


def length_of(elements: Mapping[str, str]) -> int:
    """In characters."""
    return sum(len(name) + len(value) for name, value in elements.items())


class ActivityState(Struct, frozen=True):
    attempt: int
    elements: dict[str, str]

    def changed(self, commit: Commit) -> "ActivityState":
        """Raises Invalid."""
        elements = {} if commit.attempt > self.attempt else dict(self.elements)
        for element, change in commit.changes.items():
            if change is None:
                elements.pop(element, None)
            else:
                elements[element] = change if isinstance(change, str) else change.applied(elements.get(element, ""))
        if length_of(elements) > MOST_CHARACTERS:
            raise Invalid(f"changes: the state of '{commit.activity}' is longer than {MOST_CHARACTERS} characters")
        return ActivityState(commit.attempt, elements)


NOTHING = ActivityState(0, {})


class Loss(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an earlier opening could not bring in: a value it named (`left`), or what its last second held (`ended`)."""

    opening: int
    kind: Literal["left", "ended"]
    activity: str = ""
    element: str = ""
    characters: int = 0


class Run(Struct, frozen=True, kw_only=True):
    """`opening` counts how often the page has been opened, `applied` is the last number of it that has been applied.

    `earlier` is the last number applied of the opening before. `closed` once the page has said that it closes, with
    what it `left`. `losses` are those that no opening was told of.
    """

    id: str
    opening: int
    applied: int
    earlier: int
    running: bool
    closed: bool
    last: int
    left: tuple[Left, ...]
    losses: tuple[Loss, ...]
    seen: datetime

    def lost(self) -> tuple[Loss, ...]:
        """Of the present opening, if it were over now."""
        if not self.closed:
            return (Loss(opening=self.opening, kind="ended"),) if self.running else ()
        if self.applied >= self.last:
            return ()
        named = tuple(
            Loss(
                opening=self.opening, kind="left", activity=one.activity, element=one.element, characters=one.characters
            )
            for one in self.left
        )
        return named or (Loss(opening=self.opening, kind="ended"),)


def begun(run_id: str, *, opening: int, earlier: int, now: datetime) -> Run:
    """A run at the beginning of an opening."""
    return Run(
        id=run_id,
        opening=opening,
        applied=0,
        earlier=earlier,
        running=False,
        closed=False,
        last=0,
        left=(),
        losses=(),
        seen=now,
    )


def lost_of(batch: Batch, run: Run) -> tuple[Loss, ...]:
    """What is lost where a batch comes after the next opening has begun; what was applied in time is not."""
    applied = run.earlier if batch.opening == run.opening - 1 else 0
    return tuple(
        _loss(batch.opening, one.activity, element, _characters(change))
        for one in batch.commits
        if one.number > applied
        for element, change in one.changes.items()
    )


def _characters(change: str | Splice | None) -> int:
    return 0 if change is None else len(change if isinstance(change, str) else change.insert)


def _loss(opening: int, activity: str, element: str, characters: int) -> Loss:
    return Loss(opening=opening, kind="left", activity=activity, element=element, characters=characters)

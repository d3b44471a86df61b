"""Results of activities, in the words that all learning standards share."""

from enum import StrEnum

from msgspec import Struct, structs

from hornbook_server.domain.course import Activity
from hornbook_server.domain.run import NOTHING, ActivityState


class Completion(StrEnum):
    UNKNOWN = "UNKNOWN"
    INCOMPLETE = "INCOMPLETE"
    COMPLETED = "COMPLETED"

    @classmethod
    def of(cls, known: bool | None) -> "Completion":  # noqa: FBT001 the status of the sequencing model
        return cls.UNKNOWN if known is None else cls.COMPLETED if known else cls.INCOMPLETE


class Success(StrEnum):
    UNKNOWN = "UNKNOWN"
    PASSED = "PASSED"
    FAILED = "FAILED"

    @classmethod
    def of(cls, known: bool | None) -> "Success":  # noqa: FBT001 the status of the sequencing model
        return cls.UNKNOWN if known is None else cls.PASSED if known else cls.FAILED


class Result(Struct, frozen=True, kw_only=True, gc=False):
    """`score` is scaled, -1 to 1, None where there is none; `amount` is how much is done, 0 to 1.

    `attempts` is 0 for what has never been opened; `suspended` is what goes on where it was left.
    """

    completion: Completion = Completion.UNKNOWN
    success: Success = Success.UNKNOWN
    score: float | None = None
    amount: float = 0.0
    seconds: float = 0.0
    attempts: int = 0
    suspended: bool = False

    @property
    def satisfied(self) -> bool:
        """Passed, or completed and not failed."""
        return self.success is Success.PASSED or (
            self.completion is Completion.COMPLETED and self.success is not Success.FAILED
        )


UNTOUCHED = Result()


class ObjectiveResult(Struct, frozen=True, kw_only=True, gc=False):
    """An objective of an activity, or a global one. `score` is scaled, `raw` within `least` and `most`."""

    id: str
    primary: bool = False
    completion: Completion = Completion.UNKNOWN
    success: Success = Success.UNKNOWN
    score: float | None = None
    raw: float | None = None
    least: float | None = None
    most: float | None = None
    progress: float | None = None


class ActivityProgress(Struct, frozen=True, kw_only=True, gc=False):
    """How far a learner has come in an activity; `key` is its key in a run, `state` what its content has stored."""

    activity: Activity
    key: str
    result: Result
    objectives: tuple[ObjectiveResult, ...] = ()
    state: ActivityState = NOTHING
    children: tuple["ActivityProgress", ...] = ()


class Progress(Struct, frozen=True, kw_only=True):
    """How far a learner has come in a course. `shared_data` are stores by their id (SCORM 2004 4th Ed.).

    `suspended_activity` is the key of the activity that the course goes on with, empty if there is none.
    """

    root: ActivityProgress
    global_objectives: tuple[ObjectiveResult, ...] = ()
    shared_data: tuple[tuple[str, str], ...] = ()
    suspended_activity: str = ""

    @property
    def result(self) -> Result:
        return self.root.result


def amount_of(completion: Completion, known: float | None = None) -> float:
    """How much is done of an activity without parts: what it says, or else all or nothing."""
    if completion is Completion.COMPLETED:
        return 1.0
    return 0.0 if known is None else min(1.0, max(0.0, known))


def seen(result: Result, seconds: float | None) -> Result:
    """The result with the time that the service has seen the learner, where it has."""
    return result if seconds is None else structs.replace(result, seconds=seconds)

"""A registration: a learner takes a course, once or several times, each time on one version of it."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, structs

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.progress import Completion, Result, Success
from hornbook_server.domain.progress.beginning import Beginning


def check_is_reachable(registration_id: str) -> None:
    """Raises Invalid for a segment that every client takes out of an address, percent-encoded too (RFC 3986, 5.2.4)."""
    if registration_id in (".", ".."):
        raise Invalid(f"registrationId: [{registration_id}] means another place in an address; choose a name")


class Learner(Struct, frozen=True, kw_only=True):
    """`id` is the application's; what it does not say of the learner is empty."""

    id: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""


class Summary(Struct, frozen=True, kw_only=True):
    """How far an instance has come. `score` is scaled, -1 to 1, and `completion_amount` 0 to 1; None where unknown."""

    completion: Completion = Completion.UNKNOWN
    success: Success = Success.UNKNOWN
    score: float | None = None
    completion_amount: float | None = None
    seconds_tracked: float = 0.0
    first_access: datetime | None = None
    last_access: datetime | None = None
    completed: datetime | None = None

    @property
    def result(self) -> Result:
        return Result(
            completion=self.completion,
            success=self.success,
            score=self.score,
            amount=self.completion_amount or 0.0,
            seconds=self.seconds_tracked,
            attempts=0 if self.first_access is None else 1,
        )


def standing(result: Result, initial: Result) -> Result:
    """The course's result where the learner began with some of it.

    What was completed stays so; success and score hold until there are others.
    """
    completion = result.completion if result.completion is not Completion.UNKNOWN else initial.completion
    if initial.completion is Completion.COMPLETED:
        completion = Completion.COMPLETED
    return structs.replace(
        result,
        completion=completion,
        success=initial.success if result.success is Success.UNKNOWN else result.success,
        score=initial.score if result.score is None else result.score,
        amount=max(result.amount, initial.amount),
        attempts=max(result.attempts, initial.attempts),
    )


def reached(summary: Summary, result: Result, now: datetime) -> Summary:
    """How far the instance has come once the course's result is this one; `completed` is when it last became so."""
    done = result.completion is Completion.COMPLETED
    return structs.replace(
        summary,
        completion=result.completion,
        success=result.success,
        score=result.score,
        completion_amount=result.amount,
        seconds_tracked=result.seconds,
        first_access=summary.first_access or now,
        last_access=now,
        completed=(summary.completed or now) if done else None,
    )


class Instance(Struct, frozen=True, kw_only=True):
    """One time that the learner takes the course. `key` is of its row, `initial` the result that it began with.

    `run` is empty until the first launch, or the first result.
    """

    key: int
    number: int
    version: int
    title: str
    xapi_registration_id: str
    created: datetime
    updated: datetime
    summary: Summary
    run: str = ""
    initial: Result = Result()


class Registration(Struct, frozen=True, kw_only=True):
    """With one of its instances: the latest, where none is asked for."""

    id: str
    app_id: str
    course_id: str
    learner: Learner
    tags: tuple[str, ...]
    created: datetime
    updated: datetime
    instance: Instance


class NewRegistration(Struct, frozen=True, kw_only=True):
    """What a caller asks for. `version` None is the latest; `settings` are those of the first instance.

    `xapi_registration_id` is empty where one is to be made up.
    `beginning` is how far the learner has come elsewhere, `summary` when.
    """

    id: str
    course_id: str
    learner: Learner
    version: int | None = None
    xapi_registration_id: str = ""
    tags: tuple[str, ...] = ()
    course_tags: tuple[str, ...] = ()
    settings: Mapping[str, str] = {}
    summary: Summary = Summary()
    beginning: Beginning | None = None

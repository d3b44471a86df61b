"""How far a learner has come elsewhere, as a new registration says it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import UNSET, UnsetType

from hornbook_contract.models import ActivityResultSchema, ObjectiveSchema, RegistrationSchema, ScoreSchema
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.progress import Completion, ObjectiveResult, Result, Success
from hornbook_server.domain.progress.beginning import Beginning, Reached
from hornbook_server.domain.registration import Summary
from hornbook_server.domain.times import seconds_of
from hornbook_server.handlers.activity_results import PERCENT
from hornbook_server.handlers.initial_runtime import runtime_from_wire
from hornbook_server.handlers.wire import given, parse_date

_STATE = "initialRegistrationState"
_LONGEST = 100 * 366 * 86_400  # seconds


def beginning_of(state: RegistrationSchema) -> Beginning:
    """Raises Invalid for what no learner can have reached."""
    activities = _activities(state.activity_details, f"{_STATE}.activityDetails")
    result = Result(
        completion=Completion(given(state.registration_completion) or "UNKNOWN"),
        success=Success(given(state.registration_success) or "UNKNOWN"),
        score=_score(state.score, f"{_STATE}.score"),
        amount=_within(given(state.registration_completion_amount), f"{_STATE}.registrationCompletionAmount", 0, 1)
        or 0.0,
        seconds=_within(given(state.total_seconds_tracked), f"{_STATE}.totalSecondsTracked", 0, _LONGEST) or 0.0,
        attempts=0 if state.first_access_date is UNSET else 1,
    )
    return Beginning(
        course=result,
        root=activities[0] if activities else None,
        activities=tuple(activities[1:]),
        global_objectives=tuple(_objectives(state.global_objectives or (), f"{_STATE}.globalObjectives")),
        shared_data={entry.id: given(entry.value) or "" for entry in state.shared_data or () if entry.id},
        suspended_activity=given(state.suspended_activity_id) or "",
    )


def summary_of(state: RegistrationSchema) -> Summary:
    """When it was; how far is the beginning's."""
    return Summary(
        first_access=_date(state.first_access_date),
        last_access=_date(state.last_access_date),
        completed=_date(state.completed_date),
    )


def _activities(details: ActivityResultSchema | UnsetType, where: str) -> list[Reached]:
    """The root first, and what is below it in document order."""
    found = []
    pending = [] if details is UNSET else [(details, where)]
    while pending:
        one, path = pending.pop()
        found.append(_reached(one, path))
        children = [(child, f"{path}.children[{at}]") for at, child in enumerate(one.children or ())]
        pending.extend(reversed(children))
    return found


def _reached(one: ActivityResultSchema, where: str) -> Reached:
    amount = given(one.completion_amount.scaled) if one.completion_amount else None
    result = Result(
        completion=Completion(given(one.activity_completion) or "UNKNOWN"),
        success=Success(given(one.activity_success) or "UNKNOWN"),
        score=_score(one.score, f"{where}.score"),
        amount=(_within(amount, f"{where}.completionAmount.scaled", 0, PERCENT) or 0.0) / PERCENT,
        seconds=seconds_of(given(one.time_tracked) or ""),
        attempts=given(one.attempts) or 0,
        suspended=bool(given(one.suspended)),
    )
    runtime = None if one.runtime is UNSET else runtime_from_wire(one.runtime)
    return Reached(identifier=given(one.id) or "", where=where, result=result, runtime=runtime)


def _objectives(objectives: Iterable[ObjectiveSchema], where: str) -> Iterator[ObjectiveResult]:
    for at, one in enumerate(objectives):
        if not one.id:
            raise Invalid(f"{where}[{at}].id: an objective that courses share has an id")
        yield ObjectiveResult(
            id=one.id,
            completion=Completion(given(one.objective_completion) or "UNKNOWN"),
            success=Success(given(one.objective_success) or "UNKNOWN"),
            score=_score(one.score, f"{where}[{at}].score"),
            raw=given(one.score_raw),
            least=given(one.score_min),
            most=given(one.score_max),
            progress=given(one.progress_measure),
        )


def _score(score: ScoreSchema | UnsetType, where: str) -> float | None:
    scaled = given(score.scaled) if score else None
    within = _within(scaled, f"{where}.scaled", -PERCENT, PERCENT)
    return None if within is None else within / PERCENT


def _within(value: float | None, name: str, least: float, most: float) -> float | None:
    if value is not None and not least <= value <= most:
        raise Invalid(f"{name}: {value} is not from {least} to {most}")
    return value


def _date(text: str | UnsetType) -> datetime | None:
    return None if text is UNSET else parse_date(text)

"""Results of activities as the wire has them."""

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    ActivityResultSchema,
    CompletionAmountSchema,
    ObjectiveSchema,
    ScoreSchema,
    StaticPropertiesSchema,
)
from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.numbers import decimal, number
from hornbook_server.domain.progress import ActivityProgress, ObjectiveResult, runtime_of
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.domain.times import timespan
from hornbook_server.handlers.runtime_data import runtime_to_wire

PERCENT = 100
_MOST_ATTEMPTS = 2**31 - 1  # of the wire; a page may say anything


def activity_result(progress: ActivityProgress, standard: LearningStandard, detail: Detail) -> ActivityResultSchema:
    """With what `detail` asks for: activities below, objectives and interactions, run-time data."""
    result, activity = progress.result, progress.activity
    children = [activity_result(child, standard, detail) for child in progress.children] if detail.children else []
    found = ActivityResultSchema(
        id=activity.item_identifier or activity.external_identifier,
        title=activity.title,
        attempts=max(0, min(result.attempts, _MOST_ATTEMPTS)),
        activity_completion=result.completion.value,
        activity_success=result.success.value,
        score=score(result.score),
        time_tracked=timespan(result.seconds),
        completion_amount=CompletionAmountSchema(scaled=decimal(result.amount * PERCENT)),
        suspended=result.suspended,
        children=children,
        static_properties=_static_properties(activity),
    )
    if detail.interactions:
        found.objectives = [objective(one) for one in progress.objectives]
    if detail.runtime and activity.href:
        runtime = runtime_of(standard, progress.state.elements)
        found.runtime = runtime_to_wire(runtime, tracked=result.seconds, with_interactions=detail.interactions)
    return found


def score(scaled: float | None) -> ScoreSchema | UnsetType:
    """Of 100."""
    return UNSET if scaled is None else ScoreSchema(scaled=decimal(scaled * PERCENT))


def objective(result: ObjectiveResult) -> ObjectiveSchema:
    """Earlier attempts are not kept, so nothing is said of them."""
    return ObjectiveSchema(
        id=result.id,
        primary=result.primary,
        score=score(result.score),
        score_max=_known(result.most),
        score_min=_known(result.least),
        score_raw=_known(result.raw),
        progress_measure=_known(result.progress),
        objective_completion=result.completion.value,
        objective_success=result.success.value,
        previous_objective_success=UNSET,
    )


def _static_properties(activity: Activity) -> StaticPropertiesSchema:
    own = activity.scorm2004
    threshold = own.completion_threshold if own else None
    objective = own.sequencing.primary_objective if own and own.sequencing else None
    by_measure = objective is not None and objective.satisfied_by_measure
    passing = objective.min_normalized_measure if objective and by_measure else number(activity.scaled_passing_score)
    limit = own.sequencing.limit_conditions.attempt_absolute_duration_limit if own and own.sequencing else ""
    by_amount = threshold is not None and threshold.completed_by_measure
    return StaticPropertiesSchema(
        completion_threshold=str(threshold.min_progress_measure) if threshold and by_amount else UNSET,
        launch_data=activity.launch_data,
        max_time_allowed=activity.max_time_allowed or limit,
        scaled_passing_score=_known(passing),
        scaled_passing_score_used=passing is not None,
        time_limit_action=activity.time_limit_action,
    )


def _known(value: float | None) -> float | UnsetType:
    return UNSET if value is None else value

"""What content has stored, as the wire has it."""

from typing import Literal

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    CommentSchema,
    LearnerPreferenceSchema,
    RuntimeInteractionSchema,
    RuntimeObjectiveSchema,
    RuntimeSchema,
)
from hornbook_server.domain.numbers import number
from hornbook_server.domain.progress.runtime import (
    Comment,
    Interaction,
    InteractionType,
    Preference,
    ReportedObjective,
    Runtime,
)
from hornbook_server.domain.times import moment_in_utc, timespan
from hornbook_server.handlers.wire import timestamp

_Type = Literal[
    "TrueFalse",
    "Choice",
    "FillIn",
    "LongFillIn",
    "Likert",
    "Matching",
    "Performance",
    "Sequencing",
    "Numeric",
    "Other",
]
TYPES: dict[InteractionType, _Type] = {
    InteractionType.TRUE_FALSE: "TrueFalse",
    InteractionType.CHOICE: "Choice",
    InteractionType.FILL_IN: "FillIn",
    InteractionType.LONG_FILL_IN: "LongFillIn",
    InteractionType.LIKERT: "Likert",
    InteractionType.MATCHING: "Matching",
    InteractionType.PERFORMANCE: "Performance",
    InteractionType.SEQUENCING: "Sequencing",
    InteractionType.NUMERIC: "Numeric",
    InteractionType.OTHER: "Other",
}


def runtime_to_wire(runtime: Runtime, *, tracked: float, with_interactions: bool) -> RuntimeSchema:
    """`tracked` are the seconds that the service has seen; interactions and objectives come only if asked for."""
    found = RuntimeSchema(
        completion_status=runtime.completion_status,
        credit=runtime.credit,
        entry=runtime.entry,
        exit=runtime.exit,
        learner_preference=_preference(runtime.preference),
        location=runtime.location,
        mode=runtime.mode,
        progress_measure=runtime.progress_measure,
        score_scaled=runtime.score_scaled,
        score_raw=runtime.score_raw,
        score_min=runtime.score_min,
        score_max=runtime.score_max,
        total_time=timespan(runtime.total_time),
        time_tracked=timespan(tracked),
        runtime_success_status=runtime.success.value,
        suspend_data=runtime.suspend_data,
        learner_comments=[_comment(one) for one in runtime.learner_comments],
        lms_comments=[_comment(one) for one in runtime.lms_comments],
    )
    if with_interactions:
        found.runtime_interactions = [_interaction(one) for one in runtime.interactions]
        found.runtime_objectives = [_objective(one) for one in runtime.objectives]
    return found


def _preference(preference: Preference) -> LearnerPreferenceSchema:
    captioning = number(preference.audio_captioning)
    return LearnerPreferenceSchema(
        audio_level=_number(preference.audio_level),
        language=preference.language,
        delivery_speed=_number(preference.delivery_speed),
        audio_captioning=UNSET if captioning is None else max(-1, min(1, int(captioning))),
    )


def _comment(comment: Comment) -> CommentSchema:
    return CommentSchema(value=comment.value, location=comment.location, date_time=comment.timestamp)


def _interaction(interaction: Interaction) -> RuntimeInteractionSchema:
    return RuntimeInteractionSchema(
        id=interaction.id,
        type=TYPES[interaction.type],
        objectives=list(interaction.objectives),
        timestamp=interaction.timestamp,
        timestamp_utc=_in_utc(interaction.timestamp),
        correct_responses=list(interaction.correct_responses),
        weighting=interaction.weighting,
        learner_response=interaction.learner_response,
        result=interaction.result,
        latency=UNSET if interaction.latency is None else timespan(interaction.latency),
        description=interaction.description,
    )


def _objective(objective: ReportedObjective) -> RuntimeObjectiveSchema:
    return RuntimeObjectiveSchema(
        id=objective.id,
        score_scaled=objective.score_scaled,
        score_min=objective.score_min,
        score_max=objective.score_max,
        score_raw=objective.score_raw,
        runtime_objective_success_status=objective.success.value,
        runtime_objective_completion_status=objective.completion.value,
        progress_measure=objective.progress_measure,
        description=objective.description,
    )


def _in_utc(text: str) -> str | UnsetType:
    moment = moment_in_utc(text)
    return UNSET if moment is None else timestamp(moment)


def _number(text: str) -> float | UnsetType:
    value = number(text)
    return UNSET if value is None else value

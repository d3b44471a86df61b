"""Run-time data that a caller says content has stored: what `runtime_data` gives, the other way."""

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    CommentSchema,
    LearnerPreferenceSchema,
    RuntimeInteractionSchema,
    RuntimeObjectiveSchema,
    RuntimeSchema,
)
from hornbook_server.domain.progress import Success
from hornbook_server.domain.progress.runtime import (
    Comment,
    Interaction,
    InteractionType,
    Preference,
    ReportedCompletion,
    ReportedObjective,
    Runtime,
)
from hornbook_server.domain.times import seconds_of
from hornbook_server.handlers.runtime_data import TYPES
from hornbook_server.handlers.wire import given

_TYPES = {word: kind for kind, word in TYPES.items()}


def runtime_from_wire(runtime: RuntimeSchema) -> Runtime:
    return Runtime(
        completion_status=_text(runtime.completion_status),
        success=Success(given(runtime.runtime_success_status) or "UNKNOWN"),
        exit=_text(runtime.exit),
        location=_text(runtime.location),
        progress_measure=_text(runtime.progress_measure),
        score_scaled=_text(runtime.score_scaled),
        score_raw=_text(runtime.score_raw),
        score_min=_text(runtime.score_min),
        score_max=_text(runtime.score_max),
        total_time=seconds_of(_text(runtime.total_time)),
        suspend_data=_text(runtime.suspend_data),
        preference=_preference(runtime.learner_preference),
        learner_comments=tuple(map(_comment, runtime.learner_comments or ())),
        lms_comments=tuple(map(_comment, runtime.lms_comments or ())),
        interactions=tuple(map(_interaction, runtime.runtime_interactions or ())),
        objectives=tuple(map(_objective, runtime.runtime_objectives or ())),
    )


def _preference(preference: LearnerPreferenceSchema | UnsetType) -> Preference:
    if preference is UNSET:
        return Preference()
    return Preference(
        audio_level=_number(preference.audio_level),
        language=_text(preference.language),
        delivery_speed=_number(preference.delivery_speed),
        audio_captioning=_number(preference.audio_captioning),
    )


def _comment(comment: CommentSchema) -> Comment:
    return Comment(value=_text(comment.value), location=_text(comment.location), timestamp=_text(comment.date_time))


def _interaction(one: RuntimeInteractionSchema) -> Interaction:
    latency = _text(one.latency)
    return Interaction(
        id=_text(one.id),
        type=InteractionType.OTHER if one.type is UNSET else _TYPES[one.type],
        objectives=tuple(one.objectives or ()),
        timestamp=_text(one.timestamp),
        correct_responses=tuple(one.correct_responses or ()),
        weighting=_text(one.weighting),
        learner_response=_text(one.learner_response),
        result=_text(one.result),
        latency=seconds_of(latency) if latency else None,
        description=_text(one.description),
    )


def _objective(one: RuntimeObjectiveSchema) -> ReportedObjective:
    return ReportedObjective(
        id=_text(one.id),
        score_scaled=_text(one.score_scaled),
        score_raw=_text(one.score_raw),
        score_min=_text(one.score_min),
        score_max=_text(one.score_max),
        success=Success(given(one.runtime_objective_success_status) or "UNKNOWN"),
        completion=ReportedCompletion(given(one.runtime_objective_completion_status) or "UNKNOWN"),
        progress_measure=_text(one.progress_measure),
        description=_text(one.description),
    )


def _text(text: str | UnsetType) -> str:
    return "" if text is UNSET else text


def _number(value: float | UnsetType) -> str:
    return "" if value is UNSET else f"{value:g}"

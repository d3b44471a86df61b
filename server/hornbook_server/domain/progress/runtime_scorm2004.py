"""The run-time data of SCORM 2004 (RTE 4th Ed., 4.2)."""

from hornbook_server.domain.progress.results import Success
from hornbook_server.domain.progress.runtime import (
    SUCCESSES,
    Comment,
    Elements,
    Preference,
    ReportedCompletion,
    ReportedObjective,
    Runtime,
    interactions_of,
    rows,
)
from hornbook_server.domain.times import seconds_of

_COMPLETIONS = {
    "completed": ReportedCompletion.COMPLETED,
    "incomplete": ReportedCompletion.INCOMPLETE,
    "not attempted": ReportedCompletion.NOT_ATTEMPTED,
}


def runtime_of(elements: Elements) -> Runtime:
    get = elements.get
    return Runtime(
        completion_status=get("cmi.completion_status", ""),
        success=SUCCESSES.get(get("cmi.success_status", ""), Success.UNKNOWN),
        credit=get("cmi.credit", ""),
        entry=get("cmi.entry", ""),
        exit=get("cmi.exit", ""),
        mode=get("cmi.mode", ""),
        location=get("cmi.location", ""),
        progress_measure=get("cmi.progress_measure", ""),
        score_scaled=get("cmi.score.scaled", ""),
        score_raw=get("cmi.score.raw", ""),
        score_min=get("cmi.score.min", ""),
        score_max=get("cmi.score.max", ""),
        total_time=total_time(elements),
        suspend_data=get("cmi.suspend_data", ""),
        preference=Preference(
            audio_level=get("cmi.learner_preference.audio_level", ""),
            language=get("cmi.learner_preference.language", ""),
            delivery_speed=get("cmi.learner_preference.delivery_speed", ""),
            audio_captioning=get("cmi.learner_preference.audio_captioning", ""),
        ),
        learner_comments=tuple(map(_comment, rows(elements, "cmi.comments_from_learner"))),
        lms_comments=tuple(map(_comment, rows(elements, "cmi.comments_from_lms"))),
        interactions=interactions_of(elements, response="learner_response", timestamp="timestamp"),
        objectives=objectives_of(elements),
    )


def objectives_of(elements: Elements) -> tuple[ReportedObjective, ...]:
    return tuple(map(_objective, rows(elements, "cmi.objectives")))


def total_time(elements: Elements) -> float:
    """In seconds, the present session included."""
    return seconds_of(elements.get("cmi.total_time", "")) + seconds_of(elements.get("cmi.session_time", ""))


def _comment(row: Elements) -> Comment:
    return Comment(value=row.get("comment", ""), location=row.get("location", ""), timestamp=row.get("timestamp", ""))


def _objective(row: Elements) -> ReportedObjective:
    return ReportedObjective(
        id=row.get("id", ""),
        score_scaled=row.get("score.scaled", ""),
        score_raw=row.get("score.raw", ""),
        score_min=row.get("score.min", ""),
        score_max=row.get("score.max", ""),
        success=SUCCESSES.get(row.get("success_status", ""), Success.UNKNOWN),
        completion=_COMPLETIONS.get(row.get("completion_status", ""), ReportedCompletion.UNKNOWN),
        progress_measure=row.get("progress_measure", ""),
        description=row.get("description", ""),
    )

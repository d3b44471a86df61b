"""The run-time data of SCORM 1.1 and 1.2 (RTE 1.2, 3.4.4), and of AICC, which has the same data model (CMI001)."""

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

LASTING_STATUS = "hornbook.lasting_status"  # kept by the player
_COMPLETIONS = {
    "passed": ReportedCompletion.COMPLETED,
    "completed": ReportedCompletion.COMPLETED,
    "failed": ReportedCompletion.UNKNOWN,
    "incomplete": ReportedCompletion.INCOMPLETE,
    "browsed": ReportedCompletion.BROWSED,
    "not attempted": ReportedCompletion.NOT_ATTEMPTED,
}


def runtime_of(elements: Elements) -> Runtime:
    get, status = elements.get, status_of(elements)
    return Runtime(
        completion_status=status,
        success=SUCCESSES.get(status, Success.UNKNOWN),
        credit=get("cmi.core.credit", ""),
        entry=get("cmi.core.entry", ""),
        exit=get("cmi.core.exit", ""),
        mode=get("cmi.core.lesson_mode", ""),
        location=get("cmi.core.lesson_location", ""),
        score_raw=get("cmi.core.score.raw", ""),
        score_min=get("cmi.core.score.min", ""),
        score_max=get("cmi.core.score.max", ""),
        total_time=total_time(elements),
        suspend_data=get("cmi.suspend_data", ""),
        preference=Preference(
            audio_level=get("cmi.student_preference.audio", ""),
            language=get("cmi.student_preference.language", ""),
            delivery_speed=get("cmi.student_preference.speed", ""),
            audio_captioning=get("cmi.student_preference.text", ""),
        ),
        learner_comments=_comments(get("cmi.comments", "")),
        lms_comments=_comments(get("cmi.comments_from_lms", "")),
        interactions=interactions_of(elements, response="student_response", timestamp="time"),
        objectives=tuple(map(_objective, rows(elements, "cmi.objectives"))),
    )


def status_of(elements: Elements) -> str:
    """The lesson status, or the one before that counts on (the setting PlayerAllowCompleteStatusChange)."""
    return elements.get(LASTING_STATUS) or elements.get("cmi.core.lesson_status", "")


def total_time(elements: Elements) -> float:
    """In seconds, the present session included."""
    return seconds_of(elements.get("cmi.core.total_time", "")) + seconds_of(elements.get("cmi.core.session_time", ""))


def _comments(text: str) -> tuple[Comment, ...]:
    """SCORM 1.2 has one text, to which content adds."""
    return (Comment(value=text),) if text else ()


def _objective(row: Elements) -> ReportedObjective:
    status = row.get("status", "")
    return ReportedObjective(
        id=row.get("id", ""),
        score_raw=row.get("score.raw", ""),
        score_min=row.get("score.min", ""),
        score_max=row.get("score.max", ""),
        success=SUCCESSES.get(status, Success.UNKNOWN),
        completion=_COMPLETIONS.get(status, ReportedCompletion.UNKNOWN),
    )

"""The result of one activity from what its content has stored, in standards without a sequencing model.

SCORM 1.1 and 1.2 and AICC store the data model's elements; media, xAPI and cmi5 those of `domain.results`.
"""

from msgspec import structs

from hornbook_server.domain.course import Activity
from hornbook_server.domain.numbers import measure, number
from hornbook_server.domain.progress.move_on import SATISFIED
from hornbook_server.domain.progress.results import UNTOUCHED, Completion, ObjectiveResult, Result, Success, amount_of
from hornbook_server.domain.progress.runtime import SUCCESSES, Elements, rows
from hornbook_server.domain.progress.runtime_scorm12 import LASTING_STATUS, status_of, total_time
from hornbook_server.domain.progress.settings import RollupSettings
from hornbook_server.domain.run import ENDED, ActivityState
from hornbook_server.domain.times import bounded

_COMPLETIONS = {
    "passed": Completion.COMPLETED,
    "completed": Completion.COMPLETED,
    "incomplete": Completion.INCOMPLETE,
    "browsed": Completion.INCOMPLETE,
}
_UNJUDGED = ("", "not attempted", "completed")
_REPORTED = {"completed": Completion.COMPLETED, "incomplete": Completion.INCOMPLETE}


def of_scorm12(activity: Activity, state: ActivityState, settings: RollupSettings) -> Result:
    """SCORM 1.1, 1.2 and AICC (RTE 1.2, 3.4.4, cmi.core.lesson_status and cmi.core.score)."""
    elements = state.elements
    if not elements:
        return UNTOUCHED
    score = scaled(elements, "cmi.core.score")
    status = _by_mastery(activity, elements, score, settings)
    completion = settings.completion_of_failed if status == "failed" else _COMPLETIONS.get(status, Completion.UNKNOWN)
    result = Result(
        completion=completion,
        success=SUCCESSES.get(status, Success.UNKNOWN),
        score=score,
        amount=amount_of(completion),
        seconds=total_time(elements),
        attempts=max(state.attempt, 1),
        suspended=elements.get("cmi.core.exit") == "suspend",
    )
    return meaningful(result, settings)


def of_reported(state: ActivityState) -> Result:
    """Media, xAPI and cmi5."""
    elements = state.elements
    if elements.keys() <= {SATISFIED}:
        return UNTOUCHED
    completion = _REPORTED.get(elements.get("completion", ""), Completion.INCOMPLETE)
    return Result(
        completion=completion,
        success=SUCCESSES.get(elements.get("success", ""), Success.UNKNOWN),
        score=measure(elements.get("score.scaled")),
        amount=amount_of(completion, number(elements.get("progress"))),
        seconds=bounded(number(elements.get("seconds")) or 0.0),
        attempts=max(state.attempt, 1),
    )


def objectives_of_scorm12(elements: Elements, result: Result) -> tuple[ObjectiveResult, ...]:
    """The primary one, which is the activity's own result, and those that content reports (RTE 1.2, cmi.objectives)."""
    return (primary_of(result), *(_objective(row) for row in rows(elements, "cmi.objectives")))


def primary_of(result: Result, identifier: str = "") -> ObjectiveResult:
    return ObjectiveResult(
        id=identifier, primary=True, completion=result.completion, success=result.success, score=result.score
    )


def meaningful(result: Result, settings: RollupSettings) -> Result:
    """Without what the settings do not let count before completion."""
    if result.completion is Completion.COMPLETED:
        return result
    if not settings.incomplete_score_meaningful:
        result = structs.replace(result, score=None)
    if not settings.incomplete_satisfaction_meaningful:
        result = structs.replace(result, success=Success.UNKNOWN)
    return result


def scaled(elements: Elements, score: str) -> float | None:
    """The raw score within its least and best, which are 0 and 100 where content does not say; 0 to 1."""
    raw = number(elements.get(f"{score}.raw"))
    if raw is None:
        return None
    least = number(elements.get(f"{score}.min")) or 0.0
    most = number(elements.get(f"{score}.max"))
    span = (100.0 if most is None else most) - least
    return min(1.0, max(0.0, (raw - least) / span)) if span > 0 else 0.0


def _by_mastery(activity: Activity, elements: Elements, score: float | None, settings: RollupSettings) -> str:
    """The status, which the score decides where there is a mastery score and the session was for credit.

    Content that has ended without a verdict of its own gets it, unless it has said that it is not done (RTE 1.2, 3.4.4,
    cmi.core.lesson_status and cmi.student_data.mastery_score); with PlayerScoreOverridesStatus any does, at any time.
    """
    status = status_of(elements)
    mastery = number(activity.scaled_passing_score)
    no_credit = elements.get("cmi.core.credit") == "no-credit"
    if mastery is None or score is None or no_credit or LASTING_STATUS in elements:
        return status
    if settings.score_overrides_status or (ENDED in elements and status in _UNJUDGED):
        return "passed" if score >= mastery else "failed"
    return status


def _objective(row: Elements) -> ObjectiveResult:
    status = row.get("status", "")
    return ObjectiveResult(
        id=row.get("id", ""),
        completion=_COMPLETIONS.get(status, Completion.UNKNOWN),
        success=SUCCESSES.get(status, Success.UNKNOWN),
        score=scaled(row, "score"),
        raw=number(row.get("score.raw")),
        least=number(row.get("score.min")),
        most=number(row.get("score.max")),
    )

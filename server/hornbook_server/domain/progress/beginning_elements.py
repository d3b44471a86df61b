"""The elements of an activity that say what its result and run-time data are: `runtime_of`, the other way."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.progress import SCORM_2004, WITH_SCORM12_ELEMENTS
from hornbook_server.domain.progress.results import Completion, Result, Success
from hornbook_server.domain.progress.runtime import Comment, Interaction, ReportedCompletion, ReportedObjective, Runtime
from hornbook_server.domain.run import ENDED
from hornbook_server.domain.times import duration, timespan

_Member = TypeVar("_Member")

_PERCENT = 100
_NONE = Runtime()
_COMPLETIONS = {Completion.COMPLETED: "completed", Completion.INCOMPLETE: "incomplete"}
_SUCCESSES = {Success.PASSED: "passed", Success.FAILED: "failed"}
_EXITS = ("suspend", "logout", "time-out", "normal")
_RESULTS = {"incorrect": "wrong"}  # as SCORM 1.2 has it
_STATUSES = ("passed", "failed", "completed", "incomplete", "browsed", "not attempted")
_OLD_STATUSES = {
    ReportedCompletion.COMPLETED: "completed",
    ReportedCompletion.INCOMPLETE: "incomplete",
    ReportedCompletion.BROWSED: "browsed",
    ReportedCompletion.NOT_ATTEMPTED: "not attempted",
}


def elements_of(standard: LearningStandard, result: Result, runtime: Runtime | None) -> dict[str, str]:
    """What the run-time data says wins; without any, the attempt counts as suspended."""
    if standard in SCORM_2004:
        elements = _scorm2004(result, runtime or _NONE)
    elif standard in WITH_SCORM12_ELEMENTS:
        elements = _scorm12(result, runtime or _NONE)
    else:
        elements = _reported(result, runtime or _NONE)
    return {name: value for name, value in elements.items() if value}


def _scorm12(result: Result, runtime: Runtime) -> dict[str, str]:
    score = {"raw": runtime.score_raw, "min": runtime.score_min, "max": runtime.score_max}
    if not runtime.score_raw and result.score is not None:
        score = {"raw": f"{result.score * _PERCENT:.6g}", "min": "0", "max": "100"}
    preference = runtime.preference
    return {
        "cmi.core.student_id": "-",  # content is told the learner's own; that there is one tells of an earlier session
        "cmi.core.lesson_status": _status(result, runtime),
        "cmi.core.lesson_location": runtime.location,
        "cmi.core.exit": _exit(runtime),
        "cmi.core.total_time": timespan(runtime.total_time or result.seconds),
        **{f"cmi.core.score.{name}": value for name, value in score.items()},
        ENDED: "true",
        "cmi.suspend_data": runtime.suspend_data,
        "cmi.comments": "".join(comment.value for comment in runtime.learner_comments),
        "cmi.comments_from_lms": "".join(comment.value for comment in runtime.lms_comments),
        "cmi.student_preference.audio": preference.audio_level,
        "cmi.student_preference.language": preference.language,
        "cmi.student_preference.speed": preference.delivery_speed,
        "cmi.student_preference.text": preference.audio_captioning,
        **_rows("cmi.interactions", runtime.interactions, _interaction12),
        **_rows("cmi.objectives", runtime.objectives, _objective12),
    }


def _status(result: Result, runtime: Runtime) -> str:
    """SCORM 1.2 has one word for completion and success."""
    success = _SUCCESSES.get(runtime.success) or _SUCCESSES.get(result.success)
    word = runtime.completion_status.lower()
    return success or (word if word in _STATUSES else "") or _COMPLETIONS.get(result.completion, "not attempted")


def _scorm2004(result: Result, runtime: Runtime) -> dict[str, str]:
    completion = runtime.completion_status.lower()
    known = completion if completion in ("completed", "incomplete", "not attempted") else ""
    scaled = runtime.score_scaled or ("" if result.score is None else f"{result.score:.7g}")
    preference = runtime.preference
    return {
        "cmi.learner_id": "-",  # as in SCORM 1.2
        "cmi.completion_status": known or _COMPLETIONS.get(result.completion, ""),
        "cmi.success_status": _SUCCESSES.get(runtime.success) or _SUCCESSES.get(result.success, ""),
        "cmi.exit": _exit(runtime),
        "cmi.location": runtime.location,
        "cmi.progress_measure": runtime.progress_measure,
        "cmi.score.scaled": scaled,
        "cmi.score.raw": runtime.score_raw,
        "cmi.score.min": runtime.score_min,
        "cmi.score.max": runtime.score_max,
        "cmi.total_time": duration(runtime.total_time or result.seconds),
        ENDED: "true",
        "cmi.suspend_data": runtime.suspend_data,
        "cmi.learner_preference.audio_level": preference.audio_level,
        "cmi.learner_preference.language": preference.language,
        "cmi.learner_preference.delivery_speed": preference.delivery_speed,
        "cmi.learner_preference.audio_captioning": preference.audio_captioning,
        **_rows("cmi.comments_from_learner", runtime.learner_comments, _comment),
        **_rows("cmi.comments_from_lms", runtime.lms_comments, _comment),
        **_rows("cmi.interactions", runtime.interactions, _interaction2004),
        **_rows("cmi.objectives", runtime.objectives, _objective2004),
    }


def _reported(result: Result, runtime: Runtime) -> dict[str, str]:
    word = runtime.completion_status.lower()
    scaled = runtime.score_scaled or ("" if result.score is None else f"{result.score:.7g}")
    progress = runtime.progress_measure or (f"{result.amount:.6g}" if result.amount else "")
    return {
        "completion": word
        if word in ("completed", "incomplete")
        else _COMPLETIONS.get(result.completion, "incomplete"),
        "success": _SUCCESSES.get(runtime.success) or _SUCCESSES.get(result.success, ""),
        "score.scaled": scaled,
        "progress": progress,
        "place": runtime.location,
        "seconds": f"{runtime.total_time or result.seconds:.6g}",
    }


def _exit(runtime: Runtime) -> str:
    """Where nothing is said, the attempt goes on."""
    if runtime is _NONE or not runtime.exit:
        return "suspend"
    word = {"timeout": "time-out"}.get(runtime.exit.lower(), runtime.exit.lower())
    return word if word in _EXITS else "suspend"


def _rows(
    collection: str, members: Iterable[_Member], written: Callable[[_Member], Mapping[str, str]]
) -> dict[str, str]:
    return {
        f"{collection}.{at}.{name}": value
        for at, member in enumerate(members)
        for name, value in written(member).items()
    }


def _comment(comment: Comment) -> dict[str, str]:
    return {"comment": comment.value, "location": comment.location, "timestamp": comment.timestamp}


def _interaction(interaction: Interaction) -> dict[str, str]:
    """What all standards write alike."""
    lists = {
        "objectives": ("id", interaction.objectives),
        "correct_responses": ("pattern", interaction.correct_responses),
    }
    return {
        "id": interaction.id,
        "type": interaction.type.value,
        "weighting": interaction.weighting,
        **{f"{name}.{at}.{part}": value for name, (part, values) in lists.items() for at, value in enumerate(values)},
    }


def _interaction12(interaction: Interaction) -> dict[str, str]:
    return _interaction(interaction) | {
        "time": interaction.timestamp,
        "student_response": interaction.learner_response,
        "result": _RESULTS.get(interaction.result, interaction.result),
        "latency": "" if interaction.latency is None else timespan(interaction.latency),
    }


def _interaction2004(interaction: Interaction) -> dict[str, str]:
    return _interaction(interaction) | {
        "timestamp": interaction.timestamp,
        "learner_response": interaction.learner_response,
        "result": interaction.result,
        "latency": "" if interaction.latency is None else duration(interaction.latency),
        "description": interaction.description,
    }


def _score(objective: ReportedObjective) -> dict[str, str]:
    return {
        "score.raw": objective.score_raw,
        "score.min": objective.score_min,
        "score.max": objective.score_max,
    }


def _objective12(objective: ReportedObjective) -> dict[str, str]:
    status = _SUCCESSES.get(objective.success) or _OLD_STATUSES.get(objective.completion, "")
    return {"id": objective.id, **_score(objective), "status": status}


def _objective2004(objective: ReportedObjective) -> dict[str, str]:
    return {
        "id": objective.id,
        "score.scaled": objective.score_scaled,
        **_score(objective),
        "success_status": _SUCCESSES.get(objective.success, ""),
        "completion_status": _OLD_STATUSES.get(objective.completion, ""),
        "progress_measure": objective.progress_measure,
        "description": objective.description,
    }

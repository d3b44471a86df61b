"""Rollup in standards that leave it to the service: SCORM 1.1 and 1.2, AICC, xAPI, media; and cmi5's `satisfied`.

An aggregation has its children's results together; the course as a whole has those of all that can be launched, by the
settings PlayerStatusRollupModeValue, PlayerScoreRollupModeValue and those that go with them.
"""

from collections.abc import Callable, Sequence

from msgspec import structs

from hornbook_server.domain.numbers import decimal
from hornbook_server.domain.progress.results import UNTOUCHED, Completion, Result, Success
from hornbook_server.domain.progress.settings import RollupSettings


def together(parts: Sequence[Result]) -> Result:
    """Completed when all are, failed when one is, passed when all are; the average of the scores that there are.

    One without any status beside one that has one makes the whole incomplete.
    """
    if not parts:
        return UNTOUCHED
    scores = [part.score for part in parts if part.score is not None]
    return Result(
        completion=_completion(parts),
        success=_success(parts),
        score=_average(scores) if scores else None,
        amount=_average([part.amount for part in parts]),
        seconds=sum(part.seconds for part in parts),
        attempts=1 if any(part.attempts for part in parts) else 0,
        suspended=any(part.suspended for part in parts),
    )


def of_course(units: Sequence[Result], settings: RollupSettings) -> Result:
    """The course's result from those of its units, in order."""
    if not any(unit.attempts for unit in units):
        return UNTOUCHED
    units = [counted(unit, settings) for unit in _pretested(units, settings)]
    everything = together(units)
    if not settings.completion_tracked:
        everything = structs.replace(everything, completion=Completion.UNKNOWN)
    score = _score(units, settings)
    completion = _by_mode(units, everything, score, settings)
    success = everything.success
    if settings.apply_status_to_success:
        failed = Success.FAILED if success is Success.FAILED else Success.UNKNOWN
        success = Success.PASSED if completion is Completion.COMPLETED else failed
    amount = 1.0 if completion is Completion.COMPLETED else everything.amount
    return structs.replace(everything, completion=completion, success=success, score=score, amount=amount)


def counted(unit: Result, settings: RollupSettings) -> Result:
    """What of a unit's result counts in rollup."""
    if settings.completion_tracked and settings.satisfaction_tracked and settings.score_tracked:
        return unit
    return structs.replace(
        unit,
        completion=unit.completion if settings.completion_tracked else Completion.UNKNOWN,
        success=unit.success if settings.satisfaction_tracked else Success.UNKNOWN,
        score=unit.score if settings.score_tracked else None,
    )


def _pretested(units: Sequence[Result], settings: RollupSettings) -> Sequence[Result]:
    """PlayerFirstScoIsPretest: passing the first unit completes all the others."""
    if not (settings.first_sco_is_pretest and units and units[0].success is Success.PASSED):
        return units
    return [units[0], *(structs.replace(unit, completion=Completion.COMPLETED, amount=1.0) for unit in units[1:])]


def _by_mode(units: Sequence[Result], everything: Result, score: float | None, settings: RollupSettings) -> Completion:
    if _MODES.get(settings.status_mode, _all_complete)(units, everything, _reached(score, settings)):
        return Completion.COMPLETED
    return Completion.INCOMPLETE if everything.completion is Completion.COMPLETED else everything.completion


def _reached(score: float | None, settings: RollupSettings) -> bool:
    """Without a threshold any score will do."""
    return score is not None and score >= (settings.threshold or 0.0)


_Rule = Callable[[Sequence[Result], Result, bool], bool]


def _all_complete(_: Sequence[Result], everything: Result, reached: bool) -> bool:  # noqa: ARG001, FBT001 one shape
    return everything.completion is Completion.COMPLETED


_MODES: dict[str, _Rule] = {
    "STATUS_PROVIDED_BY_COURSE": lambda units, _all, _reached: units[-1].completion is Completion.COMPLETED,
    "COMPLETE_WHEN_ALL_UNITS_COMPLETE": _all_complete,
    "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED": lambda _, everything, _reached: (
        everything.completion is Completion.COMPLETED and everything.success is not Success.FAILED
    ),
    "COMPLETE_WHEN_THRESHOLD_SCORE_IS_MET": lambda _units, _all, reached: reached,
    "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_THRESHOLD_SCORE_IS_MET": lambda _, everything, reached: (
        everything.completion is Completion.COMPLETED and reached
    ),
    "COMPLETE_WHEN_ALL_UNITS_ARE_PASSED": lambda units, _all, _reached: all(
        unit.success is Success.PASSED for unit in units
    ),
}


def _score(units: Sequence[Result], settings: RollupSettings) -> float | None:
    """None as long as no unit has a score."""
    scores = [unit.score for unit in units if unit.score is not None]
    if not scores:
        return None
    if settings.score_mode == "LAST_SCO_SCORE":
        return units[-1].score
    if settings.score_mode == "SCORE_PROVIDED_BY_COURSE":
        return scores[-1]
    divisor = {
        "AVERAGE_SCORE_OF_ALL_UNITS": len(units),
        "AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES": sum(score != 0 for score in scores) or 1,
        "FIXED_AVERAGE": max(settings.scoring_objects, 0) or len(scores),
    }.get(settings.score_mode, len(scores))
    return min(1.0, decimal(sum(scores) / divisor))


def _completion(parts: Sequence[Result]) -> Completion:
    if all(part.completion is Completion.COMPLETED for part in parts):
        return Completion.COMPLETED
    known = [part.completion is not Completion.UNKNOWN for part in parts]
    judged = [part.success is not Success.UNKNOWN for part in parts]
    begun = any(known) or (any(judged) and not all(judged))
    return Completion.INCOMPLETE if begun else Completion.UNKNOWN


def _success(parts: Sequence[Result]) -> Success:
    if any(part.success is Success.FAILED for part in parts):
        return Success.FAILED
    return Success.PASSED if all(part.success is Success.PASSED for part in parts) else Success.UNKNOWN


def _average(values: Sequence[float]) -> float:
    return decimal(sum(values) / len(values)) if values else 0.0

"""The tracking information of a SCORM 2004 activity with content, and what is reported of its objectives."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, structs

from hornbook_server.domain.course import Activity
from hornbook_server.domain.numbers import measure, number
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Success
from hornbook_server.domain.progress.rollup_2004 import by_measure
from hornbook_server.domain.progress.runtime import ReportedCompletion, ReportedObjective
from hornbook_server.domain.progress.runtime_scorm2004 import objectives_of
from hornbook_server.domain.progress.sequencing_state import NOT_KEPT, GlobalObjective, KeptActivity, KeptObjective
from hornbook_server.domain.progress.settings import RollupSettings
from hornbook_server.domain.progress.tracking import ObjectiveStatus, Tracking
from hornbook_server.domain.progress.units import scaled
from hornbook_server.domain.run import ENDED, ActivityState
from hornbook_server.domain.sequencing import CompletionThreshold, Objective, Sequencing

Value = TypeVar("Value")

DEFAULT = Sequencing()
_RESUMED = ("suspend", "logout")
_SUCCESSES = {"passed": True, "failed": False}
_COMPLETIONS = {"completed": True, "incomplete": False, "not attempted": False}
_NO_GLOBAL = GlobalObjective()


class Known(Struct, frozen=True, gc=False):
    """All that there is to know of an activity with content. `kept` is sequencing's own record of it."""

    activity: Activity
    state: ActivityState
    kept: KeptActivity
    globals: Mapping[str, GlobalObjective]

    @property
    def sequencing(self) -> Sequencing:
        own = self.activity.scorm2004
        return own.sequencing if own and own.sequencing else DEFAULT

    @property
    def threshold(self) -> CompletionThreshold | None:
        return self.activity.scorm2004.completion_threshold if self.activity.scorm2004 else None


def tracking_of(known: Known, settings: RollupSettings) -> Tracking:
    """What content has reported (RTE 4th Ed., 4.2), completed by what sequencing alone knows of it."""
    sequencing, elements, kept = known.sequencing, known.state.elements, known.kept
    threshold = known.threshold
    progress_weight = threshold.progress_weight if threshold else 1.0
    if kept is NOT_KEPT and not elements and not known.globals:
        return Tracking(sequencing=sequencing, progress_weight=progress_weight)
    attempts = max(kept.attempt_count, known.state.attempt if elements else 0)
    reported = {one.id: one for one in objectives_of(elements)} if elements else {}
    score = _first(_score(known.state, settings), _measure(reported, sequencing.primary_objective), kept.measure)
    amount = _first(number(elements.get("cmi.progress_measure")), kept.amount)
    objective = _read(sequencing.primary_objective, ObjectiveStatus(_success(known, reported), score), known.globals)
    if sequencing.primary_objective.satisfied_by_measure:
        met = by_measure(sequencing, objective.measure, active=kept.is_active)
        objective = ObjectiveStatus(met, objective.measure)
    completed = _completion(known, amount)
    if settings.satisfied_causes_completion and objective.satisfied:
        completed = True
    tracking = Tracking(
        sequencing=sequencing,
        progress_weight=progress_weight,
        objective=objective,
        objectives=_others(known, reported) | {sequencing.primary_objective.objective_id: objective},
        completed=completed,
        amount=amount,
        attempts=attempts,
        suspended=kept.is_suspended or elements.get("cmi.exit") in _RESUMED,
        active=kept.is_active,
    )
    return _meaningful(_set_by_sequencing(tracking, known), settings)


def objectives_reported(known: Known, tracking: Tracking) -> tuple[ObjectiveResult, ...]:
    """The primary objective, those of the definition and those that content has made up, in this order."""
    elements, sequencing = known.state.elements, known.sequencing
    reported = {one.id: one for one in objectives_of(elements)} if elements else {}
    primary = sequencing.primary_objective
    first = _result(primary.objective_id, tracking.objective, reported.pop(primary.objective_id, None))
    own = structs.replace(
        first,
        primary=True,
        completion=Completion.of(tracking.completed),
        raw=_first(number(elements.get("cmi.score.raw")), first.raw),
        least=_first(number(elements.get("cmi.score.min")), first.least),
        most=_first(number(elements.get("cmi.score.max")), first.most),
        progress=_first(tracking.amount, first.progress),
    )
    named = dict.fromkeys([one.objective_id for one in sequencing.objectives] + list(reported))
    others = (_result(one, tracking.objectives.get(one, ObjectiveStatus()), reported.get(one)) for one in named)
    return (own, *others)


def _success(known: Known, reported: Mapping[str, ReportedObjective]) -> bool | None:
    """The SCO's, which is that of its primary objective (RTE 4th Ed., 4.2.17.1 and 4.2.22.1)."""
    own = _SUCCESSES.get(known.state.elements.get("cmi.success_status", ""))
    same = reported.get(known.sequencing.primary_objective.objective_id)
    return _first(own, _satisfied(same) if same else None, known.kept.satisfied)


def _completion(known: Known, amount: float | None) -> bool | None:
    """By the completion threshold, unknown without a measure (RTE 4th Ed., 4.2.4.1), or as the SCO has set it."""
    threshold = known.threshold
    if threshold and threshold.completed_by_measure:
        return None if amount is None else amount >= threshold.min_progress_measure
    return _first(_COMPLETIONS.get(known.state.elements.get("cmi.completion_status", "")), known.kept.completed)


def _set_by_sequencing(tracking: Tracking, known: Known) -> Tracking:
    """UP.4: what content has left open when its attempt ended counts as done, unless it is to set it itself."""
    controls = tracking.sequencing.delivery_controls
    ended = ENDED in known.state.elements and known.state.elements.get("cmi.exit") not in _RESUMED
    if not (ended and controls.tracked):
        return tracking
    objective, completed = tracking.objective, tracking.completed
    by_amount = known.threshold is not None and known.threshold.completed_by_measure
    if completed is None and not controls.completion_set_by_content and not by_amount:
        completed = True
    by_score = tracking.sequencing.primary_objective.satisfied_by_measure
    if objective.satisfied is None and not controls.objective_set_by_content and not by_score:
        objective = ObjectiveStatus(satisfied=True, measure=objective.measure)
    return structs.replace(tracking, completed=completed, objective=objective)


def _meaningful(tracking: Tracking, settings: RollupSettings) -> Tracking:
    """Without what the settings do not let count before completion."""
    if tracking.completed or (settings.incomplete_score_meaningful and settings.incomplete_satisfaction_meaningful):
        return tracking
    objective = ObjectiveStatus(
        tracking.objective.satisfied if settings.incomplete_satisfaction_meaningful else None,
        tracking.objective.measure if settings.incomplete_score_meaningful else None,
    )
    return structs.replace(tracking, objective=objective)


def _score(state: ActivityState, settings: RollupSettings) -> float | None:
    own = measure(state.elements.get("cmi.score.scaled"))
    return scaled(state.elements, "cmi.score") if own is None and settings.scale_raw_score else own


def _measure(reported: Mapping[str, ReportedObjective], objective: Objective) -> float | None:
    same = reported.get(objective.objective_id)
    return measure(same.score_scaled) if same else None


def _others(known: Known, reported: Mapping[str, ReportedObjective]) -> dict[str, ObjectiveStatus]:
    """The objectives beside the primary one: as reported, or as sequencing has them, and as global ones make them."""
    kept = {one.id: one for one in known.kept.objectives.objectives}
    defined = {one.objective_id: one for one in known.sequencing.objectives}
    found = {}
    for identifier in dict.fromkeys([*reported, *defined]):
        status = _status(reported.get(identifier), kept.get(identifier))
        objective = defined.get(identifier)
        found[identifier] = _read(objective, status, known.globals) if objective else status
    return found


def _status(reported: ReportedObjective | None, kept: KeptObjective | None) -> ObjectiveStatus:
    satisfied = _satisfied(reported) if reported else None
    score = measure(reported.score_scaled) if reported else None
    if kept:
        satisfied = _first(satisfied, kept.satisfied_status if kept.progress_status else None)
        score = _first(score, measure(kept.normalized_measure) if kept.measure_status else None)
    return ObjectiveStatus(satisfied, score)


def _read(objective: Objective, status: ObjectiveStatus, known: Mapping[str, GlobalObjective]) -> ObjectiveStatus:
    """What the global objectives that it reads from put in its place, where they are known (SN 4th Ed., 3.10.3)."""
    for info in objective.map_infos if known else ():
        shared = known.get(info.target_objective_id, _NO_GLOBAL)
        if info.read_satisfied_status:
            status = ObjectiveStatus(_first(shared.satisfied, status.satisfied), status.measure)
        if info.read_normalized_measure:
            status = ObjectiveStatus(status.satisfied, _first(shared.measure, status.measure))
    return status


def _result(identifier: str, status: ObjectiveStatus, reported: ReportedObjective | None) -> ObjectiveResult:
    reported = reported or ReportedObjective(id=identifier)
    done = {ReportedCompletion.COMPLETED: True, ReportedCompletion.INCOMPLETE: False}.get(reported.completion)
    return ObjectiveResult(
        id=identifier,
        completion=Completion.of(done),
        success=Success.of(status.satisfied),
        score=status.measure,
        raw=number(reported.score_raw),
        least=number(reported.score_min),
        most=number(reported.score_max),
        progress=number(reported.progress_measure),
    )


def _satisfied(objective: ReportedObjective) -> bool | None:
    return {Success.PASSED: True, Success.FAILED: False}.get(objective.success)


def _first(*values: Value | None) -> Value | None:
    return next((value for value in values if value is not None), None)

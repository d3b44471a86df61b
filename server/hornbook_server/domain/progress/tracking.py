"""The tracking information of SCORM 2004's sequencing (SN 4th Ed., 4.2.1), and conditions on it."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from hornbook_server.domain.sequencing import RollupCondition, RuleCondition, Sequencing


class ObjectiveStatus(Struct, frozen=True, gc=False):
    """None where the status is not known."""

    satisfied: bool | None = None
    measure: float | None = None


class Tracking(Struct, frozen=True, kw_only=True, gc=False):
    """Of one activity; `objective` is the primary one, `objectives` all by their id. None where a status is unknown."""

    sequencing: Sequencing
    progress_weight: float = 1.0
    objective: ObjectiveStatus = ObjectiveStatus()
    objectives: Mapping[str, ObjectiveStatus] = {}
    completed: bool | None = None
    amount: float | None = None
    attempts: int = 0
    suspended: bool = False
    active: bool = False

    @property
    def tracked(self) -> bool:
        return self.sequencing.delivery_controls.tracked


def _limit_exceeded(tracking: Tracking) -> bool | None:
    limit = tracking.sequencing.limit_conditions.attempt_limit
    return limit is not None and tracking.attempts >= limit


_CONDITIONS: dict[str, Callable[[Tracking, ObjectiveStatus], bool | None]] = {
    "satisfied": lambda _, objective: objective.satisfied,
    "objectiveStatusKnown": lambda _, objective: objective.satisfied is not None,
    "objectiveMeasureKnown": lambda _, objective: objective.measure is not None,
    "completed": lambda tracking, _: tracking.completed,
    "activityProgressKnown": lambda tracking, _: tracking.completed is not None,
    "attempted": lambda tracking, _: tracking.attempts > 0,
    "attemptLimitExceeded": lambda tracking, _: _limit_exceeded(tracking),
    "always": lambda _tracking, _objective: True,
}


def holds(conditions: Sequence[RollupCondition | RuleCondition], combination: str, tracking: Tracking) -> bool | None:
    """Conditions together (SN 4th Ed., RB.1.4.1 and UP.2.1); None is unknown, which `not` leaves as it is.

    What depends on limits of time and availability is not tracked, and unknown.
    """
    if len(conditions) == 1:
        return _holds(conditions[0], tracking)
    return _combined([_holds(one, tracking) for one in conditions], combination)


def _holds(condition: RollupCondition | RuleCondition, tracking: Tracking) -> bool | None:
    objective, found = tracking.objective, None
    if isinstance(condition, RuleCondition):
        if condition.referenced_objective:
            objective = tracking.objectives.get(condition.referenced_objective, ObjectiveStatus())
        if condition.condition == "objectiveMeasureGreaterThan" and objective.measure is not None:
            found = objective.measure > condition.measure_threshold
        elif condition.condition == "objectiveMeasureLessThan" and objective.measure is not None:
            found = objective.measure < condition.measure_threshold
    known = _CONDITIONS.get(condition.condition)
    if known is not None:
        found = known(tracking, objective)
    return not found if found is not None and condition.operator == "not" else found


def _combined(found: Sequence[bool | None], combination: str) -> bool | None:
    """Of three-valued logic: one decisive value decides, otherwise an unknown one leaves it open."""
    if not found:
        return None
    decisive = combination == "any"
    if decisive in found:
        return decisive
    return None if None in found else not decisive

"""The rollup process of SCORM 2004 (SN 4th Ed., 4.6, RB.1.1 to RB.1.5): an aggregation's status from its children's."""

from collections.abc import Callable, Sequence

from hornbook_server.domain.numbers import decimal
from hornbook_server.domain.progress.tracking import Tracking, holds
from hornbook_server.domain.sequencing import (
    CompletionThreshold,
    Required,
    RollupAction,
    RollupCondition,
    RollupRule,
    Sequencing,
)

Known = bool | None

_ALL = {
    "satisfied": RollupRule(action="satisfied", conditions=(RollupCondition(condition="satisfied"),)),
    "notSatisfied": RollupRule(action="notSatisfied", conditions=(RollupCondition(condition="objectiveStatusKnown"),)),
    "completed": RollupRule(action="completed", conditions=(RollupCondition(condition="completed"),)),
    "incomplete": RollupRule(action="incomplete", conditions=(RollupCondition(condition="activityProgressKnown"),)),
}


def measure(children: Sequence[Tracking]) -> float | None:
    """RB.1.1 a. A tracked child without a measure counts with nothing, and with its weight."""
    return _weighted(
        [(one.objective.measure, one.sequencing.rollup_rules.objective_measure_weight) for one in children]
    )


def amount(children: Sequence[Tracking]) -> float | None:
    """RB.1.1 b: the completion measure, by adlcp:progressWeight."""
    return _weighted([(one.amount, one.progress_weight) for one in children])


def satisfied(
    sequencing: Sequencing,
    measured: float | None,
    children: Sequence[Tracking],
    *,
    active: bool = False,
    empty_holds: bool = False,
) -> Known:
    """RB.1.2: by measure where the primary objective is satisfied by it, otherwise by rules."""
    if sequencing.primary_objective.satisfied_by_measure:
        return by_measure(sequencing, measured, active=active)
    return _by_rules(sequencing, children, "satisfied", "notSatisfied", empty_holds=empty_holds)


def by_measure(sequencing: Sequencing, measured: float | None, *, active: bool) -> Known:
    """RB.1.2 a."""
    if measured is None or (active and not sequencing.rollup_considerations.measure_satisfaction_if_active):
        return None
    return measured >= sequencing.primary_objective.min_normalized_measure


def completed(
    sequencing: Sequencing,
    threshold: CompletionThreshold | None,
    done: float | None,
    children: Sequence[Tracking],
    *,
    empty_holds: bool = False,
) -> Known:
    """RB.1.3: by the completion measure where the activity is completed by it, otherwise by rules."""
    if threshold and threshold.completed_by_measure:
        return None if done is None else done >= threshold.min_progress_measure
    return _by_rules(sequencing, children, "completed", "incomplete", empty_holds=empty_holds)


def _weighted(measures: list[tuple[float | None, float]]) -> float | None:
    counted = sum(weight for _, weight in measures)
    if counted <= 0 or all(one is None for one, _ in measures):
        return None
    return decimal(sum(one * weight for one, weight in measures if one is not None) / counted)


def _by_rules(
    sequencing: Sequencing,
    children: Sequence[Tracking],
    yes: RollupAction,
    no: RollupAction,
    *,
    empty_holds: bool,
) -> Known:
    """RB.1.2 b and RB.1.3 b: without rules for either action the default ones; what is positive is applied last."""
    rules = [rule for rule in sequencing.rollup_rules.rules if rule.action in (yes, no)]
    rules = rules or [_ALL[yes], _ALL[no]]
    found: Known = None
    for action, status in ((no, False), (yes, True)):
        if any(_applies(rule, children, empty_holds=empty_holds) for rule in rules if rule.action == action):
            found = status
    return found


def _applies(rule: RollupRule, children: Sequence[Tracking], *, empty_holds: bool) -> bool:
    """RB.1.4: whether a rule holds of the children that contribute to it."""
    bag = [
        holds(rule.conditions, rule.condition_combination, child)
        for child in children
        if _contributes(child, rule.action)
    ]
    if not bag:
        return empty_holds and rule.child_activity_set in ("all", "none")
    return _SETS[rule.child_activity_set](bag, rule)


_SETS: dict[str, Callable[[list[Known], RollupRule], bool]] = {
    "all": lambda bag, _: all(bag),
    "any": lambda bag, _: True in bag,
    "none": lambda bag, _: all(one is False for one in bag),
    "atLeastCount": lambda bag, rule: bag.count(True) >= rule.minimum_count,
    "atLeastPercent": lambda bag, rule: bag.count(True) / len(bag) >= rule.minimum_percent,
}


_REQUIRED: dict[RollupAction, str] = {
    "satisfied": "required_for_satisfied",
    "notSatisfied": "required_for_not_satisfied",
    "completed": "required_for_completed",
    "incomplete": "required_for_incomplete",
}


def _contributes(child: Tracking, action: RollupAction) -> bool:
    """RB.1.4.2."""
    rollup, considered = child.sequencing.rollup_rules, child.sequencing.rollup_considerations
    of_objective = action in ("satisfied", "notSatisfied")
    wanted = rollup.rollup_objective_satisfied if of_objective else rollup.rollup_progress_completion
    required: Required = getattr(considered, _REQUIRED[action])
    if not wanted:
        return False
    match required:
        case "ifNotSuspended":
            return child.attempts > 0 and not child.suspended
        case "ifAttempted":
            return child.attempts > 0
        case "ifNotSkipped":
            return not _is_skipped(child)
    return True


def _is_skipped(child: Tracking) -> bool:
    """UP.2 with the activity's skip rules."""
    skip = (rule for rule in child.sequencing.sequencing_rules.pre_condition if rule.action == "skip")
    return any(holds(rule.conditions, rule.condition_combination, child) is True for rule in skip)

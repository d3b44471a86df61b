"""The rules of the rollup process of SCORM 2004: of which children they hold (SN 4th Ed., RB.1.4)."""

import pytest

from hornbook_server.domain.progress import rollup_2004
from hornbook_server.domain.sequencing import (
    LimitConditions,
    RollupConsiderations,
    RollupRules,
    RuleCondition,
    Sequencing,
    SequencingRule,
    SequencingRules,
)
from tests.fixtures.tracked import NO, OPEN, YES, child, parent, rule


@pytest.mark.parametrize(
    ("made", "children", "satisfied"),
    [
        (rule("satisfied", "satisfied"), [child(YES), child(NO)], OPEN),
        (rule("satisfied", "satisfied", child_activity_set="any"), [child(YES), child(NO)], YES),
        (rule("satisfied", "satisfied", child_activity_set="any"), [child(OPEN), child(NO)], OPEN),
        (rule("notSatisfied", "satisfied", child_activity_set="none"), [child(NO), child(NO)], NO),
        (rule("notSatisfied", "satisfied", child_activity_set="none"), [child(NO), child(OPEN)], OPEN),
        (
            rule("satisfied", "satisfied", child_activity_set="atLeastCount", minimum_count=2),
            [child(YES), child(YES), child(NO)],
            YES,
        ),
        (
            rule("satisfied", "satisfied", child_activity_set="atLeastCount", minimum_count=3),
            [child(YES), child(YES), child(NO)],
            OPEN,
        ),
        (
            rule("satisfied", "satisfied", child_activity_set="atLeastPercent", minimum_percent=0.5),
            [child(YES), child(OPEN)],
            YES,
        ),
        (
            rule("satisfied", "satisfied", child_activity_set="atLeastPercent", minimum_percent=0.6),
            [child(YES), child(OPEN)],
            OPEN,
        ),
        (rule("satisfied", "!satisfied"), [child(NO)], YES),
        (rule("satisfied", "!satisfied"), [child(OPEN)], OPEN),
        (rule("satisfied", "satisfied", "completed"), [child(NO, YES)], YES),
        (rule("satisfied", "satisfied", "completed", condition_combination="all"), [child(NO, YES)], OPEN),
        (rule("satisfied", "satisfied", "completed", condition_combination="all"), [child(YES, YES)], YES),
        (rule("satisfied", "attempted"), [child(attempts=0)], OPEN),
        (rule("satisfied", "objectiveMeasureKnown"), [child(measure=0.1)], YES),
        (rule("satisfied", "objectiveStatusKnown"), [child(NO)], YES),
        (rule("satisfied", "activityProgressKnown"), [child(completed=NO)], YES),
        (rule("satisfied", "attemptLimitExceeded"), [child(limit_conditions=LimitConditions(attempt_limit=1))], YES),
        (rule("satisfied", "attemptLimitExceeded"), [child(limit_conditions=LimitConditions(attempt_limit=2))], OPEN),
        (rule("satisfied", "timeLimitExceeded"), [child(YES)], OPEN),
    ],
)
def test_a_rule_holds_of_its_set_of_children(made, children, satisfied):
    """RB.1.4 and RB.1.4.1."""
    assert rollup_2004.satisfied(parent(made), None, children) is satisfied


def test_a_rule_for_satisfied_wins_over_one_for_not_satisfied():
    """RB.1.2 b: the rules for satisfied are checked last."""
    both = parent(
        rule("satisfied", "satisfied", child_activity_set="any"),
        rule("notSatisfied", "!satisfied", child_activity_set="any"),
    )
    assert rollup_2004.satisfied(both, None, [child(YES), child(NO)]) is YES


SKIPPED = SequencingRules(
    pre_condition=(SequencingRule(action="skip", conditions=(RuleCondition(condition="always"),)),)
)
SKIPPED_BY_MEASURE = SequencingRules(
    pre_condition=(
        SequencingRule(
            action="skip",
            conditions=(RuleCondition(condition="objectiveMeasureGreaterThan", measure_threshold=0.5),),
        ),
    )
)


@pytest.mark.parametrize(
    ("other", "satisfied"),
    [
        (child(NO), NO),
        (child(NO, rollup_rules=RollupRules(rollup_objective_satisfied=False)), YES),
        (child(attempts=0), OPEN),
        (child(attempts=0, rollup_considerations=RollupConsiderations(required_for_satisfied="ifAttempted")), YES),
        (child(OPEN, rollup_considerations=RollupConsiderations(required_for_satisfied="ifAttempted")), OPEN),
        (
            child(
                OPEN,
                suspended=True,
                rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSuspended"),
            ),
            YES,
        ),
        (child(OPEN, rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSuspended")), OPEN),
        (child(attempts=0, rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSuspended")), YES),
        (child(OPEN, rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSkipped")), OPEN),
        (
            child(
                OPEN,
                sequencing_rules=SKIPPED,
                rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSkipped"),
            ),
            YES,
        ),
        (
            child(
                OPEN,
                measure=0.6,
                sequencing_rules=SKIPPED_BY_MEASURE,
                rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSkipped"),
            ),
            YES,
        ),
        (
            child(
                OPEN,
                measure=0.5,
                sequencing_rules=SKIPPED_BY_MEASURE,
                rollup_considerations=RollupConsiderations(required_for_satisfied="ifNotSkipped"),
            ),
            OPEN,
        ),
    ],
)
def test_a_child_contributes_as_its_considerations_say(other, satisfied):
    """RB.1.4.2; here beside a child that is satisfied."""
    assert rollup_2004.satisfied(Sequencing(), None, [child(YES), other]) is satisfied


def test_completion_has_considerations_of_its_own():
    """RB.1.4.2."""
    left_out = child(rollup_considerations=RollupConsiderations(required_for_completed="ifAttempted"), attempts=0)
    assert rollup_2004.completed(Sequencing(), None, None, [child(completed=YES), left_out]) is YES
    never = child(completed=NO, rollup_rules=RollupRules(rollup_progress_completion=False))
    assert rollup_2004.completed(Sequencing(), None, None, [child(completed=YES), never]) is YES


@pytest.mark.parametrize(("empty_holds", "satisfied"), [(False, OPEN), (True, YES)])
def test_where_no_child_contributes_the_setting_decides(empty_holds, satisfied):
    none = [child(YES, rollup_rules=RollupRules(rollup_objective_satisfied=False))]
    assert rollup_2004.satisfied(Sequencing(), None, none, empty_holds=empty_holds) is satisfied

"""The rollup process of SCORM 2004, rule by rule (SN 4th Ed., 4.6)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook_server.domain.progress import rollup_2004
from hornbook_server.domain.sequencing import (
    CompletionThreshold,
    Objective,
    RollupConsiderations,
    Sequencing,
)
from tests.fixtures.tracked import NO, OPEN, YES, child, parent, rule, weight


@pytest.mark.parametrize(
    ("children", "measure"),
    [
        ([child(measure=0.6), child(measure=0.8)], 0.7),
        ([child(measure=0.8), child()], 0.4),
        ([child(), child()], None),
        ([], None),
        ([child(measure=0.9, rollup_rules=weight(0.5)), child(measure=0.3, rollup_rules=weight(0.25))], 0.7),
        ([child(measure=0.9, rollup_rules=weight(0.0)), child(measure=0.3)], 0.3),
        ([child(measure=0.9, rollup_rules=weight(0.0))], None),
        ([child(measure=-1.0), child(measure=0.5)], -0.25),
    ],
)
def test_measures_are_averaged_by_weight_and_a_missing_one_counts_as_nothing(children, measure):
    """RB.1.1 a."""
    assert rollup_2004.measure(children) == (None if measure is None else pytest.approx(measure))


@pytest.mark.parametrize(
    ("children", "amount"),
    [
        ([child(amount=0.5), child(amount=1.0)], 0.75),
        ([child(amount=0.5, progress_weight=1.0), child(amount=1.0, progress_weight=0.25)], 0.6),
        ([child(amount=0.5), child()], 0.25),
        ([child()], None),
    ],
)
def test_progress_is_averaged_by_its_own_weight(children, amount):
    """RB.1.1 b; CAM 4th Ed., 3.4.1.14, adlcp:completionThreshold progressWeight."""
    assert rollup_2004.amount(children) == (None if amount is None else pytest.approx(amount))


BY_MEASURE = Sequencing(primary_objective=Objective(satisfied_by_measure=True, min_normalized_measure=0.6))
NOT_WHILE_ACTIVE = Sequencing(
    primary_objective=BY_MEASURE.primary_objective,
    rollup_considerations=RollupConsiderations(measure_satisfaction_if_active=False),
)


@pytest.mark.parametrize(
    ("definition", "measure", "active", "satisfied"),
    [
        (BY_MEASURE, 0.6, False, YES),
        (BY_MEASURE, 0.59, False, NO),
        (BY_MEASURE, None, False, OPEN),
        (BY_MEASURE, 0.6, True, YES),
        (NOT_WHILE_ACTIVE, 0.6, True, OPEN),
        (NOT_WHILE_ACTIVE, 0.6, False, YES),
    ],
)
def test_a_measure_satisfies_where_the_objective_is_satisfied_by_it(definition, measure, active, satisfied):
    """RB.1.2 a."""
    assert rollup_2004.satisfied(definition, measure, [child(NO)], active=active) is satisfied


def test_the_average_of_equal_measures_is_theirs_to_the_last_digit():
    """RB.1.1 and RB.1.2 a: what all children have reached, the aggregation has."""
    at_seven_tenths = Sequencing(primary_objective=Objective(satisfied_by_measure=True, min_normalized_measure=0.7))
    children = [child(measure=0.7)] * 3
    assert rollup_2004.satisfied(at_seven_tenths, rollup_2004.measure(children), children) is YES


@pytest.mark.parametrize(
    ("children", "satisfied"),
    [
        ([child(YES), child(YES)], YES),
        ([child(YES), child(NO)], NO),
        ([child(NO), child(NO)], NO),
        ([child(YES), child(OPEN)], OPEN),
        ([child(NO), child(OPEN)], OPEN),
    ],
)
def test_without_rules_all_must_be_satisfied_and_all_must_be_known_for_not(children, satisfied):
    """RB.1.2 b, its default rules."""
    assert rollup_2004.satisfied(Sequencing(), None, children) is satisfied


@pytest.mark.parametrize(
    ("children", "completed"),
    [
        ([child(completed=YES), child(completed=YES)], YES),
        ([child(completed=YES), child(completed=NO)], NO),
        ([child(completed=YES), child()], OPEN),
    ],
)
def test_without_rules_all_must_be_completed_and_all_must_be_known_for_incomplete(children, completed):
    """RB.1.3 b, its default rules."""
    assert rollup_2004.completed(Sequencing(), None, None, children) is completed


@pytest.mark.parametrize(("amount", "completed"), [(0.8, YES), (0.79, NO), (None, OPEN)])
def test_progress_completes_where_the_activity_is_completed_by_it(amount, completed):
    """RB.1.3 a."""
    threshold = CompletionThreshold(completed_by_measure=True, min_progress_measure=0.8)
    assert rollup_2004.completed(Sequencing(), threshold, amount, [child(completed=YES)]) is completed


PORTION = st.floats(0, 1, allow_subnormal=False)
MEASURED = st.builds(
    lambda measure, weight_: child(measure=measure, rollup_rules=weight(weight_)),
    st.none() | st.floats(-1, 1),
    PORTION,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MEASURED, max_size=6))
def test_a_rolled_up_measure_is_within_its_childrens_and_nothing(children):
    found = rollup_2004.measure(children)
    known = [one.objective.measure for one in children if one.objective.measure is not None]
    assert found is None or min([*known, 0]) - 1e-9 <= found <= max([*known, 0]) + 1e-9


TRACKED = st.builds(
    child, st.sampled_from((YES, NO, OPEN)), st.sampled_from((YES, NO, OPEN)), attempts=st.integers(0, 2)
)
RULE = st.builds(
    rule,
    st.just("satisfied"),
    st.sampled_from(("satisfied", "completed", "attempted")),
    child_activity_set=st.sampled_from(("all", "any", "atLeastCount", "atLeastPercent")),
    minimum_count=st.integers(0, 3),
    minimum_percent=PORTION,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TRACKED, min_size=1, max_size=5), st.lists(RULE, max_size=2), st.data())
def test_one_more_satisfied_and_completed_child_never_takes_satisfaction_away(children, rules, data):
    at = data.draw(st.integers(0, len(children) - 1))
    better = [*children[:at], child(YES, YES), *children[at + 1 :]]
    before = rollup_2004.satisfied(parent(*rules), None, children)
    assert before is not YES or rollup_2004.satisfied(parent(*rules), None, better) is YES

"""Results of SCORM 2004 courses: of the tree above their SCOs."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Result, Success
from hornbook_server.domain.progress.sequencing_state import SequencingState, sequencing_state
from hornbook_server.domain.sequencing import (
    DeliveryControls,
    MapInfo,
    Objective,
    RollupCondition,
    RollupRule,
    RollupRules,
)
from tests.fixtures.taken import block, kept, progress, result, sco, scorm2004, sequenced, state, verdict

FOURTH = LearningStandard.SCORM20044THEDITION
COMPLETED, INCOMPLETE, UNKNOWN = Completion.COMPLETED, Completion.INCOMPLETE, Completion.UNKNOWN
PASSED, FAILED, NO_VERDICT = Success.PASSED, Success.FAILED, Success.UNKNOWN


TWO = block("root", sco("a"), sco("b"))


@pytest.mark.parametrize(
    ("states", "expected", "score"),
    [
        ({}, (UNKNOWN, NO_VERDICT), None),
        ({"a": scorm2004("completed", "passed", "0.8")}, (UNKNOWN, NO_VERDICT), 0.4),
        ({"a": scorm2004("completed", "passed"), "b": scorm2004("incomplete", "failed")}, (INCOMPLETE, FAILED), None),
        (
            {"a": scorm2004("completed", "passed", "1"), "b": scorm2004("completed", "passed", "0")},
            (COMPLETED, PASSED),
            0.5,
        ),
    ],
)
def test_a_course_is_rolled_up_from_its_scos(states, expected, score):
    """SN 4th Ed., RB.1.5."""
    found = result(TWO, states, FOURTH)
    assert (verdict(found), found.score) == (expected, score)


def test_untracked_and_unselected_children_take_no_part():
    """SN 4th Ed., 3.13.1 and SR.1."""
    course = block(
        "root", sco("a"), sco("b", scorm2004=sequenced(delivery_controls=DeliveryControls(tracked=False))), sco("c")
    )
    chosen = {"selectionRandomizationState": {"selectedChildIds": ["a", "b"], "selectionCountStatus": True}}
    states = {"a": scorm2004("completed", "passed", "0.8"), "": kept({"root": chosen})}
    found = result(course, states, FOURTH)
    assert (verdict(found), found.score) == ((COMPLETED, PASSED), 0.8)


def test_results_come_through_several_levels_and_rules_that_differ():
    """Pre-test or all lessons: `any` of two modules satisfies the course, each by its own measure."""
    by_measure = Objective(satisfied_by_measure=True, min_normalized_measure=0.5)
    either = RollupRules(
        rules=(
            RollupRule(
                action="satisfied", conditions=(RollupCondition(condition="satisfied"),), child_activity_set="any"
            ),
        )
    )
    course = block(
        "root",
        block("m1", sco("a"), sco("b"), scorm2004=sequenced(primary_objective=by_measure)),
        block("m2", sco("c"), sco("d"), scorm2004=sequenced(primary_objective=by_measure)),
        scorm2004=sequenced(rollup_rules=either),
    )
    states = {"a": scorm2004(scaled="0.6"), "b": scorm2004(scaled="0.5"), "c": scorm2004(scaled="0.9")}
    found = progress(course, states, FOURTH)
    assert [one.result.success for one in (found.root, *found.root.children)] == [PASSED, PASSED, FAILED]


def test_what_only_sequencing_knows_completes_what_content_says():
    asset = {
        "completionStatus": "completed",
        "attemptCount": 2,
        "objectiveSatisfiedStatus": True,
        "objectiveSatisfiedStatusKnown": True,
    }
    states = {
        "": kept({"a": asset, "b": {"isSuspended": True, "attemptCount": 1}}, suspendedActivity="b"),
        "b": scorm2004("incomplete"),
    }
    found = progress(TWO, states, FOURTH)
    first, second = found.root.children
    assert (verdict(first.result), first.result.attempts, first.result.suspended) == ((COMPLETED, PASSED), 2, False)
    assert (verdict(second.result), second.result.attempts, second.result.suspended) == (
        (INCOMPLETE, NO_VERDICT),
        1,
        True,
    )
    assert found.suspended_activity == "b"


def test_content_goes_before_what_sequencing_has_rolled_up():
    stale = {"completionStatus": "incomplete", "objectiveMeasureStatus": True, "objectiveNormalizedMeasure": 0.1}
    states = {"": kept({"root": stale, "a": stale}), "a": scorm2004("completed", "passed", "0.9")}
    found = result(block("root", sco("a")), states, FOURTH)
    assert (verdict(found), found.score) == ((COMPLETED, PASSED), 0.9)


def test_global_objectives_are_read_where_the_definition_maps_them_and_told():
    """SN 4th Ed., 3.10.3."""
    reads = Objective(
        objective_id="p",
        map_infos=(MapInfo(target_objective_id="g", read_satisfied_status=True, read_normalized_measure=True),),
    )
    course = block("root", sco("a", scorm2004=sequenced(primary_objective=reads)))
    shared = {
        "satisfiedStatus": True,
        "satisfiedStatusKnown": True,
        "normalizedMeasure": 0.75,
        "normalizedMeasureKnown": True,
        "rawScore": "75",
    }
    states = {"": kept(globalObjectiveMap={"g": shared}), "a": scorm2004("incomplete", "failed", "0.1")}
    found = progress(course, states, FOURTH)
    assert (found.result.success, found.result.score) == (PASSED, 0.75)
    assert found.global_objectives == (ObjectiveResult(id="g", success=PASSED, score=0.75, raw=75),)


def test_an_activity_is_read_as_the_run_time_writes_it():
    written = {
        "id": "a",
        "title": "A",
        "isActive": False,
        "isSuspended": True,
        "isCompleted": True,
        "completionStatus": "completed",
        "successStatus": "passed",
        "attemptCount": 3,
        "attemptCompletionAmount": 0.5,
        "attemptCompletionAmountStatus": True,
        "attemptAbsoluteDuration": "PT0H0M0S",
        "objectiveSatisfiedStatus": True,
        "objectiveSatisfiedStatusKnown": True,
        "objectiveMeasureStatus": True,
        "objectiveNormalizedMeasure": 0.7,
        "attemptAbsoluteStartTime": "2026-11-25T18:54:10.650Z",
        "objectives": {
            "primary": {
                "id": "P",
                "satisfiedStatus": True,
                "measureStatus": True,
                "rawScore": "",
                "progressStatus": True,
            },
            "objectives": [{"id": "o", "satisfiedStatus": False, "measureStatus": False, "progressStatus": True}],
        },
        "selectionRandomizationState": {"selectionCountStatus": False, "childOrder": [], "selectedChildIds": []},
    }
    found = progress(
        block("root", sco("a", scorm2004=sequenced(objectives=(Objective(objective_id="o"),)))),
        {"": kept({"a": written})},
        FOURTH,
    )
    activity = found.root.children[0]
    assert activity.result == Result(
        completion=COMPLETED, success=PASSED, score=0.7, amount=1.0, seconds=0.0, attempts=3, suspended=True
    )
    assert activity.objectives[1] == ObjectiveResult(id="o", success=FAILED)


def test_shared_data_is_told():
    states = {"": state({"shared_data": '{"b":"2","a":"1"}'})}
    assert progress(TWO, states, FOURTH).shared_data == (("a", "1"), ("b", "2"))


@pytest.mark.parametrize(
    "elements",
    [
        {"sequencing": ""},
        {"sequencing": "{"},
        {"sequencing": "[]"},
        {"sequencing.activity.a": '{"attemptCount":"many"}'},
        {"shared_data": "[1]"},
    ],
)
def test_a_sequencing_state_that_cannot_be_read_is_as_none(elements):
    assert sequencing_state({"": state(elements)}) == SequencingState({}, {})


def test_seconds_and_amounts_add_up():
    states = {
        "a": scorm2004("completed", total_time="PT1M", session_time="PT30.5S"),
        "b": scorm2004("incomplete", progress="0.5", total_time="PT1H"),
    }
    found = progress(TWO, states, FOURTH, timings={"b": 100.0}).result
    assert (found.seconds, found.amount) == (190.5, 0.25)

"""Results of SCORM 2004's SCOs, from what they report."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Success
from hornbook_server.domain.sequencing import (
    CompletionThreshold,
    DeliveryControls,
    Objective,
    Scorm2004Activity,
)
from tests.fixtures.taken import ended, progress, result, sco, scorm2004, sequenced, verdict

FOURTH = LearningStandard.SCORM20044THEDITION
COMPLETED, INCOMPLETE, UNKNOWN = Completion.COMPLETED, Completion.INCOMPLETE, Completion.UNKNOWN
PASSED, FAILED, NO_VERDICT = Success.PASSED, Success.FAILED, Success.UNKNOWN


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (scorm2004("completed", "passed"), (COMPLETED, PASSED)),
        (scorm2004("incomplete", "failed"), (INCOMPLETE, FAILED)),
        (scorm2004("not attempted"), (INCOMPLETE, NO_VERDICT)),
        (scorm2004("unknown", "unknown"), (UNKNOWN, NO_VERDICT)),
        (scorm2004(), (UNKNOWN, NO_VERDICT)),
    ],
)
def test_a_sco_has_the_statuses_that_it_reports(stored, expected):
    """RTE 4th Ed., 4.2.4 and 4.2.22."""
    assert verdict(result(sco("a"), {"a": stored}, FOURTH)) == expected


@pytest.mark.parametrize(
    ("controls", "stored", "expected"),
    [
        (DeliveryControls(), ended(scorm2004()), (COMPLETED, PASSED)),
        (DeliveryControls(), ended(scorm2004("incomplete", "failed")), (INCOMPLETE, FAILED)),
        (DeliveryControls(), ended(scorm2004(exit="suspend")), (UNKNOWN, NO_VERDICT)),
        (DeliveryControls(), scorm2004(), (UNKNOWN, NO_VERDICT)),
        (DeliveryControls(completion_set_by_content=True), ended(scorm2004()), (UNKNOWN, PASSED)),
        (DeliveryControls(objective_set_by_content=True), ended(scorm2004()), (COMPLETED, NO_VERDICT)),
        (DeliveryControls(tracked=False), ended(scorm2004("completed", "passed")), (UNKNOWN, NO_VERDICT)),
    ],
)
def test_what_an_attempt_leaves_open_is_set_when_it_ends(controls, stored, expected):
    """SN 4th Ed., UP.4."""
    activity = sco("a", scorm2004=sequenced(delivery_controls=controls))
    assert verdict(result(activity, {"a": stored}, FOURTH)) == expected


@pytest.mark.parametrize(
    ("stored", "success"),
    [
        (scorm2004(scaled="0.8"), PASSED),
        (scorm2004(scaled="0.79", success="passed"), FAILED),
        (scorm2004(success="passed"), NO_VERDICT),
        (ended(scorm2004()), NO_VERDICT),
    ],
)
def test_the_scaled_score_decides_where_the_objective_is_satisfied_by_measure(stored, success):
    """RTE 4th Ed., 4.2.22.1; SN 4th Ed., RB.1.2 a."""
    primary = Objective(objective_id="p", satisfied_by_measure=True, min_normalized_measure=0.8)
    activity = sco("a", scorm2004=sequenced(primary_objective=primary))
    assert result(activity, {"a": stored}, FOURTH).success is success


@pytest.mark.parametrize(
    ("stored", "completion"),
    [
        (scorm2004(progress="0.5"), COMPLETED),
        (scorm2004("completed", progress="0.4"), INCOMPLETE),
        (scorm2004("completed"), UNKNOWN),
        (ended(scorm2004("completed")), UNKNOWN),
    ],
)
def test_progress_decides_where_there_is_a_completion_threshold(stored, completion):
    """RTE 4th Ed., 4.2.4.1."""
    threshold = CompletionThreshold(completed_by_measure=True, min_progress_measure=0.5)
    activity = sco("a", scorm2004=Scorm2004Activity(completion_threshold=threshold))
    assert result(activity, {"a": stored}, FOURTH).completion is completion


def test_a_raw_score_is_scaled_where_the_setting_says_so():
    stored = {"a": scorm2004(**{"score.raw": "30", "score.max": "60"})}
    assert result(sco("a"), stored, FOURTH).score is None
    assert result(sco("a"), stored, FOURTH, ScaleRawScore="true").score == 0.5


def test_passing_completes_where_the_setting_says_so():
    stored = {"a": scorm2004("incomplete", "passed")}
    assert result(sco("a"), stored, FOURTH, SatisfiedCausesCompletion="true").completion is COMPLETED
    assert result(sco("a"), stored, FOURTH).completion is INCOMPLETE


def test_a_primary_objective_that_content_reports_by_its_id_is_the_activitys_own():
    """RTE 4th Ed., 4.2.17.1."""
    activity = sco("a", scorm2004=sequenced(primary_objective=Objective(objective_id="p")))
    stored = scorm2004(
        **{"objectives.0.id": "p", "objectives.0.success_status": "failed", "objectives.0.score.scaled": "0.3"}
    )
    found = result(activity, {"a": stored}, FOURTH)
    assert (found.success, found.score) == (FAILED, 0.3)


def test_objectives_are_the_definitions_and_then_what_content_has_made_up():
    definition = sequenced(primary_objective=Objective(objective_id="p"), objectives=(Objective(objective_id="o1"),))
    stored = scorm2004(
        "completed",
        "passed",
        "0.9",
        "1",
        **{
            "score.raw": "90",
            "score.max": "100",
            "objectives.0.id": "own",
            "objectives.0.completion_status": "incomplete",
            "objectives.0.progress_measure": "0.25",
            "objectives.1.id": "o1",
            "objectives.1.success_status": "failed",
            "objectives.1.score.scaled": "-0.5",
        },
    )
    assert progress(sco("a", scorm2004=definition), {"a": stored}, FOURTH).root.objectives == (
        ObjectiveResult(
            id="p", primary=True, completion=COMPLETED, success=PASSED, score=0.9, raw=90, most=100, progress=1.0
        ),
        ObjectiveResult(id="o1", success=FAILED, score=-0.5),
        ObjectiveResult(id="own", completion=INCOMPLETE, progress=0.25),
    )

"""The result of a single SCO of SCORM 1.2, and of an AICC unit, from its elements."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Result, Success
from tests.fixtures.taken import progress, result, sco, scorm12, state

COMPLETED, INCOMPLETE, UNKNOWN = Completion.COMPLETED, Completion.INCOMPLETE, Completion.UNKNOWN
PASSED, FAILED, NO_VERDICT = Success.PASSED, Success.FAILED, Success.UNKNOWN


@pytest.mark.parametrize(
    ("status", "completion", "success"),
    [
        ("passed", COMPLETED, PASSED),
        ("completed", COMPLETED, NO_VERDICT),
        ("failed", UNKNOWN, FAILED),
        ("incomplete", INCOMPLETE, NO_VERDICT),
        ("browsed", INCOMPLETE, NO_VERDICT),
        ("not attempted", UNKNOWN, NO_VERDICT),
        ("", UNKNOWN, NO_VERDICT),
    ],
)
def test_each_lesson_status_has_its_completion_and_success(status, completion, success):
    """RTE 1.2, 3.4.4, cmi.core.lesson_status."""
    found = result(sco("a"), {"a": scorm12(status, exit="suspend")})
    assert (found.completion, found.success) == (completion, success)


@pytest.mark.parametrize(
    ("word", "completion"),
    [
        ("Completed", COMPLETED),
        ("Incomplete", INCOMPLETE),
        ("Browsed", INCOMPLETE),
        ("Not_Attempted", UNKNOWN),
        ("Unknown", UNKNOWN),
    ],
)
def test_a_failed_sco_counts_as_the_setting_says(word, completion):
    found = result(
        sco("a"),
        {"a": scorm12("failed")},
        CompletionStatOfFailedSuccessStat=word,
        StatusRollupModeValue="COMPLETE_WHEN_ALL_UNITS_COMPLETE",
    )
    assert (found.completion, found.success) == (completion, FAILED)


@pytest.mark.parametrize(
    ("elements", "score"),
    [
        ({"raw": "85"}, 0.85),
        ({"raw": "30", "score.max": "40"}, 0.75),
        ({"raw": "15", "score.min": "10", "score.max": "20"}, 0.5),
        ({"raw": "120"}, 1.0),
        ({"raw": "-5"}, 0.0),
        ({"raw": "5", "score.min": "9", "score.max": "9"}, 0.0),
        ({"raw": "many"}, None),
        ({}, None),
    ],
)
def test_a_raw_score_is_scaled_by_its_least_and_best(elements, score):
    """RTE 1.2, 3.4.4, cmi.core.score."""
    assert result(sco("a"), {"a": scorm12("incomplete", **elements)}).score == score


@pytest.mark.parametrize(
    ("stored", "settings", "success"),
    [
        (scorm12("completed", "80"), {}, PASSED),
        (scorm12("completed", "79"), {}, FAILED),
        (scorm12("", "79"), {}, FAILED),
        (scorm12("not attempted", "80"), {}, PASSED),
        (scorm12("incomplete", "79"), {}, NO_VERDICT),
        (scorm12("incomplete", "20", exit="suspend"), {}, NO_VERDICT),
        (scorm12("browsed", "90"), {}, NO_VERDICT),
        (scorm12("passed", "79"), {}, PASSED),
        (scorm12("passed", "79"), {"ScoreOverridesStatus": "true"}, FAILED),
        (scorm12("completed"), {}, NO_VERDICT),
        (scorm12("completed", "90", credit="no-credit"), {"ScoreOverridesStatus": "true"}, NO_VERDICT),
        (state({"cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "90"}), {}, NO_VERDICT),
        (
            state({"cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "90"}),
            {"ScoreOverridesStatus": "true"},
            PASSED,
        ),
    ],
)
def test_the_mastery_score_decides_where_content_has_not(stored, settings, success):
    """RTE 1.2, 3.4.4, cmi.student_data.mastery_score: when the session has ended, for credit."""
    assert result(sco("a", scaled_passing_score="0.8"), {"a": stored}, **settings).success is success


@pytest.mark.parametrize(
    ("status", "lasting", "verdict"),
    [("incomplete", "passed", (COMPLETED, PASSED)), ("failed", "completed", (COMPLETED, NO_VERDICT))],
)
def test_a_status_that_lasts_counts(status, lasting, verdict):
    stored = state({"cmi.core.lesson_status": status, "hornbook.lasting_status": lasting})
    found = result(sco("a"), {"a": stored})
    assert (found.completion, found.success) == verdict


def test_what_is_not_complete_counts_only_as_far_as_the_settings_let_it():
    taken = {"a": scorm12("incomplete", "50")}
    assert result(sco("a"), taken).score == 0.5
    assert result(sco("a"), taken, IsIncompleteScoreMeaningful="false").score is None
    failed = {"a": scorm12("failed", "50")}
    assert result(sco("a"), failed, IsIncompleteSatisfactionMeaningful="false").success is NO_VERDICT


def test_the_whole_result_of_a_suspended_sco():
    stored = scorm12("incomplete", "40", total_time="0001:00:10.50", session_time="00:00:20", exit="suspend")
    assert result(sco("a"), {"a": stored}) == Result(
        completion=INCOMPLETE, success=NO_VERDICT, score=0.4, amount=0.0, seconds=3630.5, attempts=1, suspended=True
    )


def test_time_that_the_service_has_seen_goes_before_what_content_counts():
    stored = {"a": scorm12("incomplete", session_time="00:00:20")}
    assert progress(sco("a"), stored, timings={"a": 31.5}).result.seconds == 31.5
    assert progress(sco("a"), stored, timings={"a": 31.5, "": 40}).result.seconds == 40


def test_objectives_are_the_primary_one_and_those_that_content_reports():
    stored = state(
        {
            "cmi.core.lesson_status": "passed",
            "cmi.core.score.raw": "90",
            "cmi.objectives.0.id": "rules",
            "cmi.objectives.0.status": "failed",
            "cmi.objectives.0.score.raw": "20",
            "cmi.objectives.0.score.max": "40",
            "cmi.objectives.10.id": "etiquette",
            "cmi.objectives.2.id": "handicap",
            "cmi.objectives.2.status": "incomplete",
        }
    )
    assert progress(sco("a"), {"a": stored}).root.objectives == (
        ObjectiveResult(id="", primary=True, completion=COMPLETED, success=PASSED, score=0.9),
        ObjectiveResult(id="rules", success=FAILED, score=0.5, raw=20, most=40),
        ObjectiveResult(id="handicap", completion=INCOMPLETE),
        ObjectiveResult(id="etiquette"),
    )


def test_an_aicc_unit_is_read_like_a_sco():
    """CMI001: the data model is that of SCORM 1.2."""
    unit = sco("a1", scaled_passing_score="0.5")
    found = result(unit, {"a1": scorm12("completed", "10", **{"score.max": "20"})}, LearningStandard.AICC)
    assert (found.completion, found.success, found.score) == (COMPLETED, PASSED, 0.5)

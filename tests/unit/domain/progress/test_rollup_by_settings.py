"""Rollup of several SCOs by a course's settings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from hornbook_server.domain.progress.results import Completion, Success
from tests.fixtures.taken import block, progress, result, sco, scorm12

COURSE = block("root", block("m1", sco("a"), sco("b")), sco("c"))
COMPLETED, INCOMPLETE, UNKNOWN = Completion.COMPLETED, Completion.INCOMPLETE, Completion.UNKNOWN
PASSED, FAILED, NO_VERDICT = Success.PASSED, Success.FAILED, Success.UNKNOWN
ALL = ("passed 80", "completed", "completed 40")
FAILS = ("passed 80", "completed", "failed 20")
PARTLY = ("passed 80", "incomplete", "")
NONE = ("", "", "")

PROVIDED = "STATUS_PROVIDED_BY_COURSE"
UNITS = "COMPLETE_WHEN_ALL_UNITS_COMPLETE"
NOT_FAILED = "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED"
THRESHOLD = "COMPLETE_WHEN_THRESHOLD_SCORE_IS_MET"
UNITS_AND_THRESHOLD = "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_THRESHOLD_SCORE_IS_MET"
ALL_PASSED = "COMPLETE_WHEN_ALL_UNITS_ARE_PASSED"


def stored(words):
    return {key: scorm12(*word.split()) for key, word in zip("abc", words, strict=True) if word}


@pytest.mark.parametrize(
    ("mode", "words", "completion"),
    [
        (PROVIDED, ALL, COMPLETED),
        (PROVIDED, ("passed", "passed", "incomplete"), INCOMPLETE),
        (PROVIDED, ("incomplete", "", "completed"), COMPLETED),
        (UNITS, ALL, COMPLETED),
        (UNITS, FAILS, COMPLETED),
        (UNITS, PARTLY, INCOMPLETE),
        (NOT_FAILED, ALL, COMPLETED),
        (NOT_FAILED, FAILS, INCOMPLETE),
        (THRESHOLD, PARTLY, COMPLETED),
        (THRESHOLD, ("passed 69", "incomplete", ""), INCOMPLETE),
        (THRESHOLD, ("completed", "completed", "completed"), INCOMPLETE),
        (THRESHOLD, ("passed 70", "passed 70", "passed 70"), COMPLETED),
        (UNITS_AND_THRESHOLD, PARTLY, INCOMPLETE),
        (UNITS_AND_THRESHOLD, ("completed 60", "completed", "completed 80"), COMPLETED),
        (UNITS_AND_THRESHOLD, ALL, INCOMPLETE),
        (ALL_PASSED, ALL, INCOMPLETE),
        (ALL_PASSED, ("passed", "passed", "passed"), COMPLETED),
        (UNITS, NONE, UNKNOWN),
        (THRESHOLD, NONE, UNKNOWN),
    ],
)
def test_each_mode_completes_a_course_by_its_rule(mode, words, completion):
    found = result(
        COURSE,
        stored(words),
        StatusRollupModeValue=mode,
        StatusRollupModeThresholdScore="0.7",
        CompletionStatOfFailedSuccessStat="Completed",
    )
    assert found.completion is completion


def test_what_a_mode_completes_is_done_in_full_whatever_its_units_are():
    found = result(COURSE, stored(PARTLY), StatusRollupModeValue=THRESHOLD, StatusRollupModeThresholdScore="0.7")
    assert (found.completion, found.amount) == (COMPLETED, 1.0)


@pytest.mark.parametrize(
    ("threshold", "completion"), [("0.7", COMPLETED), ("70", COMPLETED), ("81", INCOMPLETE), ("", COMPLETED)]
)
def test_a_threshold_is_a_portion_or_percent(threshold, completion):
    found = result(COURSE, stored(PARTLY), StatusRollupModeValue=THRESHOLD, StatusRollupModeThresholdScore=threshold)
    assert found.completion is completion


@pytest.mark.parametrize(
    ("mode", "words", "score"),
    [
        ("SCORE_PROVIDED_BY_COURSE", ("completed 10", "completed 60", "completed"), 0.6),
        ("LAST_SCO_SCORE", ("completed 10", "completed 60", "completed"), None),
        ("LAST_SCO_SCORE", ("completed 10", "completed 60", "completed 90"), 0.9),
        ("AVERAGE_SCORE_OF_ALL_UNITS", ("completed 60", "", "completed 30"), 0.3),
        ("AVERAGE_SCORE_OF_ALL_UNITS_WITH_SCORES", ("completed 60", "", "completed 30"), 0.45),
        ("AVERAGE_SCORE_OF_ALL_UNITS_WITH_SCORES", ("completed 60", "completed 0", ""), 0.3),
        ("AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES", ("completed 60", "completed 0", ""), 0.6),
        ("AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES", ("completed 0", "", ""), 0.0),
        ("FIXED_AVERAGE", ("completed 60", "", "completed 30"), 0.225),
        ("FIXED_AVERAGE", NONE, None),
    ],
)
def test_each_mode_has_its_score_of_a_course(mode, words, score):
    found = result(COURSE, stored(words), ScoreRollupModeValue=mode, ScoreRollupModeNumberOfScoringObjects="4").score
    assert found == (None if score is None else pytest.approx(score))


def test_a_fixed_average_of_fewer_objects_than_have_scores_stays_within_a_whole():
    words = ("completed 90", "completed 90", "completed 90")
    found = result(
        COURSE, stored(words), ScoreRollupModeValue="FIXED_AVERAGE", ScoreRollupModeNumberOfScoringObjects="2"
    )
    assert found.score == 1.0


@pytest.mark.parametrize(
    ("words", "success"),
    [
        (("passed", "passed", "passed"), PASSED),
        (("passed", "failed", ""), FAILED),
        (("passed", "passed", "completed"), NO_VERDICT),
        (NONE, NO_VERDICT),
    ],
)
def test_a_course_is_passed_when_all_its_units_are_and_failed_when_one_is(words, success):
    assert result(COURSE, stored(words)).success is success


@pytest.mark.parametrize(
    ("words", "success"),
    [
        (("completed", "completed", "completed"), PASSED),
        (("passed", "passed", "incomplete"), NO_VERDICT),
        (FAILS, FAILED),
    ],
)
def test_success_follows_status_where_the_setting_says_so(words, success):
    assert result(COURSE, stored(words), ApplyRollupStatusToSuccess="true").success is success


def test_success_follows_a_status_that_takes_no_heed_of_failure():
    stored_ = {key: scorm12(status) for key, status in zip("abc", ("completed", "completed", "failed"), strict=True)}
    settings_ = {"StatusRollupModeValue": UNITS, "CompletionStatOfFailedSuccessStat": "Completed"}
    assert result(COURSE, stored_, ApplyRollupStatusToSuccess="true", **settings_).success is PASSED


def test_passing_a_pretest_completes_all_other_units():
    found = result(COURSE, stored(("passed 90", "", "")), FirstScoIsPretest="true")
    assert (found.completion, found.amount) == (COMPLETED, 1.0)
    for words in (("failed 30", "", ""), ("completed", "", ""), ("incomplete 90", "", "")):
        assert result(COURSE, stored(words), FirstScoIsPretest="true").completion is not COMPLETED


def test_what_is_not_tracked_does_not_count():
    words = ("passed 80", "passed 80", "passed 80")
    found = result(
        COURSE, stored(words), IsCompletionTracked="false", IsSatisfactionTracked="false", IsScoreTracked="false"
    )
    assert (found.completion, found.success, found.score) == (UNKNOWN, NO_VERDICT, None)


def test_a_unit_that_is_untouched_makes_the_course_incomplete_once_another_is_not():
    one_of_three = {"a": scorm12("failed")}
    all_three = {key: scorm12("failed") for key in "abc"}
    assert [result(COURSE, stored).completion for stored in (one_of_three, all_three)] == [INCOMPLETE, UNKNOWN]
    assert result(COURSE, one_of_three, IsCompletionTracked="false").completion is UNKNOWN


def test_a_unit_with_units_below_it_counts_beside_them():
    above = block("root", structs.replace(sco("a"), children=(sco("b"),)))
    states = {"a": scorm12("incomplete", "40"), "b": scorm12("completed", "80")}
    (own,) = progress(above, states).root.children
    assert (own.result.completion, own.result.score) == (INCOMPLETE, 0.6)


def test_a_course_of_one_unit_has_its_attempts():
    assert result(sco("a"), {"a": structs.replace(scorm12("completed"), attempt=3)}).attempts == 3


def test_modules_have_their_own_units_together():
    root = progress(COURSE, stored(ALL)).root
    module = root.children[0]
    assert (module.result.completion, module.result.score, module.result.amount) == (COMPLETED, 0.8, 1.0)
    assert [one.key for one in (root, module, *module.children)] == ["root", "m1", "a", "b"]


STATUSES = st.sampled_from(("", "not attempted", "incomplete", "completed", "passed", "failed", "browsed"))
UNIT = st.builds(lambda status, raw: f"{status} {raw}" if status else "", STATUSES, st.integers(-50, 150))
MODES = st.sampled_from((PROVIDED, UNITS, NOT_FAILED, THRESHOLD, UNITS_AND_THRESHOLD, ALL_PASSED))
SCORES = st.sampled_from(
    (
        "SCORE_PROVIDED_BY_COURSE",
        "AVERAGE_SCORE_OF_ALL_UNITS",
        "AVERAGE_SCORE_OF_ALL_UNITS_WITH_SCORES",
        "FIXED_AVERAGE",
        "AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES",
        "LAST_SCO_SCORE",
    )
)


def _stored(words):
    return {key: scorm12(*word.rsplit(" ", 1)) for key, word in zip("abc", words, strict=True) if word}


@settings(max_examples=150, deadline=None)
@given(st.tuples(UNIT, UNIT, UNIT), MODES, SCORES, st.integers(-1, 4))
def test_a_course_stays_within_bounds(words, mode, score, objects):
    found = result(
        COURSE,
        _stored(words),
        StatusRollupModeValue=mode,
        ScoreRollupModeValue=score,
        ScoreRollupModeNumberOfScoringObjects=str(objects),
    )
    assert 0 <= found.amount <= 1
    assert found.score is None or 0 <= found.score <= 1


@settings(max_examples=150, deadline=None)
@given(st.tuples(UNIT, UNIT, UNIT), MODES, st.integers(0, 2))
def test_passing_one_more_unit_in_full_never_takes_completion_away(words, mode, which):
    before = result(COURSE, _stored(words), StatusRollupModeValue=mode, StatusRollupModeThresholdScore="0.5")
    better = tuple("passed 100" if at == which else word for at, word in enumerate(words))
    after = result(COURSE, _stored(better), StatusRollupModeValue=mode, StatusRollupModeThresholdScore="0.5")
    assert before.completion is not COMPLETED or after.completion is COMPLETED
    assert after.amount >= before.amount

"""What content has stored, read from its elements, and lengths of time."""

from datetime import UTC, datetime

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress import runtime_of
from hornbook_server.domain.progress.results import Success
from hornbook_server.domain.progress.runtime import (
    Comment,
    Interaction,
    InteractionType,
    Preference,
    ReportedCompletion,
    ReportedObjective,
    Runtime,
)
from hornbook_server.domain.times import duration, moment_in_utc, seconds_of, timespan

SCORM12 = {
    "cmi.core.lesson_status": "failed",
    "cmi.core.credit": "credit",
    "cmi.core.entry": "resume",
    "cmi.core.exit": "suspend",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.lesson_location": "page 3",
    "cmi.core.score.raw": "40",
    "cmi.core.score.max": "100",
    "cmi.core.total_time": "0000:10:00.00",
    "cmi.core.session_time": "00:00:30",
    "cmi.suspend_data": "a=1",
    "cmi.comments": "hard",
    "cmi.comments_from_lms": "try again",
    "cmi.student_preference.audio": "-1",
    "cmi.student_preference.language": "de",
    "cmi.interactions.0.id": "q1",
    "cmi.interactions.0.type": "choice",
    "cmi.interactions.0.time": "10:00:00",
    "cmi.interactions.0.student_response": "b",
    "cmi.interactions.0.result": "wrong",
    "cmi.interactions.0.weighting": "1",
    "cmi.interactions.0.latency": "00:00:12",
    "cmi.interactions.0.correct_responses.0.pattern": "a",
    "cmi.interactions.0.correct_responses.1.pattern": "c",
    "cmi.interactions.0.objectives.0.id": "o1",
    "cmi.objectives.0.id": "o1",
    "cmi.objectives.0.status": "browsed",
    "cmi.objectives.0.score.raw": "10",
}


def test_the_run_time_data_of_scorm_12():
    """RTE 1.2, 3.4.4."""
    assert runtime_of(LearningStandard.SCORM12, SCORM12) == Runtime(
        completion_status="failed",
        success=Success.FAILED,
        credit="credit",
        entry="resume",
        exit="suspend",
        mode="normal",
        location="page 3",
        score_raw="40",
        score_max="100",
        total_time=630.0,
        suspend_data="a=1",
        preference=Preference(audio_level="-1", language="de"),
        learner_comments=(Comment(value="hard"),),
        lms_comments=(Comment(value="try again"),),
        interactions=(
            Interaction(
                id="q1",
                type=InteractionType.CHOICE,
                objectives=("o1",),
                timestamp="10:00:00",
                correct_responses=("a", "c"),
                weighting="1",
                learner_response="b",
                result="incorrect",
                latency=12.0,
            ),
        ),
        objectives=(ReportedObjective(id="o1", score_raw="10", completion=ReportedCompletion.BROWSED),),
    )


def test_the_run_time_data_of_scorm_2004():
    """RTE 4th Ed., 4.2."""
    elements = {
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.progress_measure": "0.5",
        "cmi.score.scaled": "0.9",
        "cmi.total_time": "PT1H",
        "cmi.comments_from_learner.0.comment": "hard",
        "cmi.comments_from_learner.0.location": "page 2",
        "cmi.comments_from_learner.0.timestamp": "2026-11-02T09:30:00",
        "cmi.learner_preference.audio_level": "0.5",
        "cmi.learner_preference.audio_captioning": "1",
        "cmi.interactions.0.id": "urn:q",
        "cmi.interactions.0.type": "long-fill-in",
        "cmi.interactions.0.timestamp": "2026-11-02T09:30:00+01:00",
        "cmi.interactions.0.learner_response": "words",
        "cmi.interactions.0.latency": "PT2.5S",
        "cmi.interactions.0.description": "Why?",
        "cmi.interactions.1.id": "urn:r",
        "cmi.interactions.1.type": "unheard",
        "cmi.objectives.0.id": "o1",
        "cmi.objectives.0.success_status": "failed",
        "cmi.objectives.0.completion_status": "not attempted",
        "cmi.objectives.0.score.scaled": "0.1",
        "cmi.objectives.0.description": "Rules",
    }
    assert runtime_of(LearningStandard.SCORM20043RDEDITION, elements) == Runtime(
        completion_status="completed",
        success=Success.PASSED,
        progress_measure="0.5",
        score_scaled="0.9",
        total_time=3600.0,
        preference=Preference(audio_level="0.5", audio_captioning="1"),
        learner_comments=(Comment(value="hard", location="page 2", timestamp="2026-11-02T09:30:00"),),
        interactions=(
            Interaction(
                id="urn:q",
                type=InteractionType.LONG_FILL_IN,
                timestamp="2026-11-02T09:30:00+01:00",
                learner_response="words",
                latency=2.5,
                description="Why?",
            ),
            Interaction(id="urn:r"),
        ),
        objectives=(
            ReportedObjective(
                id="o1",
                score_scaled="0.1",
                success=Success.FAILED,
                completion=ReportedCompletion.NOT_ATTEMPTED,
                description="Rules",
            ),
        ),
    )


def test_the_run_time_data_of_what_says_only_its_results():
    elements = {"completion": "completed", "success": "passed", "score.scaled": "0.5", "seconds": "12", "place": "4"}
    assert runtime_of(LearningStandard.CMI5, elements) == Runtime(
        completion_status="completed", success=Success.PASSED, score_scaled="0.5", total_time=12.0, location="4"
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:30", 30),
        ("0001:02:03.5", 3723.5),
        ("9999:59:59.99", 35_999_999.99),
        ("0:10:00", 600),
        ("00:10", 600),
        ("PT1H2M3.25S", 3723.25),
        ("P1DT1S", 86_401),
        ("P1Y", 31_536_000),
        ("P2W", 1_209_600),
        ("PT0S", 0),
        ("P", 0),
        ("", 0),
        ("soon", 0),
        ("PT1.2.3S", 0),
        ("\u0660\u0660:\u0661\u0660:\u0660\u0660", 0),
        ("PT" + "9" * 500 + "S", 35_999_999.99),
    ],
)
def test_lengths_of_time_are_read(text, seconds):
    """SCORM 1.2 RTE, 3.4.2.1 (CMITimespan); SCORM 2004 RTE, 4.1.1.7 (timeinterval)."""
    assert seconds_of(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("seconds", "span", "iso"),
    [
        (0, "0000:00:00.00", "PT0S"),
        (512.5, "0000:08:32.50", "PT8M32.5S"),
        (3600, "0001:00:00.00", "PT1H"),
        (59.999, "0000:01:00.00", "PT1M"),
        (90_061.07, "0025:01:01.07", "PT25H1M1.07S"),
        (1e9, "9999:59:59.99", "PT9999H59M59.99S"),
        (-1, "0000:00:00.00", "PT0S"),
    ],
)
def test_lengths_of_time_are_written(seconds, span, iso):
    assert (timespan(seconds), duration(seconds)) == (span, iso)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-02T13:00:00+01:00", datetime(2026, 11, 2, 12, tzinfo=UTC)),
        ("2026-11-02T12:00:00Z", datetime(2026, 11, 2, 12, tzinfo=UTC)),
        ("2026-11-02T12:00:00", None),
        ("10:00:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
    ],
)
def test_a_time_is_known_in_utc_where_it_has_a_day_and_a_zone(text, moment):
    """RTE 4th Ed., 4.1.1.6 (time(second,10,0))."""
    assert moment_in_utc(text) == moment

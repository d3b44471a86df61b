"""What a run begins with where a learner has come some way elsewhere."""

import pytest
from msgspec import structs

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.progress import Completion, ObjectiveResult, Result, Success, progress_of, runtime_of
from hornbook_server.domain.progress.beginning import Beginning, Reached, begun_with
from hornbook_server.domain.progress.beginning_elements import elements_of
from hornbook_server.domain.progress.runtime import (
    Comment,
    Interaction,
    InteractionType,
    Preference,
    ReportedCompletion,
    ReportedObjective,
    Runtime,
)
from hornbook_server.domain.progress.sequencing_state import sequencing_state
from hornbook_server.domain.run import ActivityState
from hornbook_server.domain.units import Cmi5Unit
from tests.fixtures.taken import block, sco, sequenced

SCORM12, SCORM2004 = LearningStandard.SCORM12, LearningStandard.SCORM20044THEDITION
PASSED = Result(completion=Completion.COMPLETED, success=Success.PASSED, score=0.875, amount=1.0, attempts=2)
RUNTIME = Runtime(
    completion_status="completed",
    success=Success.PASSED,
    exit="suspend",
    location="hole-7",
    score_raw="87.5",
    score_min="0",
    score_max="100",
    total_time=3723.5,
    suspend_data="a=1",
    preference=Preference(audio_level="2", language="de", delivery_speed="50", audio_captioning="1"),
    learner_comments=(Comment(value="Fore!"),),
    lms_comments=(Comment(value="Well done."),),
    interactions=(
        Interaction(
            id="q1",
            type=InteractionType.CHOICE,
            objectives=("o1",),
            timestamp="10:00:00",
            correct_responses=("a", "b"),
            weighting="1",
            learner_response="a",
            result="incorrect",
            latency=12.5,
        ),
    ),
    objectives=(ReportedObjective(id="o1", score_raw="5", success=Success.FAILED),),
)
RUNTIMES = {
    SCORM12: structs.replace(
        RUNTIME,
        completion_status="passed",
        objectives=(ReportedObjective(id="o1", score_raw="5", completion=ReportedCompletion.BROWSED),),
    ),
    LearningStandard.AICC: structs.replace(
        RUNTIME, completion_status="failed", success=Success.FAILED, interactions=(), objectives=()
    ),
    SCORM2004: structs.replace(
        RUNTIME,
        progress_measure="0.5",
        score_scaled="0.875",
        learner_comments=(Comment(value="Fore!", location="hole-7", timestamp="2026-03-01T12:00:00Z"),),
        objectives=(
            ReportedObjective(
                id="o1",
                score_scaled="0.5",
                success=Success.FAILED,
                completion=ReportedCompletion.COMPLETED,
                progress_measure="1",
                description="Swing",
            ),
        ),
    ),
    LearningStandard.XAPI: Runtime(
        completion_status="incomplete",
        success=Success.FAILED,
        location="7",
        progress_measure="0.5",
        score_scaled="0.25",
        total_time=60.0,
    ),
}


@pytest.mark.parametrize("standard", RUNTIMES)
def test_run_time_data_is_read_as_it_was_said(standard):
    elements = elements_of(standard, Result(), RUNTIMES[standard])
    assert runtime_of(standard, elements) == RUNTIMES[standard]


@pytest.mark.parametrize(
    ("standard", "reached"),
    [
        (SCORM12, PASSED),
        (SCORM12, Result(completion=Completion.INCOMPLETE, score=0.25, attempts=1)),
        (SCORM12, Result(completion=Completion.COMPLETED, amount=1.0, attempts=1)),
        (SCORM2004, PASSED),
        (SCORM2004, Result(completion=Completion.INCOMPLETE, success=Success.FAILED, score=-0.5, attempts=3)),
        (LearningStandard.XAPI, PASSED),
        (LearningStandard.CMI5, Result(completion=Completion.INCOMPLETE, amount=0.5, attempts=1)),
    ],
)
def test_a_result_without_run_time_data_is_the_units(standard, reached):
    unit = Cmi5Unit(move_on="Passed") if standard is LearningStandard.CMI5 else None
    course = block("root", sco("a", cmi5=unit), sco("b", cmi5=unit))
    begins = begun_with(course, standard, Beginning(activities=(Reached(identifier="a", where="", result=reached),)))
    found = progress_of(course, standard, {}, begins.states).root.children[0].result
    known = ("completion", "success", "score", "amount", "attempts")
    assert {name: getattr(found, name) for name in known} == {name: getattr(reached, name) for name in known}


@pytest.mark.parametrize(
    ("said", "exit_"),
    [("", "suspend"), ("Suspend", "suspend"), ("timeout", "time-out"), ("normal", "normal"), ("UNKNOWN", "suspend")],
)
def test_an_attempt_goes_on_unless_it_is_said_to_have_ended(said, exit_):
    runtime = structs.replace(RUNTIME, exit=said)
    assert elements_of(SCORM2004, Result(), runtime)["cmi.exit"] == exit_
    assert elements_of(SCORM12, Result(), None)["cmi.core.exit"] == "suspend"


def test_time_is_kept_by_activity_and_for_the_course():
    course = block("root", sco("a"), block("b", sco("c")))
    given = [Reached(identifier=name, where="", result=Result(seconds=time)) for name, time in (("b", 9.0), ("c", 5.0))]
    begins = begun_with(course, SCORM12, Beginning(course=Result(seconds=60.0), activities=tuple(given)))
    assert (begins.seconds, list(begins.states)) == ({"": 60.0, "c": 5.0}, ["c"])


def test_activities_of_one_identifier_are_told_apart_by_their_order():
    course = block("root", sco("a"), sco("a"))
    given = tuple(
        Reached(identifier="a", where="", result=Result(completion=one))
        for one in (Completion.INCOMPLETE, Completion.COMPLETED)
    )
    begins = begun_with(course, SCORM12, Beginning(activities=given))
    assert {key: one.elements["cmi.core.lesson_status"] for key, one in begins.states.items()} == {
        "a": "incomplete",
        "a~2": "completed",
    }


def test_an_activity_that_the_course_does_not_have_is_named():
    given = Reached(identifier="x", where="activityDetails.children[0]", result=Result())
    with pytest.raises(Invalid, match=r"activityDetails\.children\[0\]\.id: the course has no activity 'x'"):
        begun_with(block("root", sco("a")), SCORM12, Beginning(activities=(given,)))
    with pytest.raises(Invalid, match="suspendedActivityId"):
        begun_with(block("root", sco("a")), SCORM12, Beginning(suspended_activity="x"))


def test_a_course_that_is_one_activity_has_the_result_of_the_root():
    film = Activity(title="Swing", type=ActivityType.ASSET, href="swing.mp4")
    begins = begun_with(film, LearningStandard.CMI5, Beginning(root=Reached(identifier="?", where="", result=PASSED)))
    assert progress_of(film, LearningStandard.CMI5, {}, begins.states).result.completion is Completion.COMPLETED


def test_sequencing_knows_what_is_suspended_and_what_courses_share():
    course = block("root", block("b", sco("c"), scorm2004=sequenced()))
    shared = ObjectiveResult(id="g", success=Success.PASSED, score=0.5, raw=5.0, most=10.0, progress=1.0)
    beginning = Beginning(global_objectives=(shared,), shared_data={"s": "x"}, suspended_activity="c")
    begins = begun_with(course, SCORM2004, beginning)
    found = progress_of(course, SCORM2004, {}, begins.states)
    assert (found.suspended_activity, found.shared_data, found.global_objectives) == ("c", (("s", "x"),), (shared,))
    assert begins.states[""].elements["hornbook.activity"] == "c"


def test_nothing_begins_with_nothing():
    assert begun_with(block("root", sco("a")), SCORM2004, Beginning()).states == {}
    assert sequencing_state({"": ActivityState(1, {})}).suspended_activity == ""

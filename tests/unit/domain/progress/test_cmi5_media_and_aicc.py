"""Results of cmi5 and xAPI courses and media, and AICC's completion requirements."""

import pytest

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.progress import aicc_script
from hornbook_server.domain.progress.results import Completion, Result, Success
from hornbook_server.domain.units import AiccUnit, Cmi5Unit, CompletionRequirement
from tests.fixtures.taken import block, progress, reported, result, sco, scorm12

CMI5, AICC, XAPI = LearningStandard.CMI5, LearningStandard.AICC, LearningStandard.XAPI
COMPLETED, INCOMPLETE, UNKNOWN = Completion.COMPLETED, Completion.INCOMPLETE, Completion.UNKNOWN
PASSED, FAILED, NO_VERDICT = Success.PASSED, Success.FAILED, Success.UNKNOWN


def unit(key, move_on):
    return sco(key, cmi5=Cmi5Unit(move_on=move_on))


@pytest.mark.parametrize(
    ("move_on", "stored", "completion"),
    [
        ("Passed", reported("completed"), INCOMPLETE),
        ("Passed", reported("incomplete", "passed"), COMPLETED),
        ("Completed", reported("completed", "failed"), COMPLETED),
        ("Completed", reported("incomplete", "passed"), INCOMPLETE),
        ("CompletedAndPassed", reported("completed"), INCOMPLETE),
        ("CompletedAndPassed", reported("completed", "passed"), COMPLETED),
        ("CompletedOrPassed", reported("", "passed"), COMPLETED),
        ("CompletedOrPassed", reported("completed", "failed"), COMPLETED),
        ("CompletedOrPassed", reported("incomplete", "failed"), INCOMPLETE),
        ("NotApplicable", reported("incomplete"), COMPLETED),
        ("Passed", reported("incomplete", satisfied="true"), COMPLETED),
    ],
)
def test_a_course_is_complete_once_its_units_are_satisfied(move_on, stored, completion):
    """cmi5 Quartz, 13.1.4 (moveOn) and 9.3.9 (satisfied)."""
    assert result(block("root", unit("a", move_on)), {"a": stored}, CMI5).completion is completion


def test_blocks_are_satisfied_by_all_that_is_in_them():
    """cmi5 Quartz, 9.3.9."""
    course = block(
        "root", block("b1", unit("a", "Passed"), unit("b", "NotApplicable")), block("b2", unit("c", "Completed"))
    )
    found = progress(course, {"a": reported("incomplete", "passed", "0.9")}, CMI5)
    assert [one.result.completion for one in (found.root, *found.root.children)] == [INCOMPLETE, COMPLETED, UNKNOWN]
    assert (found.result.score, found.root.children[0].children[0].result.completion) == (0.9, INCOMPLETE)


@pytest.mark.parametrize("stored", [{}, {"a": reported(satisfied="true"), "root": reported(satisfied="true")}])
def test_nothing_is_complete_before_anything_was_opened(stored):
    assert result(block("root", unit("a", "NotApplicable")), stored, CMI5) == Result()


def test_media_are_complete_once_they_say_so():
    file = Activity(title="F", type=ActivityType.ASSET, item_identifier="f.pdf", href="f.pdf")
    stored = {"f.pdf": reported("incomplete", progress="0.25", seconds="61", place="3")}
    found = result(block("root", file), stored, CMI5)
    assert (found.completion, found.amount, found.seconds) == (INCOMPLETE, 0.25, 61)
    assert result(block("root", file), {"f.pdf": reported("completed")}, CMI5).completion is COMPLETED


def test_an_xapi_course_has_what_its_statements_said():
    found = result(
        sco("a"),
        {"a": reported("completed", "failed", "-0.5")},
        XAPI,
        StatusRollupModeValue="COMPLETE_WHEN_ALL_UNITS_COMPLETE",
    )
    assert (found.completion, found.success, found.score) == (COMPLETED, FAILED, -0.5)


def required(key, *rows, children=()):
    rules = AiccUnit(completion=tuple(CompletionRequirement(requirement=one, result=word) for one, word in rows))
    return block(key, *children, aicc=rules)


def test_a_completion_requirement_that_holds_decides_on_its_block():
    """CMI001, 6.4.1.6."""
    inner = required(
        "b1", ("a1=P & a2<>F", "completed"), ("a1=F", "failed"), children=(sco("a1"), sco("a2"), sco("a3"))
    )
    found = progress(block("root", inner), {"a1": scorm12("passed")}, AICC)
    assert found.root.children[0].result.completion is COMPLETED
    found = progress(block("root", inner), {"a1": scorm12("failed")}, AICC)
    assert found.root.children[0].result.success is FAILED
    found = progress(block("root", inner), {"a1": scorm12("incomplete")}, AICC)
    assert (found.root.children[0].result.completion, found.root.children[0].result.success) == (INCOMPLETE, NO_VERDICT)


def test_a_requirement_of_the_course_itself_decides_on_the_course():
    root = required("root", ("1*{A1,a2}", "passed"), children=(sco("a1"), sco("a2")))
    found = result(root, {"a2": scorm12("completed")}, AICC)
    assert (found.completion, found.success) == (COMPLETED, PASSED)


@pytest.mark.parametrize(
    "script",
    ["a1=", "nobody=P", "(a1", "a1=Q", "x*{a1}", "a1 a2", "(" * 60 + "a1" + ")" * 60, "~" * 5000 + "a1", '?a"1'],
)
def test_a_requirement_that_cannot_be_read_decides_nothing(script):
    root = required("root", (script, "passed"), children=(sco("a1"),))
    assert result(root, {"a1": scorm12("incomplete")}, AICC).success is NO_VERDICT


@pytest.mark.parametrize(
    ("script", "holds"),
    [
        ("done", True),
        ("failed", False),
        ("~failed", True),
        ("done & open", False),
        ("done | open", True),
        ("open | done & failed", False),
        ("(open | done) & passed", True),
        ("{done,passed}", True),
        ("{done,open}", False),
        ("2*{done,open,passed}", True),
        ("3*{done,open,passed}", False),
        ("done=completed", True),
        ("done = C", True),
        ('"open"=I', True),
        ("open<>I", False),
        ("failed=F", True),
        ("new=N", True),
        ("done=N", False),
    ],
)
def test_a_logical_expression_is_worked_out(script, holds):
    """CMI001, 6.4.1.4."""
    known = {
        "done": Result(completion=COMPLETED, attempts=1),
        "passed": Result(completion=COMPLETED, success=PASSED, attempts=1),
        "failed": Result(success=FAILED, attempts=1),
        "open": Result(completion=INCOMPLETE, attempts=1),
        "new": Result(),
    }
    assert aicc_script.holds(script, known.get) is holds

"""Which statements of a cmi5 session are taken, and what a unit has come to by them (cmi5 6.3, 7.1, 9)."""

import pytest

from hornbook_server.domain.cmi5 import (
    CATEGORY,
    LMS_VERBS,
    MASTERY_SCORE,
    MOVE_ON_CATEGORY,
    SESSION_ID,
    VERBS,
    Unit,
    take,
)
from hornbook_server.domain.errors import StatementRefused
from hornbook_server.domain.session import SessionState

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.test", "name": "ada"}}
UNIT = Unit(
    actor=ACTOR,
    registration="r",
    activity_id="https://lms.test/unit",
    publisher_id="https://publisher.test/unit",
    session_id="s",
    mastery_score="0.7",
    move_on="Passed",
)
BEGUN = SessionState(begun=True, verbs=("initialized",))
MASTERY = {MASTERY_SCORE: 0.7}
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


def said(word, result=None, *, categories=None, extensions=None, verb=None, **members):
    result = result or {}
    judging = {"success", "completion"} & result.keys()
    given = categories or ([CATEGORY, MOVE_ON_CATEGORY] if judging else [CATEGORY])
    return {
        "actor": ACTOR,
        "verb": {"id": verb or f"{VERBS}{word}"},
        "object": {"id": UNIT.activity_id},
        "timestamp": "2026-03-01T12:00:00Z",
        "result": result,
        "context": {
            "registration": "r",
            "contextActivities": {"category": [{"id": one} for one in given], "grouping": [{"id": UNIT.publisher_id}]},
            "extensions": {SESSION_ID: "s"} | (extensions or {}),
        },
    } | members


def passed(scaled, *, word="passed", extensions=MASTERY):
    result = {"success": word == "passed", "duration": "PT1S", "score": {"scaled": scaled}}
    return said(word, result, extensions=extensions)


def completed(**result):
    return said("completed", {"completion": True, "duration": "PT1S"} | result)


def taken(statement, state=BEGUN, results=None):
    return take(statement, UNIT, state, results or {})


@pytest.mark.parametrize(
    ("statement", "results"),
    [
        (passed(0.7), {"completion": "incomplete", "success": "passed", "score.scaled": "0.7"}),
        (passed(0.69, word="failed"), {"completion": "incomplete", "success": "failed", "score.scaled": "0.69"}),
        (completed(), {"completion": "completed", "progress": "1"}),
        (said("terminated", {"duration": "PT1M"}), {"completion": "incomplete", "seconds": "60.00"}),
        (
            said(
                "watched",
                {"extensions": {PROGRESS: 40}},
                categories=["https://a.test"],
            ),
            {"progress": "0.4"},
        ),
    ],
)
def test_what_a_unit_has_come_to(statement, results):
    assert taken(statement)[1] == results


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (passed(0.69), "result.score.scaled: 0.69 is not passed by the masteryScore"),
        (passed(0.7, word="failed"), "result.score.scaled: 0.7 is not failed by the masteryScore"),
        (passed(0.8, extensions={}), "context.extensions: "),
        (passed(0.8, extensions={MASTERY_SCORE: 0.6}), "context.extensions: "),
        (passed(1.1), "result.score.scaled: must be 0 to 1"),
        (said("passed", {"success": True}), "result.duration: is required"),
        (said("passed", {"success": False, "duration": "PT1S"}), "result.success: must be true"),
        (completed(score={"scaled": 0.8}), "result.score: goes with passed and failed"),
        (said("initialized"), "verb: initialized has been said"),
        (said("launched"), "verb: .* is for the LMS to say"),
        (said("waived", verb=f"{LMS_VERBS}waived"), "verb: .* is for the LMS to say"),
        (said("watched"), "verb: .* is not defined by cmi5"),
        (said("x", categories=[MOVE_ON_CATEGORY]), "context.contextActivities.category: moveon goes with the cmi5"),
        (
            said("terminated", {"duration": "PT1S"}, categories=[CATEGORY, MOVE_ON_CATEGORY]),
            "context.contextActivities.category",
        ),
        (said("terminated", {"duration": "PT1S"}, object={"id": "https://lms.test/other"}), "object.id: "),
        (said("terminated", {"duration": "PT1S"}, timestamp="2026-03-01T12:00:00+01:00"), "timestamp: must be in UTC"),
        (
            said("terminated", {"duration": "PT1S"}, actor=ACTOR | {"account": {"homePage": "x:", "name": "ben"}}),
            "actor: ",
        ),
        (
            said("x", verb=f"{VERBS}voided", object={"objectType": "StatementRef", "id": "i"}),
            "verb: content may not void",
        ),
    ],
)
def test_what_the_rules_do_not_allow_is_refused(statement, reason):
    with pytest.raises(StatementRefused, match=f"^{reason}"):
        taken(statement)


@pytest.mark.parametrize(
    ("statement", "state", "results", "reason"),
    [
        (completed(), SessionState(), {}, "verb: the first statement of a session is initialized"),
        (said("x", categories=["https://a.test"]), SessionState(), {}, "verb: the first statement"),
        (completed(), BEGUN, {"completion": "completed"}, "verb: completed has been said in this registration"),
        (passed(0.8), BEGUN, {"success": "passed"}, "verb: passed cannot follow passed"),
        (passed(0.1, word="failed"), BEGUN, {"success": "passed"}, "verb: failed cannot follow passed"),
        (
            passed(0.8),
            SessionState(verbs=("initialized", "failed")),
            {},
            "verb: passed and failed cannot be said in one",
        ),
        (completed(), SessionState(ended=True, verbs=("initialized",)), {}, "the session has been terminated"),
        (completed(), SessionState(abandoned=True, verbs=("initialized",)), {}, "the session was abandoned"),
    ],
)
def test_what_was_said_before_decides_on_what_may_be_said(statement, state, results, reason):
    with pytest.raises(StatementRefused, match=f"^{reason}"):
        taken(statement, state, results)


def test_a_session_ends_with_its_last_word():
    begun, _ = taken(said("initialized"), SessionState())
    assert (begun.begun, begun.ended, begun.verbs) == (True, False, ("initialized",))
    ended, _ = taken(said("terminated", {"duration": "PT1S"}), begun)
    assert (ended.ended, ended.verbs) == (True, ("initialized", "terminated"))

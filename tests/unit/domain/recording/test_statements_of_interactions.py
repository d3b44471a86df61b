"""Interactions and objectives in statements that commits give, by ADL's xAPI SCORM Profile."""

import pytest
from msgspec import structs

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.recording import Applied, Occasion, Telling
from hornbook_server.domain.recording.telling import MOST_OF_PARTS
from hornbook_server.domain.run import NOTHING
from tests.fixtures.taken import sco, scorm2004, state
from tests.fixtures.told import BEGUN, NOON, UNIT, taking, told, verbs


def interaction(elements, standard=LearningStandard.SCORM12, settings=None, before=BEGUN):
    after = structs.replace(
        before, elements=before.elements | {f"cmi.interactions.0.{name}": value for name, value in elements.items()}
    )
    return told(before, after, standard, settings)


@pytest.mark.parametrize(
    ("kind", "response", "pattern", "said", "expected"),
    [
        ("true-false", "t", "f", "true", "false"),
        ("true-false", "0", "1", "false", "true"),
        ("choice", "a,b", "{a,c}", "a[,]b", "a[,]c"),
        ("choice", "a", "a", "a", "a"),
        ("matching", "a.1,b.2", "{a.1,b.3}", "a[.]1[,]b[.]2", "a[.]1[,]b[.]3"),
        ("sequencing", "a,b,c", "b,a,c", "a[,]b[,]c", "b[,]a[,]c"),
        ("numeric", "4.5", "4.5", "4.5", "4.5"),
        ("fill-in", "a, b", "a, b", "a, b", "a, b"),
        ("likert", "agree", "agree", "agree", "agree"),
        ("performance", "did", "do", "did", "do"),
    ],
)
def test_responses_of_scorm_12_are_written_as_xapi_has_them(kind, response, pattern, said, expected):
    """SCORM 1.2 RTE, 3.4.4; xAPI 1.0.3 Data, appendix C."""
    (found,) = interaction(
        {"id": "q 1", "type": kind, "student_response": response, "correct_responses.0.pattern": pattern}
    )
    assert (found["object"]["id"], found["object"]["definition"], found["result"]) == (
        f"{UNIT}/interactions/q%201",
        {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": kind,
            "correctResponsesPattern": [expected],
        },
        {"response": said},
    )
    assert found["context"]["contextActivities"]["parent"][0]["id"] == UNIT


def test_a_response_of_scorm_2004_keeps_its_delimiters_its_description_and_its_time():
    """RTE 4th Ed., 4.2.9."""
    (found,) = interaction(
        {
            "id": "urn:q",
            "type": "matching",
            "learner_response": "a[.]1[,]b[.]2,3",
            "correct_responses.0.pattern": "a[.]1[,]b[.]2",
            "correct_responses.1.pattern": "a[.]2",
            "description": "Match",
            "result": "incorrect",
            "latency": "PT1.5S",
            "timestamp": "2026-11-02T13:00:00.5+01:00",
        },
        LearningStandard.SCORM20044THEDITION,
        before=scorm2004(),
    )
    assert (found["object"]["definition"], found["result"], found["timestamp"]) == (
        {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": "matching",
            "correctResponsesPattern": ["a[.]1[,]b[.]2", "a[.]2"],
            "description": {"en-US": "Match"},
        },
        {"response": "a[.]1[,]b[.]2,3", "success": False, "duration": "PT1.5S"},
        "2026-11-02T12:00:00.500Z",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("correct", {"success": True}),
        ("wrong", {"success": False}),
        ("unanticipated", {}),
        ("neutral", {}),
        ("0.75", {"score": {"raw": 0.75}}),
    ],
)
def test_the_result_of_an_interaction_is_success_or_a_score(word, expected):
    (found,) = interaction({"id": "q", "type": "choice", "student_response": "a", "result": word})
    assert found["result"] == {"response": "a"} | expected


def test_an_interaction_is_told_once_until_it_changes():
    question = {"cmi.interactions.0.id": "q", "cmi.interactions.0.student_response": "a"}
    before = state(BEGUN.elements | question)
    assert told(before, before) == []
    other = {"cmi.interactions.1.id": "r", "cmi.interactions.1.student_response": "b"}
    found = told(before, state(before.elements | other | {"cmi.interactions.0.student_response": "c"}))
    assert [one["result"]["response"] for one in found] == ["c", "b"]


def test_interactions_are_left_out_where_the_setting_says_so():
    assert interaction({"id": "q", "student_response": "a"}, settings={"TinCanInteractionsEnabled": "false"}) == []


def test_an_interaction_without_an_answer_is_not_told():
    assert interaction({"id": "q", "type": "choice"}) == []


def test_verdicts_on_objectives_are_told():
    """ADL's xAPI SCORM Profile, 6.0, objectives."""
    objective = {
        "cmi.objectives.0.id": "rules",
        "cmi.objectives.0.status": "passed",
        "cmi.objectives.0.score.raw": "70",
    }
    found = told(BEGUN, state(BEGUN.elements | objective))
    assert verbs(found) == ["scored", "completed", "passed"]
    assert {one["object"]["id"] for one in found} == {f"{UNIT}/objectives/rules"}
    assert found[2]["result"] == {"success": True, "score": {"scaled": 0.7}}


def test_objectives_of_one_name_are_told_apart():
    twice = {
        f"cmi.objectives.{at}.{name}": value for at in (0, 1) for name, value in (("id", "o"), ("status", "passed"))
    }
    ids = [one["id"] for one in told(BEGUN, state(BEGUN.elements | twice))]
    assert len(set(ids)) == len(ids) == 4


def test_of_parts_beyond_all_measure_some_are_told_and_the_unit_is_all_the_same():
    objectives = {f"cmi.objectives.{at}.id": f"o{at}" for at in range(3000)}
    objectives |= {f"cmi.objectives.{at}.status": "completed" for at in range(3000)}
    after = state(objectives | {"cmi.core.lesson_status": "passed"})
    telling, found = Telling(taking(), {}, {"a/1": sco("a/1")}, {}), []
    for number in (1, 2):
        occasion = Occasion(opening=1, number=number, moment=NOON)
        found += telling.changed(Applied(key="a/1", occasion=occasion, before=NOTHING, after=after))
    assert len([one for one in found if one["object"]["id"] != UNIT]) == MOST_OF_PARTS
    assert (verbs(found)[:2], verbs(found)[-2:]) == (["initialized", "completed"], ["completed", "passed"])

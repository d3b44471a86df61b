"""Statements that commits give, by ADL's xAPI SCORM Profile."""

from datetime import timedelta

import pytest
from msgspec import structs

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.progress.results import Completion, Result, Success
from hornbook_server.domain.recording import Occasion, of_course, statements_of
from hornbook_server.domain.run import NOTHING
from hornbook_server.domain.units import Cmi5Unit
from hornbook_server.lrs import validation
from tests.fixtures.taken import reported, sco, scorm2004
from tests.fixtures.told import ACTOR, BEGUN, NOON, REGISTRATION, UNIT, change, core, ended, taking, told, verbs


def test_the_first_commit_of_a_session_says_that_it_was_initialized_whole():
    """ADL's xAPI SCORM Profile, 5.0, initializing an attempt."""
    (found,) = told(NOTHING, BEGUN)
    attempt = found["context"]["contextActivities"]["grouping"][1]["id"]
    assert attempt.startswith(f"{UNIT}?attemptId=")
    assert found == {
        "id": found["id"],
        "actor": ACTOR,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/initialized", "display": {"en": "initialized"}},
        "object": {
            "objectType": "Activity",
            "id": UNIT,
            "definition": {"type": "http://adlnet.gov/expapi/activities/lesson", "name": {"en-US": "A/1"}},
        },
        "context": {
            "registration": REGISTRATION,
            "revision": "3",
            "contextActivities": {
                "grouping": [
                    {
                        "objectType": "Activity",
                        "id": "urn:hornbook:app:golf",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/course", "name": {"en-US": "Golf"}},
                    },
                    {
                        "objectType": "Activity",
                        "id": attempt,
                        "definition": {
                            "type": "http://adlnet.gov/expapi/activities/attempt",
                            "name": {"en-US": "A/1 (1)"},
                        },
                    },
                ],
                "parent": [
                    {
                        "objectType": "Activity",
                        "id": "urn:hornbook:app:golf",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/course", "name": {"en-US": "Golf"}},
                    }
                ],
                "category": [
                    {
                        "objectType": "Activity",
                        "id": "https://w3id.org/xapi/scorm",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
                    }
                ],
            },
        },
        "timestamp": "2026-11-02T12:00:00.250Z",
    }


def test_the_same_commit_gives_the_same_ids_and_another_one_others():
    done = core(lesson_status="passed", **{"score.raw": "90"})
    first, again, later = (told(BEGUN, done, number=number) for number in (1, 1, 2))
    assert first == again
    ids = [one["id"] for one in (*first, *later)]
    assert len(set(ids)) == len(ids) == 6


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (BEGUN, BEGUN, []),
        (BEGUN, core(lesson_status="incomplete"), []),
        (BEGUN, core(lesson_status="completed"), ["completed"]),
        (BEGUN, core(lesson_status="failed", **{"score.raw": "20"}), ["scored", "failed"]),
        (
            core(lesson_status="failed", **{"score.raw": "20"}),
            core(lesson_status="passed", **{"score.raw": "80"}),
            ["scored", "completed", "passed"],
        ),
        (core(lesson_status="completed"), core(lesson_status="passed"), ["passed"]),
        (BEGUN, ended(core(lesson_status="incomplete", exit="suspend")), ["suspended"]),
        (BEGUN, ended(core(lesson_status="completed")), ["completed", "terminated"]),
        (NOTHING, ended(core(lesson_status="completed")), ["initialized", "completed", "terminated"]),
        (ended(core(lesson_status="incomplete", exit="suspend")), core(lesson_status="incomplete"), ["resumed"]),
        (ended(core(lesson_status="completed")), core(lesson_status="completed", entry=""), ["initialized"]),
        (ended(core(lesson_status="completed")), core(lesson_status="completed", entry="resume"), ["resumed"]),
        (ended(core(lesson_status="completed")), ended(core(lesson_status="completed")), []),
    ],
)
def test_what_has_changed_is_told_in_order(before, after, expected):
    """ADL's xAPI SCORM Profile, 3.2 (verbs) and 5.0 (temporal model)."""
    assert verbs(told(before, after)) == expected


def test_a_session_that_was_torn_away_and_goes_on_is_resumed():
    torn = core(lesson_status="incomplete", session_time="00:01:00")
    assert verbs(told(torn, core(lesson_status="incomplete"), began=True)) == ["resumed"]


def test_a_session_whose_end_was_told_in_its_place_is_resumed_where_it_goes_on():
    torn = core(lesson_status="incomplete")
    assert verbs(told(torn, torn, since=None)) == ["resumed"]


@pytest.mark.parametrize(("exit_", "verb"), [("suspend", "suspended"), ("", "terminated")])
def test_a_session_that_is_over_is_told_to_have_ended_whatever_its_content_says(exit_, verb):
    left = core(lesson_status="incomplete", exit=exit_)
    assert verbs(told(left, left, over=True)) == [verb]


def test_a_session_whose_end_has_been_told_does_not_end_again():
    done = ended(core(lesson_status="completed"))
    assert told(done, done, since=None, over=True) == []


@pytest.mark.parametrize(("counted", "duration"), [({}, "PT1M30S"), ({"session_time": "00:01:00"}, "PT1M")])
def test_a_session_took_as_long_as_its_content_counts_or_else_as_it_has_been_seen(counted, duration):
    left = core(lesson_status="incomplete", **counted)
    (found,) = told(left, left, since=NOON - timedelta(seconds=90), over=True)
    assert found["result"]["duration"] == duration


def test_a_new_attempt_begins_from_nothing():
    again = structs.replace(core(lesson_status="completed"), attempt=2)
    found = told(ended(core(lesson_status="completed")), again)
    assert verbs(found) == ["initialized", "completed"]
    first = told(NOTHING, BEGUN)
    attempts = {one["context"]["contextActivities"]["grouping"][1]["id"] for one in (*found, *first)}
    assert len(attempts) == 2


def test_the_end_of_a_session_has_its_overall_result():
    """ADL's xAPI SCORM Profile, 5.0, terminating an attempt; 6.0, session time and score."""
    bounds = {"score.raw": "40", "score.min": "0", "score.max": "50"}
    before = core(lesson_status="incomplete", total_time="0001:00:00", session_time="00:00:30")
    after = ended(core(lesson_status="passed", total_time="0001:00:00", session_time="00:10:30", **bounds))
    assert told(before, after)[-1]["result"] == {
        "completion": True,
        "success": True,
        "score": {"scaled": 0.8, "raw": 40, "min": 0, "max": 50},
        "duration": "PT10M30S",
    }


def test_the_time_of_a_scorm_2004_session_is_what_it_adds_to_the_total():
    """RTE 4th Ed., 4.2.21: Terminate moves the session's time into the total."""
    before = scorm2004("incomplete", total_time="PT1H", session_time="PT20S")
    after = ended(scorm2004("incomplete", total_time="PT1H1M", exit="suspend"))
    (found,) = told(before, after, LearningStandard.SCORM20043RDEDITION)
    assert (found["verb"]["display"], found["result"]) == (
        {"en": "suspended"},
        {"completion": False, "duration": "PT1M"},
    )


def test_what_sequencing_sets_at_the_end_is_told_as_well():
    """SN 4th Ed., UP.4."""
    found = told(scorm2004(), ended(scorm2004()), LearningStandard.SCORM20044THEDITION)
    assert verbs(found) == ["completed", "passed", "terminated"]


@pytest.mark.parametrize("raw", ["-1", "101", "x", ""])
def test_a_raw_score_beyond_its_bounds_leaves_them_out(raw):
    after = core(lesson_status="incomplete", **{"score.raw": raw, "score.min": "0", "score.max": "100"})
    found = told(BEGUN, after)
    assert [one["result"]["score"].keys() & {"min", "max"} for one in found] in ([], [set()])


FILE = Activity(title="F", type=ActivityType.ASSET, href="f.pdf")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (NOTHING, reported("incomplete", progress="0.5"), ["initialized", "suspended"]),
        (NOTHING, reported("completed"), ["initialized", "completed", "terminated"]),
        (reported("incomplete"), reported("completed"), ["resumed", "completed", "terminated"]),
        (reported("completed"), reported("completed"), ["initialized", "terminated"]),
    ],
)
def test_media_begin_and_end_as_their_page_does(before, after, expected):
    found = told(before, after, LearningStandard.CMI5, activity=FILE, began=True, over=True)
    assert verbs(found) == expected


def test_the_end_of_media_has_the_time_that_they_were_open():
    found = told(
        reported("incomplete", seconds="60"),
        reported("completed", seconds="75.5"),
        LearningStandard.CMI5,
        activity=FILE,
        began=True,
        over=True,
    )
    assert found[-1]["result"] == {"completion": True, "duration": "PT15.5S"}


@pytest.mark.parametrize(
    ("standard", "unit"),
    [(LearningStandard.XAPI, None), (LearningStandard.CMI5, Cmi5Unit(move_on="Passed"))],
)
def test_content_that_speaks_xapi_speaks_for_itself(standard, unit):
    assert told(NOTHING, reported("completed"), standard, activity=sco("a", cmi5=unit)) == []


def test_a_course_is_told_once_it_is_completed():
    """ADL's xAPI SCORM Profile, 7.0, course status."""
    done = Result(completion=Completion.COMPLETED, success=Success.PASSED, score=0.85)
    occasion = Occasion(opening=1, number=1, moment=NOON)
    (found,) = of_course(taking(), occasion, Result(), done)
    validation.statement(found, version="1.0.3")
    assert (found["object"]["id"], found["result"]) == (
        "urn:hornbook:app:golf",
        {"completion": True, "success": True, "score": {"scaled": 0.85}},
    )
    assert of_course(taking(), occasion, done, done) == of_course(taking(), occasion, Result(), Result()) == []


@pytest.mark.parametrize(("languages", "language"), [((), "und"), (("x y", "de"), "de"), (("english",), "und")])
def test_titles_are_in_a_language_of_the_course_that_is_one(languages, language):
    (found,) = statements_of(taking(languages=languages), change(NOTHING, BEGUN), {})
    assert list(found["object"]["definition"]["name"]) == [language]

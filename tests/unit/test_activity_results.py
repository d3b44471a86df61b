"""Results of activities on the wire, by what is asked for."""

import pytest
from msgspec import to_builtins

from hornbook_contract.models import ActivityResultSchema, ScoreSchema
from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.results import ObjectiveResult
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.domain.sequencing import (
    CompletionThreshold,
    LimitConditions,
    Objective,
    Scorm2004Activity,
    Sequencing,
)
from hornbook_server.handlers.activity_results import activity_result, objective, score
from tests.fixtures.taken import block, progress, sco, scorm2004, state

FOURTH = LearningStandard.SCORM20044THEDITION
ALL = Detail(children=True, interactions=True, runtime=True)


def wire(root, states, detail, standard=LearningStandard.SCORM12):
    return to_builtins(activity_result(progress(root, states, standard).root, standard, detail))


SCO = sco(
    "a", launch_data="par=72", scaled_passing_score="0.8", max_time_allowed="00:30:00", time_limit_action="exit,message"
)
STORED = {
    "cmi.core.lesson_status": "passed",
    "cmi.core.score.raw": "85",
    "cmi.core.score.max": "100",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.credit": "credit",
    "cmi.core.exit": "suspend",
    "cmi.core.lesson_location": "page-3",
    "cmi.core.total_time": "00:08:30",
    "cmi.core.session_time": "00:00:02.5",
    "cmi.suspend_data": "page=3",
    "cmi.comments": "Nicely done.",
    "cmi.student_preference.language": "de",
    "cmi.student_preference.audio": "2",
    "cmi.student_preference.text": "1",
    "cmi.objectives.0.id": "rules",
    "cmi.objectives.0.status": "browsed",
    "cmi.interactions.0.id": "q1",
    "cmi.interactions.0.type": "choice",
    "cmi.interactions.0.time": "10:00:00",
    "cmi.interactions.0.student_response": "a",
    "cmi.interactions.0.correct_responses.0.pattern": "a",
    "cmi.interactions.0.result": "correct",
    "cmi.interactions.0.latency": "00:00:12",
}
ROOT = {
    "id": "root",
    "title": "ROOT",
    "attempts": 1,
    "activityCompletion": "COMPLETED",
    "activitySuccess": "PASSED",
    "score": {"scaled": 85.0},
    "timeTracked": "0000:08:32.50",
    "completionAmount": {"scaled": 100.0},
    "suspended": True,
    "children": [],
    "staticProperties": {
        "launchData": "",
        "maxTimeAllowed": "",
        "scaledPassingScoreUsed": False,
        "timeLimitAction": "",
    },
}
CHILD = ROOT | {
    "id": "a",
    "title": "A",
    "staticProperties": {
        "launchData": "par=72",
        "maxTimeAllowed": "00:30:00",
        "scaledPassingScore": 0.8,
        "scaledPassingScoreUsed": True,
        "timeLimitAction": "exit,message",
    },
}
OBJECTIVES = [
    {
        "id": "",
        "primary": True,
        "score": {"scaled": 85.0},
        "objectiveCompletion": "COMPLETED",
        "objectiveSuccess": "PASSED",
    },
    {"id": "rules", "primary": False, "objectiveCompletion": "INCOMPLETE", "objectiveSuccess": "UNKNOWN"},
]
RUNTIME = {
    "completionStatus": "passed",
    "credit": "credit",
    "entry": "",
    "exit": "suspend",
    "learnerPreference": {"audioLevel": 2.0, "language": "de", "audioCaptioning": 1},
    "location": "page-3",
    "mode": "normal",
    "progressMeasure": "",
    "scoreScaled": "",
    "scoreRaw": "85",
    "scoreMin": "",
    "scoreMax": "100",
    "totalTime": "0000:08:32.50",
    "timeTracked": "0000:08:32.50",
    "runtimeSuccessStatus": "PASSED",
    "suspendData": "page=3",
    "learnerComments": [{"value": "Nicely done.", "location": "", "dateTime": ""}],
    "lmsComments": [],
}
REPORTED = {
    "runtimeInteractions": [
        {
            "id": "q1",
            "type": "Choice",
            "objectives": [],
            "timestamp": "10:00:00",
            "correctResponses": ["a"],
            "weighting": "",
            "learnerResponse": "a",
            "result": "correct",
            "latency": "0000:00:12.00",
            "description": "",
        }
    ],
    "runtimeObjectives": [
        {
            "id": "rules",
            "scoreScaled": "",
            "scoreMin": "",
            "scoreMax": "",
            "scoreRaw": "",
            "runtimeObjectiveSuccessStatus": "UNKNOWN",
            "runtimeObjectiveCompletionStatus": "BROWSED",
            "progressMeasure": "",
            "description": "",
        }
    ],
}


@pytest.mark.parametrize(
    ("detail", "root", "child"),
    [
        (Detail(), {}, None),
        (Detail(children=True), {}, {}),
        (Detail(children=True, interactions=True), {"objectives": []}, {"objectives": OBJECTIVES}),
        (Detail(children=True, runtime=True), {}, {"runtime": RUNTIME}),
        (ALL, {"objectives": []}, {"objectives": OBJECTIVES, "runtime": RUNTIME | REPORTED}),
    ],
)
def test_each_switch_adds_what_it_is_for(detail, root, child):
    children = [] if child is None else [CHILD | child]
    assert wire(block("root", SCO), {"a": state(STORED)}, detail) == ROOT | root | {"children": children}


def test_what_a_scorm_2004_package_says_is_told():
    definition = Sequencing(
        primary_objective=Objective(objective_id="p", satisfied_by_measure=True, min_normalized_measure=0.75),
        limit_conditions=LimitConditions(attempt_absolute_duration_limit="PT30M"),
    )
    threshold = CompletionThreshold(completed_by_measure=True, min_progress_measure=0.5)
    activity = sco("a", scorm2004=Scorm2004Activity(sequencing=definition, completion_threshold=threshold))
    found = wire(activity, {"a": scorm2004(scaled="0.8", progress="0.25")}, Detail(interactions=True), FOURTH)
    assert found == {
        "id": "a",
        "title": "A",
        "attempts": 1,
        "activityCompletion": "INCOMPLETE",
        "activitySuccess": "PASSED",
        "score": {"scaled": 80.0},
        "timeTracked": "0000:00:00.00",
        "completionAmount": {"scaled": 25.0},
        "suspended": False,
        "children": [],
        "objectives": [
            {
                "id": "p",
                "primary": True,
                "score": {"scaled": 80.0},
                "progressMeasure": 0.25,
                "objectiveCompletion": "INCOMPLETE",
                "objectiveSuccess": "PASSED",
            }
        ],
        "staticProperties": {
            "completionThreshold": "0.5",
            "launchData": "",
            "maxTimeAllowed": "PT30M",
            "scaledPassingScore": 0.75,
            "scaledPassingScoreUsed": True,
            "timeLimitAction": "",
        },
    }


def test_a_response_with_a_zone_is_told_in_utc_too():
    interaction = {
        "interactions.0.id": "q",
        "interactions.0.type": "long-fill-in",
        "interactions.0.timestamp": "2026-11-02T13:00:00+01:00",
        "interactions.0.latency": "PT2.5S",
    }
    found = wire(sco("a"), {"a": scorm2004(**interaction)}, ALL, FOURTH)
    (told,) = found["runtime"]["runtimeInteractions"]
    assert (told["type"], told["timestamp"], told["timestampUtc"], told["latency"]) == (
        "LongFillIn",
        "2026-11-02T13:00:00+01:00",
        "2026-11-02T12:00:00.000Z",
        "0000:00:02.50",
    )


def test_a_raw_score_of_an_objective_has_its_bounds():
    found = to_builtins(objective(ObjectiveResult(id="o", score=-0.5, raw=5, least=0, most=20, progress=1.0)))
    assert found == {
        "id": "o",
        "primary": False,
        "score": {"scaled": -50.0},
        "scoreMax": 20,
        "scoreMin": 0,
        "scoreRaw": 5,
        "progressMeasure": 1.0,
        "objectiveCompletion": "UNKNOWN",
        "objectiveSuccess": "UNKNOWN",
    }


def test_nothing_stored_has_the_shape_of_what_is():
    assert isinstance(activity_result(progress(SCO, {}).root, LearningStandard.SCORM12, ALL), ActivityResultSchema)
    found = wire(SCO, {}, ALL)
    assert (found["attempts"], found["activityCompletion"], found["runtime"]["totalTime"]) == (
        0,
        "UNKNOWN",
        "0000:00:00.00",
    )


def test_a_score_of_a_hundred_is_told_without_the_rest_of_a_binary_fraction():
    assert score(0.57) == ScoreSchema(scaled=57.0)

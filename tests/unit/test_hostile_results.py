"""Whatever a page sends in as an activity's state, its results can be told and recorded."""

import json
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook_server.domain.course import Activity, ActivityType, Course, LearningStandard
from hornbook_server.domain.progress import progress_of
from hornbook_server.domain.recording import Change, Occasion, Taking, statements_of
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.domain.run import NOTHING, ActivityState
from hornbook_server.handlers.activity_results import activity_result
from hornbook_server.lrs import validation
from tests.fixtures.taken import block, sco

NOW = datetime(2026, 11, 2, tzinfo=UTC)
INDEX = st.sampled_from(("0", "1", "007", "x", "-1", "٣", "²", "", "9" * 5_000))
PLAIN = st.sampled_from(
    (
        "cmi.core.lesson_status",
        "cmi.core.score.raw",
        "cmi.core.score.min",
        "cmi.core.score.max",
        "cmi.core.session_time",
        "cmi.core.total_time",
        "cmi.core.exit",
        "cmi.core.entry",
        "cmi.completion_status",
        "cmi.success_status",
        "cmi.score.scaled",
        "cmi.score.raw",
        "cmi.score.max",
        "cmi.progress_measure",
        "cmi.total_time",
        "cmi.exit",
        "cmi.learner_preference.audio_level",
        "cmi.student_preference.text",
        "completion",
        "success",
        "score.scaled",
        "progress",
        "seconds",
        "satisfied",
        "hornbook.ended",
        "hornbook.lasting_status",
    )
)
LISTED = st.builds(
    "cmi.{}.{}.{}".format,
    st.sampled_from(("interactions", "objectives", "comments_from_learner")),
    INDEX,
    st.sampled_from(
        (
            "id",
            "type",
            "time",
            "timestamp",
            "latency",
            "result",
            "student_response",
            "learner_response",
            "status",
            "score.scaled",
            "score.raw",
            "success_status",
            "correct_responses.0.pattern",
            "objectives.0.id",
            "comment",
        )
    ),
)
VALUE = st.sampled_from(
    (
        "",
        "passed",
        "failed",
        "completed",
        "incomplete",
        "suspend",
        "resume",
        "nan",
        "inf",
        "-1e308",
        "1e308",
        "1e999",
        "-0.5",
        "100",
        "00:00:10",
        "9999:59:59.99",
        "PT5S",
        "PT" + "9" * 400 + "H",
        "P" + "9" * 5_000 + "Y",
        "0001-01-01T00:00:00+14:00",
        "2026-11-02T10:00:00Z",
        "choice",
        "matching",
        "true-false",
        "{a,b}",
        "a.1,b.2",
        "\x00",
        "urn:o o/ü?#",
    )
) | st.text(max_size=20)
STATE = st.dictionaries(PLAIN | LISTED, VALUE, max_size=14).map(lambda elements: ActivityState(1, elements))
KEPT = st.fixed_dictionaries(
    {},
    optional={
        "attemptCount": st.sampled_from((-1, 1, 10**30)),
        "completionStatus": st.sampled_from(("completed", "?")),
        "objectiveMeasureStatus": st.booleans(),
        "objectiveNormalizedMeasure": st.sampled_from((0.5, -9.0, 1e308)),
        "attemptCompletionAmountStatus": st.booleans(),
        "attemptCompletionAmount": st.sampled_from((0.5, 7.0, -1e308)),
        "objectiveSatisfiedStatusKnown": st.booleans(),
    },
).map(lambda one: ActivityState(1, {"sequencing.activity.a": json.dumps(one), "sequencing": "{}"}))
STANDARD = st.sampled_from(
    (LearningStandard.SCORM12, LearningStandard.SCORM20044THEDITION, LearningStandard.AICC, LearningStandard.CMI5)
)


@settings(max_examples=200, deadline=None)
@given(STANDARD, STATE, STATE, KEPT)
def test_results_of_any_state_fit_the_wire(standard, first, second, kept):
    root = block("root", sco("a", scaled_passing_score="0.5"), sco("b"))
    found = progress_of(root, standard, {"PlayerScaleRawScore": "true"}, {"a": first, "b": second, "": kept})
    told = msgspec.json.decode(msgspec.json.encode(activity_result(found.root, standard, Detail(True, True, True))))
    for one in (told, *told["children"]):
        assert one["attempts"] >= 0
        assert -100 <= one.get("score", {}).get("scaled", 0) <= 100
        assert 0 <= one["completionAmount"]["scaled"] <= 100
    assert 0 <= found.result.seconds < 1e9


@settings(max_examples=200, deadline=None)
@given(STANDARD, STATE, STATE, st.booleans())
def test_statements_of_any_change_are_valid(standard, before, after, closed):
    course = Course(
        id="c", version=0, title="", standard=standard, activity_id="https://c.test/", created=NOW, updated=NOW
    )
    taking = Taking(
        run="run",
        course=course,
        actor={"objectType": "Agent", "account": {"homePage": "https://lms.test", "name": "a"}},
        registration="ec531277-b57b-4c15-8d91-d292c5b2b8f7",
    )
    change = Change(
        activity=Activity(title="", type=ActivityType.SCO, href="a.html"),
        key="a ü",
        before=before if closed else NOTHING,
        after=after,
        occasion=Occasion(opening=1, number=1, moment=NOW),
        over=closed,
    )
    told = statements_of(taking, change, {})
    for one in told:
        validation.statement(one, version="1.0.3")
        validation.statement(one, version="2.0.0")
    assert len({one["id"] for one in told}) == len(told)

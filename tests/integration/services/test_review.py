"""Registrations that are launched again once their course is complete."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.launch import RegistrationLink
from hornbook_server.domain.progress import Completion, Result
from hornbook_server.domain.progress.beginning import Beginning
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.units import AiccUnit
from hornbook_server.services.launches import find_launch, open_registration
from hornbook_server.services.lessons import answer
from hornbook_server.services.playing import page_of
from hornbook_server.services.registering import register
from hornbook_server.services.sessions import open_session
from tests.fixtures.taken import block, sco
from tests.fixtures.values import START, STORED, package

PASSED = "[core]\r\nlesson_status=completed\r\nscore=20"


def launched(hornbook, standard, completion, *, tracked=True, **settings):
    """A launch of a registration that has come so far elsewhere."""
    with hornbook.database.write() as stored:
        tree = package(root=block("root", sco("a", aicc=AiccUnit(mastery_score="80")), sco("b")), standard=standard)
        stored.courses.add_version("APP", "golf", tree, tags=(), now=START, **(STORED | {"blob": ""}))
    beginning = Beginning(course=Result(completion=completion))
    learner = Learner(id="anna")
    new = NewRegistration(id="r", course_id="golf", learner=learner, beginning=beginning, settings=settings)
    register(hornbook, "APP", new)
    link = RegistrationLink(app_id="APP", registration_id="r", expires=START, tracked=tracked)
    return find_launch(hornbook, open_registration(hornbook, link).id)


@pytest.mark.parametrize(
    ("completion", "tracked", "settings", "expected"),
    [
        (Completion.COMPLETED, True, {}, True),
        (Completion.INCOMPLETE, True, {}, False),
        (Completion.COMPLETED, False, {}, False),
        (Completion.COMPLETED, True, {"PlayerLaunchCompletedRegsAsNoCredit": "false"}, False),
    ],
)
def test_the_page_is_told_whether_the_launch_is_for_review(hornbook, completion, tracked, settings, expected):
    launch = launched(hornbook, LearningStandard.SCORM12, completion, tracked=tracked, **settings)
    assert page_of(hornbook, launch).boot["review"] is expected


@pytest.mark.parametrize(
    ("completion", "credit", "mode", "status"),
    [
        (Completion.COMPLETED, "no-credit", "review", "completed"),
        (Completion.INCOMPLETE, "credit", "normal", "failed"),
    ],
)
def test_a_lesson_of_aicc_is_reviewed_without_credit_and_not_judged(hornbook, completion, credit, mode, status):
    launch = launched(hornbook, LearningStandard.AICC, completion)
    session = open_session(hornbook, launch, "a", f"http://127.0.0.1:8081/play/{launch.id}/").session
    told = answer(hornbook, launch, {"command": "GetParam", "session_id": session})
    answer(hornbook, launch, {"command": "PutParam", "session_id": session, "aicc_data": PASSED})
    after = answer(hornbook, launch, {"command": "GetParam", "session_id": session})

    assert (f"credit={credit}\r\n" in told, f"lesson_mode={mode}\r\n" in told) == (True, True)
    assert f"lesson_status={status}" in after

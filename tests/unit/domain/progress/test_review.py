"""Courses that are opened again once they are complete."""

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress import Completion
from hornbook_server.domain.progress.review import is_review


@pytest.mark.parametrize(
    ("standard", "setting", "course", "expected"),
    [
        (LearningStandard.SCORM12, "true", Completion.COMPLETED, True),
        (LearningStandard.SCORM11, "true", Completion.COMPLETED, True),
        (LearningStandard.AICC, "true", Completion.COMPLETED, True),
        (LearningStandard.SCORM12, "true", Completion.INCOMPLETE, False),
        (LearningStandard.SCORM12, "false", Completion.COMPLETED, False),
        (LearningStandard.SCORM20043RDEDITION, "true", Completion.COMPLETED, False),
        (LearningStandard.CMI5, "true", Completion.COMPLETED, False),
    ],
)
def test_a_complete_course_is_reviewed_without_credit_where_the_setting_says_so(standard, setting, course, expected):
    assert is_review(standard, {"PlayerLaunchCompletedRegsAsNoCredit": setting}, course) is expected


def test_the_setting_is_on_unless_it_is_said_otherwise():
    assert is_review(LearningStandard.SCORM12, {}, Completion.COMPLETED)

"""Whether a launch is for review, without credit (the setting PlayerLaunchCompletedRegsAsNoCredit)."""

from collections.abc import Mapping

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.progress.progress import WITH_SCORM12_ELEMENTS
from hornbook_server.domain.progress.results import Completion
from hornbook_server.domain.progress.settings import value_of


def is_review(standard: LearningStandard, settings: Mapping[str, str], course: Completion) -> bool:
    """`course` is how far the learner has come in all of it. The other standards' modes are their content's own."""
    return (
        standard in WITH_SCORM12_ELEMENTS
        and course is Completion.COMPLETED
        and value_of(settings, "PlayerLaunchCompletedRegsAsNoCredit") == "true"
    )

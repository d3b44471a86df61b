"""SCORM 1.1 and 1.2."""

from functools import partial

from msgspec.structs import replace

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.package import Package
from hornbook_server.packages import manifest, scores
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element


def read(content: Content, document: Document, standard: LearningStandard) -> Package:
    return manifest.read(content, document, standard, partial(_extended, content))


def _extended(content: Content, activity: Activity, element: Element) -> Activity:
    """With what adlcp says of an item (SCORM 1.2 CAM, 2.3.2.5.1)."""
    return replace(
        activity,
        scaled_passing_score=_passing_score(content, element),
        launch_data=element.raw_value("datafromlms"),
        max_time_allowed=element.value("maxtimeallowed"),
        time_limit_action=element.value("timelimitaction"),
        prerequisites=element.value("prerequisites"),
    )


def _passing_score(content: Content, item: Element) -> str | None:
    """adlcp:masteryscore counts 0 to 100 (SCORM 1.2 CAM; RTE, cmi.student_data.mastery_score)."""
    text = item.value("masteryscore")
    score = scores.scaled(text, most=100)
    if text and score is None:
        content.findings.warn(
            "MASTERY_SCORE_INVALID",
            f'The mastery score "{text}" is not a number from 0 to 100.',
            "Correct adlcp:masteryscore.",
            file=content.descriptor,
            line=item.line,
        )
    return score

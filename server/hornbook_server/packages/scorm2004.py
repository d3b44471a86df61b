"""SCORM 2004, second to fourth edition."""

from decimal import Decimal
from typing import get_args

from msgspec import ValidationError
from msgspec.structs import replace

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.package import Package
from hornbook_server.domain.sequencing import (
    Button,
    CompletionThreshold,
    Portion,
    Scorm2004Activity,
    Sequencing,
    SharedData,
)
from hornbook_server.packages import manifest
from hornbook_server.packages.attributes import Attributes, converted
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element
from hornbook_server.packages.sequencing import Definitions

_NOTHING = Scorm2004Activity()
_BUTTONS = {button.lower(): button for button in get_args(Button)}


def read(content: Content, document: Document, standard: LearningStandard) -> Package:
    return manifest.read(content, document, standard, _Extension(content, document.root).extended)


class _Extension:
    """What SCORM 2004 adds to the items and organizations of IMS content packaging."""

    def __init__(self, content: Content, root: Element) -> None:
        self._definitions = Definitions(content, root)
        self._attributes = Attributes(content)

    def extended(self, activity: Activity, element: Element) -> Activity:
        extension = self._extension(element)
        return replace(
            activity,
            scaled_passing_score=_passing_score(extension.sequencing),
            launch_data=element.raw_value("datafromlms"),
            time_limit_action=element.value("timelimitaction"),
            scorm2004=extension if extension != _NOTHING else None,
        )

    def _extension(self, element: Element) -> Scorm2004Activity:
        return replace(
            self._attributes.value(Scorm2004Activity, element),
            sequencing=self._definitions.of(element),
            completion_threshold=self._completion_threshold(element.first("completionthreshold")),
            hide_lms_ui=self._hidden_buttons(element.first("presentation", "navigationinterface")),
            shared_data=self._shared_data(element.first("data")),
        )

    def _completion_threshold(self, element: Element | None) -> CompletionThreshold | None:
        if element is None:
            return None
        if not element.text:
            return self._attributes.value(CompletionThreshold, element)
        try:
            measure = converted(element.text, Portion)
        except ValidationError:
            self._attributes.invalid(element, f'The completion threshold "{element.text}" is not a number from 0 to 1.')
            return None
        return CompletionThreshold(completed_by_measure=True, min_progress_measure=measure)

    def _hidden_buttons(self, interface: Element | None) -> tuple[Button, ...]:
        hidden = interface.all("hidelmsui") if interface else ()
        return tuple(dict.fromkeys(_BUTTONS[one.text.lower()] for one in hidden if one.text.lower() in _BUTTONS))

    def _shared_data(self, data: Element | None) -> tuple[SharedData, ...]:
        maps = (self._attributes.named(SharedData, one) for one in (data.all("map") if data else ()))
        return tuple(SharedData(**one) for one in maps if "target_id" in one)


def _passing_score(sequencing: Sequencing | None) -> str | None:
    """The measure that satisfies the primary objective, 1.0 if it names none (CAM, minNormalizedMeasure)."""
    if sequencing is None or not sequencing.primary_objective.satisfied_by_measure:
        return None
    return format(Decimal(str(sequencing.primary_objective.min_normalized_measure)).normalize() + 0, "f")

"""Interactions of SCORM as xAPI has them (xAPI 1.0.3 Data, 2.4.4.1 and appendix C; SCORM 1.2 RTE, 3.4.4)."""

import re
from collections.abc import Iterator

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.numbers import number
from hornbook_server.domain.progress import runtime_of
from hornbook_server.domain.progress.runtime import Elements, Interaction, InteractionType, rows
from hornbook_server.domain.times import duration
from hornbook_server.domain.xapi import Json

_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
_ALL = "cmi.interactions"
_SUCCESSES = {"correct": True, "incorrect": False}
_TRUE = {"t": "true", "1": "true", "true": "true", "f": "false", "0": "false", "false": "false"}
_OLD_LISTS = (InteractionType.CHOICE, InteractionType.SEQUENCING, InteractionType.MATCHING)
_BETWEEN = re.compile(r"\s*,\s*")


def changed(standard: LearningStandard, before: Elements, after: Elements) -> Iterator[tuple[int, Interaction]]:
    """Those that are new or others now, each with its place; of a thousand that have stayed none is interpreted."""
    was = rows(before, _ALL)
    for at, row in enumerate(rows(after, _ALL)):
        earlier = was[at] if at < len(was) else None
        if row != earlier:
            found = _interpreted(standard, row)
            if found is not None and (earlier is None or found != _interpreted(standard, earlier)):
                yield at, found


def without(elements: Elements) -> Elements:
    """All that is stored of anything else."""
    return {name: value for name, value in elements.items() if not name.startswith(f"{_ALL}.")}


def definition_of(interaction: Interaction, language: str, *, old: bool) -> Json:
    """`old` are responses as SCORM 1.2 and AICC write them."""
    found: Json = {
        "type": _TYPE,
        "interactionType": interaction.type.value,
        "correctResponsesPattern": [_response(interaction.type, one, old=old) for one in interaction.correct_responses],
    }
    if not found["correctResponsesPattern"]:
        del found["correctResponsesPattern"]
    return found | ({"description": {language: interaction.description}} if interaction.description else {})


def result_of(interaction: Interaction, *, old: bool) -> Json:
    """The learner's response, how right it was, and how long it took."""
    found: Json = {}
    if interaction.learner_response:
        found["response"] = _response(interaction.type, interaction.learner_response, old=old)
    if interaction.result in _SUCCESSES:
        found["success"] = _SUCCESSES[interaction.result]
    elif (raw := number(interaction.result)) is not None:
        found["score"] = {"raw": raw}
    if interaction.latency is not None:
        found["duration"] = duration(interaction.latency)
    return found


def _response(kind: InteractionType, text: str, *, old: bool) -> str:
    """In the delimiters of xAPI, which are those of SCORM 2004; SCORM 1.2 has `{a,b}` and `a.1,b.2`."""
    if kind is InteractionType.TRUE_FALSE:
        return _TRUE.get(text.strip().lower(), text)
    if not old or kind not in _OLD_LISTS or "[,]" in text:
        return text
    parts = _BETWEEN.split(text.strip().removeprefix("{").removesuffix("}"))
    if kind is InteractionType.MATCHING:
        parts = [part.replace(".", "[.]", 1) for part in parts]
    return "[,]".join(parts)


def _interpreted(standard: LearningStandard, row: Elements) -> Interaction | None:
    """None in standards that have no interactions."""
    found = runtime_of(standard, {f"{_ALL}.0.{name}": value for name, value in row.items()}).interactions
    return found[0] if found else None

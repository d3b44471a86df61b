"""The state of sequencing that a SCORM 2004 course begins with, as the player's run-time library reads it.

Only what has been reached is in it: the library takes for the rest what a course has that begins.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from hornbook_server.domain.course import Activity
from hornbook_server.domain.player import keys
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Result, Success
from hornbook_server.domain.progress.sequencing_state import NODE, STATE

_VERSION = "1.0"
_UNTOUCHED = Result()


def sequencing_elements(
    root: Activity, results: Mapping[str, Result], objectives: Iterable[ObjectiveResult], suspended: str
) -> dict[str, str]:
    """`results` are by activity key; `suspended` is the key of the activity that the course goes on with, or empty."""
    named = keys(root)
    on_the_way = _ways(root, named).get(suspended, frozenset())
    shared = {one.id: _global(one) for one in objectives}
    state = {
        "version": _VERSION,
        "sequencing": {
            "version": _VERSION,
            "globalObjectiveMap": shared,
            "suspendedActivity": suspended or None,
        },
        "suspensionState": {
            "activityTree": named[id(root)],
            "suspendedActivityId": suspended or None,
            "globalObjectives": shared,
        },
    }
    elements = {STATE: _json(state)}
    for activity in root.walk():
        key = named[id(activity)]
        node = {
            "id": key,
            **_tracked(results.get(key, _UNTOUCHED), suspended=key in on_the_way),
            "children": [named[id(child)] for child in activity.children],
        }
        elements[f"{NODE}{key}"] = _json(node)
    return elements


def _ways(root: Activity, named: Mapping[int, str]) -> dict[str, frozenset[str]]:
    """The keys of each activity and those above it."""
    found: dict[str, frozenset[str]] = {}
    pending = [(root, frozenset[str]())]
    while pending:
        activity, above = pending.pop()
        key = named[id(activity)]
        found[key] = above | {key}
        pending.extend((child, found[key]) for child in activity.children)
    return found


def _tracked(result: Result, *, suspended: bool) -> dict[str, Any]:
    """The tracking information (SN 4th Ed., 4.2.1)."""
    found: dict[str, Any] = {"isSuspended": True} if suspended else {}
    if result.attempts or result != _UNTOUCHED:
        found["attemptCount"] = max(result.attempts, 1)
    if result.completion is not Completion.UNKNOWN:
        found |= {
            "isCompleted": result.completion is Completion.COMPLETED,
            "completionStatus": result.completion.value.lower(),
            "attemptProgressStatus": True,
        }
    objective: dict[str, Any] = {}
    if result.success is not Success.UNKNOWN:
        satisfied = result.success is Success.PASSED
        found |= {
            "successStatus": result.success.value.lower(),
            "objectiveSatisfiedStatus": satisfied,
            "objectiveSatisfiedStatusKnown": True,
        }
        objective |= {"satisfiedStatus": satisfied, "satisfiedStatusKnown": True, "progressStatus": True}
    if result.score is not None:
        found |= {"objectiveMeasureStatus": True, "objectiveNormalizedMeasure": result.score}
        objective |= {"measureStatus": True, "normalizedMeasure": result.score}
    return found | ({"primaryObjective": objective} if objective else {})


def _global(objective: ObjectiveResult) -> dict[str, Any]:
    """On the terms of `sequencing_state.GlobalObjective`; what is not known is left out."""
    found: dict[str, Any] = {"id": objective.id}
    if objective.success is not Success.UNKNOWN:
        found |= {"satisfiedStatus": objective.success is Success.PASSED, "satisfiedStatusKnown": True}
    if objective.score is not None:
        found |= {"normalizedMeasure": objective.score, "normalizedMeasureKnown": True}
    if objective.completion is not Completion.UNKNOWN:
        found |= {"completionStatus": objective.completion.value.lower(), "completionStatusKnown": True}
    if objective.progress is not None:
        found |= {"progressMeasure": objective.progress, "progressMeasureKnown": True}
    for name, value in (("raw", objective.raw), ("min", objective.least), ("max", objective.most)):
        if value is not None:
            found |= {f"{name}Score": f"{value:.7g}", f"{name}ScoreKnown": True}
    return found


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

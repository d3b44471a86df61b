"""The tree of results in standards without sequencing: of what can be launched, of aggregations, of the course."""

from collections.abc import Callable, Mapping

from msgspec import structs

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.progress import aicc_script, move_on, units
from hornbook_server.domain.progress.results import (
    ActivityProgress,
    Completion,
    ObjectiveResult,
    Result,
    Success,
    amount_of,
    seen,
)
from hornbook_server.domain.progress.rollup_by_settings import of_course, together
from hornbook_server.domain.progress.sources import Sources
from hornbook_server.domain.run import ActivityState

_ELEMENTS = (LearningStandard.SCORM11, LearningStandard.SCORM12, LearningStandard.AICC)
_NOT_FAILED = "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED"
_STATUSES = {
    "p": (Completion.COMPLETED, Success.PASSED),
    "f": (Completion.COMPLETED, Success.FAILED),
    "c": (Completion.COMPLETED, None),
    "i": (Completion.INCOMPLETE, None),
}

_Known = Mapping[str, Result]


def rolled_up(root: Activity, standard: LearningStandard, sources: Sources) -> ActivityProgress:
    """The root's result is the course's."""
    tree = _Tree(standard, sources)
    first = tree.rolled_up(root)
    if standard is LearningStandard.AICC and any(one.aicc and one.aicc.completion for one in root.walk()):
        return tree.rolled_up(root, _by_identifier(first))
    return first


class _Tree:
    def __init__(self, standard: LearningStandard, sources: Sources) -> None:
        self._sources, self._settings = sources, sources.settings
        self._of: Callable[[Activity, ActivityState], Result] = self._of_reported
        self._counting: Callable[[ActivityProgress], Result] = _as_it_is
        self._with_elements = standard in _ELEMENTS
        if self._with_elements:
            self._of = self._of_elements
        elif standard is LearningStandard.CMI5:
            self._counting = _as_cmi5_has_it
            if self._settings.status_mode == _NOT_FAILED:  # moveOn alone says whether a failed unit is in the way
                self._settings = structs.replace(self._settings, status_mode="COMPLETE_WHEN_ALL_UNITS_COMPLETE")

    def rolled_up(self, root: Activity, known: _Known | None = None) -> ActivityProgress:
        launched: list[Result] = []
        tree = self._activity(root, launched, known or {})
        result = of_course(launched, self._settings)
        result = structs.replace(result, attempts=tree.result.attempts)
        result = _required(root, seen(result, self._sources.timings.get("")), known or {})
        return structs.replace(tree, result=result)

    def _activity(self, activity: Activity, launched: list[Result], known: _Known) -> ActivityProgress:
        key, state = self._sources.key(activity), self._sources.state(activity)
        own = seen(self._of(activity, state), self._sources.timings.get(key))
        if not activity.children:
            own = _required(activity, own, known)
        unit = ActivityProgress(activity=activity, key=key, result=own, state=state)
        counting = self._counting(unit)
        if activity.href:
            launched.append(counting)
        children = tuple(self._activity(child, launched, known) for child in activity.children)
        result = own
        if children:
            parts = [self._counting(child) for child in children]
            result = together([counting, *parts] if activity.href else parts)
            result = _required(activity, result, known)
        objectives = self._objectives(result, state) if activity.href else ()
        return structs.replace(unit, result=result, children=children, objectives=objectives)

    def _of_elements(self, activity: Activity, state: ActivityState) -> Result:
        return units.of_scorm12(activity, state, self._settings)

    @staticmethod
    def _of_reported(_: Activity, state: ActivityState) -> Result:
        return units.of_reported(state)

    def _objectives(self, result: Result, state: ActivityState) -> tuple[ObjectiveResult, ...]:
        if not (self._with_elements and self._sources.with_objectives):
            return ()
        return units.objectives_of_scorm12(state.elements, result)


def _as_it_is(progress: ActivityProgress) -> Result:
    return progress.result


def _as_cmi5_has_it(progress: ActivityProgress) -> Result:
    if progress.children or not progress.activity.href:
        return progress.result
    satisfied = move_on.is_satisfied(progress.activity, progress.state)
    return move_on.counting_as(progress.result, satisfied=satisfied)


def _required(activity: Activity, result: Result, known: _Known) -> Result:
    """What the first of AICC's completion requirements that holds makes of it (CMI001, 6.4.1.6)."""
    for requirement in activity.aicc.completion if activity.aicc and known else ():
        status = _STATUSES.get(requirement.result[:1].lower())
        try:
            if status is None or not aicc_script.holds(requirement.requirement, lambda name: known.get(name.lower())):
                continue
        except ValueError:
            continue
        completion, success = status
        amount = amount_of(completion, result.amount if completion is not Completion.COMPLETED else None)
        return structs.replace(result, completion=completion, success=success or result.success, amount=amount)
    return result


def _by_identifier(progress: ActivityProgress) -> dict[str, Result]:
    found: dict[str, Result] = {}
    pending = [progress]
    while pending:
        one = pending.pop()
        found.setdefault((one.activity.item_identifier or one.key).lower(), one.result)
        pending.extend(reversed(one.children))
    return found

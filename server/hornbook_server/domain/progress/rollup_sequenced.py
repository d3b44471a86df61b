"""The tree of results of a SCORM 2004 course, by its sequencing definition (SN 4th Ed., 4.6, RB.1.5).

What content has reported is the truth of an activity with content; what sequencing alone knows completes it. Whatever
has children is rolled up here: the run-time in the page leaves the measures of children that have none out of the
average, and its statuses would not follow a setting that is changed afterwards.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from hornbook_server.domain.course import Activity
from hornbook_server.domain.numbers import decimal
from hornbook_server.domain.progress import rollup_2004
from hornbook_server.domain.progress.results import ActivityProgress, Completion, Result, Success, amount_of, seen
from hornbook_server.domain.progress.runtime_scorm2004 import total_time
from hornbook_server.domain.progress.sequencing_state import NOT_KEPT, KeptActivity, SequencingState
from hornbook_server.domain.progress.sources import Sources
from hornbook_server.domain.progress.tracking import ObjectiveStatus, Tracking
from hornbook_server.domain.progress.units_2004 import Known, objectives_reported, tracking_of


class _Rolled(NamedTuple):
    progress: ActivityProgress
    tracking: Tracking


def rolled_up(root: Activity, sequencing: SequencingState, sources: Sources) -> ActivityProgress:
    """The root's result is the course's."""
    progress = _Course(sequencing, sources).rolled_up(root).progress
    return structs.replace(progress, result=seen(progress.result, sources.timings.get("")))


class _Course:
    def __init__(self, sequencing: SequencingState, sources: Sources) -> None:
        self._sequencing, self._sources, self._settings = sequencing, sources, sources.settings

    def rolled_up(self, activity: Activity) -> _Rolled:
        key, state = self._sources.key(activity), self._sources.state(activity)
        kept = self._sequencing.activities.get(key, NOT_KEPT)
        known = Known(activity, state, kept, self._sequencing.objectives)
        children = [self.rolled_up(child) for child in activity.children]
        tracking = tracking_of(known, self._settings)
        if children:
            tracking = self._of_children(known, tracking, self._available(known.kept, children))
        if not tracking.tracked:
            tracking = structs.replace(tracking, objective=ObjectiveStatus(), completed=None, amount=None)
        own = seen(Result(seconds=total_time(state.elements)), self._sources.timings.get(key)).seconds
        progress = ActivityProgress(
            activity=activity,
            key=key,
            result=_result(tracking, [child.progress.result for child in children], own),
            objectives=objectives_reported(known, tracking) if self._sources.with_objectives else (),
            state=state,
            children=tuple(child.progress for child in children),
        )
        return _Rolled(progress, self._counted(tracking))

    def _of_children(self, known: Known, own: Tracking, children: Sequence[_Rolled]) -> Tracking:
        """RB.1.5 for one activity; nothing is rolled up before something has been attempted."""
        attempts = max(known.kept.attempt_count, int(any(child.tracking.attempts for child in children)))
        if not attempts:
            return own
        counted = [child.tracking for child in children if child.tracking.tracked]
        empty_holds = not self._settings.empty_set_to_unknown
        measure, amount = rollup_2004.measure(counted), rollup_2004.amount(counted)
        satisfied = rollup_2004.satisfied(
            known.sequencing, measure, counted, active=known.kept.is_active, empty_holds=empty_holds
        )
        completed = rollup_2004.completed(known.sequencing, known.threshold, amount, counted, empty_holds=empty_holds)
        return structs.replace(
            own, objective=ObjectiveStatus(satisfied, measure), completed=completed, amount=amount, attempts=attempts
        )

    @staticmethod
    def _available(kept: KeptActivity, children: Sequence[_Rolled]) -> Sequence[_Rolled]:
        """The children that selection has left (SN 4th Ed., 4.7, SR.1); all of them where none were selected."""
        selected = set(kept.selection_randomization_state.selected_child_ids)
        return [child for child in children if child.progress.key in selected] or children

    def _counted(self, tracking: Tracking) -> Tracking:
        """What of an activity counts for its parent by the settings."""
        settings = self._settings
        if settings.completion_tracked and settings.satisfaction_tracked and settings.score_tracked:
            return tracking
        objective = ObjectiveStatus(
            tracking.objective.satisfied if settings.satisfaction_tracked else None,
            tracking.objective.measure if settings.score_tracked else None,
        )
        completed = tracking.completed if settings.completion_tracked else None
        return structs.replace(tracking, objective=objective, completed=completed)


def _result(tracking: Tracking, children: Sequence[Result], own_seconds: float) -> Result:
    completion = Completion.of(tracking.completed)
    amount = amount_of(completion, tracking.amount)
    if children and tracking.amount is None and completion is not Completion.COMPLETED:
        amount = decimal(sum(child.amount for child in children) / len(children))
    return Result(
        completion=completion,
        success=Success.of(tracking.objective.satisfied),
        score=tracking.objective.measure,
        amount=amount,
        seconds=own_seconds + sum(child.seconds for child in children),
        attempts=tracking.attempts,
        suspended=tracking.suspended or any(child.suspended for child in children),
    )

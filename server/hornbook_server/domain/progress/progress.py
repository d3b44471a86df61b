"""How far a learner has come in a course: results of its activities, rolled up as its learning standard has it."""

from collections.abc import Mapping

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.player import keys
from hornbook_server.domain.progress import (
    rollup_classic,
    rollup_sequenced,
    runtime_reported,
    runtime_scorm12,
    runtime_scorm2004,
)
from hornbook_server.domain.progress.results import Progress
from hornbook_server.domain.progress.runtime import Elements, Runtime
from hornbook_server.domain.progress.sequencing_state import sequencing_state
from hornbook_server.domain.progress.settings import rollup_settings
from hornbook_server.domain.progress.sources import Sources
from hornbook_server.domain.run import ActivityState

SCORM_2004 = frozenset(
    (
        LearningStandard.SCORM20042NDEDITION,
        LearningStandard.SCORM20043RDEDITION,
        LearningStandard.SCORM20044THEDITION,
    )
)
WITH_SCORM12_ELEMENTS = frozenset((LearningStandard.SCORM11, LearningStandard.SCORM12, LearningStandard.AICC))
_UNSEEN: Mapping[str, float] = {}


def progress_of(
    root: Activity,
    standard: LearningStandard,
    settings: Mapping[str, str],
    states: Mapping[str, ActivityState],
    timings: Mapping[str, float] = _UNSEEN,
    *,
    with_objectives: bool = True,
) -> Progress:
    """Of a course with this activity tree, from the states of a run by activity key.

    `settings` are values in force by setting id; what is missing has its default. `timings` are the seconds that the
    service has seen the learner, by activity key, those of the course as a whole under the empty key; where there are
    none, the time that content counts itself takes their place. Without objectives it costs half.
    """
    sources = Sources(
        keys=keys(root),
        settings=rollup_settings(settings),
        states=states,
        timings=timings,
        with_objectives=with_objectives,
    )
    if standard not in SCORM_2004:
        return Progress(root=rollup_classic.rolled_up(root, standard, sources))
    sequencing = sequencing_state(states)
    return Progress(
        root=rollup_sequenced.rolled_up(root, sequencing, sources),
        global_objectives=tuple(one.result(key) for key, one in sorted(sequencing.objectives.items())),
        shared_data=sequencing.shared_data,
        suspended_activity=sequencing.suspended_activity,
    )


def runtime_of(standard: LearningStandard, elements: Elements) -> Runtime:
    """What an activity's content has stored."""
    if standard in SCORM_2004:
        return runtime_scorm2004.runtime_of(elements)
    if standard in WITH_SCORM12_ELEMENTS:
        return runtime_scorm12.runtime_of(elements)
    return runtime_reported.runtime_of(elements)

"""What the player's sequencing knows of a SCORM 2004 course beyond what its SCOs have stored.

It is kept under the key of the course itself, as the run-time library writes it, an element an activity. Only what
nothing else tells is read: attempts, suspension, which activity is active, statuses that sequencing has set for content
(SN 4th Ed., UP.4), the children that were selected, global objectives and shared data. Rolled-up statuses are not: they
are worked out anew.
"""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from hornbook_server.domain.numbers import measure, number
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Success
from hornbook_server.domain.run import NOTHING, ActivityState

STATE = "sequencing"
ACTIVITY = "sequencing.activity."
NODE = "sequencing.node."
SHARED = "shared_data"


class _Kept(Struct, frozen=True, rename="camel", gc=False):
    pass


class KeptObjective(_Kept, frozen=True, gc=False):
    id: str = ""
    satisfied_status: bool = False
    measure_status: bool = False
    normalized_measure: float = 0.0
    progress_status: bool = False


class KeptObjectives(_Kept, frozen=True, gc=False):
    primary: KeptObjective | None = None
    objectives: tuple[KeptObjective, ...] = ()


class KeptSelection(_Kept, frozen=True, gc=False):
    selected_child_ids: tuple[str, ...] = ()


class KeptActivity(_Kept, frozen=True, gc=False):
    is_active: bool = False
    is_suspended: bool = False
    completion_status: str = "unknown"
    attempt_count: int = 0
    attempt_completion_amount: float = 0.0
    attempt_completion_amount_status: bool = False
    objective_satisfied_status: bool = False
    objective_satisfied_status_known: bool = False
    objective_measure_status: bool = False
    objective_normalized_measure: float = 0.0
    objectives: KeptObjectives = KeptObjectives()
    selection_randomization_state: KeptSelection = KeptSelection()

    @property
    def completed(self) -> bool | None:
        return {"completed": True, "incomplete": False}.get(self.completion_status)

    @property
    def satisfied(self) -> bool | None:
        return self.objective_satisfied_status if self.objective_satisfied_status_known else None

    @property
    def measure(self) -> float | None:
        return measure(self.objective_normalized_measure) if self.objective_measure_status else None

    @property
    def amount(self) -> float | None:
        return self.attempt_completion_amount if self.attempt_completion_amount_status else None


NOT_KEPT = KeptActivity()


class GlobalObjective(_Kept, frozen=True, gc=False):
    satisfied_status: bool = False
    satisfied_status_known: bool = False
    normalized_measure: float = 0.0
    normalized_measure_known: bool = False
    raw_score: str | float = ""
    min_score: str | float = ""
    max_score: str | float = ""
    progress_measure: float = 0.0
    progress_measure_known: bool = False
    completion_status: str = "unknown"
    completion_status_known: bool = False

    @property
    def satisfied(self) -> bool | None:
        return self.satisfied_status if self.satisfied_status_known else None

    @property
    def measure(self) -> float | None:
        return measure(self.normalized_measure) if self.normalized_measure_known else None

    @property
    def completed(self) -> bool | None:
        return self.completion_status == "completed" if self.completion_status_known else None

    @property
    def progress(self) -> float | None:
        return self.progress_measure if self.progress_measure_known else None

    def result(self, identifier: str) -> ObjectiveResult:
        return ObjectiveResult(
            id=identifier,
            completion=Completion.of(self.completed),
            success=Success.of(self.satisfied),
            score=self.measure,
            raw=number(str(self.raw_score)),
            least=number(str(self.min_score)),
            most=number(str(self.max_score)),
            progress=self.progress,
        )


class _Sequencing(_Kept, frozen=True, gc=False):
    suspended_activity: str | None = None
    global_objective_map: dict[str, GlobalObjective] = {}


class _State(_Kept, frozen=True, gc=False):
    sequencing: _Sequencing | None = None


class SequencingState(Struct, frozen=True):
    """`activities` and `objectives` are by activity key and by the global objective's id."""

    activities: Mapping[str, KeptActivity]
    objectives: Mapping[str, GlobalObjective]
    suspended_activity: str = ""
    shared_data: tuple[tuple[str, str], ...] = ()


_NONE = SequencingState({}, {})
_state_from = msgspec.json.Decoder(_State, strict=False).decode
_activity_from = msgspec.json.Decoder(KeptActivity, strict=False).decode
_shared_from = msgspec.json.Decoder(dict[str, str]).decode


def sequencing_state(states: Mapping[str, ActivityState]) -> SequencingState:
    """Of a run; empty where there is none, or none that can be read: the page writes it, and begins anew then, too."""
    elements = states.get("", NOTHING).elements
    try:
        kept = _state_from(elements[STATE]).sequencing if STATE in elements else None
        shared = _shared_from(elements[SHARED]) if SHARED in elements else {}
        activities = {
            element[len(ACTIVITY) :]: _activity_from(value)
            for element, value in elements.items()
            if element.startswith(ACTIVITY)
        }
    except msgspec.MsgspecError:
        return _NONE
    kept = kept or _Sequencing()
    return SequencingState(
        activities, kept.global_objective_map, kept.suspended_activity or "", tuple(sorted(shared.items()))
    )

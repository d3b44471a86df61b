"""When assignable units count as done (cmi5 Quartz, 9.3.9 and 13.1.4)."""

from msgspec import structs

from hornbook_server.domain import cmi5
from hornbook_server.domain.course import Activity
from hornbook_server.domain.progress.results import Completion, Result
from hornbook_server.domain.run import ActivityState

SATISFIED = "satisfied"  # kept once the service has said so


def is_satisfied(unit: Activity, state: ActivityState) -> bool:
    """By the unit's moveOn, where NotApplicable needs nothing to happen. Media are no units: once completed."""
    move_on = unit.cmi5.move_on if unit.cmi5 else "Completed"
    return SATISFIED in state.elements or cmi5.is_satisfied(move_on, state.elements)


def counting_as(result: Result, *, satisfied: bool) -> Result:
    """A unit as it counts for its block and the course: complete where it is satisfied, and only there."""
    if satisfied:
        return structs.replace(result, completion=Completion.COMPLETED, amount=1.0)
    if result.completion is Completion.COMPLETED:
        return structs.replace(result, completion=Completion.INCOMPLETE)
    return result

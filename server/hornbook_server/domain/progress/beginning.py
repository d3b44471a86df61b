"""What a run begins with where a learner has come some way elsewhere: the states that would tell of it."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from hornbook_server.domain.course import Activity, LearningStandard
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.player import UNNAMED, keys
from hornbook_server.domain.progress.beginning_2004 import sequencing_elements
from hornbook_server.domain.progress.beginning_elements import elements_of
from hornbook_server.domain.progress.progress import SCORM_2004
from hornbook_server.domain.progress.results import ObjectiveResult, Result
from hornbook_server.domain.progress.runtime import Runtime
from hornbook_server.domain.progress.sequencing_state import SHARED
from hornbook_server.domain.run import ActivityState

LAST = "hornbook.activity"  # of the course: what the player opens again


class Reached(Struct, frozen=True, kw_only=True):
    """How far in one activity, by its identifier; `where` names it to the caller. `seconds` have been seen in it."""

    identifier: str
    where: str
    result: Result
    runtime: Runtime | None = None


class Beginning(Struct, frozen=True, kw_only=True):
    """`course` is the result as a whole, `root` that of the course's own activity, `activities` below it in order."""

    course: Result = Result()
    root: Reached | None = None
    activities: tuple[Reached, ...] = ()
    global_objectives: tuple[ObjectiveResult, ...] = ()
    shared_data: Mapping[str, str] = {}
    suspended_activity: str = ""


class Begun(Struct, frozen=True, kw_only=True):
    """Both by activity key; the course's own is empty."""

    states: dict[str, ActivityState]
    seconds: dict[str, float]


def begun_with(root: Activity, standard: LearningStandard, beginning: Beginning) -> Begun:
    """Raises Invalid for an activity that the course does not have."""
    named = {key: activity for activity, key in _keyed(root)}
    reached = dict(_found(named, root, beginning))
    states = {
        key: ActivityState(max(one.result.attempts, 1), elements_of(standard, one.result, one.runtime))
        for key, one in reached.items()
        if named[key].href and _is_anything(one)
    }
    course = _of_course(root, standard, beginning, reached, named)
    if course:
        states[""] = ActivityState(1, course)
    seconds = {key: one.result.seconds for key, one in reached.items() if named[key].href and one.result.seconds}
    total = beginning.course.seconds
    return Begun(states=states, seconds=seconds | ({"": total} if total else {}))


def _keyed(root: Activity) -> list[tuple[Activity, str]]:
    by_identity = keys(root)
    return [(activity, by_identity[id(activity)]) for activity in root.walk()]


def _found(named: Mapping[str, Activity], root: Activity, beginning: Beginning) -> Iterable[tuple[str, Reached]]:
    """Activities of one identifier in their order, as their keys are numbered."""
    own = _keyed(root)[0][1]
    if beginning.root:
        yield own, beginning.root
    seen = Counter([own])
    for one in beginning.activities:
        identifier = one.identifier or UNNAMED
        seen[identifier] += 1
        key = identifier if seen[identifier] == 1 else f"{identifier}~{seen[identifier]}"
        if key not in named:
            raise Invalid(f"{one.where}.id: the course has no activity '{one.identifier}'")
        yield key, one


def _is_anything(one: Reached) -> bool:
    return one.runtime not in (None, Runtime()) or one.result != Result()


def _of_course(
    root: Activity,
    standard: LearningStandard,
    beginning: Beginning,
    reached: Mapping[str, Reached],
    named: Mapping[str, Activity],
) -> dict[str, str]:
    suspended = beginning.suspended_activity
    if suspended and suspended not in named:
        raise Invalid(f"initialRegistrationState.suspendedActivityId: the course has no activity '{suspended}'")
    elements = {LAST: suspended} if suspended else {}
    if standard not in SCORM_2004:
        return elements
    if beginning.shared_data:
        elements[SHARED] = msgspec.json.encode(dict(beginning.shared_data)).decode()
    results = {key: one.result for key, one in reached.items() if _is_anything(one)}
    if results or suspended or beginning.global_objectives:
        elements |= sequencing_elements(root, results, beginning.global_objectives, suspended)
    return elements

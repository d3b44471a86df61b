"""What results are worked out from."""

from collections.abc import Mapping

from msgspec import Struct

from hornbook_server.domain.course import Activity
from hornbook_server.domain.progress.settings import RollupSettings
from hornbook_server.domain.run import NOTHING, ActivityState


class Sources(Struct, frozen=True, kw_only=True):
    """`keys` are by an activity's identity in its tree, `states` and `timings` (seconds) by activity key.

    `with_objectives` where those of activities are wanted too.
    """

    keys: Mapping[int, str]
    settings: RollupSettings
    states: Mapping[str, ActivityState]
    timings: Mapping[str, float]
    with_objectives: bool = True

    def key(self, activity: Activity) -> str:
        return self.keys[id(activity)]

    def state(self, activity: Activity) -> ActivityState:
        return self.states.get(self.keys[id(activity)], NOTHING)

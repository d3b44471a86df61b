"""States of activities, as much of them as one run may hold."""

from collections.abc import Mapping
from datetime import datetime

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.run import MOST_OF_RUN, NOTHING, ActivityState, length_of
from hornbook_server.storage.database import UnitOfWork

_LITTLE = 4096  # characters: states that are no longer are not worth a sum over the run


def keep_states(
    stored: UnitOfWork,
    run_id: str,
    before: Mapping[str, ActivityState],
    after: Mapping[str, ActivityState],
    *,
    now: datetime,
) -> None:
    """By activity key. Raises Invalid where a state has grown and the run would hold too much."""
    stored.runs.save_states(run_id, after, now=now)
    grown = any(
        length_of(state.elements) > max(_LITTLE, length_of(before.get(key, NOTHING).elements))
        for key, state in after.items()
    )
    if grown and stored.runs.characters(run_id) > MOST_OF_RUN:
        raise Invalid(f"changes: the states of all activities together are longer than {MOST_OF_RUN} characters")

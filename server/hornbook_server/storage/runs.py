"""Runs and the states of their activities. A run of a preview goes with its launch."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.json import Decoder
from sqlalchemy import Connection, bindparam, func, insert, select, update

from hornbook_server.domain.run import ActivityState, Left, Loss, Run
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.course_rows import json_text
from hornbook_server.storage.tables import activity_states, runs
from hornbook_server.storage.upsert import inserting

_RUN_COLUMNS = (
    runs.c.id,
    runs.c.opening,
    runs.c.applied,
    runs.c.earlier,
    runs.c.running,
    runs.c.closed,
    runs.c.last,
    runs.c.left,
    runs.c.losses,
    runs.c.seen,
)
_LOCK = select(*_RUN_COLUMNS).where(runs.c.id == bindparam("run_id")).with_for_update()
_SAVE = update(runs).where(runs.c.id == bindparam("run_id"))
_STATES = select(activity_states.c.activity, activity_states.c.attempt, activity_states.c.elements).where(
    activity_states.c.run == bindparam("run_id")
)
_SOME_STATES = _STATES.where(activity_states.c.activity.in_(bindparam("activities", expanding=True)))
_CHARACTERS = select(func.coalesce(func.sum(func.length(activity_states.c.elements)), 0)).where(
    activity_states.c.run == bindparam("run_id")
)
_left_from = Decoder(tuple[Left, ...]).decode
_losses_from = Decoder(tuple[Loss, ...]).decode
_elements_from = Decoder(dict[str, str]).decode


class Runs:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: Run, *, launch_id: str | None = None, instance: int | None = None) -> None:
        """Of a preview's launch, or of an instance of a registration by its row key."""
        owner = {"launch": launch_id, "instance": instance}
        self._connection.execute(insert(runs), {"id": run.id, **owner, **_columns(run)})

    def lock(self, run_id: str) -> Run | None:
        """The run, which nobody else changes until this transaction ends."""
        row = self._connection.execute(_LOCK, {"run_id": run_id}).first()
        if row is None:
            return None
        return Run(
            id=row.id,
            opening=row.opening,
            applied=row.applied,
            earlier=row.earlier,
            running=row.running,
            closed=row.closed,
            last=row.last,
            left=_left_from(row.left),
            losses=_losses_from(row.losses),
            seen=moment(row.seen),
        )

    def save(self, run: Run) -> None:
        self._connection.execute(_SAVE, {"run_id": run.id, **_columns(run)})

    def states(self, run_id: str) -> dict[str, ActivityState]:
        """By activity key."""
        return self._states(self._connection.execute(_STATES, {"run_id": run_id}))

    def states_of(self, run_id: str, activities: set[str]) -> dict[str, ActivityState]:
        """Of these activities, as far as they have any."""
        values = {"run_id": run_id, "activities": sorted(activities)}
        return self._states(self._connection.execute(_SOME_STATES, values))

    def characters(self, run_id: str) -> int:
        """Of the states of all activities as they are stored."""
        return int(self._connection.execute(_CHARACTERS, {"run_id": run_id}).scalar_one())

    def save_states(self, run_id: str, states: Mapping[str, ActivityState], *, now: datetime) -> None:
        statement = inserting(self._connection, activity_states)
        changed = {name: statement.excluded[name] for name in ("attempt", "elements", "updated")}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["run", "activity"], set_=changed),
            [
                {
                    "run": run_id,
                    "activity": activity,
                    "attempt": state.attempt,
                    "elements": json_text(state.elements),
                    "updated": milliseconds(now),
                }
                for activity, state in states.items()
            ],
        )

    @staticmethod
    def _states(rows: object) -> dict[str, ActivityState]:
        return {row.activity: ActivityState(row.attempt, _elements_from(row.elements)) for row in rows}  # type: ignore[attr-defined] # rows of SQLAlchemy


def _columns(run: Run) -> dict[str, object]:
    return {
        "opening": run.opening,
        "applied": run.applied,
        "earlier": run.earlier,
        "running": run.running,
        "closed": run.closed,
        "last": run.last,
        "left": json_text(run.left),
        "losses": json_text(run.losses),
        "seen": milliseconds(run.seen),
    }

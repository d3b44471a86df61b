"""How long learners have been in the activities of runs, and where sessions are under way."""

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from hornbook_server.domain.presence import Presence, Presences
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.tables import presences, runs
from hornbook_server.storage.upsert import inserting

_ALL = select(presences.c.activity, presences.c.seconds, presences.c.since).where(
    presences.c.run == bindparam("run_id")
)
_FORSAKEN = (
    select(runs.c.id, runs.c.instance)
    .distinct()
    .join(presences, presences.c.run == runs.c.id)
    .where(
        presences.c.since.is_not(None),
        or_(
            runs.c.seen <= bindparam("silent_since"),
            and_(runs.c.closed, runs.c.seen <= bindparam("closed_since")),
        ),
        runs.c.instance.is_not(None),
        runs.c.id > bindparam("beyond"),
    )
    .order_by(runs.c.id)
    .limit(bindparam("most"))
)
_END = update(presences).where(presences.c.run == bindparam("run_id")).values(since=None)


class PresencesOfRuns:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, run_id: str) -> dict[str, Presence]:
        """By activity key."""
        return {
            row.activity: Presence(seconds=row.seconds, since=None if row.since is None else moment(row.since))
            for row in self._connection.execute(_ALL, {"run_id": run_id})
        }

    def save(self, run_id: str, changed: Presences) -> None:
        if not changed:
            return
        statement = inserting(self._connection, presences)
        values = {name: statement.excluded[name] for name in ("seconds", "since")}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["run", "activity"], set_=values),
            [
                {
                    "run": run_id,
                    "activity": activity,
                    "seconds": one.seconds,
                    "since": None if one.since is None else milliseconds(one.since),
                }
                for activity, one in changed.items()
            ],
        )

    def forsaken(
        self, silent_since: datetime, closed_since: datetime, *, beyond: str, most: int
    ) -> list[tuple[str, int]]:
        """Runs in which a session is under way, but nothing has been heard since, or since its page has closed.

        By id, after `beyond`, each with the row key of the instance.
        """
        values = {
            "silent_since": milliseconds(silent_since),
            "closed_since": milliseconds(closed_since),
            "beyond": beyond,
            "most": most,
        }
        return [(row.id, row.instance) for row in self._connection.execute(_FORSAKEN, values)]

    def end_all(self, run_id: str) -> None:
        """No session of the run is under way any more."""
        self._connection.execute(_END, {"run_id": run_id})

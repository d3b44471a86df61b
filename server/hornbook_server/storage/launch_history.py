"""The launch history of registrations; an entry goes with its instance."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from hornbook_server.domain.launch_history import HistoryEntry
from hornbook_server.domain.progress import Completion, Success
from hornbook_server.domain.registration import Registration, Summary
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.registration_tables import launch_history, registration_instances, registrations

_LONGEST_LOG = 50_000  # characters
_CUT = "\n(the log of this launch goes on no further)"

_THIS = launch_history.c.id == bindparam("entry_id")
_LOG = select(launch_history.c.log).where(_THIS)
_UPDATE = update(launch_history).where(_THIS)
_ENTRIES = (
    select(launch_history, registration_instances.c.instance.label("number"))
    .join(registration_instances, registration_instances.c.id == launch_history.c.instance)
    .join(registrations, registrations.c.id == registration_instances.c.registration)
    .where(
        registrations.c.app_id == bindparam("app_id"), registrations.c.registration_id == bindparam("registration_id")
    )
    .order_by(launch_history.c.launched, launch_history.c.id)
)
_OF_INSTANCE = _ENTRIES.where(registration_instances.c.instance == bindparam("number_wanted"))


class LaunchHistory:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, entry_id: str, registration: Registration, now: datetime) -> None:
        """With the instance that is launched, as it is before."""
        instance = registration.instance
        row = {
            "id": entry_id,
            "instance": instance.key,
            "launched": milliseconds(now),
            "seconds_before": instance.summary.seconds_tracked,
            "log": "",
        }
        self._connection.execute(insert(launch_history), row | _columns(instance.summary))

    def note(self, entry_id: str, summary: Summary, lines: Iterable[str], *, now: datetime, exited: bool) -> None:
        """How far the instance has come, and what has happened; `exited` once the page has closed."""
        time = milliseconds(now)
        log = self._connection.execute(_LOG, {"entry_id": entry_id}).scalar() or ""
        values: dict[str, object] = {"updated": time, "exited": time if exited else None}
        if not log.endswith(_CUT):
            whole = "\n".join(filter(None, (log, *lines)))
            values["log"] = whole if len(whole) <= _LONGEST_LOG else whole[:_LONGEST_LOG] + _CUT
        self._connection.execute(_UPDATE, {"entry_id": entry_id} | values | _columns(summary))

    def all(self, app_id: str, registration_id: str, number: int | None = None) -> list[HistoryEntry]:
        """Of a registration that there is, or one of its instances, the oldest first."""
        statement = _ENTRIES if number is None else _OF_INSTANCE
        named = {"app_id": app_id, "registration_id": registration_id, "number_wanted": number}
        return [
            HistoryEntry(
                id=row.id,
                instance=row.number,
                launched=moment(row.launched),
                exited=None if row.exited is None else moment(row.exited),
                updated=None if row.updated is None else moment(row.updated),
                completion=Completion(row.completion),
                success=Success(row.success),
                score=row.score,
                seconds=max(0.0, row.seconds - row.seconds_before),
                log=row.log,
            )
            for row in self._connection.execute(statement, named)
        ]


def _columns(summary: Summary) -> dict[str, object]:
    return {
        "completion": summary.completion.value,
        "success": summary.success.value,
        "score": summary.score,
        "seconds": summary.seconds_tracked,
    }

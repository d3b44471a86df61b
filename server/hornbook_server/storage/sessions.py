"""Sessions of content, and the exchanges that they have with the service. Both go with their run."""

from collections.abc import Iterator
from typing import Any

from msgspec import structs
from msgspec.json import Decoder
from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from hornbook_server.domain.session import Exchange, Session, SessionState
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.course_rows import json_text
from hornbook_server.storage.tables import exchanges, runs, sessions

MOST_EXCHANGES = 500
_COLUMNS = (
    sessions.c.id,
    sessions.c.run,
    sessions.c.activity,
    sessions.c.secret,
    sessions.c.started,
    sessions.c.state,
)
_GET = select(*_COLUMNS).where(sessions.c.id == bindparam("session_id"), sessions.c.run == bindparam("run_id"))
_OPEN = select(*_COLUMNS).where(sessions.c.run == bindparam("run_id"), sessions.c.ended.is_(False))
_SAVE = update(sessions).where(sessions.c.id == bindparam("session_id"))
_EXCHANGES = (
    select(exchanges.c.number, exchanges.c.exchange)
    .where(exchanges.c.run == bindparam("run_id"), exchanges.c.number > bindparam("after"))
    .order_by(exchanges.c.number)
)
_RUN = select(exists().where(runs.c.id == bindparam("run_id")))
_OLDEST_KEPT = (
    select(exchanges.c.number)
    .where(exchanges.c.run == bindparam("run_id"))
    .order_by(exchanges.c.number.desc())
    .offset(MOST_EXCHANGES)
    .limit(1)
)
_FORGET = delete(exchanges).where(exchanges.c.run == bindparam("of_run"), exchanges.c.number <= bindparam("oldest"))
_state_from = Decoder(SessionState).decode
_exchange_from = Decoder(Exchange).decode


class Sessions:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        self._connection.execute(
            insert(sessions),
            {
                "id": session.id,
                "run": session.run,
                "activity": session.activity,
                "secret": session.secret,
                "started": milliseconds(session.started),
                **_changing(session),
            },
        )

    def get(self, run_id: str, session_id: str) -> Session | None:
        row = self._connection.execute(_GET, {"run_id": run_id, "session_id": session_id}).first()
        return None if row is None else _session(row)

    def open(self, run_id: str) -> list[Session]:
        """Those that have not ended."""
        return [_session(row) for row in self._connection.execute(_OPEN, {"run_id": run_id})]

    def save(self, session: Session) -> None:
        self._connection.execute(_SAVE, {"session_id": session.id, **_changing(session)})

    def note(self, run_id: str, exchange: Exchange) -> None:
        """Keep an exchange, unless the run is gone; of a run the newest MOST_EXCHANGES stay."""
        if not self._connection.execute(_RUN, {"run_id": run_id}).scalar():
            return
        self._connection.execute(insert(exchanges), {"run": run_id, "exchange": json_text(exchange)})
        oldest = self._connection.execute(_OLDEST_KEPT, {"run_id": run_id}).scalar()
        if oldest is not None:
            self._connection.execute(_FORGET, {"of_run": run_id, "oldest": oldest})

    def exchanges(self, run_id: str, after: int) -> Iterator[Exchange]:
        for row in self._connection.execute(_EXCHANGES, {"run_id": run_id, "after": after}):
            yield structs.replace(_exchange_from(row.exchange), number=row.number)


def _changing(session: Session) -> dict[str, object]:
    return {"ended": session.state.ended, "state": json_text(session.state)}


def _session(row: Any) -> Session:
    return Session(
        id=row.id,
        run=row.run,
        activity=row.activity,
        secret=row.secret,
        started=moment(row.started),
        state=_state_from(row.state),
    )

"""The outbox: postbacks until they are delivered, and for a while after. Claims are as those of jobs."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from hornbook_server.domain.postback import Postback
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.tables import postbacks

KEPT_FOR = timedelta(days=7)

_COLUMNS = (
    postbacks.c.id,
    postbacks.c.app_id,
    postbacks.c.topic,
    postbacks.c.subject,
    postbacks.c.destination,
    postbacks.c.url,
    postbacks.c.authorization,
    postbacks.c.content_type,
    postbacks.c.body,
    postbacks.c.created,
    postbacks.c.attempts,
)
_FIRST_DUE = (
    select(postbacks.c.id)
    .where(
        postbacks.c.ended.is_(None),
        postbacks.c.due <= bindparam("now"),
        postbacks.c.destination.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(postbacks.c.due, postbacks.c.id)
    .limit(1)
)
_CLAIM = (
    update(postbacks)
    .where(postbacks.c.id == _FIRST_DUE.with_for_update(skip_locked=True).scalar_subquery())
    .values(attempts=postbacks.c.attempts + 1, due=bindparam("until"))
    .returning(*_COLUMNS)
)
_HELD = update(postbacks).where(
    and_(
        postbacks.c.id == bindparam("postback_id"),
        postbacks.c.attempts == bindparam("attempt"),
        postbacks.c.ended.is_(None),
    )
)


class Postbacks:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, postback: Postback) -> None:
        """Due at once."""
        created = milliseconds(postback.created)
        row = {column.name: getattr(postback, column.name) for column in _COLUMNS}
        self._connection.execute(insert(postbacks), row | {"created": created, "due": created, "outcome": ""})

    def due(self, now: datetime, busy: Collection[str] = ()) -> bool:
        """Whether a claim is worth its write lock."""
        found = self._connection.execute(_FIRST_DUE, {"now": milliseconds(now), "busy": list(busy)})
        return found.first() is not None

    def claim(self, now: datetime, lease: timedelta, busy: Collection[str] = ()) -> Postback | None:
        """The first one due that nobody holds and whose destination is not in `busy`; due again when the lease ends."""
        values = {"now": milliseconds(now), "until": milliseconds(now + lease), "busy": list(busy)}
        row = self._connection.execute(_CLAIM, values).first()
        return None if row is None else _postback(row)

    def postpone(self, postback: Postback, *, outcome: str, due: datetime) -> bool:
        """False if someone else has claimed it meanwhile."""
        return self._change(postback, {"outcome": outcome, "due": milliseconds(due)})

    def end(self, postback: Postback, *, outcome: str, shown: str, now: datetime) -> bool:
        """Delivered, or given up; what was secret of it goes now. False if someone else has claimed it meanwhile."""
        nothing: dict[str, Any] = {"url": shown, "authorization": "", "body": b""}
        return self._change(postback, nothing | {"outcome": outcome, "ended": milliseconds(now)})

    def purge(self, now: datetime) -> None:
        """Remove what ended a while ago."""
        self._connection.execute(delete(postbacks).where(postbacks.c.ended <= milliseconds(now - KEPT_FOR)))

    def _change(self, postback: Postback, values: dict[str, Any]) -> bool:
        held = {"postback_id": postback.id, "attempt": postback.attempts}
        return self._connection.execute(_HELD, held | values).rowcount == 1


def _postback(row: Sequence[Any]) -> Postback:
    values = dict(zip((column.name for column in _COLUMNS), row, strict=True))
    return Postback(**values | {"created": moment(values["created"]), "body": bytes(values["body"])})

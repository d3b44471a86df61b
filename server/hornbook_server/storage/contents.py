"""Bytes that statements and documents hold, kept once by their SHA-256."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, exists, select

from hornbook_server.storage.clock import milliseconds
from hornbook_server.storage.record_tables import attachments, contents, documents
from hornbook_server.storage.upsert import inserting

_GET = select(contents.c.sha256, contents.c.data).where(contents.c.sha256.in_(bindparam("keys", expanding=True)))
_PURGE = delete(contents).where(
    contents.c.stored < bindparam("unnamed_since"),
    ~exists().where(documents.c.sha256 == contents.c.sha256),
    ~exists().where(attachments.c.sha256 == contents.c.sha256),
)


class Contents:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, data: bytes, now: datetime) -> bytes:
        """Keep it, if it is new; its SHA-256."""
        key, stored = sha256(data).digest(), milliseconds(now)
        statement = inserting(self._connection, contents)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[contents.c.sha256], set_={"stored": stored}),
            {"sha256": key, "data": data, "stored": stored},
        )
        return key

    def get(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        return {row.sha256: row.data for row in self._connection.execute(_GET, {"keys": list(keys)})}

    def purge(self, unnamed_since: datetime) -> None:
        """Remove what no row has named since then."""
        self._connection.execute(_PURGE, {"unnamed_since": milliseconds(unnamed_since)})

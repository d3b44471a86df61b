"""Which contents belong to which statement, by the SHA-2 that the statement gives."""

from collections.abc import Collection, Iterable

from msgspec import Struct
from sqlalchemy import Connection, bindparam, insert, select

from hornbook_server.storage.record_tables import attachments, contents

_OF = (
    select(attachments.c.sha2, attachments.c.content_type, contents.c.data)
    .join_from(attachments, contents, contents.c.sha256 == attachments.c.sha256)
    .where(attachments.c.position.in_(bindparam("positions", expanding=True)))
    .order_by(attachments.c.position, attachments.c.sha2)
)


class Attached(Struct, frozen=True, kw_only=True):
    """`sha2` in hex, as the statement has it."""

    sha2: str
    content_type: str
    data: bytes


class Attachments:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Iterable[tuple[int, str, str, bytes]]) -> None:
        """Position, SHA-2, content type, key of the contents."""
        values = [
            {"position": position, "sha2": sha2, "content_type": content_type, "sha256": key}
            for position, sha2, content_type, key in rows
        ]
        if values:
            self._connection.execute(insert(attachments), values)

    def of(self, positions: Collection[int]) -> list[Attached]:
        """Those of the statements at these positions, each once."""
        rows = self._connection.execute(_OF, {"positions": list(positions)})
        found = (Attached(sha2=row.sha2, content_type=row.content_type, data=row.data) for row in rows)
        return list({each.sha2: each for each in found}.values())

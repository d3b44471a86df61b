"""What lies where in an upload, so that its files are served from within it."""

import hashlib
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from hornbook_server.domain.package import Member, likeness
from hornbook_server.storage.tables import package_files
from hornbook_server.storage.upsert import inserting

_AT_ONCE = 1000  # rows, each of a path that may have 4 KB in memory
_OF_BLOB = package_files.c.blob == bindparam("of_blob")
_FIND = (
    select(
        package_files.c.path,
        package_files.c.offset,
        package_files.c.compressed,
        package_files.c.size,
        package_files.c.deflated,
        package_files.c.crc,
    )
    .where(_OF_BLOB, package_files.c.alike == bindparam("of_alike"))
    .order_by(package_files.c.offset)
)
_ANY = select(package_files.c.path).where(_OF_BLOB).limit(1)
_REMOVE = delete(package_files).where(package_files.c.blob.in_(bindparam("keys", expanding=True)))


class PackageFiles:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, blob: str, members: Iterable[Member]) -> None:
        """Members that are there already, by an earlier attempt, stay as they are."""
        statement, left = inserting(self._connection, package_files).on_conflict_do_nothing(), iter(members)
        while rows := [_row(blob, member) for member in islice(left, _AT_ONCE)]:
            self._connection.execute(statement, rows)

    def any(self, blob: str) -> bool:
        return self._connection.execute(_ANY, {"of_blob": blob}).first() is not None

    def find(self, blob: str, path: str) -> Member | None:
        """The file of this path, or else the first that differs in case or Unicode form alone."""
        wanted = likeness(path)
        rows = self._connection.execute(_FIND, {"of_blob": blob, "of_alike": _digest(wanted)}).all()
        alike = [row for row in rows if likeness(row.path) == wanted]
        found = next((row for row in alike if row.path == path), alike[0] if alike else None)
        return None if found is None else Member(**found._asdict())

    def remove(self, blobs: Collection[str]) -> None:
        self._connection.execute(_REMOVE, {"keys": list(blobs)})


def _row(blob: str, member: Member) -> dict[str, Any]:
    return {
        "blob": blob,
        "alike": _digest(likeness(member.path)),
        "path": member.path,
        "offset": member.offset,
        "compressed": member.compressed,
        "size": member.size,
        "deflated": member.deflated,
        "crc": member.crc,
    }


def _digest(alike: str) -> int:
    """A number, since a folded path may be too long for an index of PostgreSQL's."""
    return int.from_bytes(hashlib.blake2b(alike.encode(), digest_size=8).digest(), signed=True)

"""What the record store knows of activities: the definitions that statements brought."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select

from hornbook_server.storage.bulk import Lookup
from hornbook_server.storage.digests import digest_of
from hornbook_server.storage.launches import of_gone_launch
from hornbook_server.storage.record_tables import activities
from hornbook_server.storage.upsert import inserting

_GET = Lookup(select(activities.c.key, activities.c.definition), activities.c.key)


class Activities:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def definitions(self, lrs: str, ids: Collection[str]) -> dict[str, bytes]:
        """The definitions (JSON) of those of these activities that have one, by id."""
        by_key = {digest_of(lrs, each): each for each in ids}
        return {by_key[row.key]: row.definition for row in _GET.rows(self._connection, by_key)}

    def define(self, lrs: str, definitions: Mapping[str, bytes]) -> None:
        """In one order for all callers, so that none waits for the other."""
        statement = inserting(self._connection, activities)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[activities.c.key], set_={"definition": statement.excluded.definition}
            ),
            [
                {"key": digest_of(lrs, each), "lrs": lrs, "definition": text}
                for each, text in sorted(definitions.items())
            ],
        )

    def delete_of_launches(self) -> None:
        """Those of launches that are gone."""
        self._connection.execute(delete(activities).where(of_gone_launch(activities.c.lrs)))

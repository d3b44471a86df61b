"""The tags of courses and of registrations: a list in each one's row, and a row a tag to find them by."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Delete,
    Insert,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from hornbook_server.domain.course import joined_tags
from hornbook_server.domain.errors import NotFound, course_not_found, registration_not_found
from hornbook_server.storage.clock import milliseconds
from hornbook_server.storage.course_rows import json_text, strings_from
from hornbook_server.storage.registration_tables import registration_tags, registrations
from hornbook_server.storage.tables import course_tags, courses

_OF: BindParameter[int] = bindparam("of", expanding=True)


@dataclass(frozen=True, eq=False)
class Tagged:
    """What has tags: rows of `table`, which callers know by `name`.

    `tags` has a row a tag, whose first key column is the key of `table`. What both have in common lists are ordered by.
    """

    table: Table
    name: Column[str]
    tags: Table
    not_found: Callable[[str], NotFound]

    @property
    def owner(self) -> Column[int]:
        return next(iter(self.tags.primary_key.columns))

    @cached_property
    def repeated(self) -> list[Column[Any]]:
        """Columns that stand in both."""
        return [column for column in self.table.columns if column.name in self.tags.c]

    @cached_property
    def find(self) -> Select[Any]:
        named = self.name.in_(bindparam("names", expanding=True))
        columns = (self.table.c.id, self.name.label("name"), self.table.c.tags, *self.repeated)
        return select(*columns).where(self.table.c.app_id == bindparam("app_id"), named).order_by(self.table.c.id)

    @cached_property
    def lock(self) -> Select[Any]:
        """In one order for all callers, so that none waits for the other."""
        return self.find.with_for_update()

    @cached_property
    def show(self) -> Update:
        return update(self.table).where(self.table.c.id.in_(_OF))

    @cached_property
    def clear(self) -> Delete:
        return delete(self.tags).where(self.owner.in_(_OF))

    @cached_property
    def insert(self) -> Insert:
        return insert(self.tags)

    @cached_property
    def order_anew(self) -> Update:
        return update(self.tags).where(self.owner.in_(_OF))


COURSES = Tagged(courses, courses.c.course_id, course_tags, course_not_found)
REGISTRATIONS = Tagged(registrations, registrations.c.registration_id, registration_tags, registration_not_found)


class Tags:
    """Raises NotFound for the first name that the application has nothing of."""

    __slots__ = ("_connection", "_of")

    def __init__(self, connection: Connection, of: Tagged) -> None:
        self._connection = connection
        self._of = of

    def get(self, app_id: str, name: str) -> tuple[str, ...]:
        (row,) = self._rows(self._of.find, app_id, [name])
        return strings_from(row["tags"])

    def set(self, app_id: str, names: Sequence[str], tags: tuple[str, ...], now: datetime) -> None:
        """Every one of these has exactly these tags, and was updated now."""
        self._replace(self._rows(self._of.lock, app_id, names), tags, now)

    def add(self, app_id: str, name: str, tags: Collection[str], now: datetime) -> None:
        """Beside those that it has; nothing changes where it has them all, and nobody is waited for."""
        if not set(tags) - set(self.get(app_id, name)):
            return
        rows = self._rows(self._of.lock, app_id, [name])
        self._replace(rows, joined_tags(strings_from(rows[0]["tags"]), tags), now)

    def remove(self, app_id: str, name: str, tags: Collection[str], now: datetime) -> None:
        """Tags that it does not have are left alone; without any that it has, nothing changes."""
        rows = self._rows(self._of.lock, app_id, [name])
        known = strings_from(rows[0]["tags"])
        kept = tuple(tag for tag in known if tag not in tags)
        if kept != known:
            self._replace(rows, kept, now)

    def _rows(self, statement: Select[Any], app_id: str, names: Sequence[str]) -> Sequence[RowMapping]:
        rows = self._connection.execute(statement, {"app_id": app_id, "names": list(names)}).mappings().all()
        found = {row["name"] for row in rows}
        for name in names:
            if name not in found:
                raise self._of.not_found(name)
        return rows

    def _replace(self, rows: Sequence[RowMapping], tags: tuple[str, ...], now: datetime) -> None:
        """Of rows that are locked."""
        of, updated = {"of": [row["id"] for row in rows]}, {"updated": milliseconds(now)}
        self._connection.execute(self._of.clear, of)
        self._connection.execute(self._of.show, of | {"tags": json_text(tags)} | updated)
        insert_rows(self._connection, self._of, [dict(row) | updated for row in rows], tags)


def insert_rows(connection: Connection, of: Tagged, rows: Iterable[dict[str, Any]], tags: Iterable[str]) -> None:
    """The rows of these tags, which none of the `rows` of the table has yet."""
    names = [column.name for column in of.repeated]
    tagged = [
        {of.owner.name: row["id"], "tag": tag, "tag_fold": tag.casefold()} | {name: row[name] for name in names}
        for row in rows
        for tag in tags
    ]
    if tagged:
        connection.execute(of.insert, tagged)


def join_tags(connection: Connection, course: int, tags: tuple[str, ...]) -> None:
    """Add `tags` to those that a course has, and repeat beside each of them what lists are ordered by."""
    row = connection.execute(select(courses).where(courses.c.id == course)).mappings().one()
    known = strings_from(row["tags"])
    tagged, of = joined_tags(known, tags), {"of": [course]}
    if known:
        connection.execute(COURSES.order_anew, of | {column.name: row[column.name] for column in COURSES.repeated})
    if tagged != known:
        connection.execute(COURSES.show, of | {"tags": json_text(tagged)})
        insert_rows(connection, COURSES, [dict(row)], tagged[len(known) :])

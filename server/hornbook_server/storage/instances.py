"""The instances of registrations: each time that a learner takes a course."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, exists, func, insert, not_, select, update

from hornbook_server.domain.errors import instance_not_found, registration_not_found
from hornbook_server.domain.progress import Result
from hornbook_server.domain.registration import Registration, Summary
from hornbook_server.domain.xapi import Attribution
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.course_rows import json_text
from hornbook_server.storage.forgetting import forget
from hornbook_server.storage.registration_rows import INSTANCES, registration_from, summary_columns
from hornbook_server.storage.registration_tables import (
    registration_instances,
    registration_settings,
    registration_tags,
    registrations,
)
from hornbook_server.storage.tables import courses

_THIS = and_(
    registrations.c.app_id == bindparam("app_id"), registrations.c.registration_id == bindparam("registration_id")
)
_LOCK = (
    select(
        registrations.c.id,
        registrations.c.course,
        registrations.c.instance,
        registrations.c.next_instance,
        courses.c.version,
    )
    .join(courses, courses.c.id == registrations.c.course)
    .where(_THIS)
    .with_for_update(of=registrations)
)
_EXISTS = select(registrations.c.id).where(_THIS)
_NUMBERED = select(registration_instances.c.id).where(
    registration_instances.c.registration == bindparam("of_registration"),
    registration_instances.c.instance == bindparam("number"),
)
_ATTRIBUTIONS = (
    select(
        registration_instances.c.xapi_registration_id,
        registration_instances.c.id,
        registration_instances.c.course,
        registration_instances.c.version,
        registrations.c.learner_id,
    )
    .join(registrations, registrations.c.id == registration_instances.c.registration)
    .where(
        registration_instances.c.xapi_registration_id.in_(bindparam("uuids", expanding=True)),
        registrations.c.app_id == bindparam("app_id"),
    )
)
_INSERT = insert(registration_instances)
_COPY_SETTINGS = insert(registration_settings).from_select(
    ["instance", "setting", "value"],
    select(
        bindparam("new_instance", type_=registration_settings.c.instance.type),
        registration_settings.c.setting,
        registration_settings.c.value,
    ).where(registration_settings.c.instance == bindparam("old_instance")),
)
_DELETE = delete(registration_instances).where(registration_instances.c.id == bindparam("of_instance"))
_UPDATE = update(registration_instances).where(registration_instances.c.id == bindparam("of_instance"))
_UPDATE_REGISTRATION = update(registrations).where(registrations.c.id == bindparam("of_registration"))
_UPDATE_TAGS = update(registration_tags).where(registration_tags.c.registration == bindparam("of_registration"))
_OWNER = select(registration_instances.c.registration).where(registration_instances.c.id == bindparam("of_instance"))

_ITS = registration_instances.c.registration == registrations.c.id
_LATEST_IS_GONE = not_(exists().where(_ITS, registration_instances.c.instance == registrations.c.instance))
_IS_EMPTY = not_(exists().where(_ITS).correlate(registrations))
_LATEST_LEFT = select(func.max(registration_instances.c.instance)).where(_ITS).scalar_subquery()


class InstancePage(Struct, frozen=True):
    """`next` is the number of the last one shown, None on the last page."""

    registrations: list[Registration]
    next: int | None


class Instances:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, app_id: str, registration_id: str, *, xapi_registration_id: str, now: datetime) -> None:
        """The next one, on the newest version of the course, with the settings of the one before."""
        row = self._lock(app_id, registration_id)
        time = milliseconds(now)
        old = self._connection.execute(_NUMBERED, {"of_registration": row.id, "number": row.instance}).scalar_one()
        new = {
            "registration": row.id,
            "instance": row.next_instance,
            "course": row.course,
            "version": row.version,
            "xapi_registration_id": xapi_registration_id,
            "created": time,
            "updated": time,
            **summary_columns(Summary()),
        }
        (key,) = self._connection.execute(_INSERT, new).inserted_primary_key or (None,)
        self._connection.execute(_COPY_SETTINGS, {"old_instance": old, "new_instance": key})
        numbers = {"instance": row.next_instance, "next_instance": row.next_instance + 1}
        self._connection.execute(_UPDATE_REGISTRATION, {"of_registration": row.id, "updated": time} | numbers)
        self._connection.execute(_UPDATE_TAGS, {"of_registration": row.id, "updated": time})

    def page(
        self,
        app_id: str,
        registration_id: str,
        *,
        since: datetime | None,
        until: datetime | None,
        after: int | None,
        limit: int,
    ) -> InstancePage:
        """At most `limit`, the oldest first, after the number of the last one already seen."""
        named = {"app_id": app_id, "registration_id": registration_id}
        if self._connection.execute(_EXISTS, named).first() is None:
            raise registration_not_found(registration_id)
        statement = INSTANCES.where(_THIS).order_by(registration_instances.c.instance).limit(limit + 1)
        if since is not None:
            statement = statement.where(registration_instances.c.updated >= milliseconds_up(since))
        if until is not None:
            statement = statement.where(registration_instances.c.updated <= milliseconds(until))
        if after is not None:
            statement = statement.where(registration_instances.c.instance > after)
        rows = self._connection.execute(statement, named).all()
        listed = [registration_from(row) for row in rows[:limit]]
        return InstancePage(listed, listed[-1].instance.number if len(rows) > limit else None)

    def save(self, key: int, summary: Summary, now: datetime) -> None:
        """How far the instance of this row key has come; its registration counts as updated."""
        time = milliseconds(now)
        self._connection.execute(_UPDATE, {"of_instance": key, "updated": time, **summary_columns(summary)})
        self._touch(self._connection.execute(_OWNER, {"of_instance": key}).scalar_one(), time)

    def attributions(self, app_id: str, uuids: Collection[str]) -> dict[str, Attribution]:
        """Of the instances whose registrations in xAPI these are, each by its UUID."""
        if not uuids:
            return {}
        rows = self._connection.execute(_ATTRIBUTIONS, {"app_id": app_id, "uuids": list(uuids)})
        return {
            row.xapi_registration_id: Attribution(
                instance=row.id, course=row.course, version=row.version, learner_id=row.learner_id
            )
            for row in rows
        }

    def launch(self, key: int, *, run: str, summary: Summary, now: datetime) -> None:
        """The instance of this row key has this run from now on, and has come this far."""
        self._connection.execute(_UPDATE, {"of_instance": key, "run": run})
        self.save(key, summary, now)

    def begin(self, key: int, initial: Result) -> None:
        """The instance of this row key has begun with this result."""
        self._connection.execute(_UPDATE, {"of_instance": key, "initial": json_text(initial)})

    def hold(self, app_id: str, registration_id: str) -> None:
        """Nobody else changes this registration until this transaction ends. Before its runs are locked."""
        self._lock(app_id, registration_id)

    def reset(self, app_id: str, registration_id: str, now: datetime) -> None:
        """The latest instance as if it had never been launched."""
        row = self._lock(app_id, registration_id)
        key: int = self._connection.execute(_NUMBERED, {"of_registration": row.id, "number": row.instance}).scalar_one()
        forget(self._connection, app_id, registration_instances.c.id == key)
        time = milliseconds(now)
        fresh: dict[str, Any] = {"updated": time, "run": None, "initial": None, **summary_columns(Summary())}
        self._connection.execute(_UPDATE, {"of_instance": key} | fresh)
        self._touch(row.id, time)

    def delete(self, app_id: str, registration_id: str, number: int) -> None:
        """Deleting the last one that is left deletes the registration."""
        row = self._lock(app_id, registration_id)
        key = self._connection.execute(_NUMBERED, {"of_registration": row.id, "number": number}).scalar()
        if key is None:
            raise instance_not_found(registration_id, number)
        forget(self._connection, app_id, registration_instances.c.id == key)
        self._connection.execute(_DELETE, {"of_instance": key})
        settle(self._connection, registrations.c.id == row.id)

    def _touch(self, registration: int, time: int) -> None:
        self._connection.execute(_UPDATE_REGISTRATION, {"of_registration": registration, "updated": time})
        self._connection.execute(_UPDATE_TAGS, {"of_registration": registration, "updated": time})

    def _lock(self, app_id: str, registration_id: str) -> Any:
        """The row of a registration that nobody else changes in this transaction."""
        row = self._connection.execute(_LOCK, {"app_id": app_id, "registration_id": registration_id}).first()
        if row is None:
            raise registration_not_found(registration_id)
        return row


def settle(connection: Connection, of: ColumnElement[bool]) -> None:
    """The registrations that `of` finds show the latest instance that is left; without any they go."""
    connection.execute(delete(registrations).where(of, _IS_EMPTY))
    connection.execute(update(registrations).where(of, _LATEST_IS_GONE).values(instance=_LATEST_LEFT))

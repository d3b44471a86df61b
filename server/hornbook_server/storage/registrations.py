"""Registrations and their instances."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, bindparam, delete, func, insert, select

from hornbook_server.domain.errors import (
    Invalid,
    course_not_found,
    instance_not_found,
    registration_exists,
    registration_not_found,
    version_not_found,
)
from hornbook_server.domain.listing import Cursor
from hornbook_server.domain.registration import NewRegistration, Registration
from hornbook_server.domain.registration_listing import RegistrationPage, RegistrationQuery
from hornbook_server.storage.clock import milliseconds
from hornbook_server.storage.forgetting import forget
from hornbook_server.storage.listing import count, read_page
from hornbook_server.storage.registration_listing import REGISTRATIONS
from hornbook_server.storage.registration_rows import (
    INSTANCES,
    LATEST,
    learner_columns,
    registration_from,
    summary_columns,
)
from hornbook_server.storage.registration_tables import (
    registration_instances,
    registrations,
)
from hornbook_server.storage.tables import applications, course_versions, courses
from hornbook_server.storage.tags import REGISTRATIONS as TAGGED
from hornbook_server.storage.tags import Tags
from hornbook_server.storage.upsert import inserting

_THIS = and_(
    registrations.c.app_id == bindparam("app_id"), registrations.c.registration_id == bindparam("registration_id")
)
_GET = LATEST.where(_THIS)
_GET_INSTANCE = INSTANCES.where(_THIS, registration_instances.c.instance == bindparam("number"))
_LISTED = LATEST.where(registrations.c.id.in_(bindparam("keys", expanding=True)))
_LOCK = select(registrations.c.id, registrations.c.instance).where(_THIS).with_for_update()
_DELETE = delete(registrations).where(registrations.c.id == bindparam("of_registration"))
_COURSE = select(courses.c.id).where(
    courses.c.app_id == bindparam("app_id"), courses.c.course_id == bindparam("course_id")
)
_NEWEST = (
    select(courses.c.id, courses.c.version)
    .where(courses.c.app_id == bindparam("app_id"), courses.c.course_id == bindparam("course_id"))
    .with_for_update(read=True)
)
_VERSION = (
    select(courses.c.id, course_versions.c.version)
    .join_from(courses, course_versions, course_versions.c.course == courses.c.id)
    .where(
        courses.c.app_id == bindparam("app_id"),
        courses.c.course_id == bindparam("course_id"),
        course_versions.c.version == bindparam("version"),
    )
    .with_for_update(read=True)
)
_ONE_BY_ONE = select(applications.c.id).where(applications.c.id == bindparam("app_id")).with_for_update(key_share=True)
_OF_UUID = (
    select(registrations.c.id)
    .join(registration_instances, registration_instances.c.registration == registrations.c.id)
    .where(
        registrations.c.app_id == bindparam("app_id"),
        registration_instances.c.xapi_registration_id == bindparam("uuid"),
    )
)
_INSERT_INSTANCE = insert(registration_instances)


class Registrations:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, app_id: str, new: NewRegistration, now: datetime) -> Registration:
        """With its first instance. Raises NotFound without the course or version, and Invalid where the id is taken."""
        course, version = self._version(app_id, new.course_id, new.version)
        if new.xapi_registration_id:
            self._check_is_new(app_id, new.xapi_registration_id)
        time = milliseconds(now)
        statement = inserting(self._connection, registrations).on_conflict_do_nothing().returning(registrations.c.id)
        row: dict[str, Any] = learner_columns(new.learner)
        row |= {"app_id": app_id, "registration_id": new.id, "registration_id_fold": new.id.casefold()}
        row |= {"course": course, "instance": 0, "next_instance": 1, "created": time, "updated": time, "tags": "[]"}
        key = self._connection.execute(statement, row).scalar()
        if key is None:
            raise registration_exists(new.id)
        self._connection.execute(
            _INSERT_INSTANCE,
            {
                "registration": key,
                "instance": 0,
                "course": course,
                "version": version,
                "xapi_registration_id": new.xapi_registration_id or str(uuid.uuid4()),
                "created": time,
                "updated": time,
                **summary_columns(new.summary),
            },
        )
        if new.tags:
            Tags(self._connection, TAGGED).set(app_id, [new.id], new.tags, now)
        return self.get(app_id, new.id)

    def get(self, app_id: str, registration_id: str, number: int | None = None) -> Registration:
        """With its latest instance, or that of a number."""
        named: dict[str, Any] = {"app_id": app_id, "registration_id": registration_id}
        statement = _GET if number is None else _GET_INSTANCE
        row = self._connection.execute(statement, named | {"number": number}).first()
        if row is not None:
            return registration_from(row)
        if number is not None and self._connection.execute(_GET, named).first() is not None:
            raise instance_not_found(registration_id, number)
        raise registration_not_found(registration_id)

    def page(self, app_id: str, query: RegistrationQuery, *, after: Cursor | None, limit: int) -> RegistrationPage:
        """At most `limit` registrations after the last one already seen, each with its latest instance."""
        values = self._values(app_id, query)
        if values is None:
            return RegistrationPage([], None)
        rows, following = read_page(self._connection, REGISTRATIONS, values, query, after=after, limit=limit)
        keys = [row.id for row in rows]
        found = {row.id: registration_from(row) for row in self._connection.execute(_LISTED, {"keys": keys})}
        return RegistrationPage([found[key] for key in keys if key in found], following)

    def count(self, app_id: str, query: RegistrationQuery) -> int:
        values = self._values(app_id, query)
        return 0 if values is None else count(self._connection, REGISTRATIONS, values, query)

    def counts_of_courses(self, app_id: str, course_ids: Collection[str]) -> dict[str, int]:
        """By course; those without a registration are left out."""
        named = and_(courses.c.app_id == app_id, courses.c.course_id.in_(list(course_ids)))
        of_course = and_(registrations.c.course == courses.c.id, named)
        return self._counts(courses.c.course_id, of_course)

    def counts_of_versions(self, app_id: str, course_id: str) -> dict[int, int]:
        """By version, of registrations whose latest instance is on it."""
        latest = and_(
            registration_instances.c.registration == registrations.c.id,
            registration_instances.c.instance == registrations.c.instance,
        )
        of_course = and_(registrations.c.course == courses.c.id, courses.c.app_id == app_id)
        return self._counts(registration_instances.c.version, latest, of_course, courses.c.course_id == course_id)

    def delete(self, app_id: str, registration_id: str) -> None:
        key = self._lock(app_id, registration_id)
        forget(self._connection, app_id, registrations.c.id == key)
        self._connection.execute(_DELETE, {"of_registration": key})

    def _check_is_new(self, app_id: str, xapi_registration_id: str) -> None:
        """Whoever else brings one to the application waits until this transaction ends."""
        self._connection.execute(_ONE_BY_ONE, {"app_id": app_id})
        if self._connection.execute(_OF_UUID, {"app_id": app_id, "uuid": xapi_registration_id}).first():
            raise Invalid(f"xapiRegistrationId: [{xapi_registration_id}] is that of another registration")

    def _lock(self, app_id: str, registration_id: str) -> int:
        """The row key of a registration that nobody else changes in this transaction."""
        row = self._connection.execute(_LOCK, {"app_id": app_id, "registration_id": registration_id}).first()
        if row is None:
            raise registration_not_found(registration_id)
        return int(row.id)

    def _values(self, app_id: str, query: RegistrationQuery) -> dict[str, Any] | None:
        """What columns are to be equal to; None where there is no such course."""
        values: dict[str, Any] = {"app_id": app_id}
        if query.learner_id is not None:
            values["learner_id"] = query.learner_id
        if query.course_id is not None:
            values["course"] = self._connection.execute(
                _COURSE, {"app_id": app_id, "course_id": query.course_id}
            ).scalar()
        return None if values.get("course", 0) is None else values

    def _version(self, app_id: str, course_id: str, version: int | None) -> tuple[int, int]:
        """The row key of the course and the version asked for, or its newest; both stay until this transaction ends."""
        key = {"app_id": app_id, "course_id": course_id}
        row = self._connection.execute(_NEWEST, key).first()
        if row is None:
            raise course_not_found(course_id)
        if version is not None:
            row = self._connection.execute(_VERSION, key | {"version": version}).first()
            if row is None:
                raise version_not_found(course_id, version)
        return row.id, row.version

    def _counts(self, of: Column[Any], *conditions: ColumnElement[bool]) -> dict[Any, int]:
        rows = self._connection.execute(select(of, func.count().label("times")).where(*conditions).group_by(of))
        return {row[0]: row.times for row in rows}

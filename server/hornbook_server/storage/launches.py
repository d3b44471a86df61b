"""Launches, found by the id that their URLs carry."""

from datetime import datetime
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from hornbook_server.domain.errors import version_not_found
from hornbook_server.domain.launch import Launch, LaunchKind, Preview
from hornbook_server.domain.registration import Registration
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.course_rows import json_text
from hornbook_server.storage.registration_rows import INSTANCES, registration_from
from hornbook_server.storage.registration_tables import registration_instances
from hornbook_server.storage.tables import course_versions, courses, launches

_VERSION = (
    select(courses.c.id, course_versions.c.blob)
    .join_from(courses, course_versions, course_versions.c.course == courses.c.id)
    .where(
        courses.c.app_id == bindparam("app_id"),
        courses.c.course_id == bindparam("course_id"),
        course_versions.c.version == bindparam("version"),
    )
    .with_for_update(read=True)
)
_ITS_VERSION = and_(course_versions.c.course == launches.c.course, course_versions.c.version == launches.c.version)
_GET = (
    select(
        launches.c.kind,
        launches.c.app_id,
        courses.c.course_id,
        launches.c.version,
        course_versions.c.blob,
        launches.c.options,
        launches.c.created,
        launches.c.expires,
        launches.c.instance,
    )
    .select_from(launches)
    .join(course_versions, _ITS_VERSION)
    .join(courses, courses.c.id == launches.c.course)
    .where(launches.c.id == bindparam("launch_id"), launches.c.expires > bindparam("now"))
)
_INSTANCE = INSTANCES.where(registration_instances.c.id == bindparam("instance_key"))
_LATEST = (
    select(launches.c.id)
    .where(launches.c.instance == bindparam("instance_key"), launches.c.kind == LaunchKind.REGISTRATION.value)
    .order_by(launches.c.created.desc(), launches.c.id)
    .limit(1)
)
_RECORDS = "launch:"  # begins the key of a launch's records of xAPI, its id follows
_EXTEND = update(launches).where(launches.c.id == bindparam("launch_id"))
_preview_from = Decoder(Preview).decode


def records_of(launch_id: str) -> str:
    """The key of a launch's records of xAPI."""
    return f"{_RECORDS}{launch_id}"


def of_gone_launch(lrs: Column[str]) -> ColumnElement[bool]:
    """Whether records under this key are those of a launch that is no more."""
    its_launch = exists().where(launches.c.id == func.substr(lrs, len(_RECORDS) + 1))
    return and_(lrs.startswith(_RECORDS), ~its_launch)


class Launches:
    """A launch goes with its version, and with the application."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        launch_id: str,
        preview: Preview,
        *,
        now: datetime,
        expires: datetime,
        kind: LaunchKind = LaunchKind.PREVIEW,
        registration: Registration | None = None,
    ) -> Launch:
        """Raises NotFound where the version is gone; it stays until this transaction ends."""
        key: dict[str, Any] = {"app_id": preview.app_id, "course_id": preview.course_id, "version": preview.version}
        found = self._connection.execute(_VERSION, key).first()
        if found is None:
            raise version_not_found(preview.course_id, preview.version)
        self._connection.execute(
            insert(launches),
            {
                "id": launch_id,
                "app_id": preview.app_id,
                "course": found.id,
                "version": preview.version,
                "kind": kind.value,
                "options": json_text(preview),
                "created": milliseconds(now),
                "expires": milliseconds(expires),
                "instance": registration.instance.key if registration else None,
            },
        )
        return Launch(
            id=launch_id,
            kind=kind,
            **key,
            blob=found.blob,
            manner=preview,
            created=now,
            expires=expires,
            registration=registration,
        )

    def get(self, launch_id: str, *, now: datetime) -> Launch | None:
        """None once it has expired, or its version or instance is gone."""
        row = self._connection.execute(_GET, {"launch_id": launch_id, "now": milliseconds(now)}).first()
        if row is None:
            return None
        registration = None if row.instance is None else self._registration(row.instance)
        if registration is None and row.instance is not None:
            return None
        return Launch(
            id=launch_id,
            kind=LaunchKind(row.kind),
            app_id=row.app_id,
            course_id=row.course_id,
            version=row.version,
            blob=row.blob,
            manner=_preview_from(row.options),
            created=moment(row.created),
            expires=moment(row.expires),
            registration=registration,
        )

    def latest_of(self, instance: int, *, now: datetime) -> Launch | None:
        """The last tracked one of an instance by its row key; None once it has expired."""
        found = self._connection.execute(_LATEST, {"instance_key": instance}).scalar()
        return None if found is None else self.get(found, now=now)

    def _registration(self, instance: int) -> Registration | None:
        row = self._connection.execute(_INSTANCE, {"instance_key": instance}).first()
        return None if row is None else registration_from(row)

    def extend(self, launch_id: str, *, expires: datetime) -> None:
        self._connection.execute(_EXTEND, {"launch_id": launch_id, "expires": milliseconds(expires)})

    def purge(self, now: datetime) -> None:
        """Remove those that have expired."""
        self._connection.execute(delete(launches).where(launches.c.expires <= milliseconds(now)))

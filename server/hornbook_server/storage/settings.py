"""The values that applications, courses, versions and registrations set, each beside the id of its setting."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, select

from hornbook_server.domain.errors import (
    course_not_found,
    instance_not_found,
    registration_not_found,
    version_not_found,
)
from hornbook_server.domain.settings_catalogue.scope import (
    ApplicationScope,
    CourseScope,
    RegistrationScope,
    Scope,
    VersionScope,
)
from hornbook_server.storage.registration_tables import registration_instances, registration_settings, registrations
from hornbook_server.storage.tables import (
    application_settings,
    course_settings,
    course_versions,
    courses,
    version_settings,
)
from hornbook_server.storage.upsert import inserting

_THIS_COURSE = and_(courses.c.app_id == bindparam("app_id"), courses.c.course_id == bindparam("course_id"))
_COURSE = select(courses.c.id).where(_THIS_COURSE)
_VERSION = _COURSE.join(course_versions, course_versions.c.course == courses.c.id).where(
    course_versions.c.version == bindparam("version")
)
_LATEST_INSTANCE = (
    select(registration_instances.c.id)
    .join(registrations, registrations.c.id == registration_instances.c.registration)
    .where(
        registrations.c.app_id == bindparam("app_id"),
        registrations.c.registration_id == bindparam("registration_id"),
        registration_instances.c.instance == registrations.c.instance,
    )
)
_INSTANCE = (
    select(registration_instances.c.id)
    .join(registrations, registrations.c.id == registration_instances.c.registration)
    .where(
        registrations.c.app_id == bindparam("app_id"),
        registrations.c.registration_id == bindparam("registration_id"),
        registration_instances.c.instance == bindparam("instance"),
    )
)


class Settings:
    """A scope that is a course, a version or a registration raises NotFound where the application has none such."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, app_id: str, scope: Scope) -> dict[str, str]:
        """What is set just there, by setting id."""
        table, owner = self._owner(app_id, scope, lock=False)
        rows = self._connection.execute(_owned(table), owner)
        return {row.setting: row.value for row in rows}

    def set(self, app_id: str, scope: Scope, values: Mapping[str, str]) -> None:
        """Values of other settings stay."""
        table, owner = self._owner(app_id, scope, lock=True)
        statement = inserting(self._connection, table)
        upsert = statement.on_conflict_do_update(
            index_elements=list(table.primary_key.columns), set_={"value": statement.excluded.value}
        )
        rows = [owner | {"setting": setting, "value": value} for setting, value in sorted(values.items())]
        if rows:
            self._connection.execute(upsert, rows)

    def clear(self, app_id: str, scope: Scope, setting_id: str) -> None:
        """Nothing happens where the setting is not set."""
        table, owner = self._owner(app_id, scope, lock=True)
        mine = (table.c[name] == bindparam(f"of_{name}") for name in owner)
        statement = delete(table).where(*mine, table.c.setting == bindparam("of_setting"))
        keys = {f"of_{name}": value for name, value in owner.items()}
        self._connection.execute(statement, keys | {"of_setting": setting_id})

    def _owner(self, app_id: str, scope: Scope, *, lock: bool) -> tuple[Table, dict[str, Any]]:
        """The table of a scope, and the key columns of its rows; a lock keeps the course until the commit."""
        match scope:
            case ApplicationScope(kind=kind):
                return application_settings, {
                    "app_id": app_id,
                    "standard": "" if kind is None else kind.standard.value,
                    "single_sco": kind is not None and kind.single_sco,
                }
            case CourseScope(course_id=course_id):
                course = self._row_key(_COURSE, {"app_id": app_id, "course_id": course_id}, lock=lock)
                if course is None:
                    raise course_not_found(course_id)
                return course_settings, {"course": course}
            case VersionScope(course_id=course_id, version=version):
                named = {"app_id": app_id, "course_id": course_id, "version": version}
                course = self._row_key(_VERSION, named, lock=lock)
                if course is None:
                    raise version_not_found(course_id, version)
                return version_settings, {"course": course, "version": version}
            case RegistrationScope(registration_id=registration_id, instance=number):
                named = {"app_id": app_id, "registration_id": registration_id, "instance": number}
                statement = _LATEST_INSTANCE if number is None else _INSTANCE
                instance = self._row_key(statement, named, lock=lock)
                if instance is None and number is not None:
                    raise instance_not_found(registration_id, number)
                if instance is None:
                    raise registration_not_found(registration_id)
                return registration_settings, {"instance": instance}

    def _row_key(self, statement: Select[int], named: dict[str, Any], *, lock: bool) -> int | None:
        if lock:
            owner = courses if "course_id" in named else registrations
            statement = statement.with_for_update(of=owner)
        return self._connection.execute(statement, named).scalar()


def _owned(table: Table) -> Select[str, str]:
    owner = [column for column in table.primary_key.columns if column is not table.c.setting]
    return select(table.c.setting, table.c.value).where(*(column == bindparam(column.name) for column in owner))

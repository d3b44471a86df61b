"""Applications: the tenants, and what hangs on them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, not_, select, update

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.errors import DeletionForbidden, application_not_found
from hornbook_server.domain.named_listing import NamedCursor, NamedPage, NamedQuery
from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.forgetting import forget
from hornbook_server.storage.named_listing import NamedListing
from hornbook_server.storage.record_tables import forgotten_instances, metadata, statements
from hornbook_server.storage.registration_tables import registrations
from hornbook_server.storage.statements import Statements
from hornbook_server.storage.tables import applications, courses
from hornbook_server.storage.upsert import inserting

_COLUMNS = (
    applications.c.id,
    applications.c.name,
    applications.c.kind,
    applications.c.created,
    applications.c.updated,
    applications.c.allow_delete,
)
_LISTING = NamedListing(applications, _COLUMNS)
_IS_NORMAL = applications.c.kind == ApplicationKind.NORMAL.value
_ALL = select(*_COLUMNS).order_by(applications.c.id)
_ALL_NORMAL = select(*_COLUMNS).where(_IS_NORMAL).order_by(applications.c.name_fold, applications.c.id)
_ONE = select(*_COLUMNS).where(applications.c.id == bindparam("app_id"))
_NORMAL = _ONE.where(_IS_NORMAL)
_NAMED = select(*_COLUMNS).where(applications.c.name == bindparam("name"))
_UPDATE = update(applications).where(applications.c.id == bindparam("app_id"))
_COURSE_COUNTS = (
    select(courses.c.app_id, func.count().label("courses"))
    .where(courses.c.app_id.in_(bindparam("app_ids", expanding=True)))
    .group_by(courses.c.app_id)
)
_REGISTRATION_COUNTS = (
    select(registrations.c.app_id, func.count().label("registrations"))
    .where(registrations.c.app_id.in_(bindparam("app_ids", expanding=True)))
    .group_by(registrations.c.app_id)
)

# Whatever table is added: rows that name an application go with it, those that refer to others first.
_OWNED = [
    table
    for table in reversed(metadata.sorted_tables)
    if any(key.column is applications.c.id for key in table.foreign_keys)
]

_RECORDS = [table for table in metadata.sorted_tables if "lrs" in table.columns]

_DELETE_MARKS = delete(forgotten_instances).where(
    not_(exists().where(statements.c.instance == forgotten_instances.c.instance))
)


class Applications:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, application: Application) -> bool:
        """False, and nothing changed, if there is one with this id."""
        created = self._connection.execute(
            inserting(self._connection, applications).on_conflict_do_nothing().returning(applications.c.id),
            {
                "id": application.id,
                "kind": application.kind.value,
                "created": milliseconds(application.created),
                **_changeable(application),
            },
        )
        return created.first() is not None

    def get(self, app_id: str) -> Application | None:
        row = self._connection.execute(_ONE, {"app_id": app_id}).first()
        return row and _application(row)

    def get_normal(self, app_id: str) -> Application:
        """An application that can be managed; raises NotFound for a management application too."""
        return self._found(_NORMAL, app_id)

    def lock_normal(self, app_id: str) -> Application:
        """The same; nobody else changes it, or adds to it, in this transaction."""
        return self._found(_NORMAL.with_for_update(), app_id)

    def named(self, name: str) -> list[Application]:
        return [_application(row) for row in self._connection.execute(_NAMED, {"name": name})]

    def all_normal(self) -> list[Application]:
        """By name."""
        return [_application(row) for row in self._connection.execute(_ALL_NORMAL)]

    def all(self) -> list[Application]:
        return [_application(row) for row in self._connection.execute(_ALL)]

    def page(self, query: NamedQuery, *, after: NamedCursor | None, limit: int) -> NamedPage[Application]:
        """At most `limit` normal applications after the last one already seen."""
        return _LISTING.page(self._connection, query, _IS_NORMAL, after=after, limit=limit, read=_application)

    def count(self, query: NamedQuery) -> int:
        return _LISTING.count(self._connection, query, _IS_NORMAL)

    def course_counts(self, app_ids: Collection[str]) -> dict[str, int]:
        """By application; those without a course are left out."""
        rows = self._connection.execute(_COURSE_COUNTS, {"app_ids": list(app_ids)})
        return {row.app_id: row.courses for row in rows}

    def registration_counts(self, app_ids: Collection[str]) -> dict[str, int]:
        """By application; those without a registration are left out."""
        rows = self._connection.execute(_REGISTRATION_COUNTS, {"app_ids": list(app_ids)})
        return {row.app_id: row.registrations for row in rows}

    def update(self, application: Application) -> None:
        self._connection.execute(_UPDATE, {"app_id": application.id} | _changeable(application))

    def delete(self, app_id: str) -> None:
        """With all that it has. Raises nothing if there is no such application."""
        forget(self._connection, app_id, registrations.c.app_id == app_id)
        for table in _OWNED:
            self._connection.execute(delete(table).where(table.c.app_id == app_id))
        lrs = lrs_of_application(app_id)
        Statements(self._connection).delete_all(lrs)
        for table in _RECORDS:
            self._connection.execute(delete(table).where(table.c.lrs == lrs))
        self._connection.execute(_DELETE_MARKS)
        self._connection.execute(delete(applications).where(applications.c.id == app_id))

    def check_allows_deletion(self, app_id: str) -> None:
        """Raises DeletionForbidden."""
        application = self.get(app_id)
        if application is not None and not application.allow_delete:
            raise DeletionForbidden(app_id)

    def _found(self, statement: Select[Any], app_id: str) -> Application:
        row = self._connection.execute(statement, {"app_id": app_id}).first()
        if row is None:
            raise application_not_found(app_id)
        return _application(row)


def _changeable(application: Application) -> dict[str, Any]:
    return {
        "name": application.name,
        "name_fold": application.name.casefold(),
        "updated": milliseconds(application.updated),
        "allow_delete": application.allow_delete,
    }


def _application(row: Any) -> Application:
    """`row` holds _COLUMNS."""
    app_id, name, kind, created, updated, allow_delete = row
    return Application(
        id=app_id,
        name=name,
        kind=ApplicationKind(kind),
        created=moment(created),
        updated=moment(updated),
        allow_delete=allow_delete,
    )

"""Courses, their versions and tags."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select

from hornbook_server.domain.course import Course
from hornbook_server.domain.errors import course_not_found, version_not_found
from hornbook_server.domain.listing import CourseCursor, CoursePage, CourseQuery
from hornbook_server.domain.package import Package
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.course_listing import (
    FEW,
    count_statement,
    page_statement,
    shape_of,
    values_of,
    within_dates_statement,
)
from hornbook_server.storage.course_rows import (
    LISTED_COLUMNS,
    VERSION_COLUMNS,
    course_from,
    strings_from,
    title_columns,
)
from hornbook_server.storage.course_tags import add_tags, lock, replace_tags
from hornbook_server.storage.course_writing import (
    DELETE_COURSE,
    DELETE_VERSION,
    UPDATE_VERSION,
    insert_version,
    show,
    show_newest,
)
from hornbook_server.storage.tables import course_versions, courses

_THIS_COURSE = and_(courses.c.app_id == bindparam("app_id"), courses.c.course_id == bindparam("course_id"))
_NEWEST = and_(course_versions.c.course == courses.c.id, course_versions.c.version == courses.c.version)
_VERSIONS = select(*VERSION_COLUMNS).join_from(courses, course_versions, course_versions.c.course == courses.c.id)

_GET = select(*LISTED_COLUMNS, course_versions.c.root).join_from(courses, course_versions, _NEWEST).where(_THIS_COURSE)
_GET_VERSION = _VERSIONS.add_columns(course_versions.c.root).where(
    _THIS_COURSE, course_versions.c.version == bindparam("version")
)
_EXISTS = select(courses.c.id).where(_THIS_COURSE)
_TAGS = select(courses.c.tags).where(_THIS_COURSE)
_LOCK = select(courses.c.id, courses.c.version).where(_THIS_COURSE).with_for_update()


class Courses:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, app_id: str, course_id: str) -> Course:
        """The newest version, with its activity tree; `created` and `updated` are the course's."""
        row = self._connection.execute(_GET, {"app_id": app_id, "course_id": course_id}).first()
        if row is None:
            raise course_not_found(course_id)
        return course_from(row[:-1], row[-1])

    def get_version(self, app_id: str, course_id: str, version: int) -> Course:
        row = self._connection.execute(
            _GET_VERSION, {"app_id": app_id, "course_id": course_id, "version": version}
        ).first()
        if row is None:
            raise version_not_found(course_id, version)
        return course_from(row[:-1], row[-1])

    def versions(
        self, app_id: str, course_id: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[Course]:
        """Oldest first, without activity trees; `since` and `until` include versions updated just then."""
        if not self.exists(app_id, course_id):
            raise course_not_found(course_id)
        statement = _VERSIONS.where(_THIS_COURSE).order_by(course_versions.c.version)
        if since is not None:
            statement = statement.where(course_versions.c.updated >= milliseconds_up(since))
        if until is not None:
            statement = statement.where(course_versions.c.updated <= milliseconds(until))
        rows = self._connection.execute(statement, {"app_id": app_id, "course_id": course_id})
        return [course_from(row) for row in rows]

    def exists(self, app_id: str, course_id: str) -> bool:
        return self._connection.execute(_EXISTS, {"app_id": app_id, "course_id": course_id}).first() is not None

    def page(self, app_id: str, query: CourseQuery, *, after: CourseCursor | None, limit: int) -> CoursePage:
        """At most `limit` courses after the last one already seen, without activity trees."""
        shape, values = shape_of(query), values_of(app_id, query, after)
        if shape.dates_and_order_disagree:
            within = self._connection.execute(within_dates_statement(shape), values).scalar_one()
            shape = shape_of(query, few=within <= FEW)
        statement = page_statement(shape, after=after is not None)
        rows = self._connection.execute(statement, values | {"limit": limit + 1}).all()
        listed = [course_from(row[2:]) for row in rows[:limit]]
        if len(rows) <= limit:
            return CoursePage(listed, None)
        row_key, value = rows[limit - 1][:2]
        return CoursePage(listed, CourseCursor(value, row_key))

    def count(self, app_id: str, query: CourseQuery) -> int:
        return self._connection.execute(count_statement(shape_of(query)), values_of(app_id, query)).scalar_one()

    def add_version(
        self,
        app_id: str,
        course_id: str,
        package: Package,
        *,
        blob: str,
        size: int,
        sha256: str,
        tags: tuple[str, ...],
        now: datetime,
    ) -> Course:
        """Version 0 of a new course, or the next one of a course that exists; its tags join those the course has."""
        course, version = insert_version(
            self._connection,
            app_id,
            course_id,
            package,
            time=milliseconds(now),
            stored={"blob": blob, "size": size, "sha256": sha256},
        )
        add_tags(self._connection, course, tags)
        return self.get_version(app_id, course_id, version)

    def set_title(self, app_id: str, course_id: str, title: str, now: datetime) -> None:
        """The title of the newest version, which is the course's."""
        course, newest = self._lock(app_id, course_id)
        time = milliseconds(now)
        self._connection.execute(
            UPDATE_VERSION, {"of_course": course, "of_version": newest, "title": title, "updated": time}
        )
        show(self._connection, course, title_columns(title) | {"updated": time})

    def tags(self, app_id: str, course_id: str) -> tuple[str, ...]:
        row = self._connection.execute(_TAGS, {"app_id": app_id, "course_id": course_id}).first()
        if row is None:
            raise course_not_found(course_id)
        return strings_from(row.tags)

    def set_tags(self, app_id: str, course_ids: Sequence[str], tags: tuple[str, ...], now: datetime) -> None:
        """Every one of these courses has exactly these tags; raises NotFound for the first that is not there."""
        locked = lock(self._connection, app_id, course_ids)
        found = {row.course_id for row in locked}
        for course_id in course_ids:
            if course_id not in found:
                raise course_not_found(course_id)
        replace_tags(self._connection, app_id, locked, tags, milliseconds(now))

    def remove_tags(self, app_id: str, course_id: str, tags: Collection[str], now: datetime) -> None:
        """Tags that the course does not have are left alone; without any that it has, nothing is changed."""
        locked = lock(self._connection, app_id, [course_id])
        if not locked:
            raise course_not_found(course_id)
        known = strings_from(locked[0].tags)
        kept = tuple(tag for tag in known if tag not in tags)
        if kept != known:
            replace_tags(self._connection, app_id, locked, kept, milliseconds(now))

    def delete(self, app_id: str, course_id: str) -> None:
        course, _ = self._lock(app_id, course_id)
        self._connection.execute(DELETE_COURSE, {"of_course": course})

    def delete_version(self, app_id: str, course_id: str, version: int) -> None:
        """Deleting the last version deletes the course; deleting the newest makes the one before it the newest."""
        course, _ = self._lock(app_id, course_id)
        key = {"of_course": course, "of_version": version}
        if self._connection.execute(DELETE_VERSION, key).rowcount == 0:
            raise version_not_found(course_id, version)
        show_newest(self._connection, course)

    def _lock(self, app_id: str, course_id: str) -> tuple[int, int]:
        """The course's row key and newest version; nobody else changes them in this transaction."""
        row = self._connection.execute(_LOCK, {"app_id": app_id, "course_id": course_id}).first()
        if row is None:
            raise course_not_found(course_id)
        return row.id, row.version

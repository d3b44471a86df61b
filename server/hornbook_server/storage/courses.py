"""Courses, their versions and tags."""

from datetime import datetime

from msgspec.json import Decoder
from sqlalchemy import Connection, and_, bindparam, func, select

from hornbook_server.domain.course import Course
from hornbook_server.domain.course_listing import CoursePage, CourseQuery
from hornbook_server.domain.errors import course_not_found, version_not_found
from hornbook_server.domain.listing import Cursor
from hornbook_server.domain.package import Finding, Package
from hornbook_server.storage.clock import milliseconds, milliseconds_up
from hornbook_server.storage.course_listing import COURSES
from hornbook_server.storage.course_rows import (
    LISTED_COLUMNS,
    VERSION_COLUMNS,
    course_from,
    title_columns,
)
from hornbook_server.storage.course_writing import (
    DELETE_COURSE,
    DELETE_VERSION,
    UPDATE_VERSION,
    insert_version,
    show,
    show_newest,
)
from hornbook_server.storage.forgetting import forget
from hornbook_server.storage.instances import settle
from hornbook_server.storage.listing import count, read_page
from hornbook_server.storage.registration_tables import registration_instances, registrations
from hornbook_server.storage.tables import course_versions, courses
from hornbook_server.storage.tags import join_tags

_THIS_COURSE = and_(courses.c.app_id == bindparam("app_id"), courses.c.course_id == bindparam("course_id"))
_NEWEST = and_(course_versions.c.course == courses.c.id, course_versions.c.version == courses.c.version)
_VERSIONS = select(*VERSION_COLUMNS).join_from(courses, course_versions, course_versions.c.course == courses.c.id)

_GET = select(*LISTED_COLUMNS, course_versions.c.root).join_from(courses, course_versions, _NEWEST).where(_THIS_COURSE)
_GET_VERSION = _VERSIONS.add_columns(course_versions.c.root).where(
    _THIS_COURSE, course_versions.c.version == bindparam("version")
)
_FINDINGS = (
    select(course_versions.c.findings)
    .join_from(courses, course_versions, course_versions.c.course == courses.c.id)
    .where(_THIS_COURSE, course_versions.c.version == bindparam("version"))
)
_findings_from = Decoder(tuple[Finding, ...]).decode
_EXISTS = select(courses.c.id).where(_THIS_COURSE)
_LOCK = select(courses.c.id, courses.c.version).where(_THIS_COURSE).with_for_update()
_ITS_REGISTRATIONS = (
    select(registrations.c.id)
    .join(courses, courses.c.id == registrations.c.course)
    .where(_THIS_COURSE)
    .order_by(registrations.c.id)
    .with_for_update(of=registrations)
)
_HOLD = select(func.count()).select_from(_ITS_REGISTRATIONS.subquery())


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

    def findings(self, app_id: str, course_id: str, version: int) -> tuple[Finding, ...]:
        """What was odd about a version's package as it was imported; none of a version that is not there."""
        key = {"app_id": app_id, "course_id": course_id, "version": version}
        text = self._connection.scalar(_FINDINGS, key)
        return () if text is None else _findings_from(text)

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

    def key(self, app_id: str, course_id: str) -> int:
        """The row key, by which records name a course."""
        key: int | None = self._connection.execute(_EXISTS, {"app_id": app_id, "course_id": course_id}).scalar()
        if key is None:
            raise course_not_found(course_id)
        return key

    def exists(self, app_id: str, course_id: str) -> bool:
        return self._connection.execute(_EXISTS, {"app_id": app_id, "course_id": course_id}).first() is not None

    def page(self, app_id: str, query: CourseQuery, *, after: Cursor | None, limit: int) -> CoursePage:
        """At most `limit` courses after the last one already seen, without activity trees."""
        rows, following = read_page(self._connection, COURSES, {"app_id": app_id}, query, after=after, limit=limit)
        return CoursePage([course_from(row[2:]) for row in rows], following)

    def count(self, app_id: str, query: CourseQuery) -> int:
        return count(self._connection, COURSES, {"app_id": app_id}, query)

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
        join_tags(self._connection, course, tags)
        return self.get_version(app_id, course_id, version)

    def set_title(self, app_id: str, course_id: str, title: str, now: datetime) -> None:
        """The title of the newest version, which is the course's."""
        course, newest = self._lock(app_id, course_id)
        time = milliseconds(now)
        self._connection.execute(
            UPDATE_VERSION, {"of_course": course, "of_version": newest, "title": title, "updated": time}
        )
        show(self._connection, course, title_columns(title) | {"updated": time})

    def delete(self, app_id: str, course_id: str) -> None:
        course = self._lock_whole(app_id, course_id)
        forget(self._connection, app_id, registrations.c.course == course)
        self._connection.execute(DELETE_COURSE, {"of_course": course})

    def delete_version(self, app_id: str, course_id: str, version: int) -> None:
        """Deleting the last version deletes the course; deleting the newest makes the one before it the newest."""
        course = self._lock_whole(app_id, course_id)
        key = {"of_course": course, "of_version": version}
        of_version = registration_instances.c.version == version
        forget(self._connection, app_id, and_(registration_instances.c.course == course, of_version))
        if self._connection.execute(DELETE_VERSION, key).rowcount == 0:
            raise version_not_found(course_id, version)
        settle(self._connection, registrations.c.course == course)
        show_newest(self._connection, course)

    def _lock_whole(self, app_id: str, course_id: str) -> int:
        """The course's row key. Its registrations are locked before it, as by whoever launches or changes them."""
        self._connection.execute(_HOLD, {"app_id": app_id, "course_id": course_id})
        course, _ = self._lock(app_id, course_id)
        return course

    def _lock(self, app_id: str, course_id: str) -> tuple[int, int]:
        """The course's row key and newest version; nobody else changes them in this transaction."""
        row = self._connection.execute(_LOCK, {"app_id": app_id, "course_id": course_id}).first()
        if row is None:
            raise course_not_found(course_id)
        return row.id, row.version

"""How a course's rows change together: the course, its versions, what stands beside its tags."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hornbook_server.domain.package import Package
from hornbook_server.storage.course_rows import json_text, title_columns
from hornbook_server.storage.tables import course_tags, course_versions, courses
from hornbook_server.storage.upsert import inserting

_THIS_VERSION = and_(
    course_versions.c.course == bindparam("of_course"), course_versions.c.version == bindparam("of_version")
)
UPDATE_VERSION = update(course_versions).where(_THIS_VERSION)
DELETE_VERSION = delete(course_versions).where(_THIS_VERSION)
DELETE_COURSE = delete(courses).where(courses.c.id == bindparam("of_course"))

_INSERT_VERSION = insert(course_versions)
_UPDATE_COURSE = update(courses).where(courses.c.id == bindparam("of_course"))
_UPDATE_TAGS = update(course_tags).where(course_tags.c.course == bindparam("of_course"))
_NEWEST = (
    select(
        course_versions.c.version,
        course_versions.c.title,
        course_versions.c.standard,
        course_versions.c.activity_id,
        course_versions.c.languages,
        course_versions.c.metadata,
    )
    .where(course_versions.c.course == bindparam("of_course"))
    .order_by(course_versions.c.version.desc())
    .limit(1)
)


def insert_version(
    connection: Connection, app_id: str, course_id: str, package: Package, *, time: int, stored: dict[str, Any]
) -> tuple[int, int]:
    """The row key of the course, made if need be, and the number of its new version."""
    content = {
        "standard": package.standard.value,
        "activity_id": package.activity_id,
        "languages": json_text(package.languages),
        "metadata": json_text(package.metadata),
    }
    course: dict[str, Any] = content | title_columns(package.title)
    course |= {"app_id": app_id, "course_id": course_id, "course_id_fold": course_id.casefold(), "tags": "[]"}
    course |= {"next_version": 1, "version": 0, "created": time, "updated": time}
    key, number = connection.execute(
        _numbered_insert(connection).returning(courses.c.id, courses.c.version), course
    ).one()
    version: dict[str, Any] = content | stored | {"title": package.title, "created": time, "updated": time}
    version |= {"course": key, "version": number, "root": json_text(package.root)}
    version["findings"] = json_text(package.warnings)
    connection.execute(_INSERT_VERSION, version)
    return key, number


def show(connection: Connection, course: int, columns: dict[str, Any]) -> None:
    """Change what lists show of a course, in its own row and beside its tags."""
    connection.execute(_UPDATE_COURSE, {"of_course": course} | columns)
    ordering = {name: columns[name] for name in ("updated", "title_order") if name in columns}
    connection.execute(_UPDATE_TAGS, {"of_course": course} | ordering)


def show_newest(connection: Connection, course: int) -> None:
    """Show the newest version that is left; without any, the course goes, and all that hangs on it."""
    newest = connection.execute(_NEWEST, {"of_course": course}).mappings().first()
    if newest is None:
        connection.execute(DELETE_COURSE, {"of_course": course})
    else:
        show(connection, course, dict(newest) | title_columns(newest["title"]))


def _numbered_insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    """One statement, so that two imports of a new course never collide."""
    statement = inserting(connection, courses)
    kept = {"id", "app_id", "course_id", "course_id_fold", "created", "tags", "next_version", "version"}
    replaced = {column.name: statement.excluded[column.name] for column in courses.columns if column.name not in kept}
    numbered = {"version": courses.c.next_version, "next_version": courses.c.next_version + 1}
    return statement.on_conflict_do_update(
        index_elements=[courses.c.app_id, courses.c.course_id], set_=replaced | numbered
    )

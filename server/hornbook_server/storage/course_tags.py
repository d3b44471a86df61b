"""The tags of courses: a list in each course's row, and a row a tag to find courses by."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from hornbook_server.domain.course import joined_tags
from hornbook_server.storage.course_rows import json_text, strings_from
from hornbook_server.storage.tables import course_tags, courses

Rows = Sequence[Row[*tuple[Any, ...]]]

_OF_COURSES: BindParameter[int] = bindparam("of_courses", expanding=True)

_COURSE = select(courses).where(courses.c.id == bindparam("of_course"))
_LOCK = (
    select(courses.c.id, courses.c.course_id, courses.c.created, courses.c.title_order, courses.c.tags)
    .where(courses.c.app_id == bindparam("app_id"), courses.c.course_id.in_(bindparam("course_ids", expanding=True)))
    .order_by(courses.c.id)
    .with_for_update()
)
_UPDATE_COURSES = update(courses).where(courses.c.id.in_(_OF_COURSES))
_UPDATE_TAGS = update(course_tags).where(course_tags.c.course == bindparam("of_course"))
_DELETE_TAGS = delete(course_tags).where(course_tags.c.course.in_(_OF_COURSES))
_INSERT_TAGS = insert(course_tags)


def add_tags(connection: Connection, course: int, tags: tuple[str, ...]) -> None:
    """Add `tags` to those the course has, and repeat its order columns beside each of them."""
    row = connection.execute(_COURSE, {"of_course": course}).one()
    known = strings_from(row.tags)
    tagged = joined_tags(known, tags)
    if known:
        order = {"created": row.created, "updated": row.updated, "title_order": row.title_order}
        connection.execute(_UPDATE_TAGS, {"of_course": course} | order)
    if tagged != known:
        connection.execute(_UPDATE_COURSES, {"of_courses": [course], "tags": json_text(tagged)})
        _insert(connection, row.app_id, [row], tagged[len(known) :], row.updated)


def lock(connection: Connection, app_id: str, course_ids: Iterable[str]) -> Rows:
    """The courses of these ids that there are, in one order for all callers, so that none waits for the other."""
    return connection.execute(_LOCK, {"app_id": app_id, "course_ids": list(course_ids)}).all()


def replace_tags(connection: Connection, app_id: str, locked: Rows, tags: tuple[str, ...], time: int) -> None:
    """The courses that `lock` gave have exactly these tags, and were updated at `time`."""
    of_courses = {"of_courses": [row.id for row in locked]}
    connection.execute(_DELETE_TAGS, of_courses)
    connection.execute(_UPDATE_COURSES, of_courses | {"tags": json_text(tags), "updated": time})
    _insert(connection, app_id, locked, tags, time)


def _insert(connection: Connection, app_id: str, rows: Rows, tags: Iterable[str], time: int) -> None:
    tagged = [
        {
            "course": row.id,
            "tag": tag,
            "app_id": app_id,
            "tag_fold": tag.casefold(),
            "created": row.created,
            "updated": time,
            "title_order": row.title_order,
        }
        for row in rows
        for tag in tags
    ]
    if tagged:
        connection.execute(_INSERT_TAGS, tagged)

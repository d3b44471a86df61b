"""What a caller may ask of the list of courses."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.course import Course
from hornbook_server.domain.listing import Cursor, DateField


class CourseField(StrEnum):
    COURSE_ID = "course_id"
    TITLE = "title"
    TAGS = "tags"


class CourseOrder(StrEnum):
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"
    TITLE_ASC = "title_asc"
    TITLE_DESC = "title_desc"


class CourseQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Filters and order of one listing; `since` and `until` are inclusive, `tags` matches any of them.

    `filter` is a case-insensitive substring of the field that `filter_by` names.
    """

    since: datetime | None = None
    until: datetime | None = None
    date_field: DateField = DateField.UPDATED
    filter: str = ""
    filter_by: CourseField = CourseField.COURSE_ID
    order: CourseOrder = CourseOrder.CREATED_DESC
    tags: tuple[str, ...] = ()


class CourseMore(Struct, frozen=True, array_like=True):
    """What a list of courses goes on with: its query, where it is, and what its entries carry."""

    query: CourseQuery
    after: Cursor
    registration_count: bool
    metadata: bool


class CoursePage(Struct, frozen=True):
    """`next` is None on the last page."""

    courses: list[Course]
    next: Cursor | None

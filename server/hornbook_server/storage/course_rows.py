"""Between a course's rows and the domain's Course."""

from collections.abc import Iterable
from typing import Any

from msgspec.json import Decoder, encode
from sqlalchemy import Column

from hornbook_server.domain.course import Activity, Course, LearningStandard, Metadata
from hornbook_server.storage.clock import moment
from hornbook_server.storage.tables import course_versions, courses

ORDER_LENGTH = 200

# Both in the order in which `course_from` takes them: a version as it is, and a course as lists show it.
VERSION_COLUMNS: tuple[Column[Any], ...] = (
    courses.c.course_id,
    courses.c.tags,
    course_versions.c.version,
    course_versions.c.title,
    course_versions.c.standard,
    course_versions.c.activity_id,
    course_versions.c.created,
    course_versions.c.updated,
    course_versions.c.languages,
    course_versions.c.metadata,
)
LISTED_COLUMNS: tuple[Column[Any], ...] = (
    courses.c.course_id,
    courses.c.tags,
    courses.c.version,
    courses.c.title,
    courses.c.standard,
    courses.c.activity_id,
    courses.c.created,
    courses.c.updated,
    courses.c.languages,
    courses.c.metadata,
)

_STANDARDS = {standard.value: standard for standard in LearningStandard}
strings_from = Decoder(tuple[str, ...]).decode
_metadata_from = Decoder(Metadata).decode
_activity_from = Decoder(Activity).decode


def json_text(value: object) -> str:
    return encode(value).decode()


def course_from(row: Iterable[Any], root: str | None = None) -> Course:
    """`row` holds VERSION_COLUMNS or LISTED_COLUMNS."""
    course_id, tags, version, title, standard, activity_id, created, updated, languages, metadata = row
    return Course(
        id=course_id,
        version=version,
        title=title,
        standard=_STANDARDS[standard],
        activity_id=activity_id,
        created=moment(created),
        updated=moment(updated),
        tags=strings_from(tags),
        languages=strings_from(languages),
        metadata=_metadata_from(metadata),
        root=None if root is None else _activity_from(root),
    )


def title_columns(title: str) -> dict[str, str]:
    folded = title.casefold()
    return {"title": title, "title_fold": folded, "title_order": folded[:ORDER_LENGTH]}

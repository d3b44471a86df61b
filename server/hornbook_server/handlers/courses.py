"""Courses and their versions, as the wire has them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    CourseActivitySchema,
    CourseListNonPagedSchema,
    CourseListSchema,
    CourseSchema,
    MetadataSchema,
    TitleSchema,
)
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import Activity, Course, Metadata
from hornbook_server.domain.course_listing import CourseField, CourseMore, CourseOrder, CourseQuery
from hornbook_server.domain.listing import DateField
from hornbook_server.handlers.wire import Answer, page_size, timestamp, total_count, waiting
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook

Key = TypeVar("Key", str, int)


_OLDER_ORDERS = {"creation_date_asc": "created_asc", "creation_date_desc": "created_desc"}


def get_course(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    *,
    include_registration_count: bool,
    include_course_metadata: bool,
) -> CourseSchema:
    with hornbook.database.read() as stored:
        course = stored.courses.get(caller.app_id, course_id)
        counts = (
            stored.registrations.counts_of_courses(caller.app_id, [course_id]) if include_registration_count else None
        )
    return to_wire(course, registrations=_times(counts, course_id), metadata=include_course_metadata)


def get_course_version(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    version_id: int,
    *,
    include_registration_count: bool,
    include_course_metadata: bool,
) -> CourseSchema:
    with hornbook.database.read() as stored:
        course = stored.courses.get_version(caller.app_id, course_id, version_id)
        counts = (
            stored.registrations.counts_of_versions(caller.app_id, course_id) if include_registration_count else None
        )
    return to_wire(course, registrations=_times(counts, version_id), metadata=include_course_metadata)


def list_versions(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    *,
    include_registration_count: bool,
    include_course_metadata: bool,
    since: datetime | None = None,
    until: datetime | None = None,
) -> CourseListNonPagedSchema:
    with hornbook.database.read() as stored:
        versions = stored.courses.versions(caller.app_id, course_id, since=since, until=until)
        counts = (
            stored.registrations.counts_of_versions(caller.app_id, course_id) if include_registration_count else None
        )
    return CourseListNonPagedSchema(
        courses=[
            to_wire(course, registrations=_times(counts, course.version), metadata=include_course_metadata)
            for course in versions
        ]
    )


def list_courses(
    hornbook: Hornbook, caller: Caller, *, more: str | None = None, include_total_count: bool = False, **given: Any
) -> Answer:
    """A page; `more` brings its own filters, so those beside it are left alone."""
    if more is None:
        query, after = _query(**given), None
        counts, metadata = given["include_registration_count"], given["include_course_metadata"]
    else:
        place = read_more(hornbook.secret_key, caller.app_id, more, CourseMore)
        query, after, counts, metadata = place.query, place.after, place.registration_count, place.metadata
    with hornbook.database.read() as stored:
        limit = page_size(query.since)
        page = stored.courses.page(caller.app_id, query, after=after, limit=limit)
        total = stored.courses.count(caller.app_id, query) if include_total_count and more is None else None
        shown = [course.id for course in page.courses]
        registered = stored.registrations.counts_of_courses(caller.app_id, shown) if counts else None
    courses = [
        to_wire(course, registrations=_times(registered, course.id), metadata=metadata) for course in page.courses
    ]
    token: str | UnsetType = UNSET
    if page.next is not None:
        token = write_more(hornbook.secret_key, caller.app_id, CourseMore(query, page.next, counts, metadata))
    return Answer(CourseListSchema(courses=courses, more=token), total_count(total))


def set_title(hornbook: Hornbook, caller: Caller, course_id: str, body: TitleSchema) -> None:
    with hornbook.database.write() as stored:
        stored.courses.set_title(caller.app_id, course_id, body.title, hornbook.now())


@waiting
def delete_course(hornbook: Hornbook, caller: Caller, course_id: str) -> None:
    with hornbook.database.write(durable=True) as stored:  # the sweep removes the packages for good
        stored.applications.check_allows_deletion(caller.app_id)
        stored.courses.delete(caller.app_id, course_id)


@waiting
def delete_version(hornbook: Hornbook, caller: Caller, course_id: str, version_id: int) -> None:
    with hornbook.database.write(durable=True) as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.courses.delete_version(caller.app_id, course_id, version_id)


def _times(counts: Mapping[Key, int] | None, key: Key) -> int | None:
    return None if counts is None else counts.get(key, 0)


def to_wire(course: Course, *, registrations: int | None, metadata: bool) -> CourseSchema:
    """`registrations` is their number, None where it was not asked for."""
    return CourseSchema(
        id=course.id,
        title=course.title,
        xapi_activity_id=course.activity_id,
        created=timestamp(course.created),
        updated=timestamp(course.updated),
        version=course.version,
        registration_count=UNSET if registrations is None else registrations,
        activity_id=course.activity_id,
        course_learning_standard=course.standard.value,
        tags=list(course.tags),
        dispatched=False,
        metadata=_metadata(course.metadata) if metadata else UNSET,
        root_activity=_activity(course.root) if course.root else UNSET,
    )


def _query(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    datetime_filter: str,
    filter_: str = "",
    filter_by: str,
    order_by: str,
    tags: list[str] | None = None,
    **_: bool,
) -> CourseQuery:
    return CourseQuery(
        since=since,
        until=until,
        date_field=DateField(datetime_filter),
        filter=filter_,
        filter_by=CourseField(filter_by),
        order=CourseOrder(_OLDER_ORDERS.get(order_by, order_by)),
        tags=tuple(tags or ()),
    )


def _metadata(metadata: Metadata) -> MetadataSchema:
    return MetadataSchema(
        title=_given(metadata.title),
        title_language=_given(metadata.title_language),
        description=_given(metadata.description),
        description_language=_given(metadata.description_language),
        duration=_given(metadata.duration),
        typical_time=_given(metadata.typical_time),
        keywords=list(metadata.keywords) or UNSET,
    )


def _activity(activity: Activity) -> CourseActivitySchema:
    return CourseActivitySchema(
        external_identifier=activity.external_identifier,
        item_identifier=activity.item_identifier,
        resource_identifier=activity.resource_identifier,
        activity_type=activity.type.value,
        href=activity.href,
        scaled_passing_score=_given(activity.scaled_passing_score),
        title=activity.title,
        children=[_activity(child) for child in activity.children],
    )


def _given(text: str | None) -> str | UnsetType:
    return UNSET if text is None else text

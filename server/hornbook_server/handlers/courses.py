"""Courses and their versions, as the wire has them."""

from datetime import datetime
from typing import Any

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
from hornbook_server.domain.listing import CourseField, CourseMore, CourseOrder, CourseQuery, DateField
from hornbook_server.handlers.wire import Answer, timestamp, total_count
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook

PAGE = 10
PAGE_SINCE = 100

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
    return to_wire(course, registration_count=include_registration_count, metadata=include_course_metadata)


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
    return to_wire(course, registration_count=include_registration_count, metadata=include_course_metadata)


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
    return CourseListNonPagedSchema(
        courses=[
            to_wire(course, registration_count=include_registration_count, metadata=include_course_metadata)
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
        limit = PAGE_SINCE if query.since else PAGE
        page = stored.courses.page(caller.app_id, query, after=after, limit=limit)
        total = stored.courses.count(caller.app_id, query) if include_total_count and more is None else None
    courses = [to_wire(course, registration_count=counts, metadata=metadata) for course in page.courses]
    token: str | UnsetType = UNSET
    if page.next is not None:
        token = write_more(hornbook.secret_key, caller.app_id, CourseMore(query, page.next, counts, metadata))
    return Answer(CourseListSchema(courses=courses, more=token), total_count(total))


def set_title(hornbook: Hornbook, caller: Caller, course_id: str, body: TitleSchema) -> None:
    with hornbook.database.write() as stored:
        stored.courses.set_title(caller.app_id, course_id, body.title, hornbook.now())


def delete_course(hornbook: Hornbook, caller: Caller, course_id: str) -> None:
    with hornbook.database.write() as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.courses.delete(caller.app_id, course_id)


def delete_version(hornbook: Hornbook, caller: Caller, course_id: str, version_id: int) -> None:
    with hornbook.database.write() as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.courses.delete_version(caller.app_id, course_id, version_id)


def to_wire(course: Course, *, registration_count: bool, metadata: bool) -> CourseSchema:
    return CourseSchema(
        id=course.id,
        title=course.title,
        xapi_activity_id=course.activity_id,
        created=timestamp(course.created),
        updated=timestamp(course.updated),
        version=course.version,
        registration_count=0 if registration_count else UNSET,
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

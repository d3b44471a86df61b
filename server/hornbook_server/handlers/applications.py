"""Applications, as their management has them."""

from typing import Any

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    ApplicationInfoListSchema,
    ApplicationInfoSchema,
    ApplicationListSchema,
    ApplicationRequestSchema,
    ApplicationSchema,
    UpdateApplicationSchema,
)
from hornbook_server.domain.application import Application, ApplicationMore, Caller
from hornbook_server.handlers.named_lists import named_query
from hornbook_server.handlers.wire import Answer, given, page_size, timestamp, total_count, waiting
from hornbook_server.services.applications import change_application, create_child, delete_application
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook


def create(hornbook: Hornbook, _caller: Caller, body: ApplicationRequestSchema) -> ApplicationSchema:
    application = create_child(hornbook.database, name=given(body.name) or "", now=hornbook.now())
    return ApplicationSchema(id=application.id, name=application.name)


def get(
    hornbook: Hornbook,
    _caller: Caller,
    child_app_id: str,
    *,
    include_course_count: bool,
    include_registration_count: bool,
) -> ApplicationInfoSchema:
    with hornbook.database.read() as stored:
        application = stored.applications.get_normal(child_app_id)
        counts = stored.applications.course_counts([child_app_id]) if include_course_count else None
        registrations = stored.applications.registration_counts([child_app_id]) if include_registration_count else None
    return _to_wire(application, counts, registrations)


def list_all(hornbook: Hornbook, _caller: Caller) -> ApplicationListSchema:
    with hornbook.database.read() as stored:
        applications = stored.applications.all_normal()
    return ApplicationListSchema(applications=[ApplicationSchema(id=each.id, name=each.name) for each in applications])


def list_page(
    hornbook: Hornbook, caller: Caller, *, more: str | None = None, include_total_count: bool = False, **asked: Any
) -> Answer:
    """A page; `more` brings its own filters, so those beside it are left alone."""
    if more is None:
        query, after = named_query(**asked), None
        courses, registrations = asked["include_course_count"], asked["include_registration_count"]
    else:
        place = read_more(hornbook.secret_key, caller.app_id, more, ApplicationMore)
        query, after, courses, registrations = place.query, place.after, place.course_count, place.registration_count
    with hornbook.database.read() as stored:
        page = stored.applications.page(query, after=after, limit=page_size(query.since))
        shown = [each.id for each in page.items]
        counts = stored.applications.course_counts(shown) if courses else None
        registered = stored.applications.registration_counts(shown) if registrations else None
        total = stored.applications.count(query) if include_total_count and more is None else None
    applications = [_to_wire(each, counts, registered) for each in page.items]
    token: str | UnsetType = UNSET
    if page.next is not None:
        token = write_more(
            hornbook.secret_key, caller.app_id, ApplicationMore(query, page.next, courses, registrations)
        )
    return Answer(ApplicationInfoListSchema(applications=applications, more=token), total_count(total))


def update(hornbook: Hornbook, _caller: Caller, child_app_id: str, body: UpdateApplicationSchema) -> None:
    change_application(
        hornbook.database,
        child_app_id,
        name=given(body.name),
        allow_delete=given(body.allow_delete),
        now=hornbook.now(),
    )


@waiting
def delete(hornbook: Hornbook, _caller: Caller, child_app_id: str) -> None:
    delete_application(hornbook.database, child_app_id)


def _to_wire(
    application: Application, courses: dict[str, int] | None, registrations: dict[str, int] | None
) -> ApplicationInfoSchema:
    """The counts by application are None where they were not asked for."""
    return ApplicationInfoSchema(
        id=application.id,
        name=application.name,
        create_date=timestamp(application.created),
        update_date=timestamp(application.updated),
        allow_delete=application.allow_delete,
        course_count=UNSET if courses is None else courses.get(application.id, 0),
        registration_count=UNSET if registrations is None else registrations.get(application.id, 0),
    )

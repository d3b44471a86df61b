"""Registrations, as the wire has them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    CreateRegistrationSchema,
    LearnerSchema,
    PostBackSchema,
    RegistrationListSchema,
    RegistrationSchema,
)
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import joined_tags
from hornbook_server.domain.listing import DateField
from hornbook_server.domain.registration import Learner, NewRegistration, Summary
from hornbook_server.domain.registration_listing import (
    RegistrationField,
    RegistrationMore,
    RegistrationOrder,
    RegistrationQuery,
)
from hornbook_server.handlers.initial_state import beginning_of, summary_of
from hornbook_server.handlers.postbacks import refuse_xml
from hornbook_server.handlers.progress import detail_of, progress
from hornbook_server.handlers.wire import Answer, given, page_size, total_count
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.registering import register
from hornbook_server.services.targets import parse_target


def create(
    hornbook: Hornbook, caller: Caller, body: CreateRegistrationSchema, *, course_version: int | None = None
) -> None:
    settings = _postback_settings(body.post_back) if body.post_back else {}
    if body.initial_settings:
        settings |= {each.setting_id: each.value for each in body.initial_settings.settings}
    state = given(body.initial_registration_state)
    new = NewRegistration(
        id=body.registration_id,
        course_id=body.course_id,
        learner=_learner(body.learner),
        version=course_version,
        tags=joined_tags((), body.registration_tags or ()),
        course_tags=joined_tags((), body.course_tags or ()),
        settings=settings,
        xapi_registration_id=(given(body.xapi_registration_id) or "").lower(),
        summary=summary_of(state) if state else Summary(),
        beginning=beginning_of(state) if state else None,
    )
    register(hornbook, caller.app_id, new)


def exists(hornbook: Hornbook, caller: Caller, registration_id: str) -> None:
    with hornbook.database.read() as stored:
        stored.registrations.get(caller.app_id, registration_id)


def get(
    hornbook: Hornbook, caller: Caller, registration_id: str, instance_id: int | None = None, **switches: bool
) -> RegistrationSchema:
    with hornbook.database.snapshot() as stored:
        registration = stored.registrations.get(caller.app_id, registration_id, instance_id)
        return progress(stored, [registration], detail_of(**switches))[0]


def list_page(
    hornbook: Hornbook, caller: Caller, *, more: str | None = None, include_total_count: bool = False, **asked: Any
) -> Answer:
    """A page; `more` brings its own filters, so those beside it are left alone."""
    if more is None:
        query, after, detail = _query(**asked), None, detail_of(**asked)
    else:
        place = read_more(hornbook.secret_key, caller.app_id, more, RegistrationMore)
        query, after, detail = place.query, place.after, place.detail
    with hornbook.database.snapshot() as stored:
        limit = page_size(query.since)
        page = stored.registrations.page(caller.app_id, query, after=after, limit=limit)
        total = stored.registrations.count(caller.app_id, query) if include_total_count and more is None else None
        registrations = progress(stored, page.registrations, detail)
    token: str | UnsetType = UNSET
    if page.next is not None:
        token = write_more(hornbook.secret_key, caller.app_id, RegistrationMore(query, page.next, detail))
    return Answer(RegistrationListSchema(registrations=registrations, more=token), total_count(total))


def delete(hornbook: Hornbook, caller: Caller, registration_id: str) -> None:
    with hornbook.database.write(durable=True) as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.registrations.delete(caller.app_id, registration_id)


def delete_progress(hornbook: Hornbook, caller: Caller, registration_id: str) -> None:
    with hornbook.database.write(durable=True) as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.instances.reset(caller.app_id, registration_id, hornbook.now())


def delete_global_data(hornbook: Hornbook, caller: Caller, registration_id: str) -> None:
    """No objective outlives the registration that it was set in, so there is nothing to forget."""
    with hornbook.database.read() as stored:
        stored.applications.check_allows_deletion(caller.app_id)
        stored.registrations.get(caller.app_id, registration_id)


def _query(
    *,
    datetime_filter: str,
    filter_by: str,
    order_by: str,
    course_id: str | None = None,
    learner_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    filter_: str = "",
    tags: Sequence[str] = (),
    **_: Any,
) -> RegistrationQuery:
    return RegistrationQuery(
        course_id=course_id,
        learner_id=learner_id,
        since=since,
        until=until,
        date_field=DateField(datetime_filter),
        filter=filter_,
        filter_by=RegistrationField(filter_by),
        order=RegistrationOrder(order_by),
        tags=tuple(tags),
    )


def _learner(learner: LearnerSchema) -> Learner:
    return Learner(
        id=learner.id,
        email=given(learner.email) or "",
        first_name=given(learner.first_name) or "",
        last_name=given(learner.last_name) or "",
    )


def _postback_settings(postback: PostBackSchema) -> dict[str, str]:
    """The settings that say the same; what is UNDEFINED is left to the levels above."""
    refuse_xml(postback, "postBack.legacy")
    if postback.url:
        parse_target(postback.url, field="postBack.url")
    values = {
        "ApiRollupRegistrationPostBackUrl": given(postback.url),
        "ApiRollupRegistrationAuthType": _word(postback.auth_type),
        "ApiRollupRegistrationAuthUser": given(postback.user_name),
        "ApiRollupRegistrationAuthPassword": given(postback.password),
        "ApiRollupRegistrationFormat": _word(postback.results_format),
        "ApiRollupRegistrationIsJson": None if postback.legacy is UNSET else "true",
    }
    return {setting: value for setting, value in values.items() if value is not None}


def _word(word: str | UnsetType) -> str | None:
    return None if word is UNSET or word == "UNDEFINED" else word.lower()

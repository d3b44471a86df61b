"""xAPI statements of courses and registrations, as the wire has them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from msgspec import UNSET, Struct, UnsetType

from hornbook_server.domain.application import Caller
from hornbook_server.domain.xapi import Json, StatementQuery, course_term, instance_term, lrs_of_application
from hornbook_server.handlers.statement_shape import shaped
from hornbook_server.services import statements
from hornbook_server.services.cursors import read_more, write_more
from hornbook_server.services.hornbook import Hornbook

PAGE = 100
_LEAST = timedelta(microseconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)


class StatementPage(Struct, omit_defaults=True):
    """XapiStatementResult, whose statements are passed on with all that they have."""

    statements: list[Json]
    more: str | UnsetType = UNSET


class StatementsMore(Struct, frozen=True, array_like=True):
    """Where a list goes on."""

    query: StatementQuery
    beyond: int


def of_course(
    hornbook: Hornbook, caller: Caller, course_id: str, *, learner_id: str | None = None, **asked: Any
) -> StatementPage:
    with hornbook.database.read() as stored:
        course = stored.courses.key(caller.app_id, course_id)
    term = course_term(course, learner_id=learner_id)
    return _page(hornbook, caller, term, f"course {course}", **asked)


def of_version(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    version_id: int,
    *,
    learner_id: str | None = None,
    **asked: Any,
) -> StatementPage:
    with hornbook.database.read() as stored:
        stored.courses.get_version(caller.app_id, course_id, version_id)
        course = stored.courses.key(caller.app_id, course_id)
    term = course_term(course, version_id, learner_id=learner_id)
    return _page(hornbook, caller, term, f"version {course} {version_id}", **asked)


def of_registration(
    hornbook: Hornbook, caller: Caller, registration_id: str, instance_id: int | None = None, **asked: Any
) -> StatementPage:
    with hornbook.database.read() as stored:
        registration = stored.registrations.get(caller.app_id, registration_id, instance_id)
    key = registration.instance.key
    return _page(hornbook, caller, instance_term(key), f"instance {key}", **asked)


def _page(
    hornbook: Hornbook,
    caller: Caller,
    term: tuple[str, str],
    of: str,
    *,
    more: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> StatementPage:
    """Latest first; `more` brings its own filters, so those beside it are left alone. `of` is what the list is of."""
    query, beyond = StatementQuery(terms=(term,), since=_at_or_after(since), until=until, limit=PAGE), None
    if more is not None:
        place = read_more(hornbook.secret_key, caller.app_id, more, StatementsMore, of=of)
        query, beyond = place.query, place.beyond
    page = statements.page(hornbook.database, lrs_of_application(caller.app_id), query, beyond=beyond)
    shown = [shaped(orjson.loads(each.body), members=hornbook.statement_members) for each in page.records]
    if page.beyond is None:
        return StatementPage(statements=shown)
    token = write_more(hornbook.secret_key, caller.app_id, StatementsMore(query, page.beyond), of=of)
    return StatementPage(statements=shown, more=token)


def _at_or_after(time: datetime | None) -> datetime | None:
    """The same time for a query in which it is exclusive; nothing is before the first there is."""
    return None if time is None or time == _FIRST else time - _LEAST

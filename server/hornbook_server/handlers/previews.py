"""Links that preview a course."""

from msgspec import UNSET, UnsetType

from hornbook_contract.models import ItemValuePairSchema, LaunchLinkRequestSchema, LaunchLinkSchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import Course
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launching import Preview, expiry, preview_link, redirect_target

_LIFETIME = 120  # seconds


def of_course(
    hornbook: Hornbook, caller: Caller, course_id: str, *, body: LaunchLinkRequestSchema, css_url: str = ""
) -> LaunchLinkSchema:
    with hornbook.database.read() as stored:
        course = stored.courses.get(caller.app_id, course_id)
    return _link(hornbook, caller, course, body, css_url)


def of_version(
    hornbook: Hornbook, caller: Caller, course_id: str, version_id: int, *, body: LaunchLinkRequestSchema
) -> LaunchLinkSchema:
    with hornbook.database.read() as stored:
        course = stored.courses.get_version(caller.app_id, course_id, version_id)
    return _link(hornbook, caller, course, body)


def _link(
    hornbook: Hornbook, caller: Caller, course: Course, body: LaunchLinkRequestSchema, css_url: str = ""
) -> LaunchLinkSchema:
    preview = Preview(
        app_id=caller.app_id,
        course_id=course.id,
        version=course.version,
        expires=expiry(hornbook, _LIFETIME if body.expiry is UNSET else body.expiry),
        redirect=redirect_target(_text(body.redirect_on_exit_url)),
        start_sco=_text(body.start_sco),
        culture=_text(body.culture),
        css_url=_text(body.css_url) or css_url,
        additional_values=_pairs(body.additionalvalues),
    )
    return LaunchLinkSchema(launch_link=preview_link(hornbook, preview))


def _pairs(values: list[ItemValuePairSchema] | UnsetType) -> tuple[tuple[str, str], ...]:
    return tuple((_text(pair.item), _text(pair.value)) for pair in values or () if pair.item)


def _text(text: str | UnsetType) -> str:
    return "" if text is UNSET else text

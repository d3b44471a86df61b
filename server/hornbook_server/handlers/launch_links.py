"""Links that open the player: previews of courses, and launches of registrations."""

from typing import Any

from msgspec import UNSET, UnsetType

from hornbook_contract.models import ItemValuePairSchema, LaunchLinkRequestSchema, LaunchLinkSchema
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import Course, joined_tags
from hornbook_server.domain.launch import Preview, RegistrationLink
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launching import expiry, preview_link, redirect_target, registration_link

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


def of_registration(
    hornbook: Hornbook, caller: Caller, registration_id: str, *, body: LaunchLinkRequestSchema
) -> LaunchLinkSchema:
    """The tags are given as the link is made, not as it is opened."""
    link = RegistrationLink(
        app_id=caller.app_id,
        registration_id=registration_id,
        tracked=body.tracking is UNSET or body.tracking,
        **_manner(hornbook, body),
    )
    with hornbook.database.write() as stored:
        registration = stored.registrations.get(caller.app_id, registration_id)
        now = hornbook.now()
        tags, course_tags = _tags(body.registration_tags), _tags(body.course_tags)
        stored.registration_tags.add(caller.app_id, registration_id, tags, now)
        stored.course_tags.add(caller.app_id, registration.course_id, course_tags, now)
    return LaunchLinkSchema(launch_link=registration_link(hornbook, link))


def _link(
    hornbook: Hornbook, caller: Caller, course: Course, body: LaunchLinkRequestSchema, css_url: str = ""
) -> LaunchLinkSchema:
    preview = Preview(
        app_id=caller.app_id,
        course_id=course.id,
        version=course.version,
        **_manner(hornbook, body, css_url),
    )
    return LaunchLinkSchema(launch_link=preview_link(hornbook, preview))


def _manner(hornbook: Hornbook, body: LaunchLinkRequestSchema, css_url: str = "") -> dict[str, Any]:
    """What both kinds of links have."""
    return {
        "expires": expiry(hornbook, _LIFETIME if body.expiry is UNSET else body.expiry),
        "redirect": redirect_target(_text(body.redirect_on_exit_url)),
        "start_sco": _text(body.start_sco),
        "culture": _text(body.culture),
        "css_url": _text(body.css_url) or css_url,
        "additional_values": _pairs(body.additionalvalues),
    }


def _tags(tags: list[str] | UnsetType) -> tuple[str, ...]:
    return joined_tags((), tags or ())


def _pairs(values: list[ItemValuePairSchema] | UnsetType) -> tuple[tuple[str, str], ...]:
    return tuple((_text(pair.item), _text(pair.value)) for pair in values or () if pair.item)


def _text(text: str | UnsetType) -> str:
    return "" if text is UNSET else text

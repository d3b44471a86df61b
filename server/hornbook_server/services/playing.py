"""What the player's page begins with."""

from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import Struct

from hornbook_server.domain.actors import name_of
from hornbook_server.domain.course import Course
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.player import heeded, tree
from hornbook_server.domain.progress import Completion
from hornbook_server.domain.progress.review import is_review
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import settings_of


class Page(Struct, frozen=True):
    """`boot` is what the page's script reads, as JSON; `styles` are URLs of style sheets, and those of media files."""

    course: Course
    boot: dict[str, Any]
    styles: tuple[str, ...]
    media_styles: tuple[str, ...]


def page_of(hornbook: Hornbook, launch: Launch) -> Page:
    """The player's page for a launch. Raises NotFound where its version is gone."""
    manner = launch.manner
    with hornbook.database.read() as stored:
        course = stored.courses.get_version(launch.app_id, launch.course_id, launch.version)
        findings = stored.courses.findings(launch.app_id, launch.course_id, launch.version)
        configured = settings_of(stored, launch)
    if course.root is None:
        raise AssertionError("a version without an activity tree")
    reached = launch.tracked.instance.summary.completion if launch.tracked else Completion.UNKNOWN
    settings = heeded(configured.items())
    styles = tuple(filter(None, (manner.css_url,)))
    media_styles = (*styles, *_sheets(settings["MediaContentStylesheetPath"]))
    boot = {
        "launch": launch.id,
        "course": {
            "id": course.id,
            "version": course.version,
            "title": course.title,
            "standard": course.standard.value,
            "root": tree(course.root, content="content/", query=manner.additional_values),
        },
        "learner": {"id": launch.learner.id, "name": name_of(launch.learner)},
        "settings": settings,
        "review": is_review(course.standard, configured, reached),
        "start": manner.start_sco,
        "culture": manner.culture,
        "redirect": manner.redirect or settings["RedirectOnExitUrl"],
        "styles": styles,
        "media_styles": media_styles,
        "additional": manner.additional_values,
        "warnings": findings,
    }
    return Page(course, boot, styles, media_styles)


def _sheets(path: str) -> tuple[str, ...]:
    """What a setting names: a web address, or else a file of the package."""
    named = path.strip()
    if not named or _is_web_address(named):
        return tuple(filter(None, (named,)))
    return (f"content/{quote(named.lstrip('/'))}",)


def origins_of(course: Course) -> tuple[str, ...]:
    """Where content that is not in the package comes from."""
    hrefs = (activity.href for activity in course.root.launchable()) if course.root else ()
    parts = (urlsplit(href) for href in hrefs if _is_web_address(href))
    return tuple(dict.fromkeys(f"{one.scheme}://{one.netloc}" for one in parts))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)

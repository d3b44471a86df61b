"""The pages of the launch origin."""

import logging
from collections.abc import Callable, Mapping

import flask
import msgspec
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import NotFound as NotFoundPage

from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.launch import Launch
from hornbook_server.player.assets import asset, built, modules
from hornbook_server.player.hosts import location_of
from hornbook_server.player.notices import notice
from hornbook_server.player.policy import content_security_policy, viewer_policy
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import find_launch, open_preview, open_registration
from hornbook_server.services.launching import read_preview, read_registration_link
from hornbook_server.services.playing import Page, origins_of, page_of

_log = logging.getLogger("hornbook.player")

Show = Callable[[str, str, Page, Mapping[str, str]], flask.Response]
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def launch_pages(hornbook: Hornbook) -> flask.Blueprint:
    pages = flask.Blueprint("launch", __name__, template_folder="templates")
    pages.add_url_rule("/player/<path:name>", view_func=asset)

    @pages.get("/launch/<token>")
    def launch(token: str) -> flask.Response:
        try:
            opened = _open(hornbook, token)
        except NotFound:
            opened = None
        if opened is None:
            return notice("expired", 404)
        return flask.Response(status=303, headers={"Location": location_of(hornbook, opened.id)})

    @pages.get("/play/<launch_id>/")
    def play(launch_id: str) -> flask.Response:
        return _of_launch(hornbook, launch_id, _player)

    @pages.get("/play/<launch_id>/viewer")
    def view(launch_id: str) -> flask.Response:
        return _of_launch(hornbook, launch_id, _viewer)

    pages.app_errorhandler(NotFoundPage)(_refuse)
    pages.app_errorhandler(OperationalError)(_wait)

    @pages.before_app_request
    def refuse_service_workers() -> flask.Response | None:
        """Not even one of the player's own files may stay behind as one, and see what others open."""
        worker = "Service-Worker" in flask.request.headers
        return flask.Response("No service worker may be installed here.", status=403) if worker else None

    @pages.after_app_request
    def harden(response: flask.Response) -> flask.Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return pages


def _refuse(_: NotFoundPage) -> flask.Response:
    return notice("nothing", 404)


def _wait(error: OperationalError) -> flask.Response:
    _log.error("%s: the database does not answer", flask.request.path, exc_info=error)
    response = notice("away", 503)
    response.headers["Retry-After"] = "1"
    return response


def _open(hornbook: Hornbook, token: str) -> Launch | None:
    """None for a link that has expired, or never was one. Raises NotFound."""
    preview = read_preview(hornbook, token)
    if preview is not None:
        return open_preview(hornbook, preview)
    link = read_registration_link(hornbook, token)
    return None if link is None else open_registration(hornbook, link)


def _of_launch(hornbook: Hornbook, launch_id: str, show: Show) -> flask.Response:
    """A page for the course of a launch; one that says so where that is gone, or nothing has been built."""
    found = find_launch(hornbook, launch_id)
    if found is None:
        return notice("expired", 404)
    try:
        page = page_of(hornbook, found)
    except NotFound:
        return notice("expired", 404)
    files = built()
    return notice("unbuilt", 503) if files is None else show(hornbook.launch_url, launch_id, page, files)


def _player(launch_url: str, launch_id: str, page: Page, files: Mapping[str, str]) -> flask.Response:
    # In a script element, "<" alone could end it or open a comment.
    boot = msgspec.json.encode(page.boot).decode().replace("<", "\\u003c")
    course, parts = page.course, modules(page.course.standard)
    response = _page("player.html", 200, course=course, styles=page.styles, files=files, modules=parts, boot=boot)
    policy = content_security_policy(launch_url, flask.request.host, launch_id, page.styles)
    response.headers["Content-Security-Policy"] = policy
    return response


def _viewer(launch_url: str, launch_id: str, page: Page, files: Mapping[str, str]) -> flask.Response:
    """What shows the media file of a course that is one."""
    response = _page("viewer.html", 200, title=page.course.title, styles=page.media_styles, files=files)
    policy = viewer_policy(launch_url, flask.request.host, launch_id, page.media_styles, origins_of(page.course))
    response.headers["Content-Security-Policy"] = policy
    return response


def _page(template: str, status: int, **values: object) -> flask.Response:
    return flask.make_response(flask.render_template(template, **values), status)

"""The page that a launch link opens."""

import flask

from hornbook_server.domain.errors import NotFound
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launching import read_preview

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"


def launch_pages(hornbook: Hornbook) -> flask.Blueprint:
    pages = flask.Blueprint("launch", __name__, url_prefix="/launch", template_folder="templates")

    @pages.get("/<token>")
    def launch(token: str) -> flask.Response:
        preview = read_preview(hornbook, token)
        if preview is None:
            return _page("expired.html", 404)
        try:
            with hornbook.database.read() as stored:
                course = stored.courses.get_version(preview.app_id, preview.course_id, preview.version)
        except NotFound:
            return _page("expired.html", 404)
        return _page("preview.html", 200, course=course)

    return pages


def _page(template: str, status: int, **values: object) -> flask.Response:
    response = flask.make_response(flask.render_template(template, **values), status)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response

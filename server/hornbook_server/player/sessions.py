"""What the player's page and content call on behalf of sessions: AICC's HACP, cmi5's fetch URL, the way back."""

from urllib.parse import parse_qsl

import flask
import msgspec

from hornbook_server.domain.errors import DomainError, Invalid, NotFound
from hornbook_server.player.notices import notice
from hornbook_server.services import lessons, sessions
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import get_launch

_LARGEST = 16 * 2**20


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`page` is the address under which the browser has the player's page."""

    activity: str
    page: str


_wanted_from = msgspec.json.Decoder(Wanted).decode


def session_endpoints(hornbook: Hornbook) -> flask.Blueprint:
    """What the page calls; other origins may not."""
    endpoints = flask.Blueprint("sessions", __name__, url_prefix="/play/<launch_id>")

    @endpoints.post("/sessions")
    def open_session(launch_id: str) -> flask.Response:
        wanted = _wanted_from(flask.request.get_data())
        return _json(sessions.open_session(hornbook, get_launch(hornbook, launch_id), wanted.activity, wanted.page))

    @endpoints.get("/sessions/<session_id>")
    def look(launch_id: str, session_id: str) -> flask.Response:
        after = flask.request.args.get("after", 0, type=int)
        return _json(sessions.look(hornbook, get_launch(hornbook, launch_id), session_id, after))

    @endpoints.post("/sessions/<session_id>/end")
    def end(launch_id: str, session_id: str) -> flask.Response:
        sessions.end_session(hornbook, get_launch(hornbook, launch_id), session_id)
        return flask.Response(status=204)

    @endpoints.get("/returned/<session_id>")
    def come_back(launch_id: str, session_id: str) -> flask.Response:
        sessions.return_from(hornbook, get_launch(hornbook, launch_id), session_id)
        return notice("returned", 200)

    @endpoints.errorhandler(DomainError)
    @endpoints.errorhandler(msgspec.DecodeError)
    def refuse(error: DomainError | msgspec.DecodeError) -> flask.Response:
        status = 404 if isinstance(error, NotFound) else 400
        body = msgspec.json.encode({"message": str(error)})
        return flask.Response(body, status=status, content_type="application/json")

    return endpoints


def content_endpoints(hornbook: Hornbook) -> flask.Blueprint:
    """What content calls, from whatever origin it has."""
    endpoints = flask.Blueprint("content", __name__, url_prefix="/play/<launch_id>")

    @endpoints.route("/hacp", methods=["GET", "POST"])
    def hacp(launch_id: str) -> flask.Response:
        if (flask.request.content_length or 0) > _LARGEST:
            return flask.Response(f"a request has at most {_LARGEST} bytes", status=413, content_type="text/plain")
        try:
            answer = lessons.answer(hornbook, get_launch(hornbook, launch_id), _fields())
        except NotFound:
            answer = "error=3\r\nerror_text=Invalid Session ID: the launch has ended\r\n"
        except Invalid as error:
            answer = f"error=1\r\nerror_text={error}\r\n"
        return flask.Response(answer, content_type="text/plain; charset=utf-8")

    @endpoints.post("/fetch/<session_id>")
    def fetch(launch_id: str, session_id: str) -> flask.Response:
        """Always 200: an error is in the body (cmi5 8.2.1)."""
        try:
            token = sessions.fetch_token(hornbook, get_launch(hornbook, launch_id), session_id)
        except NotFound:
            return _json({"error-code": "2", "error-text": "There is no such session."})
        if token is None:
            return _json({"error-code": "1", "error-text": "The token has been given already, or the session is over."})
        return _json({"auth-token": token})

    @endpoints.after_request
    def share(response: flask.Response) -> flask.Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization, X-Experience-API-Version"
        return response

    return endpoints


def _fields() -> dict[str, str]:
    """Of the form, and of the query, by their names in small letters; some content forgets to say what it sends."""
    pairs: list[tuple[str, str]] = []
    for text in (flask.request.query_string, flask.request.get_data()):
        try:
            decoded = text.decode()
        except UnicodeDecodeError:
            decoded = text.decode("cp1252", errors="replace")
        pairs += parse_qsl(decoded, keep_blank_values=True)
    return {name.strip().lower(): value for name, value in pairs}


def _json(value: object) -> flask.Response:
    return flask.Response(msgspec.json.encode(value), content_type="application/json")

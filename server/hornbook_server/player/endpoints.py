"""What the player's page calls while it is open: it takes over, and sends in what changes."""

import flask
import msgspec
from werkzeug.exceptions import RequestEntityTooLarge

from hornbook_server.domain.errors import Invalid, NotFound
from hornbook_server.domain.run import Batch
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import get_launch
from hornbook_server.services.running import commit, open_run

LARGEST_BODY = 32 * 2**20  # bytes, of any request


class _Predecessor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The opening whose farewell is to be waited for, if it is the present one."""

    after: int | None = None


_predecessor_from = msgspec.json.Decoder(_Predecessor).decode
_batch_from = msgspec.json.Decoder(Batch).decode


def run_endpoints(hornbook: Hornbook) -> flask.Blueprint:
    endpoints = flask.Blueprint("run", __name__, url_prefix="/play/<launch_id>")

    @endpoints.post("/openings")
    def open_page(launch_id: str) -> flask.Response:
        try:
            found = get_launch(hornbook, launch_id)
            after = _predecessor_from(flask.request.get_data() or b"{}").after
            opened = open_run(hornbook, found, after=after)
        except msgspec.DecodeError as error:
            return _refusal(400, f"body: {error}")
        except NotFound as error:
            return _refusal(404, str(error))
        return _json(202, {"message": "the page before has yet to close"}) if opened is None else _json(200, opened)

    @endpoints.post("/commits")
    def take(launch_id: str) -> flask.Response:
        try:
            applied = commit(hornbook, get_launch(hornbook, launch_id), _batch_from(flask.request.get_data()))
        except (msgspec.DecodeError, Invalid) as error:
            return _refusal(400, f"body: {error}")
        except NotFound as error:
            return _refusal(404, str(error))
        if applied is None:
            return _refusal(409, "the page has been opened again; what this one does is no longer kept")
        return _json(200, {"applied": applied})

    @endpoints.app_errorhandler(RequestEntityTooLarge)
    def refuse(_: RequestEntityTooLarge) -> flask.Response:
        return _refusal(413, f"body: it has at most {LARGEST_BODY} bytes")

    return endpoints


def _json(status: int, value: object) -> flask.Response:
    return flask.Response(msgspec.json.encode(value), status=status, content_type="application/json")


def _refusal(status: int, message: str) -> flask.Response:
    return _json(status, {"message": message})

"""The launch origin: what belongs to launches, on a socket of its own, and nothing of the API."""

from collections.abc import Callable
from typing import Any, cast

import flask
from a2wsgi import WSGIMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from hornbook_server.player.content import Content
from hornbook_server.player.endpoints import LARGEST_BODY, run_endpoints
from hornbook_server.player.hosts import OwnHosts
from hornbook_server.player.pages import launch_pages
from hornbook_server.player.representations import Whole
from hornbook_server.player.sessions import content_endpoints, session_endpoints
from hornbook_server.services.hornbook import Hornbook


def launch_origin(hornbook: Hornbook) -> Content | OwnHosts:
    pages = flask.Flask(__name__, static_folder=None)
    pages.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    pages.register_blueprint(launch_pages(hornbook))
    pages.register_blueprint(run_endpoints(hornbook))
    pages.register_blueprint(session_endpoints(hornbook))
    pages.register_blueprint(content_endpoints(hornbook))
    wsgi: Any = WSGIMiddleware(cast("Any", pages.wsgi_app))  # a2wsgi has types of its own for both protocols
    origin = Content(wsgi, hornbook)
    return OwnHosts(origin) if hornbook.launch_hosts else origin


class Origins:
    """Two applications in one process, told apart by the port of the socket: a Host header may say anything.

    The server's protocol learns from the state of the lifespan what is answered on which port without a task.
    """

    def __init__(
        self, api: ASGIApp, launch: ASGIApp, *, launch_port: int, at_once: Callable[[Scope], Whole | None]
    ) -> None:
        self._api = api
        self._launch = launch
        self._launch_port = launch_port
        self._at_once = at_once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            scope["state"]["at_once"] = {self._launch_port: self._at_once}
        if scope["type"] == "http" and scope["server"][1] == self._launch_port:
            await self._launch(scope, receive, send)
        else:
            await self._api(scope, receive, send)

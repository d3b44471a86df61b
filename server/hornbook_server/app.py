"""The composition root: the one place that knows every part of the service."""

import contextlib
import functools
import gc
import logging
from collections.abc import AsyncIterator
from typing import Any

import connexion
import flask
from connexion.middleware.exceptions import ExceptionMiddleware
from connexion.middleware.lifespan import LifespanMiddleware
from connexion.middleware.server_error import ServerErrorMiddleware
from connexion.resolver import Resolver
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp
from werkzeug.exceptions import HTTPException

from hornbook_contract import openapi_document
from hornbook_server import settings as environment
from hornbook_server.contract.plans import Options, Plans
from hornbook_server.contract.refusals import error_body
from hornbook_server.contract.security import Authenticator
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.tokens import Grant
from hornbook_server.jobs.child import end_with_parent
from hornbook_server.lrs.admission import of_applications
from hornbook_server.lrs.edge import Lrs
from hornbook_server.lrs.launches import OF_LAUNCHES, of_launches
from hornbook_server.opening import open_hornbook
from hornbook_server.pages.documentation import documentation_pages
from hornbook_server.player.exchanges import Exchanges
from hornbook_server.player.origin import Origins, launch_origin
from hornbook_server.routes import handlers
from hornbook_server.services import tokens
from hornbook_server.services.credentials import authenticate
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.settings import Settings

API = "/api/v2"
_COLLECTED_AFTER = (10_000, 20, 50)  # a batch of statements makes thousands of objects, of which no cycle is left

_log = logging.getLogger("hornbook.app")


def create_app(hornbook: Hornbook, *, validate_responses: bool) -> connexion.FlaskApp:
    """The API and its pages. Connexion's own stack is replaced by the plans, which answer all that is below API.

    At the end of its lifespan it closes the database.
    """
    options = Options(
        authenticator=_authenticator(hornbook),
        stage=hornbook.blobs.stage,
        run=hornbook.database.run,
        validate_responses=validate_responses,
        max_upload=hornbook.max_upload,
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        hornbook.database.close()

    app = connexion.FlaskApp(
        __name__,
        lifespan=lifespan,
        middlewares=[
            ServerErrorMiddleware,
            ExceptionMiddleware,
            LifespanMiddleware,
            functools.partial(Lrs, admit=of_applications(hornbook), database=hornbook.database, now=hornbook.now),
            functools.partial(Plans, options=options),
        ],
    )
    app.add_api(
        openapi_document(), base_path=API, resolver=Resolver(handlers(hornbook).__getitem__), pythonic_params=True
    )
    _add_pages(app.app, hornbook)
    return app


def create_origins(hornbook: Hornbook, settings: Settings) -> Origins:
    """The whole service, for a server that listens on the ports of the API and of launches."""
    api = create_app(hornbook, validate_responses=settings.validate_responses)
    origin = launch_origin(hornbook)
    launches = _with_records(origin, hornbook)
    return Origins(api, launches, launch_port=settings.launch_port, at_once=origin.at_once)


def _with_records(origin: ASGIApp, hornbook: Hornbook) -> ASGIApp:
    """The launch origin, with the record store of each launch."""
    admit, database = of_launches(hornbook), hornbook.database
    records = Lrs(origin, admit=admit, database=database, now=hornbook.now, place=OF_LAUNCHES)
    return Exchanges(records, hornbook)


def from_environment() -> Origins:
    """What a web server process runs, once `prepare` has been done."""
    end_with_parent()
    settings = environment.from_environment()
    origins = create_origins(open_hornbook(settings), settings)
    gc.freeze()  # what is there now stays as long as the process, and need not be looked through again
    gc.set_threshold(*_COLLECTED_AFTER)
    return origins


def _authenticator(hornbook: Hornbook) -> Authenticator:
    def basic(app_id: str, secret: str) -> ApplicationKind | None:
        return authenticate(hornbook.database, app_id, secret)

    def bearer(token: str) -> tuple[ApplicationKind, Grant] | None:
        grant = tokens.read(hornbook.secret_key, token, now=hornbook.now())
        if grant is None:
            return None
        with hornbook.database.read() as stored:
            application = stored.applications.get(grant.app_id)
        return (application.kind, grant) if application else None

    return Authenticator(basic, bearer)


def _add_pages(pages: flask.Flask, hornbook: Hornbook) -> None:
    def healthz() -> tuple[dict[str, Any], int]:
        try:
            with hornbook.database.read() as stored:
                stored.applications.get("")
        except SQLAlchemyError:
            _log.exception("the database does not answer")
            return {"status": "the database does not answer"}, 503
        return {"status": "ok"}, 200

    def refuse(error: HTTPException) -> flask.Response:
        message = f"{error.code} {error.name}: the API is below {API}, its description at /docs"
        return flask.Response(error_body(message), status=error.code, content_type="application/json")

    pages.config["TRAP_HTTP_EXCEPTIONS"] = False
    pages.config["TRAP_BAD_REQUEST_ERRORS"] = False
    pages.register_error_handler(HTTPException, refuse)
    pages.add_url_rule("/healthz", view_func=healthz)
    pages.register_blueprint(documentation_pages())

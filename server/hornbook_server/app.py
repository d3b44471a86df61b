"""The composition root: the one place that knows every part of the service."""

import contextlib
import functools
import logging
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import connexion
import flask
from connexion.middleware.exceptions import ExceptionMiddleware
from connexion.middleware.lifespan import LifespanMiddleware
from connexion.middleware.server_error import ServerErrorMiddleware
from connexion.resolver import Resolver
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from hornbook_contract import openapi_document
from hornbook_server import settings as environment
from hornbook_server.contract.plans import Options, Plans
from hornbook_server.contract.refusals import error_body
from hornbook_server.contract.security import Authenticator
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.tokens import Grant
from hornbook_server.jobs.child import end_with_parent
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.pages.documentation import documentation_pages
from hornbook_server.player.pages import launch_pages
from hornbook_server.routes import handlers
from hornbook_server.services import tokens
from hornbook_server.services.applications import ensure_application
from hornbook_server.services.credentials import authenticate
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.keys import secret_key
from hornbook_server.settings import Settings, SettingsError
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database

API = "/api/v2"

_log = logging.getLogger("hornbook.app")


def now() -> datetime:
    return datetime.now(UTC)


def prepare(settings: Settings) -> bool:
    """Make what a start needs: the home, the schema, and the application that the environment names.

    Every part is opened once, so that a setting that cannot be used raises SettingsError here and not in a web process.
    False if there is no application yet.
    """
    if settings.embedded:
        _make_home(settings.home)
    hornbook = open_hornbook(settings)
    try:
        hornbook.database.migrate()
        if settings.app_id and settings.app_secret:
            ensure_application(hornbook.database, settings.app_id, settings.app_secret, hornbook.now())
        with hornbook.database.read() as stored:
            return bool(stored.applications.all())
    except Invalid as refusal:
        raise SettingsError(f"HORNBOOK_APP_ID: {refusal}") from None
    finally:
        hornbook.database.close()


def open_hornbook(settings: Settings) -> Hornbook:
    """The parts of the service over a prepared home; raises SettingsError."""
    return Hornbook(
        database=Database(settings.database_url),
        blobs=Blobs.from_url(settings.store_url),
        now=now,
        ring=open_doorbell(settings.queue_url).ring,
        public_url=settings.public_url,
        secret_key=secret_key(settings),
        fetch_allow=settings.fetch_allow,
        max_upload=settings.max_upload,
    )


def create_app(hornbook: Hornbook, *, validate_responses: bool) -> connexion.FlaskApp:
    """The ASGI application. Connexion's own stack is replaced by the plans, which answer all that is below API."""
    options = Options(
        authenticator=_authenticator(hornbook),
        stage=hornbook.blobs.stage,
        inline=hornbook.database.inline,
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
            functools.partial(Plans, options=options),
        ],
    )
    app.add_api(
        openapi_document(), base_path=API, resolver=Resolver(handlers(hornbook).__getitem__), pythonic_params=True
    )
    _add_pages(app.app, hornbook)
    return app


def from_environment() -> connexion.FlaskApp:
    """What a web server process runs, once `prepare` has been done."""
    end_with_parent()
    settings = environment.from_environment()
    return create_app(open_hornbook(settings), validate_responses=settings.validate_responses)


def _make_home(home: Path) -> None:
    advice = "name a folder that this user may write to"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"HORNBOOK_HOME={str(home)!r} cannot be made: {error.strerror}; {advice}") from None
    if not os.access(home, os.W_OK | os.X_OK):
        raise SettingsError(f"HORNBOOK_HOME={str(home)!r} cannot be written to: {advice}")


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
    pages.register_blueprint(launch_pages(hornbook))

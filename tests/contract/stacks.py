"""Stock connexion and the plans side by side, with handlers that keep what they were called with."""

import asyncio
import copy
import functools
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import connexion
import httpx
import msgspec
from connexion.middleware.exceptions import ExceptionMiddleware
from connexion.middleware.server_error import ServerErrorMiddleware
from connexion.resolver import Resolver

from hornbook_contract import openapi_document
from hornbook_server.contract.plans import Options, Plans
from hornbook_server.contract.security import Authenticator
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.tokens import Grant
from hornbook_server.handlers.wire import Upload, parse_date
from hornbook_server.storage.blobs import Blobs

SECRETS = {"app": "secret"}
TOKENS = {"reader": ["read:course"], "writer": ["write"]}

BASIC = {"Authorization": "Basic " + b64encode(b"app:secret").decode()}
JSON = {"Content-Type": "application/json"}

# The status, and the calls that a handler got.
Outcome = tuple[int, list[Any]]


def basic(username: str, password: str) -> dict[str, Any] | None:
    return {"sub": username} if SECRETS.get(username) == password else None


def bearer(token: str) -> dict[str, Any] | None:
    return {"sub": "app", "scope": TOKENS[token]} if token in TOKENS else None


@dataclass(frozen=True)
class Case:
    """One request; a `chunked` body has no Content-Length."""

    name: str
    method: str
    target: bytes
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    auth: dict[str, str] = field(default_factory=lambda: BASIC)
    chunked: bool = False


class Echo:
    """A handler for every operation, which keeps what it was called with."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __getitem__(self, operation_id: str) -> Any:
        return functools.partial(self._called, operation_id)

    def _called(self, operation_id: str, *_: Any, **arguments: Any) -> Any:
        for foreign in ("user", "token_info", "context_"):
            arguments.pop(foreign, None)
        self.calls.append((operation_id, {name: plain(value) for name, value in arguments.items()}))


def plain(value: Any) -> Any:
    """A value as it stood in the request, whichever stack read it."""
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            return value
    if isinstance(value, Upload):
        return "a file"
    return msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else value


Stack = tuple[Any, Echo]


def without_answers() -> dict[str, Any]:
    """The contract with success answers that need no body: parity is about requests."""
    document = copy.deepcopy(openapi_document())
    for item in document["paths"].values():
        for operation in item.values():
            operation["responses"] = {"204": {"description": "Done"}}
    return document


def stock_stack() -> Stack:
    document = without_answers()
    schemes = document["components"]["securitySchemes"]
    for name in ("APP_NORMAL", "APP_MANAGEMENT"):
        schemes[name]["x-basicInfoFunc"] = f"{__name__}.basic"
    schemes["OAUTH"]["x-tokenInfoFunc"] = f"{__name__}.bearer"
    echo = Echo()
    app = connexion.AsyncApp(__name__)
    app.add_api(document, base_path="/api/v2", resolver=Resolver(echo.__getitem__), pythonic_params=True)
    return app, echo


def our_options(store: str) -> Options:
    """`store` is the URL of one for uploads."""
    return Options(
        authenticator=Authenticator(
            lambda app, secret: ApplicationKind.NORMAL if basic(app, secret) else None,
            lambda token: (ApplicationKind.NORMAL, Grant("app", frozenset(TOKENS[token]))) if token in TOKENS else None,
        ),
        stage=Blobs.from_url(store).stage,
        run=_at_once,
        validate_responses=True,
        max_upload=2**20,
    )


async def _at_once(call: Callable[[], Any]) -> Any:
    return call()


def our_stack(store: str, document: dict[str, Any] | None = None) -> Stack:
    echo = Echo()
    plans = functools.partial(Plans, options=our_options(store))
    app = connexion.FlaskApp(__name__, middlewares=[ServerErrorMiddleware, ExceptionMiddleware, plans])
    document = document or without_answers()
    app.add_api(document, base_path="/api/v2", resolver=Resolver(echo.__getitem__), pythonic_params=True)
    return app, echo


def outcome(stack: Stack, case: Case) -> Outcome:
    app, echo = stack
    echo.calls.clear()
    return asyncio.run(_send(app, case)).status_code, list(echo.calls)


async def _send(app: Any, case: Case) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport) as client:
        url = httpx.URL(scheme="http", host="test", raw_path=b"/api/v2" + case.target)
        body = _in_chunks(case.body) if case.chunked else case.body
        return await client.request(case.method, url, content=body, headers=case.headers | case.auth)


async def _in_chunks(body: bytes) -> AsyncIterator[bytes]:
    yield body[:5]
    yield body[5:]

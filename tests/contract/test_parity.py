"""One table of requests through stock connexion and through the plans.

Whatever differs is named, by a defect of connexion that the plans end or by a leniency that official clients need;
a name that no longer differs fails too.
"""

import asyncio
import functools
import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

import connexion
import httpx
import msgspec
import pytest
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


def basic(username: str, password: str) -> dict[str, Any] | None:
    return {"sub": username} if SECRETS.get(username) == password else None


def bearer(token: str) -> dict[str, Any] | None:
    return {"sub": "app", "scope": TOKENS[token]} if token in TOKENS else None


@dataclass(frozen=True)
class Case:
    """`differs` names the reason why stock connexion answers otherwise; empty where both must agree."""

    name: str
    method: str
    target: bytes
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    auth: dict[str, str] = field(default_factory=lambda: BASIC)
    differs: str = ""


CASES = [
    Case("get one", "GET", b"/courses/golf"),
    Case("a blank in an id", "GET", b"/courses/my%20course"),
    Case("unicode in an id", "GET", b"/courses/%C3%A9"),
    Case("a plus in an id", "GET", b"/courses/a+b"),
    Case("flags", "GET", b"/courses/golf?includeCourseMetadata=true&includeRegistrationCount=false"),
    Case("the list, defaults", "GET", b"/courses"),
    Case("the list, all filters", "GET", b"/courses?filter=g&filterBy=title&orderBy=title_asc&datetimeFilter=created"),
    Case("a date with Z", "GET", b"/courses?since=2024-05-06T07:08:09Z"),
    Case("a date with an encoded offset", "GET", b"/courses?until=2024-05-06T07:08:09%2B02:00"),
    Case("tags as csv with bare commas", "GET", b"/courses?tags=a,b"),
    Case("tags as csv with encoded commas", "GET", b"/courses?tags=a%2Cb"),
    Case("an unknown query parameter", "GET", b"/courses?nope=1"),
    Case("a value outside of the enum", "GET", b"/courses?orderBy=size"),
    Case("a boolean that is none", "GET", b"/courses?includeCourseMetadata=maybe"),
    Case("a literal beside a parameter", "PUT", b"/courses/tags", b'{"ids": ["a"], "tags": ["x"]}', JSON),
    Case("a course named like a literal", "GET", b"/courses/tags"),
    Case("the literal's child", "GET", b"/courses/importJobs/7"),
    Case("a version", "GET", b"/courses/golf/versions/3"),
    Case("a title", "PUT", b"/courses/golf/title", b'{"title": "New"}', JSON),
    Case(
        "unknown members of a body",
        "PUT",
        b"/courses/golf/title",
        b'{"title": "New", "colour": 1}',
        JSON,
        differs="leniency: accepted, and left out of the typed body",
    ),
    Case("a body of the wrong type", "PUT", b"/courses/golf/title", b'{"title": 1}', JSON),
    Case("a body that is no JSON", "PUT", b"/courses/golf/title", b"{", JSON),
    Case("a body of another media type", "PUT", b"/courses/golf/title", b"<a/>", {"Content-Type": "text/xml"}),
    Case("a body with DELETE", "DELETE", b"/courses/golf/tags", b'{"tags": ["a"]}', JSON),
    Case("an idle body with DELETE", "DELETE", b"/courses/golf", b"{}", JSON),
    Case("a required member that is missing", "PUT", b"/courses/tags", b'{"ids": ["a"]}', JSON),
    Case("a required parameter that is missing", "POST", b"/courses/importJobs", b'{"url": "http://x/y"}', JSON),
    Case("no credentials", "GET", b"/courses/golf", auth={}),
    Case("a wrong secret", "GET", b"/courses/golf", auth={"Authorization": "Basic YXBwOm5vcGU="}),
    Case("another scheme", "GET", b"/courses/golf", auth={"Authorization": "Digest x"}),
    Case("a token with a scope that suffices", "GET", b"/courses/golf", auth={"Authorization": "Bearer reader"}),
    Case("a lower-case scheme", "GET", b"/courses/golf", auth={"Authorization": "bearer reader"}),
    Case("a token that lacks the scope", "DELETE", b"/courses/golf", auth={"Authorization": "Bearer reader"}),
    Case("an unknown token", "GET", b"/courses/golf", auth={"Authorization": "Bearer nobody"}),
    Case("an unknown path", "GET", b"/nope"),
    Case("another method", "PATCH", b"/courses/golf"),
    Case("two slashes after the base", "GET", b"//courses", differs="leniency: SDKs whose base ends in a slash"),
    Case("a slash in an id", "GET", b"/courses/a%2Fb", differs="G7: %2F in an id is 404"),
    Case("a True of Python", "GET", b"/courses?includeTotalCount=True"),
    Case(
        "a naive date", "GET", b"/courses?since=2024-05-06T07:08:09", differs="leniency: the Python SDK's naive dates"
    ),
    Case("a plain date", "GET", b"/courses?since=2024-05-06", differs="leniency: the Python SDK's plain dates"),
    Case(
        "a date without seconds",
        "GET",
        b"/courses?since=2024-05-06T07:08Z",
        differs="leniency: Java drops zero seconds",
    ),
    Case("repeated tags", "GET", b"/courses?tags=a&tags=b", differs="leniency: the PHP SDK repeats the parameter"),
    Case("a comma in a tag", "GET", b"/courses?tags=a%2Cb,c", differs="G6: a comma in a member cannot be sent"),
    Case(
        "a scalar given twice", "GET", b"/courses?orderBy=title_asc&orderBy=title_desc", differs="G6: the last one wins"
    ),
    Case("a version that is no number", "GET", b"/courses/golf/versions/x", differs="G7: 404 instead of 400"),
    Case("a version with an underscore", "GET", b"/courses/golf/versions/5_0", differs="G6: read by int()"),
    Case("bytes that are no UTF-8 in an id", "GET", b"/courses/%FF", differs="G7: becomes U+FFFD"),
    Case(
        "JSON without a content type",
        "PUT",
        b"/courses/golf/title",
        b'{"title": "New"}',
        differs="G4: the handler gets bytes",
    ),
    Case(
        "a content type in capitals",
        "PUT",
        b"/courses/golf/title",
        b'{"title": "New"}',
        {"Content-Type": "Application/JSON"},
        differs="G4: the handler gets bytes",
    ),
    Case("a body that is no UTF-8", "PUT", b"/courses/golf/title", b'{"title": "\xff"}', JSON, differs="G3: 500"),
    Case("very deep JSON", "PUT", b"/courses/golf/title", b"[" * 100_000, JSON, differs="G3: 500"),
    Case("a trailing slash", "GET", b"/courses/golf/", differs="G2: redirects, which loses bodies"),
]


class Echo:
    """A handler for every operation: keeps what it was called with and answers with the spec's example."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._document = document

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


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The contract with success answers that need no body: parity is about requests."""
    document = json.loads(json.dumps(openapi_document()))
    for item in document["paths"].values():
        for operation in item.values():
            operation["responses"] = {"204": {"description": "Done"}}
    return document


@pytest.fixture(scope="module")
def stock(document) -> tuple[connexion.AsyncApp, Echo]:
    document = json.loads(json.dumps(document))
    schemes = document["components"]["securitySchemes"]
    for name in ("APP_NORMAL", "APP_MANAGEMENT"):
        schemes[name]["x-basicInfoFunc"] = f"{__name__}.basic"
    schemes["OAUTH"]["x-tokenInfoFunc"] = f"{__name__}.bearer"
    echo = Echo(document)
    app = connexion.AsyncApp(__name__)
    app.add_api(document, base_path="/api/v2", resolver=Resolver(echo.__getitem__), pythonic_params=True)
    return app, echo


@pytest.fixture(scope="module")
def ours(document, tmp_path_factory) -> tuple[connexion.FlaskApp, Echo]:
    options = Options(
        authenticator=Authenticator(
            lambda app, secret: ApplicationKind.NORMAL if basic(app, secret) else None,
            lambda token: (ApplicationKind.NORMAL, Grant("app", frozenset(TOKENS[token]))) if token in TOKENS else None,
        ),
        stage=Blobs.from_url(tmp_path_factory.mktemp("store").as_uri()).stage,
        inline=True,
        validate_responses=True,
        max_upload=2**20,
    )
    echo = Echo(document)
    app = connexion.FlaskApp(
        __name__,
        middlewares=[ServerErrorMiddleware, ExceptionMiddleware, functools.partial(Plans, options=options)],
    )
    app.add_api(document, base_path="/api/v2", resolver=Resolver(echo.__getitem__), pythonic_params=True)
    return app, echo


def outcome(app: Any, echo: Echo, case: Case) -> tuple[int, list[Any]]:
    """The status, and the calls that a handler got."""
    echo.calls.clear()

    async def send() -> int:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport) as client:
            url = httpx.URL(scheme="http", host="test", raw_path=b"/api/v2" + case.target)
            return (
                await client.request(case.method, url, content=case.body, headers=case.headers | case.auth)
            ).status_code

    status = asyncio.run(send())
    return status, list(echo.calls)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_plans_read_a_request_as_connexion_does(stock, ours, case):
    expected, answered = outcome(*stock, case), outcome(*ours, case)
    assert answered[0] < 500
    if case.differs:
        assert answered != expected, f"no longer differs: {case.differs}"
    else:
        assert answered == expected

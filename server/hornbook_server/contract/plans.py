"""Every operation of the spec compiled, at start-up, into the plan that serves it."""

import functools
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from anyio import to_thread
from connexion.middleware.abstract import SpecMiddleware
from connexion.resolver import Resolver
from connexion.spec import Specification
from sqlalchemy.exc import OperationalError
from starlette.types import ASGIApp, Receive, Scope, Send

from hornbook_server.contract.parameters import Parameter, compile_parameter, query_values
from hornbook_server.contract.refusals import Refused, error_body, status_of
from hornbook_server.contract.replies import Reply, ReplyForm, refusal
from hornbook_server.contract.requests import Body, compile_body, read_parameters
from hornbook_server.contract.routing import Routes
from hornbook_server.contract.schemas import Json, resolve
from hornbook_server.contract.security import Authenticator, Gate
from hornbook_server.contract.uploads import UploadBody
from hornbook_server.domain.errors import DomainError
from hornbook_server.handlers.wire import Upload
from hornbook_server.storage.blobs import STORE_FAULTS, Staged

METHODS = frozenset(("get", "put", "post", "delete", "patch", "head"))

_AWAY = "The service's database does not answer; try again in a moment."
_STORE_AWAY = "The service's store does not answer; try again in a moment."

Run = Callable[..., Awaitable[Any]]

_log = logging.getLogger("hornbook.contract")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the plans need besides the spec. `run` carries out what the event loop must not wait for."""

    authenticator: Authenticator
    stage: Callable[[], Staged]
    run: Run
    validate_responses: bool
    max_upload: int


class Plan:
    """One operation: admit, read, call, reply."""

    def __init__(self, document: Json, operation: Json, handler: Callable[..., Any], options: Options) -> None:
        parameters = [compile_parameter(document, resolve(document, p)) for p in operation.get("parameters", ())]
        self._path = [p for p in parameters if p.place == "path"]
        self._query = [p for p in parameters if p.place == "query"]
        self._headers = {p.name.lower().encode(): p for p in parameters if p.place == "header"}
        self._query_defaults = {p.argument: p.default for p in self._query if p.default is not None}
        self._query_required = any(p.required for p in self._query)
        self._gate = Gate(operation["security"], options.authenticator)
        self._body = _compile_body(document, operation, options)
        self._reply = ReplyForm(document, operation["responses"], validate=options.validate_responses)
        self._handler = handler
        self._run = options.run
        waits = isinstance(self._body, UploadBody) or getattr(getattr(handler, "func", None), "waits", False)
        self._run_handler: Run = to_thread.run_sync if waits else self._run

    def order_path(self, template: str) -> None:
        """Put the path parameters in the order of the template, the order in which values are captured."""
        self._path.sort(key=lambda parameter: template.index("{" + parameter.name + "}"))

    async def __call__(self, scope: Scope, receive: Receive, captured: tuple[bytes, ...]) -> Reply:
        caller = await self._run(functools.partial(self._gate.admit, scope["headers"]))
        arguments = self._arguments(scope, captured)
        if self._body is not None:
            arguments |= await self._body.read(scope["headers"], receive)
        try:
            result = await self._run_handler(functools.partial(self._handler, caller, **arguments))
        finally:
            await _discard_uploads(self._body, arguments)
        return self._reply.make(result)

    def _arguments(self, scope: Scope, captured: tuple[bytes, ...]) -> dict[str, Any]:
        arguments = {
            parameter.argument: parameter.read([raw]) for parameter, raw in zip(self._path, captured, strict=True)
        }
        if scope["query_string"] or self._query_required:
            arguments |= read_parameters(self._query, query_values(scope["query_string"]))
        else:
            arguments |= self._query_defaults
        if self._headers:
            arguments |= _header_arguments(self._headers, scope["headers"])
        return arguments


class Plans(SpecMiddleware):
    """Answers everything below the API base, so that nothing there reaches the framework behind it."""

    def __init__(self, next_app: ASGIApp, options: Options) -> None:
        self._next_app = next_app
        self._options = options
        self._routes: Routes[Plan] | None = None

    def add_api(
        self, specification: Specification, *, base_path: str | None = None, resolver: Resolver | None = None, **_: Any
    ) -> None:
        document = specification.raw
        base = base_path or specification.base_path
        self._routes = Routes(base)
        _check_names(document)
        for path, item in document["paths"].items():
            for method in METHODS & item.keys():
                operation = specification.operation_cls.from_spec(
                    specification, path=path, method=method, resolver=resolver
                )
                plan = Plan(document, item[method], operation.function, self._options)
                plan.order_path(path)
                self._routes.add(path, method.upper(), plan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._routes is not None
        if scope["type"] != "http" or not self._routes.covers(scope["path"]):
            await self._next_app(scope, receive, send)
            return
        reply = await self._answer(self._routes, scope, receive)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else reply.body})

    async def _answer(self, routes: Routes[Plan], scope: Scope, receive: Receive) -> Reply:
        try:
            plan, captured = routes.find(scope["raw_path"], scope["method"])
            return await plan(scope, receive, captured)
        except Refused as refused:
            return refusal(refused.status, error_body(str(refused)), refused.headers)
        except DomainError as error:
            return refusal(status_of(error), error_body(str(error)))
        except OperationalError:
            _log.exception("%s %s: the database does not answer", scope["method"], scope["path"])
            return refusal(503, error_body(_AWAY), ((b"retry-after", b"1"),))
        except STORE_FAULTS:
            _log.exception("%s %s: the store does not answer", scope["method"], scope["path"])
            return refusal(503, error_body(_STORE_AWAY), ((b"retry-after", b"1"),))
        except Exception:  # noqa: BLE001 the edge: whatever was not foreseen is logged and answered
            _log.exception("%s %s failed", scope["method"], scope["path"])
            return refusal(500, error_body("Internal error; the server's log has the details."))


def _check_names(document: Json) -> None:
    """Connexion lets two operations of one name pass, and checks one by the other's schema."""
    names = Counter(
        item[method]["operationId"] for item in document["paths"].values() for method in METHODS & item.keys()
    )
    doubled = sorted(name for name, times in names.items() if times > 1)
    if doubled:
        raise ValueError(
            f"the contract has several operations named {', '.join(doubled)}: give each its own operationId"
        )


def _compile_body(document: Json, operation: Json, options: Options) -> Body | None:
    if "requestBody" not in operation:
        return None
    body = resolve(document, operation["requestBody"])
    multipart = body["content"].get("multipart/form-data")
    if multipart is not None:
        return UploadBody(document, multipart["schema"], stage=options.stage, limit=options.max_upload)
    return compile_body(document, body)


def _header_arguments(parameters: dict[bytes, Parameter], headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    given: dict[str, list[bytes]] = {}
    for name, value in headers:
        if name in parameters:
            given.setdefault(parameters[name].name, []).append(value.replace(b"%", b"%25"))
    return read_parameters(parameters.values(), given)


async def _discard_uploads(body: Body | None, arguments: dict[str, Any]) -> None:
    if isinstance(body, UploadBody):
        for value in arguments.values():
            if isinstance(value, Upload):
                await to_thread.run_sync(value.staged.discard)

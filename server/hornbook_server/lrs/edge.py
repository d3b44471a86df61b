"""Where requests to a record store arrive: admitted, read, answered in JSON whatever happens."""

import functools
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import unquote

from msgspec import structs
from sqlalchemy.exc import OperationalError
from starlette.types import ASGIApp, Receive, Scope, Send

from hornbook_server.contract.refusals import Refused, error_body, status_of
from hornbook_server.domain.errors import DomainError
from hornbook_server.lrs.gathering import Gathering, Storing
from hornbook_server.lrs.messages import Reply, Request, answered_version, request_from, version_of
from hornbook_server.lrs.resources import RESOURCES, about, more
from hornbook_server.lrs.store import Store
from hornbook_server.storage.database import Database

MOST_BYTES = 64 * 2**20
MOST_BYTES_OF_STRANGERS = 2**20  # a form may bring its credentials with it
_LONG = 2**16  # bytes of a request that would stall the others
_ALLOWED = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_CORS = (
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through",
    ),
)
_PREFLIGHT = (
    (b"access-control-allow-methods", _ALLOWED.encode()),
    (
        b"access-control-allow-headers",
        b"Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version, Accept, Accept-Language",
    ),
    (b"access-control-max-age", b"86400"),
)

Admit = Callable[[str, str], Store]
_PLACE = re.compile(r"/lrs/([^/]*)/?(.*)")
_log = logging.getLogger("hornbook.lrs")


class Lrs:
    """`/lrs/{name}/...`: `admit(name, Authorization header)` gives the store, or raises Refused 401 or 403.

    `place` finds the name and the resource in another path.
    """

    def __init__(
        self,
        next_app: ASGIApp,
        *,
        admit: Admit,
        database: Database,
        now: Callable[[], datetime],
        place: re.Pattern[str] = _PLACE,
    ) -> None:
        self._next_app = next_app
        self._admit = admit
        self._run = database.run
        self._gathering = Gathering(database, now)
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._place.fullmatch(scope["raw_path"].decode("latin1")) if scope["type"] == "http" else None
        if found is None:
            await self._next_app(scope, receive, send)
            return
        name, resource = found.groups()
        headers = {key.decode("latin1"): value.decode("latin1") for key, value in scope["headers"]}
        if scope["method"] == "OPTIONS":
            await _send(send, Reply(status=204), (*_CORS, *_PREFLIGHT))
            return
        consistent = self._gathering.consistent_through  # before anything is looked up
        reply = await self._reply(scope, receive, unquote(name), resource.rstrip("/"), headers)
        version = answered_version(headers.get("x-experience-api-version", ""))
        through = consistent.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said = (
            (b"x-experience-api-version", version.encode()),
            (b"x-experience-api-consistent-through", through.encode()),
        )
        await _send(send, reply, (*said, *_CORS), head=scope["method"] == "HEAD")

    async def _reply(
        self, scope: Scope, receive: Receive, name: str, resource: str, headers: Mapping[str, str]
    ) -> Reply:
        try:
            body = await self._body(scope, receive, name, headers)
            request = request_from(scope["method"], scope["query_string"], headers, body)
            return await self._carry_out(functools.partial(self._answer, name, resource, request), len(body))
        except Refused as refused:
            extra = tuple((key.decode(), value.decode()) for key, value in refused.headers)
            return _refusal(refused.status, str(refused), *extra)
        except DomainError as error:
            return _refusal(status_of(error), str(error))
        except OperationalError:
            _log.exception("%s %s: the database does not answer", scope["method"], scope["path"])
            return _refusal(503, "The service's database does not answer; try again in a moment.", ("Retry-After", "1"))
        except Exception:  # noqa: BLE001 the edge: whatever was not foreseen is logged and answered
            _log.exception("%s %s failed", scope["method"], scope["path"])
            return _refusal(500, "Internal error; the server's log has the details.")

    async def _body(self, scope: Scope, receive: Receive, name: str, headers: Mapping[str, str]) -> bytes:
        """A long one is not read of those who are not admitted. Raises Refused."""
        length, authorization = _length(headers), headers.get("authorization", "")
        if not authorization and b"method=" in scope["query_string"]:
            return await _read(receive, length, most=MOST_BYTES_OF_STRANGERS)
        if length > _LONG or "transfer-encoding" in headers:
            await self._run(functools.partial(self._admit, name, authorization), long=False)
        return await _read(receive, length, most=MOST_BYTES)

    async def _carry_out(self, answer: Callable[[], Reply | Storing], size: int) -> Reply:
        answered = await self._run(answer, long=size > _LONG)
        if isinstance(answered, Storing):
            return answered.reply(await self._gathering.store(answered.writing))
        return answered

    def _answer(self, name: str, resource: str, request: Request) -> Reply | Storing:
        page, _, token = resource.partition("/more/")
        methods = {"GET": more(token)} if page == "statements" and token else RESOURCES.get(resource)
        if methods is None:
            raise Refused(404, f"xAPI has no resource [{resource}]; there are {', '.join(RESOURCES)}")
        handle = methods.get("GET" if request.method == "HEAD" else request.method)
        if handle is None:
            allowed = ", ".join(methods)
            raise Refused(405, f"{resource} takes {allowed}, not {request.method}.", (b"Allow", allowed.encode()))
        if handle is about:
            return about(None, request)
        store = self._admit(name, request.headers.get("authorization", ""))
        store.check_level(request.method)
        return handle(store, structs.replace(request, version=version_of(request.headers)))


def _length(headers: Mapping[str, str]) -> int:
    """What the request says of its body; 0 where it says nothing."""
    declared = headers.get("content-length", "")
    return int(declared) if declared.isdecimal() else 0


async def _read(receive: Receive, length: int, *, most: int) -> bytes:
    """Raises Refused 413 before more than `most` bytes are held."""
    too_large = length > most
    body, more_to_come = bytearray(), True
    while more_to_come and not too_large:
        message = await receive()
        body += message.get("body", b"")
        more_to_come, too_large = message.get("more_body", False), len(body) > most
    if too_large:
        raise Refused(413, f"The request has more than {most} bytes; send it in several.")
    return bytes(body)


async def _send(send: Send, reply: Reply, extra: tuple[tuple[bytes, bytes], ...], *, head: bool = False) -> None:
    headers = [(name.lower().encode(), value.encode("latin1", "replace")) for name, value in reply.headers]
    if reply.content_type:
        headers.append((b"content-type", reply.content_type.encode("latin1", "replace")))
    if reply.status != 204:  # noqa: PLR2004 which has no body, and says no length
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": [*headers, *extra]})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})


def _refusal(status: int, message: str, *headers: tuple[str, str]) -> Reply:
    return Reply(status=status, body=error_body(message), content_type="application/json", headers=headers)

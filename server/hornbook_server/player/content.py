"""A package's files as plain ASGI, below /play/<launch>/content/, straight out of the upload.

A deflated member leaves as its own bytes in a gzip frame. Ranges, and clients that take no gzip, get it inflated.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from anyio import to_thread
from msgspec import Struct
from sqlalchemy.exc import OperationalError
from starlette.types import ASGIApp, Receive, Scope, Send

from hornbook_server.player.paths import candidates
from hornbook_server.player.representations import SAFE, File, Headers, Representation, Whole, file_of, represent
from hornbook_server.services.content import CHUNK, find_file, gzipped, inflated, packed
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import find_launch
from hornbook_server.storage.blobs import STORE_FAULTS

_LOOKED_UP_FOR = timedelta(seconds=2)  # a course that is deleted is served for so long yet
_MOST_LAUNCHES, _MOST_FILES = 1024, 4096
_PARTS = 5  # of a path like /play/x/content/y
_LOOK_EVERY = 8  # chunks
_LONG = 2**20  # bytes: inflating more takes a thread

_ENDED = "This launch has ended, or its course has been deleted. Open the course again from where you found it."
_MISSING = "The course's package has no such file."
_READ_ONLY = "The files of a course can only be read."
_NO_SERVICE_WORKER = "A course may not install a service worker."
_AWAY = "The service's database does not answer; try again in a moment."
_STORE_AWAY = "The service's store does not answer; try again in a moment."
_BROKEN = "The file cannot be read; the server's log has the details."

_UNKNOWN = (datetime.min.replace(tzinfo=UTC), "")

_log = logging.getLogger("hornbook.content")


class _Reply(Struct, frozen=True):
    """`rest` is what follows `body`, if anything does; `slowly` if that is not for the event loop."""

    status: int
    headers: Headers
    body: bytes = b""
    rest: Iterator[bytes] | None = None
    slowly: bool = False


class Content:
    def __init__(self, next_app: ASGIApp, hornbook: Hornbook) -> None:
        self._next_app = next_app
        self._hornbook = hornbook
        self._launches: dict[bytes, tuple[datetime, str]] = {}
        self._files: dict[tuple[str, bytes], File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = _place_of(scope["raw_path"]) if scope["type"] == "http" else None
        if place is None:
            await self._next_app(scope, receive, send)
            return
        reply = await self._answer(scope, *place)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body, "more_body": reply.rest is not None})
        if reply.rest is not None:
            await _send_rest(reply.rest, receive, send, slowly=reply.slowly)

    def at_once(self, scope: Scope) -> Whole | None:
        """The answer to a GET of what was lately found, if it is short; None leaves it to the application.

        So does whatever goes wrong: the application meets it again, and tells.
        """
        place = _place_of(scope["raw_path"])
        if place is None:
            return None
        launch_id, path = place
        until, blob = self._launches.get(launch_id, _UNKNOWN)
        file = self._files.get((blob, path))
        wanted = dict(scope["headers"])
        if file is None or self._hornbook.now() >= until or b"service-worker" in wanted:
            return None
        found = represent(file, wanted)
        if found.length > CHUNK or self._slowly(file, found):
            return None
        try:
            return found.status, found.headers, next(self._chunks(file, found)) if found.length else b""
        except Exception:  # noqa: BLE001 each store has errors of its own
            return None

    async def _answer(self, scope: Scope, launch_id: bytes, path: bytes) -> _Reply:
        reading = scope["method"] == "GET"
        try:
            reply = await self._reply(scope, launch_id, path, reading=reading)
        except OperationalError:
            _log.exception("%s: the database does not answer", scope["path"])
            reply = _refusal(503, _AWAY, (b"retry-after", b"1"))
        except FileNotFoundError:
            reply = _refusal(404, _ENDED)
        except STORE_FAULTS:
            _log.exception("%s: the store does not answer", scope["path"])
            reply = _refusal(503, _STORE_AWAY, (b"retry-after", b"1"))
        except Exception:  # noqa: BLE001 the edge: whatever was not foreseen is logged and answered
            _log.exception("%s failed", scope["path"])
            reply = _refusal(500, _BROKEN)
        return reply if scope["method"] != "HEAD" else _Reply(reply.status, reply.headers)

    async def _reply(self, scope: Scope, launch_id: bytes, path: bytes, *, reading: bool) -> _Reply:
        wanted = dict(scope["headers"])
        if scope["method"] not in ("GET", "HEAD"):
            return _refusal(405, _READ_ONLY, (b"allow", b"GET, HEAD"))
        if b"service-worker" in wanted:
            return _refusal(403, _NO_SERVICE_WORKER)
        blob = await self._blob(launch_id)
        if blob is None:
            return _refusal(404, _ENDED)
        file = await self._file(blob, path)
        if file is None:
            return _refusal(404, _MISSING)
        if not reading:
            wanted.pop(b"range", None)
        found = represent(file, wanted)
        if not found.length or not reading:
            return _Reply(found.status, found.headers)
        chunks, slowly = self._chunks(file, found), self._slowly(file, found)
        body = await _run(partial(next, chunks), slowly=slowly)
        return _Reply(found.status, found.headers, body, None if len(body) == found.length else chunks, slowly)

    async def _blob(self, launch_id: bytes) -> str | None:
        """The upload of a launch, empty for media kept elsewhere; None where there is no such launch."""
        now = self._hornbook.now()
        known = self._launches.get(launch_id)
        if known is not None and now < known[0]:
            return known[1]
        self._launches.pop(launch_id, None)
        text = launch_id.decode("ascii", errors="replace")
        launch = await self._look_up(partial(find_launch, self._hornbook, text))
        if launch is None:
            return None
        _keep(self._launches, launch_id, (now + _LOOKED_UP_FOR, launch.blob), _MOST_LAUNCHES)
        return str(launch.blob)

    async def _file(self, blob: str, path: bytes) -> File | None:
        file = self._files.get((blob, path))
        if file is None:
            member = await self._look_up(partial(find_file, self._hornbook, blob, candidates(path)))
            if member is None:
                return None
            file = file_of(blob, member)
            _keep(self._files, (blob, path), file, _MOST_FILES)
        return file

    async def _look_up(self, call: Callable[[], Any]) -> Any:
        return await _run(call, slowly=not self._hornbook.database.inline)

    def _chunks(self, file: File, found: Representation) -> Iterator[bytes]:
        blobs, blob, member = self._hornbook.blobs, file.blob, file.member
        if found.gzipped:
            return gzipped(blobs, blob, member)
        part = range(member.size) if found.part is None else found.part
        read = inflated if member.deflated else packed
        return read(blobs, blob, member, part.start, part.stop)

    def _slowly(self, file: File, found: Representation) -> bool:
        inflating = file.member.deflated and not found.gzipped
        return not self._hornbook.blobs.local or (inflating and file.member.size > _LONG)


def _place_of(raw_path: bytes) -> tuple[bytes, bytes] | None:
    """The launch, and the path in its course; None where no content is asked for."""
    parts = raw_path.split(b"/", _PARTS - 1)
    if len(parts) < _PARTS or parts[1] != b"play" or parts[3] != b"content":
        return None
    return parts[2], parts[4]


async def _send_rest(chunks: Iterator[bytes], receive: Receive, send: Send, *, slowly: bool) -> None:
    """Until the last chunk. A client's end is looked for now and then: the server drops what it sends after that."""
    gone = None
    try:
        for number in count(1):
            chunk = await _run(partial(next, chunks, b""), slowly=slowly)
            await send({"type": "http.response.body", "body": chunk, "more_body": bool(chunk)})
            if not chunk:
                return
            if number % _LOOK_EVERY == 0:
                gone = gone or asyncio.ensure_future(_end_of(receive))
                await asyncio.sleep(0)
                if gone.done():
                    return
    finally:
        if gone is not None:
            gone.cancel()


async def _end_of(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _run(call: Callable[[], Any], *, slowly: bool) -> Any:
    return await to_thread.run_sync(call) if slowly else call()


def _keep(kept: dict[Any, Any], key: object, value: object, most: int) -> None:
    """In a cache that is full the oldest goes."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)), None)
    kept[key] = value


def _refusal(status: int, message: str, *headers: tuple[bytes, bytes]) -> _Reply:
    body = message.encode()
    own = ((b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body)))
    return _Reply(status, (*own, *headers, (b"cache-control", b"no-store"), *SAFE), body)

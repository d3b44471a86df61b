"""A real HTTP server that writes down what arrives and answers what a test has prepared."""

import inspect
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from hornbook import AsyncClient, Client

REMEMBERED = 1 << 20


@dataclass(frozen=True)
class Received:
    """One request; `target` is the request line's, undecoded. A body above 1 MiB is counted, not kept."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    length: int

    @property
    def line(self) -> str:
        return f"{self.method} {self.target}"


@dataclass
class Cloud:
    """`url` is the API's base; `requests` are what has arrived, oldest first."""

    url: str
    requests: list[Received] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def will_answer(self, body: Any = None, status: int = 200) -> None:
        """Queue an answer: bytes go as they are, None is an empty body, all else becomes JSON."""
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append((status, raw))

    @property
    def lines(self) -> list[str]:
        return [request.line for request in self.requests]


def _handler(cloud: Cloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            cloud.requests.append(self._received())
            status, body = cloud.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815 names that http.server looks for

        def _received(self) -> Received:
            length = left = int(self.headers.get("Content-Length", 0))
            kept = bytearray()
            while left:
                piece = self.rfile.read(min(left, 1 << 16))
                left -= len(piece)
                if length <= REMEMBERED:
                    kept += piece
            headers = {name.lower(): value for name, value in self.headers.items()}
            return Received(self.command, self.path, headers, bytes(kept), length)

        def log_message(self, *_: object) -> None:
            """The requests are written down already."""

    return Handler


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    for name in ("HORNBOOK_URL", "HORNBOOK_APP_ID", "HORNBOOK_APP_SECRET"):
        monkeypatch.delenv(name, raising=False)
    cloud = Cloud("")
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(cloud)) as server:
        cloud.url = f"http://127.0.0.1:{server.server_port}/api/v2"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield cloud
        server.shutdown()
        thread.join()


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def passing(self, seconds: float) -> float:
        self.now += seconds
        return seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Blocking:
    """An AsyncClient called as if it were a Client, so that one test holds for both."""

    def __init__(self, portal: BlockingPortal, client: AsyncClient) -> None:
        self._portal = portal
        self._client = client

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        def call(*arguments: Any, **named: Any) -> Any:
            if inspect.isasyncgenfunction(method):
                return self._portal.call(_collected, method(*arguments, **named))
            return self._portal.call(lambda: method(*arguments, **named))

        return call


async def _collected(items: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in items]


@pytest.fixture(params=["waiting", "asynchronous"])
def connect(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Makes a client; every test that asks for it runs with Client and with AsyncClient."""
    with ExitStack() as open_clients:
        if request.param == "waiting":
            yield lambda *given, **named: open_clients.enter_context(Client(*given, **named))
            return
        portal = open_clients.enter_context(start_blocking_portal())

        def connected(*given: Any, **named: Any) -> Blocking:
            client = AsyncClient(*given, **named)
            open_clients.enter_context(portal.wrap_async_context_manager(client))
            return Blocking(portal, client)

        yield connected


@pytest.fixture
def client(connect: Any, cloud: Cloud) -> Any:
    return connect(cloud.url, app_id="APP", secret="s3cret")

"""HTTP as uvicorn reads it, with the refusals of ours for what never becomes a request."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from hornbook_server.contract.refusals import error_body

LONGEST_HEAD = 2**18  # bytes; the address alone may have 65,535
_LINGER = 2.0  # seconds

# A course can set so many that its browser is refused here ever after; no cookie is of use to this service.
_FORGET_COOKIES = 'clear-site-data: "cookies"\r\n'
_UNREADABLE = (
    "The HTTP request cannot be read: check its method, its address (ASCII, the rest percent-encoded, at most "
    "65535 bytes) and its headers."
)


AtOnce = Callable[[Any], tuple[int, Iterable[tuple[bytes, bytes]], bytes] | None]


class HttpProtocol(HttpToolsProtocol):
    """Uvicorn collects a head without end; this one refuses it, and answers in JSON.

    Where the application's state has a function for the port under `at_once`, it may answer a GET before there is a
    task for it, which is most of what a short file costs.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head: int | None = 0  # bytes so far; None while a body is read
        self._refused = False
        self._at_once: AtOnce | None = None
        self._answered = False  # at once, or refused

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.server is not None:
            self._at_once = self.app_state.get("at_once", {}).get(self.server[1])

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None:
            self._bound_head(self._head)

    def on_message_begin(self) -> None:
        self._head = self._head or 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = None
        self._bound_head(len(self.url) + sum(len(name) + len(value) for name, value in self.headers))
        self._answered = self._refused or (self._may_answer_at_once() and self._answer_at_once())
        if not self._answered:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._head = 0
        if not self._answered:
            super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 uvicorn says that it is wrong, not what
        self._refuse(HTTPStatus.BAD_REQUEST, _UNREADABLE)

    def _bound_head(self, size: int) -> None:
        if size > LONGEST_HEAD and not self._refused:
            message = f"The head has more than {LONGEST_HEAD} bytes."
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, message, _FORGET_COOKIES)

    def _may_answer_at_once(self) -> bool:
        """A plain GET, while no answer is under way and the client takes what it is sent."""
        if self._at_once is None or self.parser.get_method() != b"GET" or self.parser.get_http_version() != "1.1":
            return False
        if self.expect_100_continue or self.parser.should_upgrade() or not self.parser.should_keep_alive():
            return False
        idle = self.cycle is None or self.cycle.response_complete
        return idle and not self.flow.write_paused and not self.transport.is_closing()

    def _answer_at_once(self) -> bool:
        self.scope["method"], self.scope["raw_path"] = "GET", self.url.partition(b"?")[0]
        reply = self._at_once(self.scope) if self._at_once else None
        if reply is None:
            return False
        status, headers, body = reply
        head = [STATUS_LINE[status]]
        for name, value in (*self.server_state.default_headers, *headers):
            head += name, b": ", value, b"\r\n"
        self.transport.writelines((b"".join(head), b"\r\n", body))
        self.on_response_complete()
        return True

    def _refuse(self, status: HTTPStatus, message: str, header: str = "") -> None:
        """Answer, then read on for a moment: a close with bytes unread would take the answer from the client."""
        self._refused = True
        body = error_body(message)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n{header}\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.close)

"""HTTP as uvicorn reads it, with the refusals of ours for what never becomes a request."""

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hornbook_server.contract.refusals import error_body

LONGEST_HEAD = 2**18  # bytes; the address alone may have 65,535
_LINGER = 2.0  # seconds

_UNREADABLE = (
    "The HTTP request cannot be read: check its method, its address (ASCII, the rest percent-encoded, at most "
    "65535 bytes) and its headers."
)


class HttpProtocol(HttpToolsProtocol):
    """Uvicorn collects a head without end; this one refuses it, and answers in JSON."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head: int | None = 0  # bytes so far; None while a body is read
        self._refused = False

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > LONGEST_HEAD and not self._refused:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The head has more than {LONGEST_HEAD} bytes.")

    def on_message_begin(self) -> None:
        self._head = self._head or 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 uvicorn says that it is wrong, not what
        self._refuse(HTTPStatus.BAD_REQUEST, _UNREADABLE)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Answer, then read on for a moment: a close with bytes unread would take the answer from the client."""
        self._refused = True
        body = error_body(message)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.close)

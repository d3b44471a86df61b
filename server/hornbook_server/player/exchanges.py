"""Listens to what content and the service say to each other, for the inspector of the launch."""

import logging
import re
import time
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hornbook_server.domain.session import Exchange
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.sessions import keep_exchange
from hornbook_server.storage.clock import milliseconds

_HEARD = re.compile(r"/play/([^/]+)/(hacp|xapi/.*|fetch/.*|returned/.*)")
_MOST = 2_000  # bytes of each body

_log = logging.getLogger("hornbook.exchanges")


class Exchanges:
    def __init__(self, next_app: ASGIApp, hornbook: Hornbook) -> None:
        self._next_app = next_app
        self._hornbook = hornbook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _HEARD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] == "OPTIONS":
            await self._next_app(scope, receive, send)
            return
        sent, answered, status = bytearray(), bytearray(), 0
        started = time.perf_counter()

        async def hear() -> Message:
            message = await receive()
            sent.extend(message.get("body", b"")[: _MOST - len(sent)])
            return message

        async def tell(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            answered.extend(message.get("body", b"")[: _MOST - len(answered)])
            await send(message)

        await self._next_app(scope, hear, tell)
        query = scope["query_string"].decode("latin1")[:_MOST]
        exchange = Exchange(
            at=milliseconds(self._hornbook.now()),
            method=scope["method"],
            resource=f"{found[2][:_MOST]}{'?' if query else ''}{query}",
            sent=sent.decode(errors="replace"),
            status=status,
            answered=answered.decode(errors="replace"),
            took=round((time.perf_counter() - started) * 1000, 1),
        )
        await self._keep(found[1], exchange)

    async def _keep(self, launch_id: str, exchange: Exchange) -> None:
        keep = partial(keep_exchange, self._hornbook, launch_id, exchange)
        try:
            await self._hornbook.database.run(keep)
        except SQLAlchemyError:
            _log.exception("an exchange of launch %s cannot be kept", launch_id)

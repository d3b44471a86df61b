"""Statements of several requests in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from sqlalchemy.exc import OperationalError

from hornbook_server.lrs.messages import Reply
from hornbook_server.services.statements import Writing, store_together
from hornbook_server.storage.database import Database

_MOST = 1000  # statements of one transaction, unless one request brings more
_LONG = 64  # statements that would stall the event loop


class Storing(Struct, frozen=True, kw_only=True):
    """What a request wants stored, and what it is answered then, from the ids."""

    writing: Writing
    reply: Callable[[list[str]], Reply]


class Gathering:
    """What comes while others are being stored waits for them, and is then stored together."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._waiting: list[tuple[Writing, asyncio.Future[list[str]]]] = []
        self._storing: asyncio.Task[None] | None = None
        self._stamped: datetime | None = None

    @property
    def consistent_through(self) -> datetime:
        """Statements that say they were stored before can be seen now (Communication, 2.1)."""
        return self._stamped or self._now()

    async def store(self, writing: Writing) -> list[str]:
        """The ids, once all is stored; raises what `services.statements.store` does."""
        stored: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        self._waiting.append((writing, stored))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all())
        return await stored

    async def _store_all(self) -> None:
        try:
            while self._waiting:
                await self._store_some(self._next())
        finally:
            self._storing = None

    def _next(self) -> list[tuple[Writing, asyncio.Future[list[str]]]]:
        taken, statements = 0, 0
        for writing, _ in self._waiting:
            statements += len(writing.statements)
            if taken and statements > _MOST:
                break
            taken += 1
        some, self._waiting = self._waiting[:taken], self._waiting[taken:]
        return some

    async def _store_some(self, some: list[tuple[Writing, asyncio.Future[list[str]]]]) -> None:
        writings = [writing for writing, _ in some]
        self._stamped = now = self._now()
        call = partial(store_together, self._database, writings, now)
        outcomes: Sequence[list[str] | Exception]
        try:
            outcomes = await self._database.run(call, long=sum(len(each.statements) for each in writings) > _LONG)
        except OperationalError as error:  # the database does not answer
            outcomes = [error] * len(some)
        except Exception as error:  # noqa: BLE001 the request whose fault it is answers it
            if len(some) > 1:
                for each in some:
                    await self._store_some([each])
                return
            outcomes = [error]
        finally:
            self._stamped = None
        for (_, stored), outcome in zip(some, outcomes, strict=True):
            if stored.done():
                continue
            if isinstance(outcome, Exception):
                stored.set_exception(outcome)
            else:
                stored.set_result(outcome)

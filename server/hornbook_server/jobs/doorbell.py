"""How a worker hears of new jobs sooner than by looking. The rows are the truth: a ring that is lost costs a second."""

import logging
import threading
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from huey.storage import BaseStorage, PostgresStorage, RedisStorage, SqliteStorage

from hornbook_server.settings import SettingsError

_LOOK_EVERY = 0.05  # seconds: one indexed read, 0.06 ms on SQLite
_LISTEN_FOR = 1  # seconds
_QUEUE = "hornbook"

_log = logging.getLogger("hornbook.doorbell")


class Doorbell(Protocol):
    def ring(self, job_id: str) -> None:
        """Never raises."""

    def wait(self, stop: threading.Event) -> None:
        """Return when it is time to look for jobs: on a ring, on `stop`, and after a second at the latest."""

    def close(self) -> None: ...


def open_doorbell(url: str | None) -> Doorbell:
    """None: workers look twenty times a second. redis://, postgresql:// or sqlite:///path: a queue of Huey's."""
    if url is None:
        return Polling()
    try:
        return HueyDoorbell(_storage(url))
    except SettingsError:
        raise
    except Exception as error:
        raise SettingsError(f"HORNBOOK_QUEUE_URL: the queue cannot be opened: {error}") from error


def _storage(url: str) -> BaseStorage:
    scheme, _, rest = url.partition(":")
    match scheme:
        case "redis" | "rediss":
            return RedisStorage(_QUEUE, url=url, read_timeout=_LISTEN_FOR)
        case "postgresql" | "postgresql+psycopg":
            return _postgresql(f"postgresql:{rest}")
        case "sqlite":
            return SqliteStorage(_QUEUE, filename=url2pathname(urlsplit(url).path.removeprefix("/")))
        case _:
            raise SettingsError(
                f"HORNBOOK_QUEUE_URL starts with {scheme}: write redis://host, rediss://host, postgresql://host/name "
                "or sqlite:///path, or leave it out"
            )


def _postgresql(dsn: str) -> BaseStorage:
    """Processes that start together all create the tables; PostgreSQL lets one and fails the others, once."""
    open_queue = partial(PostgresStorage, _QUEUE, dsn=dsn, read_timeout=_LISTEN_FOR, table_prefix="doorbell")
    try:
        return open_queue()
    except Exception:  # noqa: BLE001 psycopg's errors have no name where psycopg is not installed
        return open_queue()


class Polling:
    def ring(self, job_id: str) -> None:
        """The row is there to be seen."""

    def wait(self, stop: threading.Event) -> None:
        stop.wait(_LOOK_EVERY)

    def close(self) -> None:
        """There is no connection."""


class HueyDoorbell:
    def __init__(self, storage: BaseStorage) -> None:
        self._storage = storage

    def ring(self, job_id: str) -> None:
        try:
            self._storage.enqueue(job_id.encode())
        except Exception:  # noqa: BLE001 each queue has errors of its own, and none may undo an accepted job
            _log.exception("the queue does not take the ring for import job %s; a worker will look anyway", job_id)

    def wait(self, stop: threading.Event) -> None:
        try:
            heard = self._storage.dequeue()
        except Exception:  # noqa: BLE001 each queue has errors of its own, and the rows are still there
            _log.exception("the queue does not answer; looking for import jobs once a second")
            stop.wait(_LISTEN_FOR)
            return
        if heard is None and isinstance(self._storage, SqliteStorage):
            stop.wait(_LOOK_EVERY)

    def close(self) -> None:
        """For the thread that waits: a queue may hold a connection for each."""
        self._storage.close()

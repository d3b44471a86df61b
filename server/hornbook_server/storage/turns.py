"""Turns to write to SQLite, which takes one transaction at a time."""

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

PATIENCE = 30.0  # seconds
_PAUSE = (0.001, 0.005)  # seconds between two looks at a transaction of another process


class WouldWait(Exception):
    """Another transaction is under way, and whoever asks for a turn must not wait for its end."""


class Turns:
    """Threads of this process queue for a lock; where another process writes, they look again until it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Within it, this thread's turns are there at once, or raise WouldWait, until it has committed."""
        self._mine.hurried = True
        try:
            yield
        finally:
            self._mine.hurried = False

    @contextmanager
    def turn(self) -> Iterator[float]:
        """Gives the time by which the transaction has to begin."""
        hurried = self._is_hurried()
        patience = 0 if hurried else PATIENCE
        until = time.monotonic() + patience
        held = self._lock.acquire(timeout=patience)
        if hurried and not held:
            raise WouldWait
        try:
            yield until
        finally:
            if held:
                self._lock.release()

    def begin(self, connection: Connection, until: float) -> None:
        """Raises OperationalError if another transaction has not ended by then."""
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if result_code(error.orig) != sqlite3.SQLITE_BUSY:
                    raise
                if self._is_hurried():
                    raise WouldWait from error
                if time.monotonic() >= until:
                    raise
            else:
                return
            time.sleep(random.uniform(*_PAUSE))  # noqa: S311 of two that wait, either may be first

    def committed(self) -> None:
        """From now on this thread's turns are worth waiting for: what it does cannot be begun anew."""
        self._mine.hurried = False

    def _is_hurried(self) -> bool:
        return getattr(self._mine, "hurried", False)


def result_code(error: BaseException | None) -> int | None:
    """SQLite's primary one."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

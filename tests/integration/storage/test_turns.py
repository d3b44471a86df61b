"""Transactions on SQLite, which takes one at a time."""

import asyncio
import sqlite3
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from hornbook_server.storage import turns
from hornbook_server.storage.database import Database
from tests.fixtures.databases import an_application
from tests.fixtures.waiting import WITHIN


@pytest.fixture
def path(tmp_path):
    return tmp_path / "hornbook.db"


@pytest.fixture
def database(path):
    database = Database(f"sqlite:///{path}")
    database.migrate()
    yield database
    database.close()


@contextmanager
def this_process_writes(database, _):
    with database.write():
        yield


@contextmanager
def another_process_writes(_, path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.close()


def names_of(database):
    with database.read() as stored:
        return [app.id for app in stored.applications.all()]


def creating(database, app_id):
    def create():
        with database.write() as stored:
            stored.applications.create(an_application(app_id))

    return create


class Writing(threading.Thread):
    """A transaction that is under way until `end`."""

    def __init__(self, transaction):
        super().__init__()
        self._transaction, self._begun, self._ended = transaction, threading.Event(), threading.Event()

    def run(self):
        with self._transaction:
            self._begun.set()
            self._ended.wait(WITHIN)

    def __enter__(self):
        self.start()
        assert self._begun.wait(WITHIN)
        return self

    def end(self):
        self._ended.set()
        self.join()

    def __exit__(self, *_):
        self.end()


@pytest.mark.parametrize("elsewhere", [this_process_writes, another_process_writes])
def test_who_waits_for_a_turn_to_write_keeps_neither_the_event_loop_nor_readers(database, path, elsewhere):
    async def main():
        with Writing(elsewhere(database, path)) as other:
            waiting = [asyncio.create_task(database.run(creating(database, name))) for name in "abc"]
            for _ in waiting:
                assert await database.run(lambda: names_of(database)) == []
            assert not any(task.done() for task in waiting)
            other.end()
            await asyncio.wait_for(asyncio.gather(*waiting), WITHIN)

    asyncio.run(main())
    assert sorted(names_of(database)) == ["a", "b", "c"]


def test_a_call_that_has_written_waits_for_its_next_turn_and_is_not_begun_anew(database, path):
    times = 0

    def twice():
        nonlocal times
        times += 1
        creating(database, f"first {times}")()
        with Writing(another_process_writes(database, path)) as other:
            threading.Timer(0.05, other.end).start()
            creating(database, f"second {times}")()

    asyncio.run(database.run(twice))
    assert sorted(names_of(database)) == ["first 1", "second 1"]


def test_what_other_processes_never_end_is_an_error_after_a_while(database, path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with Writing(another_process_writes(database, path)):
        with pytest.raises(OperationalError, match="locked"):
            creating(database, "a")()
        with pytest.raises(OperationalError, match="locked"):
            asyncio.run(database.run(creating(database, "b")))

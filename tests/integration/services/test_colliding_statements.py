"""Statements whose transaction collides with that of another server, which PostgreSQL ends."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import OperationalError

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.services.statements import Writing, store, store_together
from tests.fixtures.records import ADA, statement
from tests.fixtures.values import START

LRS = lrs_of_application("APP")


class Deadlock(Exception):
    sqlstate = "40P01"


def colliding(times):
    """Sees statements as they are stored, and lets so many transactions end in a deadlock."""
    failures = [OperationalError("insert", {}, Deadlock()) for _ in range(times)]

    def watch(_stored, _statements):
        if failures:
            raise failures.pop()
        return ()

    return watch


def test_statements_are_stored_after_a_deadlock(database):
    said = statement()
    ids = store(database, LRS, [said], authority=ADA, version="1.0.3", now=START, watch=colliding(2))
    with database.read() as stored:
        assert ids == [said["id"]] == list(stored.statements.known(LRS, ids))


def test_statements_of_several_requests_are_stored_after_a_deadlock(database):
    writings = [
        Writing(lrs=LRS, statements=[statement()], authority=ADA, version="1.0.3", watch=watch)
        for watch in (None, colliding(1))
    ]
    assert store_together(database, writings, START) == [writing.ids for writing in writings]


def test_two_that_send_the_same_in_another_order_are_both_answered(database):
    """The second finds what the first has stored, and what both say of the activities."""
    several = [
        statement(object={"id": f"https://example.com/{number}", "definition": {"name": {"en": f"{number}"}}})
        for number in range(100)
    ]

    def send(said):
        return sorted(store(database, LRS, said, authority=ADA, version="1.0.3", now=START))

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, [several, several[::-1]])) == [sorted(one["id"] for one in several)] * 2

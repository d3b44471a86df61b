"""Requests whose statements are stored together."""

import asyncio
import threading

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.lrs.gathering import Gathering
from hornbook_server.services.statements import Writing
from tests.fixtures.records import ADA, statement
from tests.fixtures.values import START
from tests.fixtures.waiting import WITHIN

LRS = lrs_of_application("APP")


def stumbling(_stored, _statements):
    raise TypeError


def test_what_nobody_foresaw_in_one_request_is_answered_to_that_one_alone(database):
    writings = [
        Writing(lrs=LRS, statements=[statement()], authority=ADA, version="1.0.3", watch=watch)
        for watch in (None, stumbling, None)
    ]

    async def all_at_once():
        gathering = Gathering(database, lambda: START)
        return await asyncio.gather(*map(gathering.store, writings), return_exceptions=True)

    first, second, third = asyncio.run(all_at_once())
    assert (first, third) == (writings[0].ids, writings[2].ids)
    assert isinstance(second, TypeError)


def test_what_is_still_being_stored_is_not_said_to_be_seen(database, clock):
    begun, go_on = threading.Event(), threading.Event()

    def waiting(_stored, _statements):
        begun.set()
        assert go_on.wait(WITHIN)
        return ()

    several = [statement() for _ in range(100)]  # in a thread, on SQLite too
    writing = Writing(lrs=LRS, statements=several, authority=ADA, version="1.0.3", watch=waiting)

    async def seen():
        gathering = Gathering(database, clock)
        storing = asyncio.create_task(gathering.store(writing))
        assert await asyncio.to_thread(begun.wait, WITHIN)
        clock.pass_(seconds=5)
        during = gathering.consistent_through
        go_on.set()
        await storing
        return during, gathering.consistent_through

    earlier, later = asyncio.run(seen())
    assert (later - earlier).total_seconds() == 5

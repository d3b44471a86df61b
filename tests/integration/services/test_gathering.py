"""Requests whose statements are stored together."""

import asyncio

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.lrs.gathering import Gathering
from hornbook_server.services.statements import Writing
from tests.fixtures.records import ADA, statement
from tests.fixtures.values import START

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

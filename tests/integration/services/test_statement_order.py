"""Statements of several servers, as somebody sees them who asks again and again for what is new."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from datetime import timedelta

import pytest

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.services.statement_batch import Batch
from hornbook_server.services.statements import store
from tests.fixtures.records import ADA, statement
from tests.fixtures.values import START
from tests.fixtures.waiting import WITHIN

LRS = lrs_of_application("APP")


def test_none_is_seen_before_one_that_has_been_stored_earlier(database):
    earlier, later = statement(), statement()
    with ThreadPoolExecutor(1) as other:
        with database.write() as stored:
            Batch(stored, LRS, START, {}, None).add([earlier], ADA, "1.0.0")
            sent = other.submit(
                store, database, LRS, [later], authority=ADA, version="1.0.0", now=START + timedelta(seconds=1)
            )
            with pytest.raises(StillWaiting):
                sent.result(timeout=0.3)
        sent.result(timeout=WITHIN)
    with database.read() as stored:
        found = stored.statements.page(LRS, (), since=None, until=None, beyond=None, ascending=True, limit=9)
    assert [one.id for one in found] == [earlier["id"], later["id"]]

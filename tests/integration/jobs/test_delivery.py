"""Delivery as a worker runs it: several at once, and whatever is killed."""

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from hornbook_server.jobs.delivery import run_delivery
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.services.postbacks import json_postback
from hornbook_server.storage.tables import postbacks
from tests.fixtures.forks import forks
from tests.fixtures.waiting import WITHIN, until
from tests.fixtures.web import response, serving
from tests.integration.jobs.delivery_process import deliver

LEASE = timedelta(hours=1)


@pytest.fixture
def clock():
    """The real time: deliverers are threads and processes of their own."""
    return lambda: datetime.now(UTC)


@pytest.fixture
def hornbook(hornbook):
    return replace(hornbook, outgoing=Outgoing((ip_network("127.0.0.1/32"),)))


def post(hornbook, *urls):
    with hornbook.database.write() as stored:
        for url in urls:
            stored.postbacks.add(
                json_postback(app_id="APP", topic="t", subject="s", url=url, body=b"{}", now=hornbook.now())
            )


def waiting(hornbook):
    with hornbook.database._transaction() as connection:
        return len(connection.execute(postbacks.select().where(postbacks.c.ended.is_(None))).all())


def end_leases(hornbook):
    with hornbook.database._transaction() as connection:
        connection.execute(postbacks.update().values(due=0))


@contextmanager
def delivering(hornbook, *, times=1):
    """With leases that no load outlasts."""
    stop = threading.Event()
    options = {"stop": stop, "lease": LEASE}
    threads = [threading.Thread(target=run_delivery, args=(hornbook,), kwargs=options) for _ in range(times)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def ids(receiver):
    return Counter(request.headers["webhook-id"] for request in receiver.seen)


def test_deliverers_side_by_side_deliver_each_postback_once(hornbook):
    with serving(lambda _: response()) as receiver:
        post(hornbook, *[receiver.url] * 60)
        with delivering(hornbook, times=3):
            until(lambda: waiting(hornbook) == 0)
    assert (len(ids(receiver)), ids(receiver).total()) == (60, 60)


def test_a_receiver_that_hangs_delays_no_other_and_gets_two_at_once(hornbook, monkeypatch):
    monkeypatch.setattr("hornbook_server.services.postbacks.WITHIN", WITHIN)  # none is given up before it may answer
    go_on = threading.Event()

    def hang(_):
        assert go_on.wait(WITHIN)
        return response()

    with serving(hang) as hanging, serving(lambda _: response()) as quick:
        post(hornbook, *[hanging.url] * 12, *[quick.url] * 12)
        with delivering(hornbook):
            until(lambda: len(quick.seen) == 12 and len(hanging.seen) >= 2)
            assert len(hanging.seen) == 2
            go_on.set()
            until(lambda: waiting(hornbook) == 0)
    assert ids(hanging).total() == 12


def test_delivery_outlives_a_database_that_cannot_be_used(hornbook, caplog):
    def rename(old, new):
        with hornbook.database._transaction() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    with serving(lambda _: response()) as receiver:
        post(hornbook, receiver.url)
        rename("postbacks", "away")
        with delivering(hornbook):
            until(lambda: "delivery goes on in 1.0 s" in caplog.text)
            rename("away", "postbacks")
            until(lambda: waiting(hornbook) == 0)


def test_a_deliverer_that_is_killed_after_the_answer_delivers_again_with_the_same_id(url, hornbook):
    def deliverer():
        return forks(1, deliver, url, LEASE.total_seconds())

    def kill_the_first(_):
        if len(receiver.seen) > 1:
            yield response()
            return
        with hornbook.database._transaction() as nobody_else_writes:
            nobody_else_writes.execute(postbacks.select().with_for_update())
            yield response()
            first.kill()
            first.join()

    with serving(kill_the_first) as receiver:
        post(hornbook, receiver.url)
        with deliverer() as (first,):
            until(lambda: not first.is_alive())
        assert waiting(hornbook) == 1
        end_leases(hornbook)
        with deliverer():
            until(lambda: waiting(hornbook) == 0)
    assert list(ids(receiver).values()) == [2]

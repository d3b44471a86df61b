"""The outbox on both databases."""

from datetime import timedelta

import msgspec
import pytest

from hornbook_server.domain.postback import Postback
from hornbook_server.services.applications import delete_application
from hornbook_server.storage.tables import postbacks
from tests.fixtures.values import START

LEASE = timedelta(seconds=60)


def a_postback(postback_id="msg_1", **values) -> Postback:
    return Postback(
        **{
            "id": postback_id,
            "app_id": "APP",
            "topic": "import.ended",
            "subject": "job",
            "destination": "https://lms.test:443",
            "url": "https://lms.test/done?key=s3cret",
            "authorization": "Basic s3cret",
            "content_type": "application/json",
            "body": b'{"jobId":"s3cret"}',
            "created": START,
        }
        | values
    )


def add(database, *added):
    with database.write() as stored:
        for postback in added:
            stored.postbacks.add(postback)


def claim(database, now=START, busy=()):
    with database.write() as stored:
        due = stored.postbacks.due(now, busy)
        claimed = stored.postbacks.claim(now, LEASE, busy)
    assert due is (claimed is not None)
    return claimed


def test_a_postback_is_due_at_once_and_comes_out_as_it_went_in(database):
    add(database, a_postback())
    assert claim(database) == msgspec.structs.replace(a_postback(), attempts=1)


def test_a_claim_is_nobody_elses_until_its_lease_ends(database):
    add(database, a_postback())
    claim(database)
    assert claim(database, START + timedelta(seconds=59)) is None
    assert claim(database, START + LEASE).attempts == 2


def test_the_longest_due_is_first_and_busy_destinations_are_passed_over(database):
    add(
        database,
        a_postback("b"),
        a_postback("a", created=START + timedelta(seconds=1)),
        a_postback("c", destination="https://other.test:443", created=START + timedelta(seconds=2)),
    )
    later = START + timedelta(seconds=9)
    assert claim(database, later, busy=["https://lms.test:443"]).id == "c"
    assert [claim(database, later).id for _ in range(2)] == ["b", "a"]
    assert claim(database, later) is None


def test_a_postponed_postback_is_due_when_it_is_said_to_be(database):
    add(database, a_postback())
    due = START + timedelta(seconds=100)
    with database.write() as stored:
        held = stored.postbacks.claim(START, LEASE)
        assert stored.postbacks.postpone(held, outcome="answered 503", due=due)
    assert claim(database, due - timedelta(milliseconds=1)) is None
    assert claim(database, due).attempts == 2


def test_of_what_has_ended_nothing_secret_stays_and_after_a_week_nothing_at_all(database):
    def rows():
        with database._transaction() as connection:
            return connection.execute(postbacks.select()).all()

    add(database, a_postback())
    held = claim(database)
    with database.write() as stored:
        assert stored.postbacks.end(held, outcome="answered 200", shown="https://lms.test/done", now=START)
        stored.postbacks.purge(START + timedelta(days=7) - timedelta(milliseconds=1))
    (row,) = rows()
    assert (row.url, row.outcome, row.attempts) == ("https://lms.test/done", "answered 200", 1)
    assert "s3cret" not in repr(row)
    assert claim(database, START + timedelta(days=1)) is None
    with database.write() as stored:
        stored.postbacks.purge(START + timedelta(days=7))
    assert rows() == []


@pytest.mark.parametrize("change", ["end", "postpone"])
def test_a_claim_that_was_overtaken_changes_nothing(database, change):
    add(database, a_postback())
    slow = claim(database)
    claim(database, START + LEASE)
    values = {"end": {"shown": "", "now": START}, "postpone": {"due": START}}[change]
    with database.write() as stored:
        assert not getattr(stored.postbacks, change)(slow, outcome="", **values)
    assert claim(database, START + LEASE + LEASE).attempts == 3


def test_postbacks_go_with_their_application(database):
    add(database, a_postback(), a_postback("msg_2", app_id="OTHER"))
    delete_application(database, "APP")
    assert claim(database).id == "msg_2"
    assert claim(database) is None

"""From the end of an import to its receiver, with a clock that only the test moves.

EVENTS says how many postbacks a receiver misses that is down for ten minutes.
"""

import json
import logging
import os
import socket
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from ipaddress import ip_network

import pytest
from sqlalchemy.exc import OperationalError
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from hornbook_server.domain.job import ImportRequest
from hornbook_server.jobs.delivery import LEASE, deliver_once
from hornbook_server.jobs.worker import MOST_ATTEMPTS, work_once
from hornbook_server.services.importing import accept_upload
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.services.postback_signature import postback_secret
from hornbook_server.services.postbacks import json_postback
from hornbook_server.storage.tables import import_jobs, postbacks
from tests.fixtures import packages
from tests.fixtures.logged import logged_of
from tests.fixtures.ports import free_port
from tests.fixtures.web import response, serving


@pytest.fixture
def hornbook(hornbook):
    """One that may connect to this machine."""
    return replace(hornbook, outgoing=Outgoing((ip_network("127.0.0.1/32"),)))


def upload(hornbook, url, content=None):
    staged = hornbook.blobs.stage()
    staged.write(packages.scorm12() if content is None else content)
    return accept_upload(hornbook, "APP", ImportRequest(course_id="golf", postback_url=url), staged)


def post(hornbook, url, subject="job", body=b"{}"):
    postback = json_postback(
        app_id="APP", topic="import.ended", subject=subject, url=url, body=body, now=hornbook.now()
    )
    with hornbook.database.write() as stored:
        stored.postbacks.add(postback)
    return postback


def deliver_all(hornbook):
    while deliver_once(hornbook):
        pass


def rows(hornbook):
    with hornbook.database._transaction() as connection:
        return connection.execute(postbacks.select().order_by(postbacks.c.created)).all()


def test_a_complete_import_is_posted_as_its_status_is_read(hornbook):
    with serving(lambda _: response(204)) as receiver:
        job_id = upload(hornbook, f"{receiver.url}/done?course=golf")
        work_once(hornbook)
        deliver_all(hornbook)
    with hornbook.database.read() as stored:
        job = stored.jobs.get("APP", job_id, now=hornbook.now())
    (request,) = receiver.seen
    assert (request.method, request.path) == ("POST", "/done?course=golf")
    assert request.headers["content-type"] == "application/json; charset=UTF-8"
    assert "authorization" not in request.headers
    assert request.body == hornbook.job_document(job)
    document = json.loads(request.body)
    assert (document["jobId"], document["status"], document["message"]) == (job_id, "COMPLETE", "Import Successful")
    assert document["importResult"]["course"]["id"] == "golf"


def test_an_import_that_fails_is_posted_too(hornbook):
    with serving(lambda _: response()) as receiver:
        upload(hornbook, f"{receiver.url}/done", b"no zip")
        work_once(hornbook)
        deliver_all(hornbook)
    assert json.loads(receiver.seen[0].body)["status"] == "ERROR"


def test_an_import_that_is_given_up_is_posted_too(hornbook, clock):
    upload(hornbook, "http://127.0.0.1:1/")
    for _ in range(MOST_ATTEMPTS):
        with hornbook.database.write() as stored:
            stored.jobs.claim(hornbook.now(), timedelta(seconds=1))
        clock.pass_(seconds=2)
    work_once(hornbook)
    assert [row.topic for row in rows(hornbook)] == ["import.ended"]


def test_an_import_without_a_receiver_posts_nothing(hornbook):
    upload(hornbook, None)
    work_once(hornbook)
    assert rows(hornbook) == []


def test_what_older_releases_took_for_a_url_does_not_keep_a_job_from_ending(hornbook, caplog):
    job_id = upload(hornbook, "user:s3cret@nowhere")
    work_once(hornbook)
    assert rows(hornbook) == []
    assert f"import job {job_id} has no postback: postbackUrl: must be an absolute http or https URL" in caplog.text
    assert "s3cret" not in caplog.text


def test_a_job_ends_with_its_postback_or_not_at_all(hornbook, monkeypatch, caplog):
    with serving(lambda _: response()) as receiver:
        upload(hornbook, receiver.url)
        with hornbook.database._transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE postbacks RENAME TO away")
        with pytest.raises(Exception, match="postbacks"):
            work_once(hornbook)
        with hornbook.database._transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO postbacks")
            (job,) = connection.execute(import_jobs.select()).all()
        assert (job.ended, rows(hornbook)) == (None, [])
        with hornbook.database.read() as stored:
            assert not stored.courses.exists("APP", "golf")


def test_credentials_of_the_url_are_sent_and_never_logged_and_do_not_stay(hornbook, caplog):
    caplog.set_level(logging.INFO)
    answers = [response(500), response(200)]
    with serving(lambda _: answers.pop(0)) as receiver:
        postback = post(hornbook, f"http://us%40er:s3cret@127.0.0.1:{receiver.port}/done?key=s3cret")
        deliver_all(hornbook)
        hornbook.now.pass_(seconds=2)
        deliver_all(hornbook)
    assert [request.headers["authorization"] for request in receiver.seen] == ["Basic dXNAZXI6czNjcmV0"] * 2
    assert logged_of(caplog, postback.id) == [
        f"postback {postback.id} of import.ended job to {receiver.url}/done, try 1: answered 500",
        f"postback {postback.id} of import.ended job to {receiver.url}/done, try 2: delivered, answered 200",
    ]
    assert "s3cret" not in caplog.text + repr(rows(hornbook))


def test_a_receiver_can_verify_that_it_is_from_here(hornbook, clock):
    clock.time = datetime.now(UTC)
    with serving(lambda _: response()) as receiver:
        postback = post(hornbook, receiver.url, body='{"title":"Gölf"}'.encode())
        deliver_all(hornbook)
    (request,) = receiver.seen
    assert request.headers["webhook-id"] == postback.id
    secret = postback_secret(hornbook.secret_key, "APP")
    assert Webhook(secret).verify(request.body, request.headers) == {"title": "Gölf"}
    for other in (postback_secret(hornbook.secret_key, "OTHER"), postback_secret("another key", "APP")):
        with pytest.raises(WebhookVerificationError):
            Webhook(other).verify(request.body, request.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(request.body + b" ", request.headers)


@pytest.mark.parametrize(
    ("status", "outcome", "ended"),
    [
        (200, "answered 200", True),
        (202, "answered 202", True),
        (302, "answered 302, which is not followed", True),
        (400, "answered 400", False),
        (401, "answered 401", False),
        (404, "answered 404", False),
        (410, "answered 410", True),
        (429, "answered 429", False),
        (500, "answered 500", False),
        (503, "answered 503", False),
    ],
)
def test_what_an_answer_means(hornbook, status, outcome, ended):
    with serving(lambda _: response(status, Location="/elsewhere")) as receiver:
        post(hornbook, f"{receiver.url}/done")
        deliver_all(hornbook)
    (row,) = rows(hornbook)
    assert (row.outcome, row.ended is not None, len(receiver.seen)) == (outcome, ended, 1)


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [("", 1, 2), ("0", 1, 2), ("600", 600, 600), ("99999", 900, 900), ("soon", 1, 2), ("date", 300, 300)],
)
def test_a_receiver_may_ask_for_time(hornbook, clock, asked, least, most):
    if asked == "date":
        asked = format_datetime(clock.time + timedelta(seconds=300), usegmt=True)
    with serving(lambda _: response(503, Retry_After=asked)) as receiver:
        post(hornbook, receiver.url)
        deliver_all(hornbook)
    (row,) = rows(hornbook)
    assert least <= (row.due - row.created) / 1000 <= most


@pytest.mark.parametrize(
    ("place", "outcome"),
    [
        ("http://127.0.0.1:1/", "Connection refused"),
        ("http://10.0.0.1/", "its address is not public; HORNBOOK_FETCH_ALLOW lists the private networks"),
        ("http://nobody.test/", "Name or service not known"),
    ],
)
def test_a_receiver_that_cannot_be_reached_is_tried_again(hornbook, place, outcome):
    """The name server, which may be far or away, is not asked."""
    numbers = partial(socket.getaddrinfo, flags=socket.AI_NUMERICHOST)
    hornbook = replace(hornbook, outgoing=Outgoing((ip_network("127.0.0.1/32"),), resolve=numbers))
    post(hornbook, place)
    deliver_all(hornbook)
    (row,) = rows(hornbook)
    assert (row.ended, row.attempts) == (None, 1)
    assert row.outcome.startswith(outcome)


def test_a_receiver_that_never_takes_it_is_given_up_after_seventy_tries(hornbook, clock, caplog):
    with serving(lambda _: response(500)) as receiver:
        post(hornbook, f"{receiver.url}/done")
        started = clock.time
        while deliver_once(hornbook):
            clock.pass_(minutes=15)
    (row,) = rows(hornbook)
    assert (len(receiver.seen), row.attempts, row.outcome) == (70, 70, "answered 500")
    assert row.ended is not None
    assert {request.headers["webhook-id"] for request in receiver.seen} == {row.id}
    assert logged_of(caplog, row.id)[-1].endswith("/done, try 70: given up, answered 500")
    assert clock.time - started == timedelta(minutes=15 * 70)


def arrivals(events):
    """Events by second, every ten seconds: a tenth while the receiver is down, the rest just before it is back."""
    early = events // 10
    at = Counter(60 * number // early * 10 for number in range(early))
    at.update({590: events - early})
    return at


def test_postbacks_outlive_a_receiver_that_is_down_for_ten_minutes(hornbook, clock):
    """And loses every seventh once it is up."""
    events = int(os.environ.get("EVENTS", "1000" if hornbook.database.inline else "100"))
    port, at, taken = free_port(), arrivals(events), Counter()

    def take(request):
        if len(receiver.seen) % 7 == 0:
            return response(503)
        taken[request.headers["webhook-id"]] += 1
        return response(200)

    with ExitStack() as up:
        for second in range(0, 3600, 10):
            for number in range(at[second]):
                post(hornbook, f"http://127.0.0.1:{port}/", subject=f"{second}.{number}")
            if second == 600:
                receiver = up.enter_context(serving(take, port=port))
            deliver_all(hornbook)
            clock.pass_(seconds=10)
    assert taken == Counter(row.id for row in rows(hornbook))
    assert (taken.total(), {row.outcome for row in rows(hornbook)}) == (events, {"answered 200"})


class Dying:
    """A database whose process dies when `dead` is set."""

    def __init__(self, database):
        self._database = database
        self.dead = False

    def __getattr__(self, name):
        if self.dead:
            raise OperationalError(name, None, Exception("killed"))
        return getattr(self._database, name)


def test_a_postback_whose_delivery_was_not_written_down_comes_again_with_the_same_id(hornbook, clock):
    dying = replace(hornbook, database=Dying(hornbook.database))

    def take(_):
        dying.database.dead = True
        return response(200)

    with serving(take) as receiver:
        postback = post(hornbook, receiver.url, body=b'{"a":1}')
        with pytest.raises(OperationalError):
            deliver_once(dying)
        assert not deliver_once(hornbook)
        clock.pass_(seconds=LEASE.total_seconds())
        deliver_all(hornbook)
    assert [(request.headers["webhook-id"], request.body) for request in receiver.seen] == [
        (postback.id, b'{"a":1}')
    ] * 2
    assert [(row.attempts, row.outcome) for row in rows(hornbook)] == [(2, "answered 200")]

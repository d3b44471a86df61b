"""Registrations that begin and change beside others, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import Connection

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.services.registering import register
from tests.fixtures.values import START, STORED, package
from tests.fixtures.waiting import until

MANY = 12


@pytest.fixture
def golf(hornbook):
    with hornbook.database.write() as stored:
        stored.courses.add_version("APP", "golf", package("golf"), **STORED, tags=("old",), now=START)
    return hornbook


def at_once(hornbook, **members):
    """What each of MANY registrations comes to: None, or why it was refused. Callables give each its own member."""

    def begin(number: int) -> str | None:
        own = {name: value(number) if callable(value) else value for name, value in members.items()}
        new = NewRegistration(id=f"r{number}", course_id="golf", learner=Learner(id="ada"), **own)
        try:
            register(hornbook, "APP", new)
        except Invalid as refusal:
            return str(refusal)
        return None

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(begin, range(MANY)))


def test_each_brings_its_tag_to_the_course(golf):
    assert at_once(golf, course_tags=lambda number: (f"tag {number}",)) == [None] * MANY

    with golf.database.read() as stored:
        assert set(stored.course_tags.get("APP", "golf")) == {"old", *(f"tag {number}" for number in range(MANY))}


def test_one_alone_gets_a_uuid_of_xapi(golf):
    uuid = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
    answers = at_once(golf, xapi_registration_id=uuid)

    assert answers.count(None) == 1
    assert {answer for answer in answers if answer} == {f"xapiRegistrationId: [{uuid}] is that of another registration"}


def someone_waits(url: str, writing: Connection) -> bool:
    """For the end of this transaction: on SQLite always, whoever comes second."""
    if url.startswith("sqlite"):
        return True
    own = writing.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with psycopg.connect(url) as connection:
        waiting = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
        return bool(connection.execute(waiting, [own]).fetchone())


@pytest.mark.parametrize(
    "delete",
    [lambda courses: courses.delete("APP", "golf"), lambda courses: courses.delete_version("APP", "golf", 0)],
)
def test_who_changes_a_registration_and_then_its_course_meets_no_deletion_half_way(golf, url, delete):
    register(golf, "APP", NewRegistration(id="r", course_id="golf", learner=Learner(id="ada")))

    def end() -> None:
        with golf.database.write() as stored:
            delete(stored.courses)

    with ThreadPoolExecutor(1) as threads:
        with golf.database.write() as stored:
            stored.instances.hold("APP", "r")
            ended = threads.submit(end)
            until(lambda: someone_waits(url, stored.instances._connection))
            stored.course_tags.add("APP", "golf", ("new",), START)
        ended.result()

    with golf.database.read() as stored:
        assert not stored.courses.exists("APP", "golf")

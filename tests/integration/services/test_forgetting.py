"""Statements of instances that are gone: unseen at once, deleted by the sweep."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as waiting_for

import pytest
from sqlalchemy import func, select

from hornbook_server.domain.launch import LaunchKind, Preview
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.domain.registration_listing import RegistrationQuery
from hornbook_server.domain.run import begun
from hornbook_server.domain.xapi import Attribution, lrs_of_application
from hornbook_server.services import statements
from hornbook_server.services.statement_batch import Batch
from hornbook_server.storage.database import Database
from hornbook_server.storage.record_tables import forgotten_instances, statement_terms
from hornbook_server.storage.record_tables import statements as table
from hornbook_server.storage.tables import launches, runs
from tests.fixtures.databases import an_application
from tests.fixtures.records import ADA, statement
from tests.fixtures.values import START, STORED, package
from tests.fixtures.waiting import WITHIN

LRS = lrs_of_application("APP")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, migrated, tmp_path):
    """With a registration and three statements about it."""
    with migrated.url(request.param, tmp_path) as url:
        database = Database(url)
        with database.write() as stored:
            stored.applications.create(an_application("APP"))
            stored.courses.add_version("APP", "golf", package(), **STORED, tags=(), now=START)
            new = NewRegistration(id="r", course_id="golf", learner=Learner(id="ada"))
            registration = stored.registrations.add("APP", new, START)
        about = {"registration": registration.instance.xapi_registration_id}
        keep(database, *(statement(context=about) for _ in range(3)), statement())
        yield database
        database.close()


def keep(database, *said, **options):
    statements.store(database, LRS, said, authority=ADA, version="1.0.3", now=START, **options)


def count(database, of):
    with database._transaction() as connection:
        return connection.scalar(select(func.count()).select_from(of))


def shown(database):
    with database.read() as stored:
        everything = {"since": None, "until": None, "beyond": None, "ascending": True, "limit": 10}
        return len(stored.statements.page(LRS, (), **everything))


def test_what_is_unseen_is_deleted_a_few_at_a_time(database):
    with database.write() as stored:
        stored.registrations.delete("APP", "r")
    assert (shown(database), count(database, table)) == (1, 4)
    deleted = []
    while not deleted or deleted[-1]:
        with database.write() as stored:
            deleted.append(stored.statements.delete_forgotten(2))
    assert deleted == [2, 1, 0]
    assert (count(database, table), count(database, forgotten_instances)) == (1, 0)
    assert (shown(database), count(database, statement_terms)) == (1, 3)


def test_an_instance_that_begins_anew_keeps_what_comes_after(database):
    with database.write() as stored:
        stored.instances.reset("APP", "r", START)
        instance = stored.registrations.get("APP", "r").instance
    assert shown(database) == 1
    by = Attribution(instance=instance.key, course=1, version=0, learner_id="ada")
    keep(database, statement(), brought_by=by)
    assert shown(database) == 2
    with database.write() as stored:
        stored.instances.reset("APP", "r", START)
    assert shown(database) == 1


def test_runs_and_launches_of_an_instance_go_with_it(database):
    with database.write() as stored:
        registration = stored.registrations.get("APP", "r")
        preview = Preview(app_id="APP", course_id="golf", version=0, expires=START)
        stored.launches.add(
            "launch", preview, now=START, expires=START, kind=LaunchKind.REGISTRATION, registration=registration
        )
        stored.runs.add(begun("run", opening=1, earlier=0, now=START), instance=registration.instance.key)
    assert (count(database, launches), count(database, runs)) == (1, 1)
    with database.write() as stored:
        stored.courses.delete_version("APP", "golf", 0)
    assert (count(database, launches), count(database, runs)) == (0, 0)
    with database.read() as stored:
        assert stored.registrations.count("APP", RegistrationQuery()) == 0


def test_what_is_being_stored_as_its_registration_goes_is_unseen_too(database):
    with database.write() as stored:
        registration = stored.registrations.get("APP", "r").instance.xapi_registration_id

    def remove():
        with database.write() as stored:
            stored.registrations.delete("APP", "r")

    with ThreadPoolExecutor(1) as other:
        with database.write() as stored:
            late = statement(context={"registration": registration})
            Batch(stored, LRS, START, {}, None).add([late], ADA, "1.0.0")
            removing = other.submit(remove)
            waiting_for([removing], timeout=0.3)
        removing.result(timeout=WITHIN)
    assert shown(database) == 1

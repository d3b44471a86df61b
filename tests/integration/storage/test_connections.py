"""A database that goes away and comes back."""

import secrets

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from hornbook_server.domain.errors import StorageFull
from hornbook_server.storage.database import Database
from tests.fixtures.databases import POSTGRESQL, an_application, postgresql_schema
from tests.fixtures.values import a_credential
from tests.fixtures.waiting import until


@pytest.fixture
def name():
    """Of the connections, as the server knows them: other runs may have theirs at the same one."""
    return f"hornbook-{secrets.token_hex(6)}"


@pytest.fixture
def on_postgresql(name):
    with postgresql_schema() as url:
        database = Database(f"{url}&application_name={name}")
        database.migrate()
        yield database
        database.close()


def cut_off(name: str) -> int:
    """What a restart of the server does to its connections, once it has; how many there were."""
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:

        def found(what: str) -> int:
            connections = f"SELECT {what} FROM pg_stat_activity WHERE application_name = %s"
            return len(server.execute(connections, [name]).fetchall())

        count = found("pg_terminate_backend(pid)")
        until(lambda: not found("pid"))
    return count


def test_connections_that_a_restart_cut_off_are_replaced_unnoticed(on_postgresql, name):
    with on_postgresql.read() as stored:
        assert stored.applications.all() == []
    assert cut_off(name) > 0
    with on_postgresql.read() as stored:
        assert stored.applications.all() == []
    assert cut_off(name) > 0
    with on_postgresql.write() as stored:
        assert stored.applications.all() == []


@pytest.fixture
def on_sqlite(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'hornbook.db'}")
    database.migrate()
    yield database
    database.close()


def create(database, app_id):
    with database.write() as stored:
        stored.applications.create(an_application(app_id))


def set_on_the_pooled_connection(database, pragma):
    with database._writing.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def test_a_database_without_room_says_so_and_keeps_nothing_of_the_transaction(on_sqlite):
    set_on_the_pooled_connection(on_sqlite, "max_page_count=1")
    create(on_sqlite, "there is room in the pages it has")
    with pytest.raises(StorageFull):
        create(on_sqlite, "a" * 100_000)

    set_on_the_pooled_connection(on_sqlite, "max_page_count=1000000")
    create(on_sqlite, "again")
    with on_sqlite.read() as stored:
        assert [app.id for app in stored.applications.all()] == ["again", "there is room in the pages it has"]


def test_a_connection_that_can_only_read_is_replaced(on_sqlite):
    """SQLite falls back to reading where a file could not be opened for writing, for want of descriptors say."""
    set_on_the_pooled_connection(on_sqlite, "query_only=1")
    with pytest.raises(OperationalError, match="readonly"):
        create(on_sqlite, "first")

    create(on_sqlite, "second")
    with on_sqlite.read() as stored:
        assert [app.id for app in stored.applications.all()] == ["second"]


def test_what_goes_wrong_is_told_without_the_values_that_were_to_be_written(database):
    with pytest.raises(IntegrityError) as failed, database.write() as stored:
        stored.credentials.add("NOBODY", a_credential("1", name="kept to ourselves"), b"")
    assert "kept to ourselves" not in str(failed.value)

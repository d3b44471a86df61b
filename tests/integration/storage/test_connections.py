"""A database that goes away and comes back."""

import psycopg
import pytest

from hornbook_server.storage.database import Database
from tests.fixtures.databases import POSTGRESQL, postgresql_schema


@pytest.fixture
def on_postgresql():
    with postgresql_schema() as url:
        database = Database(f"{url}&application_name=hornbook-connections")
        database.migrate()
        yield database
        database.close()


def cut_off() -> int:
    """What a restart of the server does to its connections; how many there were."""
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        found = server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hornbook-connections'"
        )
        return len(found.fetchall())


def test_connections_that_a_restart_cut_off_are_replaced_unnoticed(on_postgresql):
    with on_postgresql.read() as stored:
        assert stored.applications.all() == []
    assert cut_off() > 0
    with on_postgresql.read() as stored:
        assert stored.applications.all() == []
    assert cut_off() > 0
    with on_postgresql.write() as stored:
        assert stored.applications.all() == []

"""The schema belongs to the migrations."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.named_listing import NamedField, NamedQuery
from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.settings import SettingsError
from hornbook_server.storage.clock import moment
from hornbook_server.storage.database import Database
from hornbook_server.storage.digests import digest_of
from hornbook_server.storage.record_tables import metadata, statement_terms
from tests.fixtures.databases import database_url

LRS = lrs_of_application("APP")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Of a database without a schema."""
    with database_url(request.param, tmp_path) as url:
        yield url


def test_the_migrated_schema_is_the_one_that_the_tables_declare(url):
    database = Database(url)
    database.migrate()

    with database._transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_processes_that_start_together_do_not_disturb_each_other(url):
    def start(_: int) -> int:
        database = Database(url)
        database.migrate()
        with database.read() as stored:
            applications = stored.applications.all()
        database.close()
        return len(applications)

    with ThreadPoolExecutor(4) as processes:
        assert list(processes.map(start, range(4))) == [0, 0, 0, 0]


def test_applications_of_an_older_release_keep_their_names_secrets_and_leave_to_delete(url):
    database = Database(url)
    database._migrate("0001")
    with database._transaction() as connection:
        for row in (
            "applications (id, name, kind, created) VALUES ('A', 'STRASSE', 'NORMAL', 7)",
            "credentials (id, app_id, name, digest, created) VALUES ('1', 'A', '', '', 8)",
            "credentials (id, app_id, name, digest, created, revoked) VALUES ('2', 'A', '', '', 8, 9)",
        ):
            connection.exec_driver_sql(f"INSERT INTO {row}")
    database.migrate()

    named = NamedQuery(filter="straße", filter_by=NamedField.NAME)
    with database.read() as stored:
        assert stored.applications.page(named, after=None, limit=9).items == [
            Application(id="A", name="STRASSE", kind=ApplicationKind.NORMAL, created=moment(7), updated=moment(7))
        ]
        assert [(each.id, each.active, each.updated) for each in stored.credentials.all("A")] == [
            ("1", True, moment(8)),
            ("2", False, moment(9)),
        ]
    database.close()


def test_statements_of_an_older_release_are_found_and_deleted_as_before(url):
    database, terms = Database(url), [("verb", "passed"), ("agent", "ada"), ("related_agent", "ada")]
    database._migrate("0017")
    positions = range(1, 1202)
    with database._transaction() as connection:
        mark = "?" if database.inline else "%s"
        connection.exec_driver_sql(
            "INSERT INTO statements (position, lrs, statement_id, voided, body, instance) "
            f"VALUES ({mark}, '{LRS}', {mark}, false, '', 1)",
            [(each, str(each)) for each in positions],
        )
        connection.exec_driver_sql(
            f"INSERT INTO statement_terms (term, position) VALUES ({mark}, {mark})",
            [(digest_of(LRS, *term), each) for each in positions for term in terms[: each % 4]],
        )
        connection.exec_driver_sql("INSERT INTO forgotten_instances (instance, until) VALUES (1, 1198)")
    database.migrate()

    def found(*by):
        everything = {"since": None, "until": None, "beyond": None, "ascending": True, "limit": 2000}
        with database.read() as stored:
            return [each.position for each in stored.statements.page(LRS, by, **everything)]

    assert [found(), found(terms[0]), found(*terms[:2]), found(*terms)] == [
        [1198, 1199, 1200, 1201],
        [1198, 1199, 1201],
        [1198, 1199],
        [1198, 1199],
    ]
    with database.write() as stored:
        stored.statements.delete_forgotten(2000)
    with database._transaction() as connection:
        left = (
            connection.execute(select(statement_terms.c.position).order_by(statement_terms.c.position)).scalars().all()
        )
    assert left == [1198, 1198, 1199, 1199, 1199, 1201]
    database.close()


def test_a_url_without_a_driver_means_psycopg():
    assert Database("postgresql://nobody@127.0.0.1/none").inline is False


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        (
            "mysql://host/name",
            "HORNBOOK_DATABASE_URL starts with mysql: write sqlite:///path or postgresql://host/name",
        ),
        ("sqlite://", "HORNBOOK_DATABASE_URL names no file: write sqlite:///path"),
        (
            "no url",
            "HORNBOOK_DATABASE_URL cannot be read: write sqlite:///path or postgresql://host/name",
        ),
    ],
)
def test_a_url_that_cannot_be_used_says_what_can(url, refusal):
    with pytest.raises(SettingsError) as raised:
        Database(url)
    assert str(raised.value) == refusal


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'new' / 'home' / 'hornbook.db'}")
    database.migrate()
    database.close()

    assert (tmp_path / "new" / "home" / "hornbook.db").is_file()

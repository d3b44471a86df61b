"""The schema belongs to the migrations."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.application_listing import ApplicationField, ApplicationQuery
from hornbook_server.settings import SettingsError
from hornbook_server.storage.clock import moment
from hornbook_server.storage.database import Database
from hornbook_server.storage.tables import metadata


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

    named = ApplicationQuery(filter="straße", filter_by=ApplicationField.NAME)
    with database.read() as stored:
        assert stored.applications.page(named, after=None, limit=9).applications == [
            Application(id="A", name="STRASSE", kind=ApplicationKind.NORMAL, created=moment(7), updated=moment(7))
        ]
        assert [(each.id, each.active, each.updated) for each in stored.credentials.all("A")] == [
            ("1", True, moment(8)),
            ("2", False, moment(9)),
        ]
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

"""Real databases: a SQLite file, and a schema of its own on PostgreSQL where there is one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hornbook_server.handlers.import_jobs import job_document
from hornbook_server.handlers.progress import progress_document
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database
from tests.fixtures.databases import Migrated, an_application
from tests.fixtures.values import START


class Clock:
    """The time, which only a test moves."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **duration: float) -> datetime:
        self.time += timedelta(**duration)
        return self.time


@pytest.fixture(scope="session")
def migrated() -> Iterator[Migrated]:
    migrated = Migrated()
    yield migrated
    migrated.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, migrated: Migrated, tmp_path: Path) -> Iterator[str]:
    with migrated.url(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """With the applications APP and OTHER."""
    database = Database(url)
    with database.write() as stored:
        for app_id in ("APP", "OTHER"):
            stored.applications.create(an_application(app_id))
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rung() -> list[str]:
    """The jobs that workers were told of."""
    return []


@pytest.fixture
def hornbook(database: Database, clock: Clock, rung: list[str], tmp_path: Path) -> Hornbook:
    return Hornbook(
        database=database,
        blobs=Blobs.from_url((tmp_path / "store").as_uri()),
        now=clock,
        ring=rung.append,
        job_document=job_document,
        progress_document=progress_document,
        public_url="http://127.0.0.1:8080",
        launch_url="http://127.0.0.1:8081",
        secret_key="a key of the tests",
    )

"""One database, SQLite or PostgreSQL, and its units of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from hornbook_server.settings import SettingsError
from hornbook_server.storage.applications import Applications
from hornbook_server.storage.courses import Courses
from hornbook_server.storage.credentials import Credentials
from hornbook_server.storage.jobs import Jobs
from hornbook_server.storage.settings import Settings

_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-65536",
    "mmap_size=268435456",
)
_MIGRATION_LOCK = 0x686F726E626F6F6B  # "hornbook": any number will do that other programs do not take


class UnitOfWork:
    __slots__ = ("applications", "courses", "credentials", "jobs", "settings")

    def __init__(self, connection: Connection) -> None:
        self.applications = Applications(connection)
        self.courses = Courses(connection)
        self.credentials = Credentials(connection)
        self.jobs = Jobs(connection)
        self.settings = Settings(connection)


class Database:
    """`inline` is True where calls are short enough for the event loop: SQLite."""

    def __init__(self, url: str) -> None:
        parsed = _parse(url)
        self.inline = parsed.get_backend_name() == "sqlite"
        if self.inline:
            self._writing = self._reading = _sqlite(parsed, synchronous="NORMAL")
            self._durable = _sqlite(parsed, synchronous="FULL")
        else:
            self._writing = self._durable = _postgresql(parsed)
            self._reading = self._writing.execution_options(isolation_level="AUTOCOMMIT")

    def migrate(self) -> None:
        """Bring the schema up to date; of several processes that start together, one does.

        Raises SettingsError where the database is out of reach, or refuses.
        """
        self._migrate("head")

    def _migrate(self, revision: str) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        try:
            with self._transaction() as connection:
                if not self.inline:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
        except DatabaseError as error:
            reason = str(error.orig).partition("\n")[0].rstrip(".")
            raise SettingsError(
                f"HORNBOOK_DATABASE_URL: the database cannot be used: {reason}; "
                "check the URL, and that the database runs and lets its user write"
            ) from error

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Statements see what was committed before each of them; nothing is held open between them."""
        with self._reading.connect() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[UnitOfWork]:
        """One transaction. A `durable` one is on the disk before this returns, on SQLite too."""
        with self._transaction(durable=durable) as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def _transaction(self, *, durable: bool = False) -> Iterator[Connection]:
        with (self._durable if durable else self._writing).connect() as connection:
            if self.inline:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def close(self) -> None:
        self._writing.dispose()
        self._durable.dispose()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsError(
            "HORNBOOK_DATABASE_URL cannot be read: write sqlite:///path or postgresql://host/name"
        ) from None
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise SettingsError(
            f"HORNBOOK_DATABASE_URL starts with {parsed.drivername}: write sqlite:///path or postgresql://host/name"
        )
    return parsed


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, pool_size=16, max_overflow=32, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise SettingsError(
            "HORNBOOK_DATABASE_URL names PostgreSQL, which needs psycopg: pip install 'hornbook[postgresql]'"
        ) from None


def _sqlite(url: URL, *, synchronous: str) -> Engine:
    """An engine whose connections are in the driver's autocommit mode: a transaction is what begins with BEGIN."""
    if not url.database or url.database == ":memory:":
        raise SettingsError("HORNBOOK_DATABASE_URL names no file: write sqlite:///path")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"HORNBOOK_DATABASE_URL: the folder {folder} cannot be made: {error.strerror}; name one that can"
        ) from None
    engine = create_engine(url, pool_reset_on_return=None)  # a connection rolls back what it began when it closes

    @event.listens_for(engine, "connect")
    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, f"synchronous={synchronous}"):
            connection.execute(f"PRAGMA {pragma}")

    return engine

"""One database, SQLite or PostgreSQL, and its units of work."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from hornbook_server.domain.errors import StorageFull
from hornbook_server.settings import SettingsError
from hornbook_server.storage.activities import Activities
from hornbook_server.storage.applications import Applications
from hornbook_server.storage.attachments import Attachments
from hornbook_server.storage.contents import Contents
from hornbook_server.storage.courses import Courses
from hornbook_server.storage.credentials import Credentials
from hornbook_server.storage.documents import Documents
from hornbook_server.storage.instances import Instances
from hornbook_server.storage.jobs import Jobs
from hornbook_server.storage.launch_history import LaunchHistory
from hornbook_server.storage.launches import Launches
from hornbook_server.storage.package_files import PackageFiles
from hornbook_server.storage.postbacks import Postbacks
from hornbook_server.storage.presences import PresencesOfRuns
from hornbook_server.storage.registrations import Registrations
from hornbook_server.storage.runs import Runs
from hornbook_server.storage.sessions import Sessions
from hornbook_server.storage.settings import Settings
from hornbook_server.storage.statements import Statements
from hornbook_server.storage.tags import COURSES, REGISTRATIONS, Tags
from hornbook_server.storage.turns import Turns, WouldWait, result_code
from hornbook_server.storage.xapi_credentials import XapiCredentials

Result = TypeVar("Result")

_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
)
# What each connection may keep of the database: to answer quickly, or in a process whose memory is bounded.
_QUICK = ("cache_size=-65536", "mmap_size=268435456")
_LEAN = ("cache_size=-4096", "mmap_size=0")
_PATIENCE_OF_READERS = 5000  # milliseconds; they wait where a journal is recovered, and for no transaction
_WAITING = 8  # calls of one process that wait for their turn to write in threads; more wait before they are begun
_DISK_FULL = "53100"  # PostgreSQL, appendix A
_DEADLOCK = "40P01"
_MIGRATION_LOCK = 0x686F726E626F6F6B  # "hornbook": any number will do that other programs do not take


class UnitOfWork:
    __slots__ = (
        "activities",
        "applications",
        "attachments",
        "contents",
        "course_tags",
        "courses",
        "credentials",
        "documents",
        "instances",
        "jobs",
        "launch_history",
        "launches",
        "package_files",
        "postbacks",
        "presences",
        "registration_tags",
        "registrations",
        "runs",
        "sessions",
        "settings",
        "statements",
        "xapi_credentials",
    )

    def __init__(self, connection: Connection) -> None:
        self.activities = Activities(connection)
        self.applications = Applications(connection)
        self.attachments = Attachments(connection)
        self.contents = Contents(connection)
        self.course_tags = Tags(connection, COURSES)
        self.courses = Courses(connection)
        self.credentials = Credentials(connection)
        self.documents = Documents(connection)
        self.instances = Instances(connection)
        self.jobs = Jobs(connection)
        self.launch_history = LaunchHistory(connection)
        self.launches = Launches(connection)
        self.package_files = PackageFiles(connection)
        self.postbacks = Postbacks(connection)
        self.presences = PresencesOfRuns(connection)
        self.registration_tags = Tags(connection, REGISTRATIONS)
        self.registrations = Registrations(connection)
        self.runs = Runs(connection)
        self.sessions = Sessions(connection)
        self.settings = Settings(connection)
        self.statements = Statements(connection)
        self.xapi_credentials = XapiCredentials(connection)


class Database:
    """`inline` is True where calls are short enough for the event loop: SQLite. A `lean` one keeps little in memory."""

    def __init__(self, url: str, *, lean: bool = False) -> None:
        parsed = _parse(url)
        self.inline = parsed.get_backend_name() == "sqlite"
        if self.inline:
            self._turns, self._waiting = Turns(), CapacityLimiter(_WAITING)
            kept = _LEAN if lean else _QUICK
            self._reading = _sqlite(parsed, *kept, f"busy_timeout={_PATIENCE_OF_READERS}", "synchronous=NORMAL")
            self._snapshots = self._reading
            self._writing = _sqlite(parsed, *kept, "busy_timeout=0", "synchronous=NORMAL")
            self._durable = _sqlite(parsed, *kept, "busy_timeout=0", "synchronous=FULL")
        else:
            self._writing = self._durable = _postgresql(parsed)
            self._reading = self._writing.execution_options(isolation_level="AUTOCOMMIT")
            self._snapshots = self._writing.execution_options(isolation_level="REPEATABLE READ")

    def migrate(self) -> None:
        """Bring the schema up to date; of several processes that start together, one does.

        Raises SettingsError where the database is out of reach, or refuses.
        """
        self._migrate("head")

    def _migrate(self, revision: str) -> None:
        from alembic import command, config  # noqa: PLC0415 it takes 9 MiB, and most processes never migrate

        options = config.Config()
        options.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        try:
            with self._transaction() as connection:
                if not self.inline:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                options.attributes["connection"] = connection
                command.upgrade(options, revision)
        except DatabaseError as error:
            reason = str(error.orig).partition("\n")[0].rstrip(".")
            raise SettingsError(
                f"HORNBOOK_DATABASE_URL: the database cannot be used: {reason}; "
                "check the URL, and that the database runs and lets its user write"
            ) from error

    async def run(self, call: Callable[[], Result], *, long: bool = False) -> Result:
        """Carry out what the event loop must not wait for: there, if it is short on SQLite, or else in a thread.

        A call that would have to wait for its turn to write is begun anew in a thread, so that until its first
        transaction is committed it must only read.
        """
        if not self.inline:
            return await to_thread.run_sync(call)
        if not long:
            try:
                with self._turns.hurried():
                    return call()
            except WouldWait:
                pass
        return await to_thread.run_sync(call, limiter=self._waiting)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Statements see what was committed before each of them; nothing is held open between them."""
        with self._reading.connect() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def snapshot(self) -> Iterator[UnitOfWork]:
        """All statements see what was committed before the first of them, whatever is deleted meanwhile."""
        with self._snapshots.connect() as connection:
            if self.inline:
                connection.exec_driver_sql("BEGIN")
            yield UnitOfWork(connection)

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[UnitOfWork]:
        """One transaction. A `durable` one is on the disk before this returns, on SQLite too. Raises StorageFull."""
        with self._transaction(durable=durable) as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def _transaction(self, *, durable: bool = False) -> Iterator[Connection]:
        engine = self._durable if durable else self._writing
        try:
            with self._turns.turn() if self.inline else nullcontext(0.0) as until, engine.connect() as connection:
                if self.inline:
                    self._turns.begin(connection, until)
                yield connection
                connection.commit()
                if self.inline:
                    self._turns.committed()
        except DatabaseError as error:
            if _is_full(error.orig):
                raise StorageFull from error
            raise

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()
        self._durable.dispose()


def is_deadlock(error: DatabaseError) -> bool:
    return getattr(error.orig, "sqlstate", None) == _DEADLOCK


def _is_full(error: BaseException | None) -> bool:
    return result_code(error) == sqlite3.SQLITE_FULL or getattr(error, "sqlstate", None) == _DISK_FULL


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
        return create_engine(url, pool_size=16, max_overflow=32, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError:
        raise SettingsError(
            "HORNBOOK_DATABASE_URL names PostgreSQL, which needs psycopg: pip install 'hornbook[postgresql]'"
        ) from None


def _sqlite(url: URL, *pragmas: str) -> Engine:
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
    # A connection rolls back what it began when it closes.
    engine = create_engine(url, pool_reset_on_return=None, hide_parameters=True)

    @event.listens_for(engine, "handle_error")
    def drop(context: ExceptionContext) -> None:
        """A file that could once not be opened for writing stays open for reading alone."""
        if result_code(context.original_exception) == sqlite3.SQLITE_READONLY:
            context.is_disconnect = True

    @event.listens_for(engine, "connect")
    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    return engine

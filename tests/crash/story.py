"""One day of a service: uploads, imports, a deletion, a sweep; whoever lives through it tells what was acknowledged."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hornbook_server.domain.application import Application, ApplicationKind, Caller
from hornbook_server.domain.job import ImportRequest
from hornbook_server.handlers.courses import delete_course
from hornbook_server.jobs.worker import LEASE, work_once
from hornbook_server.opening import open_hornbook
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.importing import accept_upload, accept_url, sweep
from hornbook_server.settings import from_environment
from hornbook_server.storage.record_tables import metadata
from tests.fixtures import packages

APP = "APP"
CALLER = Caller(APP, ApplicationKind.NORMAL)
FRESH, KEPT, FETCHED, DOOMED = "fresh", "kept", "fetched", "doomed"
PACKAGES = {course_id: packages.scorm12(course_id, scos=3) for course_id in (FRESH, KEPT, FETCHED, DOOMED)}

Tell = Callable[[str, str, str], None]


class Clock:
    """Moves when told, and tells."""

    def __init__(self, tell: Tell | None = None, start: datetime | None = None) -> None:
        self._tell = tell
        self.time = start or datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **duration: float) -> None:
        self.time += timedelta(**duration)
        if self._tell is not None:
            self._tell("clock", self.time.isoformat(), "")


def opened(url: str, store: Path, clock: Callable[[], datetime]) -> Hornbook:
    """Put together as the service does it, but for its clock."""
    settings = from_environment(
        {
            "HORNBOOK_HOME": str(store.parent),
            "HORNBOOK_DATABASE_URL": url,
            "HORNBOOK_STORE_URL": store.as_uri(),
            "HORNBOOK_SECRET_KEY": "a key of the tests, long enough for them",
            "HORNBOOK_FETCH_ALLOW": "127.0.0.0/8",
        }
    )
    return replace(open_hornbook(settings), now=clock)


def seed(url: str, store: Path) -> None:
    """What the day begins with: two courses, and what a sweep is to find."""
    shutil.rmtree(store, ignore_errors=True)
    clock = Clock(start=datetime.now(UTC) - timedelta(days=8))
    hornbook = opened(url, store, clock)
    hornbook.database.migrate()
    with hornbook.database.write() as stored:
        for table in reversed(metadata.sorted_tables):
            stored.applications._connection.execute(table.delete())
        stored.applications.create(
            Application(id=APP, name="App", kind=ApplicationKind.NORMAL, created=clock.time, updated=clock.time)
        )
    for course_id in (KEPT, DOOMED):
        upload(hornbook, course_id)
        work_once(hornbook)
    staged = hornbook.blobs.stage()
    staged.write(b"abandoned, and committed")
    staged.commit()
    hornbook.blobs.stage().write(b"abandoned half-way")
    for path in (*store.glob("packages/*"), *store.glob("staged/*")):
        os.utime(path, (clock.time.timestamp(), clock.time.timestamp()))
    hornbook.database.close()


def request_of(course_id: str, url: str | None = None) -> ImportRequest:
    return ImportRequest(
        course_id=course_id,
        filename="a.zip",
        may_create_new_version=True,
        postback_url="https://example.test/",
        url=url,
    )


def upload(hornbook: Hornbook, course_id: str) -> str:
    staged = hornbook.blobs.stage()
    try:
        staged.write(PACKAGES[course_id])
        return accept_upload(hornbook, APP, request_of(course_id), staged)
    except BaseException:
        staged.discard()
        raise


class Day:
    """What fails is answered with an error, and the next request comes all the same."""

    def __init__(self, hornbook: Hornbook, clock: Clock, tell: Tell, package_url: str) -> None:
        self._hornbook, self._clock, self._tell, self._package_url = hornbook, clock, tell, package_url

    def live(self) -> None:
        self._clock.pass_(seconds=0)
        for step in (
            lambda: self._accept(KEPT),
            lambda: self._accept(FRESH),
            self._accept_fetched,
            self._work,
            lambda: self._delete(DOOMED),
            lambda: self._accept(FRESH),
            self._work,
            self._sweep_later,
        ):
            try:
                step()
            except Exception as error:  # noqa: BLE001 which are right is told by what is acknowledged
                self._tell("failed", type(error).__name__, str(error).partition("\n")[0])

    def go_on(self) -> None:
        """The same process, once the fault is over: everything works."""
        self._accept(KEPT)
        while work_once(self._hornbook):
            pass

    def _accept(self, course_id: str) -> None:
        self._tell("accepted", upload(self._hornbook, course_id), course_id)

    def _accept_fetched(self) -> None:
        request = request_of(FETCHED, self._package_url)
        self._tell("accepted", accept_url(self._hornbook, APP, request), FETCHED)

    def _delete(self, course_id: str) -> None:
        delete_course(self._hornbook, CALLER, course_id)
        self._tell("deleted", course_id, "")

    def _work(self) -> None:
        for _ in range(12):
            try:
                if not work_once(self._hornbook):
                    return
            except Exception:  # noqa: BLE001 as run_worker does
                self._clock.pass_(seconds=LEASE.total_seconds() + 1)

    def _sweep_later(self) -> None:
        self._clock.pass_(hours=2)
        sweep(self._hornbook)

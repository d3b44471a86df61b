"""Whatever a package is, its import ends: in time, in bounded memory, within the store. `make hostile` tries many."""

import gzip
import io
import os
import resource
import signal
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.job import ImportRequest, JobStatus
from hornbook_server.jobs.worker import work_once
from hornbook_server.opening import open_hornbook, prepare
from hornbook_server.packages import Limits, read_members
from hornbook_server.services.applications import create_application
from hornbook_server.services.content import find_file, gzipped, inflated, packed
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.importing import accept_upload, sweep
from hornbook_server.settings import from_environment
from hornbook_server.storage.tables import package_files
from tests.fixtures.waiting import WITHIN
from tests.hostile.mutations import BARE, GOOD, PACKAGES
from tests.integration import corpus

EXAMPLES = int(os.environ.get("EXAMPLES", "500"))
SECONDS = 5.0
MEMORY = 200 * 2**20
LIMITS = Limits(unpacked=8 * 2**20, member=2 * 2**20)


class TooSlow(BaseException):
    """Past everything that catches errors: an import must not outlast its time."""


class Home:
    """A real home in a folder beside which nothing may appear."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = from_environment({"HORNBOOK_HOME": str(folder / "home")})
        prepare(home)
        self.hornbook: Hornbook = open_hornbook(home)
        application, _ = create_application(
            self.hornbook.database, name="hostile", kind=ApplicationKind.NORMAL, now=self.hornbook.now()
        )
        self.app_id = application.id
        self.around = self.files_around()
        self.blob = ""

    def files_around(self) -> set[str]:
        return {one.name for one in self.folder.iterdir()} | {one.name for one in (self.folder / "home").iterdir()}

    def imported(self, data: bytes, *, filename: str = "a.zip", limits: Limits = LIMITS) -> tuple[JobStatus, str]:
        staged = self.hornbook.blobs.stage()
        staged.write(data)
        job = accept_upload(self.hornbook, self.app_id, ImportRequest(course_id="c", filename=filename), staged)
        with self.hornbook.database.read() as stored:
            self.blob = stored.jobs.get(self.app_id, job, now=self.hornbook.now()).blob
        with bounded():
            assert work_once(self.hornbook, limits=limits)
        with self.hornbook.database.read() as stored:
            ended = stored.jobs.get(self.app_id, job, now=self.hornbook.now())
        if ended.status is JobStatus.COMPLETE:
            with self.hornbook.database.write() as stored:
                stored.courses.delete(self.app_id, "c")
        return ended.status, ended.message

    def swept(self) -> list[str]:
        """What is left in the store once nothing names it."""
        later = self.hornbook.now() + timedelta(days=8)
        object.__setattr__(self.hornbook, "now", lambda: later)
        sweep(self.hornbook)
        return list(self.hornbook.blobs.list_older(datetime.now(UTC) + timedelta(days=30)))


@contextmanager
def bounded() -> Iterator[None]:
    """No more than these seconds of a core, and no more memory than this above what the process has for data."""
    own = resource.getrlimit(resource.RLIMIT_DATA)
    status = Path("/proc/self/status").read_text()
    data = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:"))
    resource.setrlimit(resource.RLIMIT_DATA, (data + MEMORY, own[1]))
    try:
        with (
            ended(signal.ITIMER_PROF, signal.SIGPROF, SECONDS),
            ended(signal.ITIMER_REAL, signal.SIGALRM, WITHIN),  # what waits takes no time of a core
        ):
            yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, own)


@contextmanager
def ended(timer: int, rings: signal.Signals, seconds: float) -> Iterator[None]:
    """After these seconds as the timer counts them."""

    def late(*_: object) -> None:
        raise TooSlow(f"{rings.name} after {seconds} s")

    before = signal.signal(rings, late)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(rings, before)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    one = Home(tmp_path_factory.mktemp("hostile"))
    yield one
    assert one.swept() == []


def check_members(hornbook: Hornbook, blob: str, data: bytes) -> None:
    """What would be served is what was verified, lies within the file, and is all that is listed."""
    with hornbook.database.read() as stored:
        listed = sorted(
            stored.package_files._connection.execute(
                select(package_files.c.path).where(package_files.c.blob == blob)
            ).scalars()
        )
    read = read_members(io.BytesIO(data), href=quote(listed[0]) if listed else "", limits=LIMITS)
    members = {member.path: member for member in read}
    assert listed == sorted(members)
    for path, member in members.items():
        assert find_file(hornbook, blob, [path]) == member
        if member.deflated:
            whole = gzip.decompress(b"".join(gzipped(hornbook.blobs, blob, member)))
            assert b"".join(inflated(hornbook.blobs, blob, member, 0, member.size)) == whole
        else:
            whole = b"".join(packed(hornbook.blobs, blob, member, 0, member.size))
        assert (len(whole), zlib.crc32(whole)) == (member.size, member.crc)


@given(PACKAGES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
def test_a_changed_package_ends_complete_or_in_error(home, data):
    status, message = home.imported(data)
    assert status in (JobStatus.COMPLETE, JobStatus.ERROR)
    assert not message.startswith("internal error"), message
    assert home.files_around() == home.around
    if status is JobStatus.COMPLETE:
        check_members(home.hornbook, home.blob, data)


@pytest.mark.parametrize("number", range(len(GOOD) + len(BARE)))
def test_what_is_changed_is_good(home, number):
    data = [*GOOD, *BARE][number]
    assert home.imported(data)[0] is JobStatus.COMPLETE


@pytest.mark.skipif(not corpus.INDEX.exists(), reason="the corpus is not beside this checkout")
def test_no_honest_package_is_refused(home):
    honest = [row["file"] for row in corpus.rows() if row["expected"] == "ok"]
    ends = {name: home.imported((corpus.CORPUS / name).read_bytes(), filename=name, limits=Limits()) for name in honest}
    assert {name: message for name, (status, message) in ends.items() if status is not JobStatus.COMPLETE} == {}

"""What one worker does with the jobs it finds."""

import errno
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from hornbook_server.domain.job import ImportRequest, JobStatus, Progress, Stage
from hornbook_server.jobs.doorbell import Polling
from hornbook_server.jobs.worker import run_worker, work_once
from hornbook_server.packages import Limits
from hornbook_server.services.importing import accept_upload
from hornbook_server.storage.blobs import FolderBlobs
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN, until

LEASE = timedelta(seconds=8)


@pytest.fixture
def job_id(hornbook):
    staged = hornbook.blobs.stage()
    staged.write(packages.scorm12())
    return accept_upload(hornbook, "APP", ImportRequest(course_id="golf", filename="golf.zip"), staged)


def read(hornbook, job_id):
    with hornbook.database.read() as stored:
        return stored.jobs.get("APP", job_id, now=hornbook.now())


def test_a_worker_carries_a_job_to_its_end_and_then_finds_none(hornbook, job_id):
    assert work_once(hornbook) is True
    assert read(hornbook, job_id).status is JobStatus.COMPLETE
    assert work_once(hornbook) is False


def test_a_worker_keeps_to_its_limits(hornbook, job_id):
    work_once(hornbook, limits=Limits(members=1))
    assert read(hornbook, job_id).status is JobStatus.ERROR


def test_a_job_that_was_interrupted_three_times_is_given_up(hornbook, clock, job_id):
    for _ in range(3):
        with hornbook.database.write() as stored:
            assert stored.jobs.claim(hornbook.now(), LEASE).status is JobStatus.RUNNING
        clock.pass_(seconds=9)
    interrupted = read(hornbook, job_id)
    assert interrupted.status is JobStatus.RUNNING

    assert work_once(hornbook) is True
    assert read(hornbook, job_id) == msgspec.structs.replace(
        interrupted,
        status=JobStatus.ERROR,
        attempts=4,
        blob="",
        message="the import was interrupted 3 times and is given up: upload the package again, "
        "and if that ends like this too, the worker's log says what stops it",
    )


class SlowBlobs(FolderBlobs):
    """Opens nothing before it is told to."""

    def __init__(self, folder):
        super().__init__(folder)
        self.asked, self.go_on = threading.Event(), threading.Event()

    def open(self, key):
        self.asked.set()
        assert self.go_on.wait(WITHIN)
        return super().open(key)


def test_a_worker_keeps_its_job_for_as_long_as_the_import_takes(hornbook, clock, job_id, tmp_path):
    blobs = SlowBlobs(tmp_path / "store")
    worker = threading.Thread(
        target=work_once, args=(replace(hornbook, blobs=blobs),), kwargs={"lease": timedelta(seconds=0.2)}
    )
    worker.start()
    try:
        assert blobs.asked.wait(WITHIN)
        clock.pass_(hours=1)

        def renewed():
            with hornbook.database.read() as stored:
                return not stored.jobs.claimable(hornbook.now(), LEASE)

        assert until(renewed)
        held = until(lambda: (job := read(hornbook, job_id)).progress.stage is not Stage.QUEUED and job)
        assert held.progress == Progress(Stage.READING, 0, held.size)
    finally:
        blobs.go_on.set()
        worker.join()
    assert (read(hornbook, job_id).status, read(hornbook, job_id).attempts) == (JobStatus.COMPLETE, 1)


def test_a_worker_sweeps_when_it_starts_and_every_ten_minutes(hornbook, clock):
    clock.time = datetime.now(UTC) + timedelta(hours=2)

    def abandoned():
        staged = hornbook.blobs.stage()
        staged.write(b"abandoned")
        staged.commit()

    def left():
        return list(hornbook.blobs.list_older(clock.time))

    abandoned()
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(hornbook, Polling()), kwargs={"stop": stop})
    worker.start()
    try:
        until(lambda: left() == [])
        abandoned()
        clock.pass_(minutes=10)
        until(lambda: left() == [])
    finally:
        stop.set()
        worker.join()


class StuckBlobs(FolderBlobs):
    """A store of which one package cannot be removed."""

    def list_older(self, than):
        raise OSError(errno.EIO, "Input/output error")


def test_what_cannot_be_swept_keeps_no_job_waiting(hornbook, job_id, tmp_path, caplog):
    stop = threading.Event()
    stuck = replace(hornbook, blobs=StuckBlobs(tmp_path / "store"))
    worker = threading.Thread(target=run_worker, args=(stuck, Polling()), kwargs={"stop": stop})
    worker.start()
    try:
        until(lambda: read(hornbook, job_id).status is JobStatus.COMPLETE)
    finally:
        stop.set()
        worker.join()
    assert "the worker goes on in 1.0 s" in caplog.text


class FailingBlobs(FolderBlobs):
    """No file can be opened, as when a process has too many of them."""

    def open(self, key):
        raise OSError(errno.EMFILE, "Too many open files")


def test_an_import_that_the_machine_fails_is_tried_three_times(hornbook, clock, job_id, tmp_path):
    failing = replace(hornbook, blobs=FailingBlobs(tmp_path / "store"))
    statuses = []
    for _ in range(3):
        with pytest.raises(OSError, match="Too many open files"):
            work_once(failing, lease=LEASE)
        statuses.append(read(hornbook, job_id).status)
        clock.pass_(seconds=9)

    assert statuses == [JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.ERROR]
    assert read(hornbook, job_id).message == ("the import failed 3 times, at last with: [Errno 24] Too many open files")
    assert work_once(hornbook) is False


def test_an_import_that_the_machine_failed_once_completes_at_the_next_attempt(hornbook, clock, job_id, tmp_path):
    with pytest.raises(OSError, match="Too many open files"):
        work_once(replace(hornbook, blobs=FailingBlobs(tmp_path / "store")), lease=LEASE)
    clock.pass_(seconds=9)

    assert work_once(hornbook) is True
    assert (read(hornbook, job_id).status, read(hornbook, job_id).attempts) == (JobStatus.COMPLETE, 2)


def test_a_worker_outlives_a_database_that_cannot_be_used(hornbook, job_id, caplog):
    def rename(old, new):
        with hornbook.database._transaction() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    rename("import_jobs", "import_jobs_away")
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(hornbook, Polling()), kwargs={"stop": stop})
    worker.start()
    try:
        until(lambda: "the worker goes on in 1.0 s" in caplog.text)
        rename("import_jobs_away", "import_jobs")
        until(lambda: read(hornbook, job_id).status is JobStatus.COMPLETE)
    finally:
        stop.set()
        worker.join()

"""Whatever is killed, an acknowledged job ends, and its course is there whole or not at all."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess

import pytest

from hornbook_server.domain.job import ImportRequest, JobStatus
from hornbook_server.jobs.worker import LEASE
from hornbook_server.services.importing import accept_upload
from tests.fixtures import packages
from tests.fixtures.forks import forks
from tests.fixtures.waiting import until
from tests.integration.jobs.worker_process import work


@pytest.fixture
def clock():
    """The real time: the workers are other processes."""
    return lambda: datetime.now(UTC)


def upload(hornbook, course_id):
    staged = hornbook.blobs.stage()
    staged.write(packages.scorm12(scos=5))
    request = ImportRequest(course_id=course_id, filename="golf.zip", may_create_new_version=True)
    return accept_upload(hornbook, "APP", request, staged)


def read(hornbook, job_id):
    with hornbook.database.read() as stored:
        return stored.jobs.get("APP", job_id, now=hornbook.now())


def ended(hornbook, job_ids):
    """All of the jobs, once none of them is under way."""
    jobs = [read(hornbook, job_id) for job_id in job_ids]
    return jobs if all(job.status in (JobStatus.COMPLETE, JobStatus.ERROR) for job in jobs) else None


def count_ended(hornbook, job_ids):
    return sum(read(hornbook, job_id).status is JobStatus.COMPLETE for job_id in job_ids)


def versions(hornbook, course_id):
    with hornbook.database.read() as stored:
        return [course.version for course in stored.courses.versions("APP", course_id)]


@contextmanager
def worker(url, tmp_path, lease) -> Iterator[ForkServerProcess]:
    """From when it looks for jobs; killed at the end, if not before."""
    with forks(1, work, url, (tmp_path / "store").as_uri(), lease) as (process,):
        yield process


@contextmanager
def half_way(url, hornbook, tmp_path, job_id, lease) -> Iterator[ForkServerProcess]:
    """A worker with a job of which it cannot get the package: a pipe that nobody writes to stands in its place."""
    package = tmp_path / "store" / read(hornbook, job_id).blob
    content = package.read_bytes()
    package.unlink()
    os.mkfifo(package)
    with worker(url, tmp_path, lease) as process:
        until(lambda: read(hornbook, job_id).status is JobStatus.RUNNING)
        yield process
    package.unlink()
    package.write_bytes(content)


@pytest.mark.parametrize("lease", [1, LEASE.total_seconds()])
def test_the_job_of_a_killed_worker_is_free_within_ten_seconds_and_completes(url, hornbook, tmp_path, lease):
    job_id = upload(hornbook, "golf")
    with half_way(url, hornbook, tmp_path, job_id, lease) as process:
        process.kill()
        process.join()
    with hornbook.database.read() as stored:
        assert stored.jobs.claimable(hornbook.now() + timedelta(seconds=10), timedelta(seconds=lease))

    with worker(url, tmp_path, lease):
        (job,) = until(lambda: ended(hornbook, [job_id]))
    assert (job.status, job.attempts, versions(hornbook, "golf")) == (JobStatus.COMPLETE, 2, [0])


def test_workers_killed_at_any_moment_lose_no_job_and_repeat_none(url, hornbook, tmp_path):
    """No job meets more than two of them, as the third interruption would end it: the long leases outlast the workers.

    The last one takes these for written before the clock was put back.
    """
    job_ids = {f"course {number}": upload(hornbook, f"course {number}") for number in range(40)}
    moments = random.Random(20260301)
    for finished, lease in ((3, 1), (10, 600), (17, 600), (24, 600)):
        with worker(url, tmp_path, lease) as process:
            until(lambda enough=finished: count_ended(hornbook, job_ids.values()) >= enough)
            process.join(moments.uniform(0, 0.02))
            assert process.is_alive()

    with worker(url, tmp_path, lease=1):
        jobs = until(lambda: ended(hornbook, job_ids.values()))
    assert [job.status for job in jobs] == [JobStatus.COMPLETE] * len(job_ids)
    assert [versions(hornbook, course_id) for course_id in job_ids] == [[0]] * len(job_ids)


def test_workers_side_by_side_import_each_package_once(url, hornbook, tmp_path):
    job_ids = {f"course {number}": upload(hornbook, f"course {number}") for number in range(30)}
    with forks(3, work, url, (tmp_path / "store").as_uri(), 600):
        jobs = until(lambda: ended(hornbook, job_ids.values()))

    assert [(job.status, job.attempts, job.version) for job in jobs] == [(JobStatus.COMPLETE, 1, 0)] * len(job_ids)
    assert [versions(hornbook, course_id) for course_id in job_ids] == [[0]] * len(job_ids)

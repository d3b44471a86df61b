"""From an upload to a course, each step with a clock that only the test moves."""

import hashlib
import io
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.errors import CourseExists, NotFound
from hornbook_server.domain.job import ImportRequest, JobStatus
from hornbook_server.packages import Limits
from hornbook_server.services.applications import delete_application
from hornbook_server.services.importing import accept_upload, run_import, sweep
from tests.fixtures import packages

LEASE = timedelta(seconds=8)


def stage(hornbook, content):
    staged = hornbook.blobs.stage()
    staged.write(content)
    return staged


def upload(hornbook, content=None, course_id="golf", **request):
    staged = stage(hornbook, packages.scorm12() if content is None else content)
    return accept_upload(hornbook, "APP", ImportRequest(course_id=course_id, filename="golf.zip", **request), staged)


def claim(hornbook):
    with hornbook.database.write() as stored:
        return stored.jobs.claim(hornbook.now(), LEASE)


def read(hornbook, job_id):
    with hornbook.database.read() as stored:
        return stored.jobs.get("APP", job_id, now=hornbook.now())


def imported(hornbook, content=None, **request):
    """The job at its end."""
    job_id = upload(hornbook, content, **request)
    run_import(hornbook, claim(hornbook), limits=Limits())
    return read(hornbook, job_id)


def stored_blobs(hornbook):
    return list(hornbook.blobs.list_older(datetime.now(UTC) + timedelta(hours=1)))


def test_an_accepted_upload_is_a_queued_job_with_the_bytes_that_came(hornbook, rung):
    content = packages.scorm12()
    job = read(hornbook, upload(hornbook, content, tags=("a",)))

    assert job.status is JobStatus.QUEUED
    assert job.request == ImportRequest(course_id="golf", filename="golf.zip", tags=("a",))
    assert (job.size, job.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert rung == [job.id]
    with hornbook.blobs.open(job.blob) as file:
        assert file.read() == content


def test_a_package_becomes_a_course(hornbook):
    job = imported(hornbook, tags=("a",))

    with hornbook.database.read() as stored:
        course = stored.courses.get("APP", "golf")
    assert (course.version, course.standard, course.tags) == (0, LearningStandard.SCORM12, ("a",))
    assert (job.status, job.message, job.version, job.course) == (JobStatus.COMPLETE, "Import Successful", 0, course)


def test_the_warnings_of_the_package_are_those_of_the_job(hornbook):
    with zipfile.ZipFile(io.BytesIO(packages.scorm12())) as whole:
        wrapped = packages.archive({f"folder/{name}": whole.read(name) for name in whole.namelist()})

    assert imported(hornbook, wrapped).warnings == (
        'The package is wrapped in the folder "folder". Zip what is in the folder, not the folder.',
    )


def test_an_upload_to_a_course_that_exists_is_refused_and_leaves_nothing(hornbook, rung):
    imported(hornbook)
    kept = stored_blobs(hornbook)
    rung.clear()

    with pytest.raises(CourseExists):
        upload(hornbook)
    assert stored_blobs(hornbook) == kept
    assert rung == []


def test_with_leave_an_upload_is_the_next_version(hornbook):
    imported(hornbook, tags=("a",))
    job = imported(hornbook, may_create_new_version=True, tags=("b",))

    assert (job.status, job.version, job.course.tags) == (JobStatus.COMPLETE, 1, ("a", "b"))


def test_leave_for_a_new_version_does_not_matter_to_a_new_course(hornbook):
    assert imported(hornbook, may_create_new_version=True).version == 0


def test_a_course_that_appears_after_the_upload_is_not_overwritten(hornbook):
    first, second = upload(hornbook), upload(hornbook)
    for _ in range(2):
        run_import(hornbook, claim(hornbook), limits=Limits())

    ends = sorted([read(hornbook, first), read(hornbook, second)], key=lambda job: job.status)
    assert [(job.status, job.message) for job in ends] == [
        (JobStatus.COMPLETE, "Import Successful"),
        (JobStatus.ERROR, str(CourseExists("golf"))),
    ]
    with hornbook.database.read() as stored:
        assert [course.version for course in stored.courses.versions("APP", "golf")] == [0]


@pytest.mark.parametrize(("leave", "versions"), [(False, [0]), (True, [0, 1, 2, 3])])
def test_imports_of_one_course_at_once_are_numbered_without_gap(hornbook, leave, versions):
    ids = [upload(hornbook, may_create_new_version=leave) for _ in range(4)]
    jobs = [claim(hornbook) for _ in ids]
    together = threading.Barrier(len(jobs))

    def run(job):
        together.wait()
        run_import(hornbook, job, limits=Limits())

    with ThreadPoolExecutor(len(jobs)) as workers:
        list(workers.map(run, jobs))

    ends = [read(hornbook, job_id) for job_id in ids]
    assert sorted(job.version for job in ends if job.status is JobStatus.COMPLETE) == versions
    assert sum(job.status is JobStatus.ERROR for job in ends) == len(ids) - len(versions)
    with hornbook.database.read() as stored:
        assert [course.version for course in stored.courses.versions("APP", "golf")] == versions


def test_what_is_no_package_ends_in_error_with_the_reason_and_no_course(hornbook):
    job = imported(hornbook, b"this is no zip")

    assert job.status is JobStatus.ERROR
    assert "zip" in job.message
    assert job.course is None
    with hornbook.database.read() as stored:
        assert not stored.courses.exists("APP", "golf")


def test_limits_hold_for_the_import(hornbook):
    job_id = upload(hornbook)
    run_import(hornbook, claim(hornbook), limits=Limits(members=1))

    assert read(hornbook, job_id).status is JobStatus.ERROR


def test_an_unforeseen_error_ends_the_job_too(hornbook, caplog):
    job_id = upload(hornbook)
    job = claim(hornbook)
    hornbook.blobs.delete(job.blob)
    run_import(hornbook, job, limits=Limits())

    assert read(hornbook, job_id) == msgspec.structs.replace(
        job,
        status=JobStatus.ERROR,
        blob="",
        message="internal error while importing course [golf]: "
        f"the worker's log has the details under import job {job_id}",
    )
    assert f"import job {job_id} of course [golf] met an unforeseen error" in caplog.text


def test_an_attempt_that_was_overtaken_adds_no_version(hornbook, clock):
    job_id = upload(hornbook, may_create_new_version=True)
    slow = claim(hornbook)
    clock.pass_(seconds=9)
    run_import(hornbook, claim(hornbook), limits=Limits())
    ended = read(hornbook, job_id)

    run_import(hornbook, slow, limits=Limits())

    assert read(hornbook, job_id) == ended
    with hornbook.database.read() as stored:
        assert [course.version for course in stored.courses.versions("APP", "golf")] == [0]


def test_an_import_under_way_goes_quietly_with_its_application(hornbook, caplog):
    job = upload(hornbook)
    claimed = claim(hornbook)
    delete_application(hornbook.database, "APP")

    run_import(hornbook, claimed, limits=Limits())

    assert [record.message for record in caplog.records] == [f"import job {job} is no longer held by attempt 1"]
    with hornbook.database.read() as stored:
        assert stored.jobs.blobs_in_use([claimed.blob]) == set()


def test_the_sweep_removes_what_nothing_names_and_no_more(hornbook, clock):
    clock.time = datetime.now(UTC) + timedelta(hours=2)
    imported(hornbook, course_id="kept")
    kept = stored_blobs(hornbook)
    imported(hornbook, course_id="deleted")
    imported(hornbook, b"no zip", course_id="refused")
    with hornbook.database.write() as stored:
        stored.courses.delete("APP", "deleted")
    waiting = read(hornbook, upload(hornbook, course_id="waiting"))
    abandoned = stage(hornbook, b"abandoned")
    assert len(stored_blobs(hornbook)) == 5

    sweep(hornbook)

    assert sorted(stored_blobs(hornbook)) == sorted([*kept, waiting.blob])
    run_import(hornbook, claim(hornbook), limits=Limits())
    assert read(hornbook, waiting.id).status is JobStatus.COMPLETE
    abandoned.discard()


def test_the_sweep_leaves_alone_what_is_younger_than_an_hour(hornbook, clock):
    clock.time = datetime.now(UTC) + timedelta(minutes=59)
    under_way = stage(hornbook, b"an upload under way")

    sweep(hornbook)

    under_way.commit()
    assert len(stored_blobs(hornbook)) == 1


def test_the_sweep_removes_jobs_a_week_after_their_end(hornbook, clock):
    job = imported(hornbook)
    clock.pass_(days=7)
    sweep(hornbook)
    clock.pass_(days=-7)

    with pytest.raises(NotFound):
        read(hornbook, job.id)


def test_an_upload_whose_application_is_gone_is_refused_and_leaves_nothing(hornbook):
    delete_application(hornbook.database, "APP")
    with pytest.raises(NotFound, match=r"^Could not find application \[APP\]"):
        upload(hornbook)
    assert read_back(hornbook) == []


def read_back(hornbook) -> list[str]:
    """Keys of all that is unfinished in the store."""
    return [key for key in hornbook.blobs.list_older(datetime.now(UTC) + timedelta(days=1)) if "staged" in key]

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
from hornbook_server.domain.job import ImportRequest, JobStatus, Progress, Stage
from hornbook_server.packages import Limits
from hornbook_server.services.applications import delete_application
from hornbook_server.services.importing import accept_url, run_import
from hornbook_server.services.progress import ImportProgress
from tests.fixtures import packages
from tests.fixtures.imports import carry_out, claim, imported, read, stored_blobs, upload
from tests.fixtures.logged import logged_of


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


class Followed(ImportProgress):
    """Keeps all that an import says of itself, a stage once."""

    def __init__(self, job):
        super().__init__(job)
        self.stages, self.reached = [], []

    def begin(self, stage, total=None):
        super().begin(stage, total)
        self.stages.append((stage, total))

    def reach(self, done, total=None):
        super().reach(done, total)
        self.reached.append(self.now.done)


def test_an_import_says_how_many_bytes_of_its_package_it_has_read(hornbook):
    upload(hornbook, packages.scorm12(scos=5))
    job = claim(hornbook)
    followed = Followed(job)
    run_import(hornbook, job, followed, limits=Limits())

    assert followed.stages == [(Stage.READING, job.size), (Stage.STORING, job.size)]
    *read, stored = followed.reached
    assert len(read) > 5
    assert read == sorted(set(read))
    assert 0.4 * job.size < read[-1] < job.size
    assert 0 < stored < job.size


def test_a_failed_import_shows_how_far_it_came(hornbook):
    content = packages.scorm12()
    job = imported(hornbook, content.replace(b"PK\x03\x04", b"PK\x03\x05", 1))
    assert (job.status, job.progress) == (JobStatus.ERROR, Progress(Stage.READING, 0, len(content)))


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
        carry_out(hornbook, claim(hornbook))

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
        carry_out(hornbook, job)

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
    carry_out(hornbook, claim(hornbook), members=1)

    assert read(hornbook, job_id).status is JobStatus.ERROR


def test_an_unforeseen_error_ends_the_job_too(hornbook, caplog):
    job_id = upload(hornbook)
    job = claim(hornbook)
    hornbook.blobs.delete(job.blob)
    carry_out(hornbook, job)

    assert read(hornbook, job_id) == msgspec.structs.replace(
        job,
        status=JobStatus.ERROR,
        blob="",
        progress=Progress(Stage.READING, 0, job.size),
        message="internal error while importing course [golf]: "
        f"the worker's log has the details under import job {job_id}",
    )
    assert f"import job {job_id} of course [golf] met an unforeseen error" in caplog.text


def test_an_attempt_that_was_overtaken_adds_no_version(hornbook, clock):
    job_id = upload(hornbook, may_create_new_version=True)
    slow = claim(hornbook)
    clock.pass_(seconds=9)
    carry_out(hornbook, claim(hornbook))
    ended = read(hornbook, job_id)

    carry_out(hornbook, slow)

    assert read(hornbook, job_id) == ended
    with hornbook.database.read() as stored:
        assert [course.version for course in stored.courses.versions("APP", "golf")] == [0]


def test_an_attempt_that_was_overtaken_lists_no_files(hornbook, clock):
    upload(hornbook)
    slow = claim(hornbook)
    clock.pass_(seconds=9)
    claim(hornbook)

    carry_out(hornbook, slow)

    with hornbook.database.read() as stored:
        assert not stored.package_files.any(slow.blob)


def test_an_import_under_way_goes_quietly_with_its_application(hornbook, caplog):
    job = upload(hornbook)
    claimed = claim(hornbook)
    delete_application(hornbook.database, "APP")

    carry_out(hornbook, claimed)

    assert logged_of(caplog, job) == [f"import job {job} is no longer held by attempt 1"]
    with hornbook.database.read() as stored:
        assert stored.jobs.blobs_in_use([claimed.blob]) == set()


def test_a_reference_under_way_goes_quietly_with_its_application(hornbook, caplog):
    pdf = ImportRequest(course_id="golf", url="https://a.test/b", content_type="application/pdf", by_reference=True)
    job = accept_url(hornbook, "APP", pdf)
    claimed = claim(hornbook)
    delete_application(hornbook.database, "APP")

    carry_out(hornbook, claimed)

    assert logged_of(caplog, job) == [f"import job {job} is no longer held by attempt 1"]


def test_an_upload_whose_application_is_gone_is_refused_and_leaves_nothing(hornbook):
    delete_application(hornbook.database, "APP")
    with pytest.raises(NotFound, match=r"^Could not find application \[APP\]"):
        upload(hornbook)
    assert read_back(hornbook) == []


def read_back(hornbook) -> list[str]:
    """Keys of all that is unfinished in the store."""
    return [key for key in hornbook.blobs.list_older(datetime.now(UTC) + timedelta(days=1)) if "staged" in key]

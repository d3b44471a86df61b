"""Import jobs: claimed by one worker at a time, oldest first, and readable for a week after their end."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.job import ImportRequest, JobStatus, MediaMetadata, Progress, Stage
from hornbook_server.storage.jobs import ClaimLost
from tests.fixtures.values import START, STORED, job, package

LEASE = timedelta(seconds=8)
WEEK = timedelta(days=7)
HALF_WAY = Progress(Stage.READING, 500, 1000)
CLAIMED = job(attempts=1)


def after(**duration):
    return START + timedelta(**duration)


def add_course(stored, **values):
    return stored.courses.add_version("APP", "golf", package(), **STORED, tags=(), now=START, **values)


def complete(stored, ending=CLAIMED, *, version=0, now=START):
    stored.jobs.complete(
        ending, version=version, warnings=("a.html is missing.",), message="Import Successful", now=now
    )


def test_a_job_reads_back_as_it_was_added(database):
    queued = job(
        request=ImportRequest(
            course_id="golf/ä",
            may_create_new_version=True,
            postback_url="https://example.org/done",
            content_type="application/pdf",
            filename="golf.pdf",
            tags=("a", "b"),
            media=MediaMetadata(title="Golf", estimated_duration=90),
        )
    )
    with database.write() as stored:
        stored.jobs.add(queued)

    with database.read() as stored:
        assert stored.jobs.get("APP", "job", now=START) == queued


def test_the_job_of_another_application_cannot_be_found(database):
    with database.write() as stored:
        stored.jobs.add(job())

    with database.read() as stored, pytest.raises(NotFound) as refused:
        stored.jobs.get("OTHER", "job", now=START)
    assert str(refused.value) == "Could not find import job [job]"


def test_jobs_are_claimed_oldest_first_and_once(database):
    with database.write() as stored:
        stored.jobs.add(job("second", created=after(seconds=1)))
        stored.jobs.add(job("first"))
        stored.jobs.add(job("theirs", "OTHER", created=after(seconds=2)))

    with database.write() as stored:
        claimed = [stored.jobs.claim(after(seconds=3), LEASE) for _ in range(3)]
        assert stored.jobs.claim(after(seconds=3), LEASE) is None
        assert not stored.jobs.claimable(after(seconds=3), LEASE)
    assert [one.id for one in claimed] == ["first", "second", "theirs"]
    assert claimed[0] == msgspec.structs.replace(job("first"), status=JobStatus.RUNNING, attempts=1)


def test_a_job_can_be_claimed_again_when_its_lease_has_expired(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        assert stored.jobs.claim(after(seconds=8), LEASE) is None
        assert stored.jobs.claimable(after(seconds=8, milliseconds=1), LEASE)
        again = stored.jobs.claim(after(seconds=8, milliseconds=1), LEASE)
    assert again == msgspec.structs.replace(job(), status=JobStatus.RUNNING, attempts=2)


def test_a_renewed_lease_keeps_others_away(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        assert stored.jobs.renew("job", 1, HALF_WAY, after(seconds=6), LEASE)
        assert stored.jobs.claim(after(seconds=10), LEASE) is None
        assert stored.jobs.get("APP", "job", now=START).progress == HALF_WAY


def test_a_lease_from_before_the_clock_was_put_back_keeps_nobody_away(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(after(days=1), LEASE)
        assert stored.jobs.claim(after(days=1) - LEASE, LEASE) is None
        assert stored.jobs.claimable(START, LEASE)
        assert stored.jobs.claim(START, LEASE).attempts == 2


def test_an_attempt_that_was_overtaken_can_do_nothing(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        stored.jobs.claim(after(seconds=9), LEASE)
        assert not stored.jobs.renew("job", 1, HALF_WAY, after(seconds=9), LEASE)
        with pytest.raises(ClaimLost, match="import job job is no longer held by attempt 1"):
            stored.jobs.fail(CLAIMED, message="late", progress=HALF_WAY, now=after(seconds=9))

    def finish_late():
        with database.write() as stored:
            add_course(stored)
            complete(stored)

    with pytest.raises(ClaimLost):
        finish_late()
    with database.read() as stored:
        assert not stored.courses.exists("APP", "golf")
        assert stored.jobs.get("APP", "job", now=START).status is JobStatus.RUNNING


def test_a_job_ends_once(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        add_course(stored)
        complete(stored)
        with pytest.raises(ClaimLost):
            stored.jobs.fail(CLAIMED, message="twice", progress=HALF_WAY, now=START)
        assert not stored.jobs.renew("job", 1, HALF_WAY, START, LEASE)
        assert not stored.jobs.claimable(after(days=1), LEASE)


def test_a_complete_job_shows_the_version_it_made(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        course = add_course(stored)
        complete(stored)
        add_course(stored)

    with database.read() as stored:
        assert stored.jobs.get("APP", "job", now=START) == job(
            status=JobStatus.COMPLETE,
            message="Import Successful",
            warnings=("a.html is missing.",),
            blob="",
            attempts=1,
            version=0,
            course=course,
            progress=Progress(Stage.DONE, STORED["size"], STORED["size"]),
        )


def test_a_failed_job_says_why_and_needs_its_package_no_more(database):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        stored.jobs.fail(CLAIMED, message="No manifest.", progress=HALF_WAY, now=START)

    with database.read() as stored:
        assert stored.jobs.get("APP", "job", now=START) == job(
            status=JobStatus.ERROR, message="No manifest.", blob="", attempts=1, progress=HALF_WAY
        )


def test_a_job_that_has_ended_keeps_no_url_that_may_have_credentials(database):
    asked = ImportRequest(
        course_id="golf", url="https://u:p@example.org/golf.zip", postback_url="https://u:p@example.org"
    )
    with database.write() as stored:
        for job_id in ("complete", "failed"):
            stored.jobs.add(job(job_id, request=asked))
            stored.jobs.claim(START, LEASE)
        add_course(stored)
        complete(stored, job("complete", request=asked, attempts=1))
        stored.jobs.fail(job("failed", request=asked, attempts=1), message="", progress=HALF_WAY, now=START)

    with database.read() as stored:
        kept = [stored.jobs.get("APP", job_id, now=START).request for job_id in ("complete", "failed")]
    assert kept == [ImportRequest(course_id="golf")] * 2


@pytest.mark.parametrize("deletion", ["version", "course"])
def test_a_deleted_course_is_left_out_even_if_it_is_made_anew(database, deletion):
    with database.write() as stored:
        stored.jobs.add(job())
        stored.jobs.claim(START, LEASE)
        add_course(stored)
        complete(stored)
        if deletion == "version":
            add_course(stored)
            stored.courses.delete_version("APP", "golf", 0)
        else:
            stored.courses.delete("APP", "golf")
            add_course(stored)

    with database.read() as stored:
        read = stored.jobs.get("APP", "job", now=START)
    assert (read.status, read.version, read.course) == (JobStatus.COMPLETE, 0, None)


def test_a_job_is_readable_for_a_week_after_its_end_and_then_purged(database):
    tick = timedelta(milliseconds=1)
    with database.write() as stored:
        stored.jobs.add(job("ended"))
        stored.jobs.claim(START, LEASE)
        stored.jobs.fail(job("ended", attempts=1), message="", progress=HALF_WAY, now=START)
        stored.jobs.add(job("waiting"))
        stored.jobs.purge(START + WEEK - tick)
        assert stored.jobs.get("APP", "ended", now=START + WEEK - tick).id == "ended"
        with pytest.raises(NotFound):
            stored.jobs.get("APP", "ended", now=START + WEEK)
        stored.jobs.purge(START + WEEK)
        with pytest.raises(NotFound):
            stored.jobs.get("APP", "ended", now=START)
        assert stored.jobs.get("APP", "waiting", now=START + WEEK * 9).id == "waiting"


def test_a_blob_is_in_use_while_an_unfinished_job_or_a_version_names_it(database):
    keys = ["of a job", "of a version", "of an ended job", "of nobody"]
    with database.write() as stored:
        stored.jobs.add(job("ended", blob="of an ended job"))
        stored.jobs.claim(START, LEASE)
        stored.jobs.fail(job("ended", attempts=1), message="", progress=HALF_WAY, now=START)
        stored.jobs.add(job("waiting", "OTHER", blob="of a job"))
        stored.courses.add_version("APP", "golf", package(), **STORED | {"blob": "of a version"}, tags=(), now=START)
        assert stored.jobs.blobs_in_use(keys) == {"of a job", "of a version"}
        assert stored.jobs.blobs_in_use([]) == set()


def test_workers_that_claim_at_once_never_get_the_same_job(database):
    count, workers = 40, 4
    with database.write() as stored:
        for number in range(count):
            stored.jobs.add(job(f"job {number}"))
    together = threading.Barrier(workers)

    def claim_all(_):
        claimed = []
        together.wait()
        while True:
            with database.write() as stored:
                one = stored.jobs.claim(START, LEASE)
            if one is None:
                return claimed
            claimed.append(one.id)

    with ThreadPoolExecutor(workers) as pool:
        claimed = [job_id for ids in pool.map(claim_all, range(workers)) for job_id in ids]

    assert sorted(claimed) == sorted(f"job {number}" for number in range(count))

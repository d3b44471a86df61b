"""What the sweep takes away, and what it leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.job import JobStatus
from hornbook_server.services.importing import sweep
from tests.fixtures.imports import carry_out, claim, imported, read, stage, stored_blobs, upload


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
    carry_out(hornbook, claim(hornbook))
    assert read(hornbook, waiting.id).status is JobStatus.COMPLETE
    abandoned.discard()


def test_the_files_of_an_upload_are_listed_with_its_course_and_swept_with_it(hornbook, clock):
    clock.time = datetime.now(UTC) + timedelta(hours=2)
    uploads = [upload(hornbook, course_id=course_id) for course_id in ("kept", "deleted")]
    blobs = [read(hornbook, job_id).blob for job_id in uploads]
    for _ in uploads:
        carry_out(hornbook, claim(hornbook))
    with hornbook.database.write() as stored:
        assert all(map(stored.package_files.any, blobs))
        stored.courses.delete("APP", "deleted")

    sweep(hornbook)

    with hornbook.database.read() as stored:
        assert [stored.package_files.any(blob) for blob in blobs] == [True, False]


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

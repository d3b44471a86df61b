import io

import pytest

import hornbook
from hornbook import models
from hornbook.importing import Waiting

AT_ONCE = (0.0, 0.0)


def running(job_id="job-1"):
    return {"jobId": job_id, "status": "RUNNING"}


def complete(course_id="golf"):
    return {"jobId": "job-1", "status": "COMPLETE", "importResult": {"parserWarnings": [], "course": {"id": course_id}}}


def test_waiting_ends_with_the_complete_job_and_shows_every_look(client, cloud):
    for answer in (running(), running(), complete()):
        cloud.will_answer(answer)
    seen = []

    job = client.wait_for_import("job-1", poll=AT_ONCE, progress=lambda job: seen.append(job.status))

    assert job == models.ImportJobResultSchema(
        job_id="job-1",
        status="COMPLETE",
        import_result=models.ImportResultSchema(parser_warnings=[], course=models.CourseSchema(id="golf")),
    )
    assert seen == ["RUNNING", "RUNNING", "COMPLETE"]
    assert cloud.lines == ["GET /api/v2/courses/importJobs/job-1"] * 3


def test_a_failed_import_raises_with_the_services_sentence_and_the_job(client, cloud):
    cloud.will_answer({"jobId": "job-1", "status": "ERROR", "message": "imsmanifest.xml:3: no organization"})

    with pytest.raises(hornbook.ImportFailed, match="no organization") as caught:
        client.wait_for_import("job-1")

    assert caught.value.job.job_id == "job-1"


def test_a_wait_that_takes_too_long_raises_with_the_job(client, cloud):
    cloud.will_answer(running())

    with pytest.raises(hornbook.ImportTimeout, match="import job job-1 is still RUNNING after 0 s") as caught:
        client.wait_for_import("job-1", timeout=0)

    assert caught.value.job.status == "RUNNING"


def test_pauses_grow_gently_up_to_the_longest_and_end_at_the_timeout(clock):
    job = models.ImportJobResultSchema(job_id="job-1", status="RUNNING")
    waiting = Waiting(timeout=5, poll=(0.05, 1.0), progress=None, clock=clock)
    pauses = []

    with pytest.raises(hornbook.ImportTimeout):
        pauses.extend(clock.passing(waiting.after(job)) for _ in range(100))

    assert [round(pause, 3) for pause in pauses] == [0.05, 0.075, 0.113, 0.169, 0.253, 0.38, 0.57, 0.854, 1, 1, 1]


def test_importing_answers_the_course_of_the_job(client, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer(complete())

    assert client.import_course("golf", io.BytesIO(b"PACKAGE")) == models.CourseSchema(id="golf")
    assert cloud.lines == [
        "POST /api/v2/courses/importJobs/upload?courseId=golf&mayCreateNewVersion=false",
        "GET /api/v2/courses/importJobs/job-1",
    ]


def test_importing_asks_for_the_course_where_the_job_does_not_carry_it(client, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer({"jobId": "job-1", "status": "COMPLETE"})
    cloud.will_answer({"id": "golf", "version": 7})

    assert client.import_course("golf", io.BytesIO(b"PACKAGE")).version == 7
    assert cloud.lines[-1] == "GET /api/v2/courses/golf"

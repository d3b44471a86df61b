"""`hornbook import` against a server that answers as the service does."""

import json
import socket

import pytest
from typer.testing import CliRunner

from hornbook_server.cli import app

COURSE = {
    "id": "golf",
    "title": "Golf [for] beginners",
    "version": 2,
    "courseLearningStandard": "SCORM12",
    "rootActivity": {
        "title": "Golf",
        "href": "",
        "children": [{"title": "Play", "href": "play/index.html"}, {"title": "Etiquette", "href": "etiquette.html"}],
    },
}
COMPLETE = {
    "jobId": "job-1",
    "status": "COMPLETE",
    "importResult": {"parserWarnings": ["imsmanifest.xml:7: no such file"], "course": COURSE},
}
SHOWN = """\
Golf [for] beginners
  id            golf
  version       2
  standard      SCORM12
  activities    3
  launch entry  play/index.html
Warning: imsmanifest.xml:7: no such file
"""


@pytest.fixture
def hornbook(cloud, tmp_path):
    """Runs the command on a package of three bytes, with the credentials in the environment."""
    package = tmp_path / "golf.zip"
    package.write_bytes(b"zip")
    environment = {"HORNBOOK_URL": cloud.url, "HORNBOOK_APP_ID": "APP", "HORNBOOK_APP_SECRET": "s3cret"}

    def run(*options, **changed):
        return CliRunner().invoke(app, ["import", str(package), *options], env=environment | changed)

    return run


def test_the_course_and_its_warnings_are_shown(hornbook, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer(COMPLETE)

    result = hornbook()

    assert (result.exit_code, result.stdout) == (0, SHOWN)
    assert cloud.lines == [
        "POST /api/v2/courses/importJobs/upload?courseId=golf&mayCreateNewVersion=false",
        "GET /api/v2/courses/importJobs/job-1",
    ]


def test_id_and_leave_for_a_new_version_are_passed_on(hornbook, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer(COMPLETE)

    assert hornbook("--course-id", "golf/1", "--new-version").exit_code == 0
    assert cloud.lines[0] == "POST /api/v2/courses/importJobs/upload?courseId=golf%2F1&mayCreateNewVersion=true"


def test_json_is_the_finished_job(hornbook, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer(COMPLETE)

    result = hornbook("--json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, COMPLETE)


def test_a_failed_import_ends_with_1_and_the_services_sentence(hornbook, cloud):
    job = {"jobId": "job-1", "status": "ERROR", "message": "golf.zip: [not] a zip archive. Upload the whole package."}
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer(job)

    result = hornbook("--json")

    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (1, job, job["message"] + "\n")


@pytest.mark.parametrize(
    ("status", "message", "shown"),
    [
        (400, "courseId: is [too] long", "courseId: is [too] long (HTTP 400)\n"),
        (
            401,
            "Authorization Required.",
            (
                "Authorization Required. (HTTP 401)\n"
                "Check --app-id and --secret; `hornbook app create NAME` makes an application.\n"
            ),
        ),
        (
            409,
            "Course [golf] already exists.",
            "Course [golf] already exists. (HTTP 409)\nAdd --new-version to the command.\n",
        ),
    ],
)
def test_a_refusal_ends_with_1_the_services_sentence_and_what_to_do(hornbook, cloud, status, message, shown):
    cloud.will_answer({"message": message}, status=status)

    result = hornbook()

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", shown)


def test_a_service_that_does_not_answer_ends_with_1_and_how_to_start_it(hornbook):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))

        result = hornbook(HORNBOOK_URL=f"http://127.0.0.1:{deaf.getsockname()[1]}/api/v2")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(
        "got no answer: [Errno 111] Connection refused\n"
        "Is the service running? `hornbook serve` starts it; --url or HORNBOOK_URL names another.\n"
    )


def test_a_job_whose_course_is_gone_says_so(hornbook, cloud):
    cloud.will_answer({"result": "job-1"})
    cloud.will_answer({"jobId": "job-1", "status": "COMPLETE"})

    result = hornbook()

    assert (result.exit_code, result.stdout) == (
        0,
        "Import job job-1 is complete; its course has been deleted since.\n",
    )


def test_without_a_url_the_service_on_this_machines_port_is_meant(hornbook, cloud):
    cloud.will_answer({"message": "asked"}, status=400)

    hornbook(HORNBOOK_URL="", HORNBOOK_PORT=cloud.url.removesuffix("/api/v2").rsplit(":", 1)[-1])

    assert len(cloud.requests) == 1


@pytest.mark.parametrize(
    ("options", "environment"),
    [(["--course"], {}), ([], {"HORNBOOK_APP_SECRET": ""}), (["--url", "localhost"], {}), (["second.zip"], {})],
)
def test_a_wrong_command_ends_with_2_and_sends_nothing(hornbook, cloud, options, environment):
    result = hornbook(*options, **environment)

    assert (result.exit_code, cloud.lines) == (2, [])

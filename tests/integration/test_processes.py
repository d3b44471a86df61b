"""The command as people run it: processes that start, work, and leave none behind."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.fixtures import packages
from tests.fixtures.databases import postgresql_schema
from tests.fixtures.ports import free_ports
from tests.fixtures.waiting import WITHIN, answers, until

HORNBOOK = [sys.executable, "-m", "hornbook_server"]


@pytest.fixture
def environment(tmp_path):
    """The settings of a service of its own, for it and for those who use it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HORNBOOK_")}
    port, launch_port = free_ports(2)
    return inherited | {
        "HORNBOOK_HOME": str(tmp_path / "home"),
        "HORNBOOK_PORT": str(port),
        "HORNBOOK_LAUNCH_PORT": str(launch_port),
        "HORNBOOK_APP_ID": "golf-club",
        "HORNBOOK_APP_SECRET": "s3cret",
    }


def runs(environment):
    return answers(f"http://127.0.0.1:{environment['HORNBOOK_PORT']}/healthz")


def places(environment):
    api, launches = (f"http://127.0.0.1:{environment[name]}" for name in ("HORNBOOK_PORT", "HORNBOOK_LAUNCH_PORT"))
    return f"API at {api}/api/v2, launches at {launches}"


def started(environment, *command):
    """Its children inherit its stdout, which therefore ends when the last of them has ended."""
    return subprocess.Popen([*HORNBOOK, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process):
    process.terminate()
    output, errors = process.communicate(timeout=WITHIN)
    return process.returncode, output.decode(), errors.decode()


def imported(environment, tmp_path):
    package = tmp_path / "golf.zip"
    package.write_bytes(packages.scorm12("Golf Explained", scos=2))
    return subprocess.run(
        [*HORNBOOK, "import", str(package)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN,
    )


SHOWN = """\
Golf Explained
  id            golf
  version       0
  standard      SCORM12
  activities    3
  launch entry  content/1.html
"""


@pytest.mark.parametrize("web_processes", ["1", "2"])
def test_serve_imports_and_when_terminated_leaves_no_process_behind(environment, tmp_path, web_processes):
    server = started(environment | {"HORNBOOK_WORKERS": web_processes}, "serve")
    try:
        until(lambda: runs(environment))
        done = imported(environment, tmp_path)
    finally:
        end = ended(server)

    assert (done.returncode, done.stdout, done.stderr) == (0, SHOWN, "")
    greeting = f"Hornbook: {places(environment)}, data in {tmp_path}/home\n"
    assert end[:2] == (0, "")
    assert end[2].startswith(greeting)
    assert "Traceback" not in end[2]


SLOW_START = """
import os, pathlib, sys, time
if "--multiprocessing-fork" in sys.orig_argv:
    pathlib.Path(os.environ["STARTED"], str(os.getpid())).touch()
    time.sleep(7)
"""


def test_web_processes_that_a_busy_machine_starts_slowly_are_not_replaced(environment, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(SLOW_START)
    (tmp_path / "started").mkdir()
    slow = {"PYTHONPATH": str(tmp_path), "STARTED": str(tmp_path / "started"), "HORNBOOK_WORKERS": "2"}
    server = started(environment | slow, "serve")
    try:
        until(lambda: runs(environment))
    finally:
        end = ended(server)

    assert (end[0], len(list((tmp_path / "started").iterdir()))) == (0, 2)


@pytest.mark.parametrize("web_processes", ["1", "2"])
def test_when_serve_is_killed_no_process_stays_to_acknowledge_jobs(environment, web_processes):
    server = started(environment | {"HORNBOOK_WORKERS": web_processes}, "serve")
    try:
        until(lambda: runs(environment))
    finally:
        server.kill()
    server.communicate(timeout=WITHIN)  # ends when the last process that holds its output has ended

    assert not runs(environment)


def test_a_worker_alone_imports_for_a_server_without_workers(environment, tmp_path):
    server = started(environment | {"HORNBOOK_JOB_WORKERS": "0"}, "serve")
    worker = None
    try:
        until(lambda: runs(environment))
        worker = started(environment, "worker")
        done = imported(environment, tmp_path)
    finally:
        ends = [ended(process) for process in (server, worker) if process]

    assert (done.returncode, done.stdout) == (0, SHOWN)
    assert [status for status, _, _ in ends] == [0, 0]
    assert ends[1][2].startswith(f"Hornbook: import worker, data in {tmp_path}/home\n")


def test_a_worker_takes_its_limits_from_the_environment(environment, tmp_path):
    server = started(environment | {"HORNBOOK_JOB_WORKERS": "0"}, "serve")
    worker = None
    try:
        until(lambda: runs(environment))
        worker = started(environment | {"HORNBOOK_MAX_MEMBERS": "2"}, "worker")
        done = imported(environment, tmp_path)
    finally:
        ends = [ended(process)[0] for process in (server, worker) if process]
    assert (done.returncode, ends) == (1, [0, 0])
    assert "The archive has more than 2 files. Split the course." in done.stderr


def test_serve_on_postgresql_says_where_its_data_is_without_credentials(environment):
    with postgresql_schema() as url:
        server = started(environment | {"HORNBOOK_DATABASE_URL": url, "HORNBOOK_SECRET_KEY": "k" * 32}, "serve")
        try:
            until(lambda: runs(environment))
        finally:
            _, _, errors = ended(server)

    place = urlsplit(url)
    assert errors == f"Hornbook: {places(environment)}, data in PostgreSQL at {place.hostname}{place.path}\n"


def test_demo_prints_a_course_from_any_folder_and_keeps_nothing(tmp_path):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HORNBOOK_")}

    done = subprocess.run(
        [*HORNBOOK, "demo"],
        env=inherited | {"TMPDIR": str(tmp_path), "HORNBOOK_DATABASE_URL": "not looked at"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN,
    )

    course = json.loads(done.stdout)
    assert (done.returncode, course["id"], course["title"]) == (0, "first-steps", "First steps with Hornbook")
    assert "Importing first-steps.zip" in done.stderr
    assert list(tmp_path.iterdir()) == []

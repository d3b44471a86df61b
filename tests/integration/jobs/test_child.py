"""Worker processes live as long as their parent, and no longer."""

import os
import signal
import subprocess
import sys

from hornbook_server.jobs.child import WorkerProcesses
from tests.fixtures.waiting import WITHIN, until

CHILD = """
import os, pathlib, sys
pathlib.Path(sys.argv[1], str(os.getpid())).touch()
sys.stdin.read()
"""
DEAF_CHILD = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + CHILD
PARENT = """
import sys, threading
from hornbook_server.jobs.child import WorkerProcesses
WorkerProcesses([sys.executable, "-m", "hornbook_server", "worker", "--embedded"]).start()
threading.Event().wait()
"""


def pids(folder):
    return {int(path.name) for path in folder.iterdir()}


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_dies_is_started_again(tmp_path):
    workers = WorkerProcesses([sys.executable, "-c", CHILD, str(tmp_path)], count=2)
    workers.start()
    try:
        first = until(lambda: pids(tmp_path) if len(pids(tmp_path)) == 2 else None)
        os.kill(min(first), signal.SIGKILL)
        (second,) = until(lambda: pids(tmp_path) - first)
    finally:
        workers.stop()

    assert [lives(pid) for pid in {*first, second}] == [False, False, False]


def test_stopping_ends_workers_that_do_not_listen(tmp_path, monkeypatch):
    monkeypatch.setattr("hornbook_server.jobs.child._STOP_WITHIN", 0.2)
    workers = WorkerProcesses([sys.executable, "-c", DEAF_CHILD, str(tmp_path)])
    workers.start()
    (pid,) = until(lambda: pids(tmp_path))
    workers.stop()

    assert not lives(pid)


def test_the_embedded_worker_ends_when_its_parent_is_killed(tmp_path):
    environment = os.environ | {"HORNBOOK_HOME": str(tmp_path)}
    ready = tmp_path / "store" / "packages"
    with subprocess.Popen([sys.executable, "-c", PARENT], env=environment, stdout=subprocess.PIPE) as parent:
        until(ready.is_dir)
        parent.kill()
        parent.stdout.read()  # ends when the last process that holds the pipe has ended


def test_an_embedded_worker_that_is_held_up_ends_after_a_while_all_the_same():
    code = """
import threading
from hornbook_server import cli_serve
cli_serve._END_WITHIN = 0.1
threading.Thread(target=cli_serve._end_with_parent, args=(threading.Event(),), daemon=True).start()
threading.Event().wait()
"""
    ended = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, timeout=WITHIN, check=False)
    assert ended.returncode == 1

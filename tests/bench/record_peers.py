"""The record stores of the benchmark, one process each on the servers' core: Hornbook, and Ralph on a file."""

import base64
import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
from msgspec import Struct
from sqlalchemy import func, select

from hornbook_server.storage.database import Database
from hornbook_server.storage.record_tables import statements
from tests.bench import wrk
from tests.bench.upload_memory import APPLICATION, serving
from tests.fixtures.ports import free_port

RALPH = Path("build/venvs/ralph/bin").absolute()
_FILE = "statements.jsonl"
# Its file backend answers the second request 500 unless it is told to append.
_RUN = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", port=int(sys.argv[1]), log_level="error", access_log=False)
"""


class Peer(Struct, frozen=True, kw_only=True):
    """`url` takes statements, `count()` tells how many are stored, and `keep(n)` drops all but the first n."""

    name: str
    pid: int
    url: str
    count: Callable[[], int]
    keep: Callable[[int], None]
    authorization: str


def basic(user: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()


@contextlib.contextmanager
def hornbook(home: Path) -> Iterator[Peer]:
    with serving(home, prefix=wrk.ON_SERVERS_CORE) as (url, server):
        database = Database(f"sqlite:///{home / 'hornbook.db'}")

        def count() -> int:
            with database._reading.connect() as connection:
                return connection.execute(select(func.count()).select_from(statements)).scalar_one()

        yield Peer(
            name="Hornbook",
            pid=server.pid,
            url=f"{url}/lrs/{APPLICATION[0]}/statements",
            count=count,
            keep=lambda _: None,
            authorization=basic(*APPLICATION),
        )
        database.close()


@contextlib.contextmanager
def ralph(home: Path) -> Iterator[Peer]:
    """It reads its whole file for each request, so that it is given a short one again and again."""
    stored, port = home / "statements" / _FILE, free_port()
    stored.parent.mkdir(parents=True)
    stored.touch()
    own = {
        "RALPH_APP_DIR": str(home),
        "RALPH_AUTH_FILE": str(home / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(home),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": _FILE,
    }
    environment, (user, secret) = os.environ | own, APPLICATION
    user_of_all = ["-u", user, "-p", secret, "-s", "all", "-t", "statements", "-M", "mailto:bench@example.org", "-w"]
    subprocess.run([RALPH / "ralph", "auth", *user_of_all], env=environment, check=True, capture_output=True)
    command = [*wrk.ON_SERVERS_CORE, str(RALPH / "python"), "-c", _RUN, str(port)]
    log = home / "log"  # a traceback for each client that leaves in the middle of a request
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        _await(f"http://127.0.0.1:{port}/whoami", log)
        yield Peer(
            name="Ralph",
            pid=server.pid,
            url=f"http://127.0.0.1:{port}/xAPI/statements",
            count=lambda: stored.read_bytes().count(b"\n"),
            keep=lambda most: _shorten(stored, most),
            authorization=basic(*APPLICATION),
        )
    finally:
        server.terminate()
        server.wait()


def _shorten(file: Path, most: int) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:most]))


def _await(url: str, log: Path) -> None:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, auth=APPLICATION, timeout=30).is_success:
                return
        time.sleep(0.1)
    raise TimeoutError(f"{url}: {log.read_text()}")

"""A process that dies at its n-th write, fsync, rename, unlink or truncation, or in which that fails, for every n.

`make crash ROUNDS=2000` goes through all of them; by default a sample is tried.
"""

import errno
import functools
import http.server
import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from tests.crash import story
from tests.crash.faults import EVERY_CHANGE, Fault, compiled
from tests.fixtures.databases import database_url

ROUNDS = int(os.environ.get("ROUNDS", "20"))
SEED = int(os.environ.get("SEED", "1"))
COUNT_ALL = Fault(at=0, kinds=EVERY_CHANGE + "os")
SHARES = {"sqlite": 0.6, "postgresql": 0.3}  # of the rounds; the rest is test_killed_service's


@contextmanager
def package_server() -> Iterator[str]:
    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            package = story.PACKAGES[story.FETCHED]
            self.send_response(200)
            self.send_header("Content-Length", str(len(package)))
            self.end_headers()
            self.wfile.write(package)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/a.zip"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return compiled(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module", params=sorted(SHARES))
def play(request, library, tmp_path_factory):
    """Plays a round with each of the faults and returns what they tell."""
    environment = os.environ | {"LD_PRELOAD": str(library)}
    folder = tmp_path_factory.mktemp("rounds")
    with database_url(request.param, folder) as url, package_server() as package_url:
        command = [sys.executable, "-m", "tests.crash.rounds", url, str(folder), package_url]
        with (
            (folder / "log").open("w") as log,
            subprocess.Popen(
                command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            ) as process,
        ):

            def rounds(fault):
                process.stdin.write(msgspec.json.encode(fault).decode() + "\n")
                process.stdin.flush()
                return json.loads(process.stdout.readline())

            yield functools.partial(map, rounds)
            process.stdin.close()


@pytest.fixture(scope="module")
def undisturbed(play):
    (played,) = play([COUNT_ALL])
    return played


def faults(calls: list[str]) -> list[Fault]:
    """Every fault there can be in a story of these calls."""

    def each(kinds, **what):
        return [Fault(at=at, kinds=kinds, **what) for at in range(1, 1 + sum(call in kinds for call in calls))]

    changes = EVERY_CHANGE + "s"
    return [
        *each(changes),
        *each("w", torn=True),
        *(fault for times in (1, 50) for fault in each("wt", error=errno.ENOSPC, times=times)),
        *(fault for error in (errno.EIO, errno.ENOSPC) for fault in each("f", error=error)),
        *(fault for error in (errno.EIO, errno.ENOSPC) for fault in each("r", error=error)),
        *each("u", error=errno.EIO),
        *(fault for times in (1, 5) for fault in each("o", error=errno.EMFILE, times=times)),
    ]


def sample(every: list[Fault], count: int) -> list[Fault]:
    """All of them as often as there are rounds for, and a part for the rest."""
    chance = random.Random(SEED)
    whole, rest = divmod(count, len(every))
    return every * whole + chance.sample(every, rest)


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(play, undisturbed, request, capsys):
    kind = request.node.callspec.params["play"]
    assert (undisturbed["found"], undisturbed["killed"]) == ([], False)
    assert Counter(what for what, _, _ in undisturbed["told"]) == {"accepted": 5, "clock": 2, "deleted": 1}

    tried = sample(faults([call for call, _, _ in undisturbed["calls"]]), round(ROUNDS * SHARES[kind]))
    played = list(play(tried))

    found = {str(fault): each["found"] for fault, each in zip(tried, played, strict=True) if each["found"]}
    killed = sum(each["killed"] for each in played)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {len(played)} rounds, {killed} killed, {len(found)} with findings\n")
    assert found == {}
    assert killed + sum("failed" in {what for what, _, _ in each["told"]} for each in played) > 0


@pytest.mark.parametrize("play", ["sqlite"], indirect=True, scope="module")
def test_no_package_is_removed_before_the_deletion_of_its_course_is_on_the_disk(undisturbed):
    """PostgreSQL writes in processes of its own, and syncs each commit."""
    unsynced: set[str] = set()  # threads; another one may be at renewing a lease
    removed = 0
    for call, thread, path in undisturbed["calls"]:
        if path.endswith("-wal"):
            (unsynced.discard if call == "f" else unsynced.add)(thread)
        if call == "u" and "/store/packages/" in path:
            assert thread not in unsynced
            removed += 1
    assert removed > 0

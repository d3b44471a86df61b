"""Rounds of the story, each with a fault of its own: python -m tests.crash.rounds DATABASE_URL FOLDER PACKAGE_URL.

Faults come as lines of JSON on stdin, what was found goes out as lines of JSON. A round is a fork, so that a thousand
cost the imports of one; the fault library has been preloaded.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from hornbook_server.domain.job import JobStatus
from hornbook_server.jobs.worker import work_once
from hornbook_server.services.importing import sweep
from tests.crash import inspection, story
from tests.crash.faults import NONE, Fault, arm

Told = list[tuple[str, str, str]]


def main(url: str, folder: Path, package_url: str) -> None:
    store = folder / "store"
    for line in sys.stdin:
        fault = msgspec.json.decode(line, type=Fault)
        trace = folder / "trace"
        trace.unlink(missing_ok=True)
        seeded, _ = _in_child(lambda _: story.seed(url, store))
        told, status = _in_child(partial(_live, url, folder, fault, package_url))
        checked, _ = _in_child(partial(_check, url, store, told, fault))
        found = [what for kind, what, _ in (*seeded, *told, *checked) if kind == "finding"]
        calls = [call.split(" ", 2) for call in trace.read_text().splitlines()] if trace.exists() else []
        round_ = {"found": found, "killed": status == signal.SIGKILL, "told": told, "calls": calls}
        sys.stdout.write(json.dumps(round_) + "\n")
        sys.stdout.flush()


def _live(url: str, folder: Path, fault: Fault, package_url: str, tell: story.Tell) -> None:
    clock = story.Clock(tell)
    hornbook = story.opened(url, folder / "store", clock)
    day = story.Day(hornbook, clock, tell, package_url)
    arm(fault, folder, folder / "trace")
    day.live()
    arm(NONE, folder)
    day.go_on()


def _check(url: str, store: Path, told: Told, fault: Fault, tell: story.Tell) -> None:
    """A restart: a second after the crash, workers look again."""
    clock = story.Clock(start=max(datetime.fromisoformat(what) for kind, what, _ in told if kind == "clock"))
    clock.pass_(seconds=1)
    hornbook = story.opened(url, store, clock)
    for _ in range(2):  # leases of the dead have expired at the second look, ten seconds after the restart
        while work_once(hornbook):
            pass
        clock.pass_(seconds=9)
    for finding in (
        *inspection.findings(hornbook.database, store, called=True),
        *_of_acknowledged(hornbook, told, fault),
        *_of_sweep(hornbook, clock, store),
    ):
        tell("finding", finding, "")


def _of_acknowledged(hornbook: story.Hornbook, told: Told, fault: Fault) -> list[str]:
    found = []
    accepted = {what: of for kind, what, of in told if kind == "accepted"}
    with hornbook.database.read() as stored:
        jobs = [stored.jobs.get(story.APP, job_id, now=hornbook.now()) for job_id in accepted]
        there = {of: stored.courses.exists(story.APP, of) for of in story.PACKAGES}
    for job in jobs:
        if job.status is JobStatus.COMPLETE and not there[job.request.course_id]:
            found.append(f"{job.request.course_id} is COMPLETE and not there")
        elif job.status is not JobStatus.COMPLETE and not fault.error:
            found.append(f"{job.request.course_id} is {job.status}: {job.message}")
        elif "internal error" in job.message:
            found.append(f"{job.request.course_id} ended in {job.message}")
    deleted = [what for kind, what, _ in told if kind == "deleted"]
    found += [f"{course_id} was deleted and is there" for course_id in deleted if there[course_id]]
    if not there[story.KEPT]:
        found.append("kept is gone")
    return found


def _of_sweep(hornbook: story.Hornbook, clock: story.Clock, store: Path) -> list[str]:
    clock.pass_(hours=3)
    sweep(hornbook)
    return inspection.orphans(hornbook.database, store)


def _in_child(run: Callable[[story.Tell], None]) -> tuple[Told, int]:
    """What a fork tells before it ends, in whatever way; an exception is a finding."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)

        def tell(*what: str) -> None:
            os.write(writer, json.dumps(what).encode() + b"\n")

        try:
            run(tell)
        except BaseException:  # noqa: BLE001 told to the parent
            tell("finding", traceback.format_exc(), "")
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = [tuple(json.loads(line)) for line in pipe]
    return told, os.waitpid(child, 0)[1]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])

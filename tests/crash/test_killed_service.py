"""The running service, killed under load: whoever had an answer finds it true after the restart."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from hornbook_server.jobs.worker import work_once
from hornbook_server.services.importing import sweep
from hornbook_server.storage.clock import milliseconds
from hornbook_server.storage.database import Database
from hornbook_server.storage.tables import import_jobs
from tests.crash import inspection, story
from tests.crash.faults import Fault, compiled
from tests.crash.load import Load
from tests.crash.test_every_change import ROUNDS, SEED
from tests.fixtures.databases import database_url
from tests.fixtures.ports import free_ports
from tests.fixtures.waiting import answers, until

CREDENTIALS = ("golf-club", "s3cret")
SHARES = {"sqlite": 0.05, "postgresql": 0.05}
FREE_WITHIN = 10.0  # seconds after which a job of the dead is there for others to carry out
STRIKES = ("server", "worker", "both", "step")


class Service:
    """`hornbook serve` in a home of its own, started as often as need be."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        self.port, launch_port = free_ports(2)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("HORNBOOK_")}
        self._environment = inherited | {
            "HORNBOOK_HOME": str(home),
            "HORNBOOK_DATABASE_URL": database,
            "HORNBOOK_PORT": str(self.port),
            "HORNBOOK_LAUNCH_PORT": str(launch_port),
            "HORNBOOK_APP_ID": CREDENTIALS[0],
            "HORNBOOK_APP_SECRET": CREDENTIALS[1],
            "HORNBOOK_SECRET_KEY": "k" * 32,
        }

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v2"

    @contextlib.contextmanager
    def running(self, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        """Killed at the end, with its workers, unless it has ended before."""
        with (self.home.parent / "log").open("ab") as log:
            command = [sys.executable, "-m", "hornbook_server", "serve"]
            process = subprocess.Popen(command, env=self._environment | environment, stdout=log, stderr=log)
            try:
                yield process
            finally:
                for pid in [process.pid, *children(process.pid)]:
                    kill(pid)
                process.wait()

    def answers(self) -> bool:
        return answers(f"http://127.0.0.1:{self.port}/healthz")


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [
            int(each)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for each in (task / "children").read_text().split()
        ]
    return []


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def strike(what: str, service: subprocess.Popen[bytes]) -> None:
    """A step of the service's own has struck by itself, or does not come."""
    victims = {"server": [service.pid], "worker": children(service.pid), "both": [service.pid, *children(service.pid)]}
    for pid in victims.get(what, ()):
        kill(pid)


def disturbed(service: Service, what: str, library: Path, chance: random.Random) -> Load:
    """What was acknowledged before it struck, or in the moment after, when the server lives on."""
    load = Load(service.api, CREDENTIALS, chance)
    fault = Fault(at=chance.randrange(150, 900), torn=chance.random() < 0.3)  # the start changes less than that
    preloaded = {"LD_PRELOAD": str(library)} | fault.environment(service.home) if what == "step" else {}
    with service.running(**preloaded) as process:
        until(lambda: process.poll() is not None or service.answers())
        if process.poll() is None:
            with load.running():
                until(lambda: load.jobs or process.poll() is not None)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0.1, 1.5))
                strike(what, process)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0, 0.5))
    return load


def held(url: str) -> list[str]:
    """The jobs that whoever looks for some after a restart may not claim in time."""
    database = Database(url)
    under_way = select(import_jobs.c.id, import_jobs.c.lease).where(import_jobs.c.ended.is_(None))
    with database.read() as stored:
        leases = stored.applications._connection.execute(under_way).all()
    free = milliseconds(datetime.now(UTC) + timedelta(seconds=FREE_WITHIN))
    database.close()
    return [f"job {job_id} is held until {lease}, after {free}" for job_id, lease in leases if lease >= free]


def restarted(service: Service, load: Load) -> tuple[list[str], float]:
    """What is not as it was acknowledged, and how long after the restart the last job ended."""
    with service.running(), httpx.Client(base_url=service.api, auth=CREDENTIALS) as api:
        until(service.answers)
        begun = time.monotonic()

        def jobs():
            told = [api.get(f"/courses/importJobs/{job_id}").json() for job_id in load.jobs]
            return [told] if all(job.get("status") in ("COMPLETE", "ERROR") for job in told) else None

        (ended,) = until(jobs)
        took = time.monotonic() - begun
        found = [f"{job}" for job in ended if job["status"] != "COMPLETE"]
        return found + _versions(api, load, [job for job in ended if job["status"] == "COMPLETE"]), took


def _versions(api: httpx.Client, load: Load, complete: list[dict]) -> list[str]:
    """Every version of an import is there once; what was deleted is not."""
    found, expected = [], dict(load.versions)
    imported: dict[str, list[int]] = {}
    for job in complete:
        course = job["importResult"].get("course")
        if course is not None:
            imported.setdefault(course["id"], []).append(course["version"])
        elif load.jobs[job["jobId"]].startswith("kept"):
            found.append(f"{job['jobId']} is COMPLETE without its course")
    for course_id in {*imported, *expected}:
        answer = api.get(f"/courses/{course_id}/versions")
        there = [each["version"] for each in answer.json()["courses"]] if answer.is_success else []
        if course_id in expected and there != expected[course_id]:
            found.append(f"{course_id} has {there}, deleted down to {expected[course_id]}")
        if set(imported.get(course_id, [])) - set(there) or len(set(there)) != len(there):
            found.append(f"{course_id} has {there}, imported were {imported[course_id]}")
    return found


def stored(service: Service) -> list[str]:
    """What is wrong below, and what the sweep leaves, once imports that nobody was told of have ended too."""
    store = service.home / "store"
    hornbook = story.opened(service.database, store, lambda: datetime.now(UTC) + timedelta(hours=2))
    try:
        while work_once(hornbook):
            pass
        found = inspection.findings(hornbook.database, store, called=False)
        sweep(hornbook)
        return found + inspection.orphans(hornbook.database, store)
    finally:
        hornbook.database.close()


def one_round(kind: str, folder: Path, what: str, library: Path, chance: random.Random) -> tuple[list[str], int, float]:
    folder.mkdir()
    with database_url(kind, folder) as database:
        service = Service(folder / "home", database)
        load = disturbed(service, what, library, chance)
        late = held(database)
        found, took = restarted(service, load)
        return load.surprises + late + found + stored(service), len(load.jobs), took


@pytest.mark.parametrize("kind", sorted(SHARES))
def test_what_a_killed_service_has_acknowledged_is_true_after_its_restart(kind, tmp_path, capsys):
    chance = random.Random(SEED)
    library = compiled(tmp_path)
    findings, struck, acknowledged, slowest = {}, Counter(), 0, 0.0
    for number in range(max(1, round(ROUNDS * SHARES[kind]))):
        what = STRIKES[(SEED + number) % len(STRIKES)]
        found, jobs, took = one_round(kind, tmp_path / str(number), what, library, chance)
        findings |= {f"{number}, {what}": found} if found else {}
        struck[what] += 1
        acknowledged, slowest = acknowledged + jobs, max(slowest, took)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{kind}: {dict(struck)}, {acknowledged} jobs acknowledged, the last final {slowest:.1f} s after a "
            f"restart, {len(findings)} with findings\n"
        )
    assert findings == {}
    assert acknowledged > 0

"""Requests a second of Hornbook beside a bare Starlette application and stock connexion, as ratios in one run.

SQLite with 100,000 courses, one process each on one core, wrk on the other, response validation on in Hornbook.
`ROUNDS` (5) interleaved rounds; the ratio of each round is taken, then the median. Exits 1 below the promises.
"""

import base64
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
from sqlalchemy import insert

from hornbook_server.opening import prepare
from hornbook_server.settings import from_environment
from hornbook_server.storage.database import Database
from hornbook_server.storage.tables import course_versions, courses
from tests.bench import wrk
from tests.fixtures.waiting import answers, until

COURSES = 100_000
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PEERS = ("hornbook", "starlette", "connexion")
TARGETS = {"page of 100": "/api/v2/courses?since=1970-01-01T00:00:00Z", "one course": "/api/v2/courses/course-1000"}
PROMISES = {("hornbook", "starlette"): 0.7, ("hornbook", "connexion"): 3.0}
APPLICATION = ("bench", "bench-secret")
AUTHORIZATION = "Authorization: Basic " + base64.b64encode(":".join(APPLICATION).encode()).decode()
LESSONS = ",".join(
    f'{{"title":"Lesson {n}","type":"SCO","item_identifier":"i{n}","href":"shared/launchpage.html"}}' for n in range(5)
)
ROOT = f'{{"title":"Golf Explained","type":"AGGREGATION","children":[{LESSONS}]}}'


def main() -> int:
    if not wrk.installed():
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home)
        servers = {name: start(name, 8190 + place, home) for place, name in enumerate(PEERS)}
        try:
            return report(measure())
        finally:
            for server in servers.values():
                server.terminate()
                server.wait()


def fill(home: Path, count: int = COURSES) -> None:
    app_id, secret = APPLICATION
    settings = from_environment({"HORNBOOK_HOME": str(home), "HORNBOOK_APP_ID": app_id, "HORNBOOK_APP_SECRET": secret})
    prepare(settings)
    database = Database(settings.database_url)
    numbers = range(1, count + 1)
    with database._transaction() as connection:
        for start in range(0, count, 10_000):
            chunk = numbers[start : start + 10_000]
            connection.execute(insert(courses), [course_row(number, app_id) for number in chunk])
            connection.execute(insert(course_versions), [version_row(number) for number in chunk])
    database.close()


def course_row(number: int, app_id: str) -> dict[str, object]:
    title, course_id = f"Golf Explained, part {number}", f"course-{number}"
    fold = {"course_id_fold": course_id, "title_fold": title.casefold(), "title_order": title.casefold()}
    own = {"id": number, "app_id": app_id, "course_id": course_id, "tags": '["golf","sport"]', "next_version": 1}
    return own | fold | shown(number, title)


def version_row(number: int) -> dict[str, object]:
    stored = {"blob": f"packages/{number}", "size": 1, "sha256": "0" * 64, "root": ROOT}
    return {"course": number} | stored | shown(number, f"Golf Explained, part {number}")


def shown(number: int, title: str) -> dict[str, object]:
    times = {"created": 1_700_000_000_000 + number, "updated": 1_700_000_000_000 + number}
    text = {"languages": '["en"]', "metadata": "{}", "activity_id": f"http://example.test/{number}"}
    return {"version": 0, "title": title, "standard": "SCORM12"} | times | text


def start(name: str, port: int, home: Path) -> subprocess.Popen[bytes]:
    script = str(Path(__file__).parent / "peers.py")
    server = subprocess.Popen([*wrk.ON_SERVERS_CORE, sys.executable, script, name, str(port), str(home)])
    base = f"http://127.0.0.1:{port}"
    until(lambda: answers(base + TARGETS["one course"], auth=APPLICATION))
    assert httpx.get(base + TARGETS["one course"], auth=APPLICATION).json()["id"] == "course-1000"
    page = httpx.get(base + TARGETS["page of 100"], auth=APPLICATION).json()
    assert len(page["courses"]) == 100, page
    return server


def measure() -> dict[tuple[str, str], list[float]]:
    rates: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for target, path in TARGETS.items():
            for place, name in enumerate(PEERS):
                rates.setdefault((target, name), []).append(
                    wrk.rate(f"http://127.0.0.1:{8190 + place}{path}", AUTHORIZATION)
                )
    return rates


def report(rates: dict[tuple[str, str], list[float]]) -> int:
    kept = True
    for target in TARGETS:
        for name in PEERS:
            sys.stdout.write(f"{target:12} {name:10} {statistics.median(rates[target, name]):9.0f} requests a second\n")
        for (ours, peer), least in PROMISES.items():
            pairs = zip(rates[target, ours], rates[target, peer], strict=True)
            ratio = statistics.median(a / b for a, b in pairs)
            kept &= ratio >= least
            sys.stdout.write(f"{target:12} {ours} / {peer}: {ratio:.2f} (promised: {least})\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

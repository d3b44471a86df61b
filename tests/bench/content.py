"""Imports beside `unzip`, and content out of the archive beside nginx and StaticFiles on unpacked files.

One package of 2,000 files and about 60 MB. `ROUNDS` (5) interleaved rounds; the ratio of each is taken, then the
median. Servers have one process on one core, wrk another; throughput is what a server answers for each second in which
it is on its core, which others who use the machine change less than the time of the wall. Exits 1 below the promises.
"""

import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.bench import content_peers, wrk
from tests.bench.upload_memory import APPLICATION, HEAD, TAIL, peak_memory, serving
from tests.fixtures import packages

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PAGES, PICTURES, FILMS = 1000, 960, 39
FILES = {"30 KB html": "content/1.html", "33 KB jpg": "pictures/1.jpg", "400 KB mp4": "films/1.mp4"}
ENCODING = "Accept-Encoding: gzip, deflate, br"
MOST_OF_UNZIP, MOST_MEMORY = 0.5, 100 * 2**20
Bases = dict[str, tuple[str, int]]  # where a peer has the files, and its process
LEAST = {"nginx": 0.3, "StaticFiles": 5.0}


def main() -> int:
    if not wrk.installed():
        return 2
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        place = Path(folder)
        package = write_package(place / "big.zip", pages=PAGES, pictures=PICTURES, films=FILMS)
        with serving(place / "imports", job_workers=1) as (url, server):
            kept = report_imports(url, server, package, place)
        url, server = running.enter_context(serving(place / "home", job_workers=1, prefix=wrk.ON_SERVERS_CORE))
        imported_in(url, package, "course-0")
        unpacked = place / "unpacked"
        unzipped_in(package, unpacked)
        bases = {"Hornbook": (opened(url, "course-0"), server.pid)}
        if content_peers.NGINX:
            bases["nginx"] = running.enter_context(content_peers.nginx(unpacked, place / "nginx"))
        else:
            sys.stdout.write("without nginx, which is not installed: `apt-get install nginx-light`, say\n")
        bases["StaticFiles"] = running.enter_context(content_peers.static_files(unpacked))
        report_first_bytes(url, bases)
        return 0 if report_rates(bases) and kept else 1


def write_package(path: Path, *, pages: int, pictures: int, films: int) -> Path:
    """SCORM 1.2 with pages of words, pictures and films of noise; films are stored, as authoring tools do."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(4000)]
    numbers = range(1, pages + 1)
    manifest = packages.manifest(
        packages.organization("Big", "".join(map(packages.item, numbers))),
        packages.resources(*(packages.resource(number, f"content/{number}.html") for number in numbers)),
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        for number in numbers:
            text = "<!doctype html><p>" + " ".join(chance.choices(words, k=4600))
            archive.writestr(f"content/{number}.html", text)
        for number in range(1, pictures + 1):
            archive.writestr(f"pictures/{number}.jpg", chance.randbytes(33_000))
        for number in range(1, films + 1):
            archive.writestr(f"films/{number}.mp4", chance.randbytes(400_000), zipfile.ZIP_STORED)
    return path


def report_imports(url: str, server: subprocess.Popen[bytes], package: Path, place: Path) -> bool:
    small = write_package(place / "small.zip", pages=1, pictures=1, films=1)
    imported_in(url, small, "first")  # server and worker have loaded then what they need
    idle = memory(server.pid)
    rounds = []
    for number in range(ROUNDS):
        imported = imported_in(url, package, f"course-{number}")
        rounds.append((imported, unzipped_in(package, place / f"unzipped-{number}")))
        shutil.rmtree(place / f"unzipped-{number}")
    ratio = statistics.median(imported / unzipped for imported, unzipped in rounds)
    seconds = [statistics.median(column) for column in zip(*rounds, strict=True)]
    added = memory(server.pid) - idle
    sys.stdout.write(
        f"import of {package.stat().st_size / 1e6:.0f} MB, from POST to COMPLETE: {seconds[0]:.2f} s, "
        f"unzip alone: {seconds[1]:.2f} s; ratio {ratio:.2f} (promised: {MOST_OF_UNZIP} at most)\n"
        f"memory of server and worker at their peaks above idle: {added / 2**20:.0f} MiB "
        f"(promised: less than {MOST_MEMORY >> 20})\n"
    )
    return ratio <= MOST_OF_UNZIP and added < MOST_MEMORY


def imported_in(url: str, package: Path, course_id: str) -> float:
    """Seconds from the first byte of the upload until its job is COMPLETE."""

    def body() -> Iterator[bytes]:
        yield HEAD
        with package.open("rb") as file:
            while chunk := file.read(2**18):
                yield chunk
        yield TAIL

    length = len(HEAD) + package.stat().st_size + len(TAIL)
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(length)}
    with httpx.Client(base_url=f"{url}/api/v2/courses", auth=APPLICATION, timeout=60) as api:
        start = time.perf_counter()
        job = api.post(f"/importJobs/upload?courseId={course_id}", content=body(), headers=headers).json()["result"]
        while (answer := api.get(f"/importJobs/{job}").json())["status"] == "RUNNING":
            time.sleep(0.02)
        seconds = time.perf_counter() - start
    assert answer["status"] == "COMPLETE", answer
    return seconds


def unzipped_in(package: Path, folder: Path) -> float:
    """Seconds."""
    start = time.perf_counter()
    subprocess.run(["unzip", "-q", str(package), "-d", str(folder)], check=True, timeout=300)
    return time.perf_counter() - start


def memory(pid: int) -> int:
    """The most resident memory that a process and its children have had, in bytes, each at its own time (Linux)."""
    return sum(map(peak_memory, wrk.family(pid)))


def opened(url: str, course_id: str) -> str:
    """Where a new launch of the course has its files."""
    link = httpx.post(f"{url}/api/v2/courses/{course_id}/preview", json={}, auth=APPLICATION).json()["launchLink"]
    opening = httpx.get(link)
    return f"{opening.url.join(opening.headers['location'])}content/"


def report_first_bytes(url: str, bases: Bases) -> None:
    """Of a page, when nothing else is under way, and after a launch link was opened."""
    page = FILES["30 KB html"]
    for name, (base, _) in bases.items():
        sys.stdout.write(f"{name:11} answers with a page in {wrk.milliseconds(base + page, ENCODING):.2f} ms\n")
    opening = statistics.median(first_byte(url, page) for _ in range(20))
    sys.stdout.write(f"from opening a launch link to the first byte of a page: {opening:.0f} ms\n")


def first_byte(url: str, path: str) -> float:
    """Milliseconds, over a connection of its own."""
    link = httpx.post(f"{url}/api/v2/courses/course-0/preview", json={}, auth=APPLICATION).json()["launchLink"]
    with httpx.Client(follow_redirects=True) as browser:
        start = time.perf_counter()
        page = browser.get(link)
        with browser.stream("GET", f"{page.url}content/{path}") as content:
            next(content.iter_raw())
        return (time.perf_counter() - start) * 1000


def report_rates(bases: Bases) -> bool:
    rates: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for kind, path in FILES.items():
            for name, (base, pid) in bases.items():
                rates.setdefault((kind, name), []).append(wrk.rate_of_core(pid, base + path, ENCODING))
    kept = True
    for kind in FILES:
        for name in bases:
            sys.stdout.write(
                f"{kind:10} {name:11} {statistics.median(rates[kind, name]):8.0f} requests a second of a core\n"
            )
        for peer in bases.keys() & LEAST.keys():
            pairs = zip(rates[kind, "Hornbook"], rates[kind, peer], strict=True)
            ratio = statistics.median(ours / theirs for ours, theirs in pairs)
            kept &= ratio >= LEAST[peer]
            sys.stdout.write(f"{kind:10} Hornbook / {peer}: {ratio:.2f} (promised: {LEAST[peer]} at least)\n")
    return kept


if __name__ == "__main__":
    sys.exit(main())

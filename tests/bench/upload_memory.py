"""How much memory an upload of 500 MB adds to the server, and how long it takes."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from tests.fixtures.ports import free_ports
from tests.fixtures.waiting import answers, until

SIZE = 500 * 2**20
PROMISE = 20 * 2**20
APPLICATION = ("bench", "bench-secret")
CHUNK = bytes(2**16)
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\nContent-Type: application/zip\r\n\r\n'
TAIL = b"\r\n--x--\r\n"


def main() -> int:
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as (url, process):
        upload(url, 2**20)
        before = peak_memory(process.pid)
        start = time.perf_counter()
        upload(url, SIZE)
        seconds = time.perf_counter() - start
        added = peak_memory(process.pid) - before
        sys.stdout.write(
            f"an upload of {SIZE >> 20} MiB took {seconds:.1f} s ({SIZE / seconds / 2**20:.0f} MiB/s) "
            f"and added {added / 2**20:.1f} MiB of memory (promised: less than {PROMISE >> 20})\n"
        )
        return 0 if added < PROMISE else 1


@contextlib.contextmanager
def serving(
    home: Path, *, job_workers: int = 0, prefix: Sequence[str] = ()
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port, launch_port = free_ports(2)
    app_id, secret = APPLICATION
    own = {
        "HORNBOOK_HOME": str(home),
        "HORNBOOK_PORT": str(port),
        "HORNBOOK_LAUNCH_PORT": str(launch_port),
        "HORNBOOK_APP_ID": app_id,
        "HORNBOOK_APP_SECRET": secret,
    }
    command = [*prefix, sys.executable, "-m", "hornbook_server", "serve"]
    process = subprocess.Popen(command, env=os.environ | own | {"HORNBOOK_JOB_WORKERS": str(job_workers)})
    try:
        url = f"http://127.0.0.1:{port}"
        until(lambda: answers(f"{url}/healthz"))
        yield url, process
    finally:
        process.terminate()
        process.wait()


def upload(url: str, size: int) -> None:
    def body() -> Iterator[bytes]:
        yield HEAD
        for _ in range(size // len(CHUNK)):
            yield CHUNK
        yield TAIL

    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(HEAD) + size + len(TAIL))}
    target = f"{url}/api/v2/courses/importJobs/upload?courseId=size-{size}"
    httpx.post(target, content=body(), headers=headers, auth=APPLICATION, timeout=300).raise_for_status()


def peak_memory(pid: int) -> int:
    """The most resident memory that a process has had, in bytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise LookupError("VmHWM")


if __name__ == "__main__":
    sys.exit(main())

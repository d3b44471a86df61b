"""Load by wrk, on another core than the servers' where the machine has two."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SECONDS = 2
ON_SERVERS_CORE = ["taskset", "-c", "0"] if shutil.which("taskset") else []
_ON_OWN_CORE = ["taskset", "-c", "1"] if shutil.which("taskset") else []


def installed() -> bool:
    if shutil.which("wrk") is None:
        sys.stdout.write("make bench needs wrk: `apt-get install wrk`, say\n")
        return False
    return True


def rate(url: str, *headers: str, seconds: float = SECONDS) -> float:
    """Requests a second over 16 connections; every one must be answered well."""
    output = _run(url, headers, "-c16", f"-d{seconds}s")
    return float(_found(r"Requests/sec:\s+([\d.]+)", output)[1])


def posted(url: str, script: Path, *arguments: str, seconds: float = SECONDS) -> int:
    """How many requests of a script are answered over 16 connections; every one must be answered well."""
    output = _run(url, (), "-c16", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), arguments=arguments)
    return int(_found(r"(\d+) requests in", output)[1])


def rate_of_core(pid: int, url: str, *headers: str, seconds: float = SECONDS) -> float:
    """Requests for each second in which the server's process was on a core: what one core answers (Linux)."""
    before = _busy(pid)
    requests = int(_found(r"(\d+) requests in", _run(url, headers, "-c16", f"-d{seconds}s"))[1])
    return requests / (_busy(pid) - before)


def seconds_on_a_core(pid: int) -> float:
    """So far, threads that have ended included (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """A process and all below it that have not ended."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            yield from family(int(child))


def _busy(pid: int) -> float:
    """Seconds on a core so far."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def milliseconds(url: str, *headers: str, seconds: float = SECONDS) -> float:
    """The median of what one request takes when no other is under way."""
    output = _run(url, headers, "-c1", f"-d{seconds}s", "--latency")
    value, unit = _found(r"50%\s+([\d.]+)(us|ms|s)", output).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _run(url: str, headers: tuple[str, ...], *options: str, arguments: tuple[str, ...] = ()) -> str:
    stated = [part for header in headers for part in ("-H", header)]
    command = [*_ON_OWN_CORE, "wrk", "-t1", *options, *stated, url, "--", *arguments]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert "Non-2xx" not in output, output
    assert "Socket errors" not in output, output
    return output


def _found(pattern: str, output: str) -> re.Match[str]:
    match = re.search(pattern, output)
    assert match, output
    return match

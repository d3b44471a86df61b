"""What reading a package costs a process of its own; `python -m tests.hostile.measured [FLOOD ...]` prints it.

The process is forked from one that has done nothing but import: a child of pytest's own would begin with all that other
tests left in its heap, which both hides what it takes and lets the allocator scatter it. Idle is before the first
package, without the models of languages that the first odd encoding loads; the peak is the kernel's.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import read_package
from tests.hostile import floods

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["hornbook_server.opening", "tests.hostile.courses", "tests.hostile.floods"])
_STATUS = Path("/proc/self/status")


class Cost(NamedTuple):
    """CPU seconds, and MiB at the peak above those before."""

    outcome: str
    seconds: float
    mebibytes: float


class Meter:
    """Measures from its making on, in this process."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak so far: proc(5)
        self._before, self._began = _mebibytes("VmRSS"), time.process_time()

    def cost(self, outcome: str) -> Cost:
        return Cost(outcome, time.process_time() - self._began, _mebibytes("VmHWM") - self._before)


def cost(flood: str) -> Cost:
    """Of reading a package that another process has made."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "a.zip"
        in_child(write, package, floods.package, flood)
        return in_child(_read, package)


def in_child(function: Callable[..., Any], *arguments: Any) -> Any:
    here, there = _CONTEXT.Pipe()
    child = _CONTEXT.Process(target=_send, args=(there, function, arguments))
    child.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        return Cost("died", 0.0, 0.0)
    finally:
        child.join()


def _send(there: Any, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    there.send(function(*arguments))


def write(package: Path, make: Callable[[str], bytes | Iterable[bytes]], name: str) -> None:
    made = make(name)
    with package.open("wb") as file:
        file.writelines([made] if isinstance(made, bytes) else made)


def _read(package: Path) -> Cost:
    meter = Meter()
    try:
        with package.open("rb") as file:
            read_package(file, filename="a.zip")
        return meter.cost("read")
    except PackageError as error:
        return meter.cost(error.finding.code)


def _mebibytes(field: str) -> float:
    return next(int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith(field)) / 1024


if __name__ == "__main__":
    for flood in sys.argv[1:] or floods.FLOODS:
        outcome, seconds, mebibytes = cost(flood)
        sys.stdout.write(f"{flood:40} {outcome:22} {seconds:6.2f} s {mebibytes:7.1f} MiB\n")

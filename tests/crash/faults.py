"""Faults on demand: a preloaded library kills a process at its n-th change of a file, or lets that change fail."""

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("faults.c")
EVERY_CHANGE = "wfrut"


@dataclass(frozen=True)
class Fault:
    """What happens at the n-th call of `kinds` (letters of faults.c): `error` 0 is SIGKILL."""

    at: int
    kinds: str = EVERY_CHANGE
    error: int = 0
    times: int = 1
    torn: bool = False

    def __str__(self) -> str:
        what = os.strerror(self.error) if self.error else "SIGKILL half-way" if self.torn else "SIGKILL"
        return f"{what} at call {self.at} of {self.kinds}" + (f", {self.times} times" if self.times > 1 else "")

    def environment(self, below: Path) -> dict[str, str]:
        return {
            "FAULTS_BELOW": str(below),
            "FAULTS_KINDS": self.kinds,
            "FAULTS_AT": str(self.at),
            "FAULTS_FOR": str(self.times),
            "FAULTS_ERRNO": str(self.error),
            "FAULTS_TORN": str(int(self.torn)),
        }


NONE = Fault(at=0)


def compiled(folder: Path) -> Path:
    """The library to preload; skips the test where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler on the PATH")
    library = folder / "faults.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def arm(fault: Fault, below: Path, trace: Path | None = None) -> None:
    """From now on, in this process, into which the library has been preloaded."""
    os.environ.update(fault.environment(below) | ({"FAULTS_TRACE": str(trace)} if trace else {}))
    ctypes.CDLL(None).faults_arm()

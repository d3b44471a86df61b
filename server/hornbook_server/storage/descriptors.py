"""Files of a folder that are read again and again, kept open for a while."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

_MOST = 64
_KEPT = 10.0  # seconds: for so long a file that another process has deleted still takes its place on the disk


class Descriptors:
    """Safe in threads: a file is closed when the last call that reads from it has ended. `clock` tells seconds."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._open: dict[str, _Descriptor] = {}

    def read_at(self, key: str, offset: int, size: int) -> bytes:
        """At most so many bytes from there on, fewer at the file's end. Raises FileNotFoundError."""
        descriptor = self._open.get(key)
        if descriptor is None or descriptor.until < self._clock():
            descriptor = self._renew(key)
        data = os.pread(descriptor.number, size, offset)
        while len(data) < size and (more := os.pread(descriptor.number, size - len(data), offset + len(data))):
            data += more
        return data

    def _renew(self, key: str) -> _Descriptor:
        """The oldest are those that expire first, since none is kept longer than another."""
        now = self._clock()
        self._open.pop(key, None)
        for old, descriptor in list(self._open.items()):
            if len(self._open) < _MOST and descriptor.until >= now:
                break
            self._open.pop(old, None)
        opened = self._open[key] = _Descriptor(self._folder / key, until=now + _KEPT)
        return opened


class _Descriptor:
    __slots__ = ("number", "until")

    def __init__(self, path: Path, *, until: float) -> None:
        self.number = -1
        self.until = until
        self.number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        if self.number >= 0:
            os.close(self.number)

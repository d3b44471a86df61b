"""The processes of one server: its import workers, and web processes that must not outlive them."""

import logging
import multiprocessing
import os
import subprocess
import threading
from collections.abc import Sequence
from multiprocessing.process import BaseProcess

_LOOK_EVERY = 0.2  # seconds
_RESPAWN_AFTER = 1.0  # seconds
_STOP_WITHIN = 10.0  # seconds

_log = logging.getLogger("hornbook.workers")


class WorkerProcesses:
    """Keeps `count` processes of one command running; each has a pipe on its stdin, which ends with this process.

    A session of its own keeps a child from the terminal's Ctrl-C, which its parent answers by stop().
    """

    def __init__(self, command: Sequence[str], *, count: int = 1) -> None:
        self._command = list(command)
        self._stopping = threading.Event()
        self._keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(count)]

    def start(self) -> None:
        for keeper in self._keepers:
            keeper.start()

    def stop(self) -> None:
        """Ask each child to end, and end those that do not; their jobs are claimed again when the lease expires."""
        self._stopping.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            command = self._command
            with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as child:  # noqa: S603 the caller's own command
                while child.poll() is None and not self._stopping.wait(_LOOK_EVERY):
                    pass
                if self._stopping.is_set():
                    _end(child)
            if not self._stopping.is_set():
                _log.error("the import worker ended with status %s and is started again", child.returncode)
                self._stopping.wait(_RESPAWN_AFTER)


def end_with_parent() -> None:
    """In a process that multiprocessing has spawned: end, at once, when the parent has ended in whatever way.

    A web process without its parent has no import worker either, and would acknowledge jobs that nobody carries out.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)  # the next server may be waiting for the port


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()

"""Waiting for an import job: how often to look, and what each look means."""

import time
from collections.abc import Callable

from hornbook.errors import ImportFailed, ImportTimeout
from hornbook_contract.models import CourseSchema, ImportJobResultSchema

Watch = Callable[[ImportJobResultSchema], None]
Poll = tuple[float, float]

GENTLE: Poll = (0.05, 1.0)
_GROWTH = 1.5


class Waiting:
    """One wait. `poll` is the first and the longest pause, `timeout` the whole wait, in seconds."""

    def __init__(
        self,
        *,
        timeout: float | None,
        poll: Poll,
        progress: Watch | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeout = timeout
        self._pause, self._longest = poll
        self._progress = progress
        self._clock = clock
        self._begun = clock()

    def after(self, job: ImportJobResultSchema) -> float | None:
        """Seconds until the next look; None once COMPLETE. Raises ImportFailed and ImportTimeout."""
        if self._progress is not None:
            self._progress(job)
        if job.status == "COMPLETE":
            return None
        if job.status == "ERROR":
            raise ImportFailed(job)
        if self._timeout is not None and self._clock() - self._begun >= self._timeout:
            raise ImportTimeout(job, self._timeout)
        pause = self._pause
        self._pause = min(pause * _GROWTH, self._longest)
        return pause


def imported_course(job: ImportJobResultSchema) -> CourseSchema | None:
    """The course that a COMPLETE job brought in, if the answer carries it."""
    return job.import_result.course or None if job.import_result else None

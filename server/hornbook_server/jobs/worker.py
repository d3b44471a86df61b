"""A worker claims one job at a time, keeps its lease while it imports, and sweeps now and then."""

import ctypes
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from hornbook_server.domain.job import ImportJob
from hornbook_server.jobs.doorbell import Doorbell
from hornbook_server.packages import Limits
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.importing import FAULTS, end_in_error, run_import, sweep
from hornbook_server.services.progress import ImportProgress

LEASE = timedelta(seconds=6)  # what a worker's death may delay its job by
MOST_ATTEMPTS = 3
_PROGRESS_EVERY = 0.3  # seconds
_SWEEP_EVERY = timedelta(minutes=10)
_AFTER_AN_ERROR = 1.0  # seconds
_DEFAULT_LIMITS = Limits()

_log = logging.getLogger("hornbook.worker")


def run_worker(
    hornbook: Hornbook,
    doorbell: Doorbell,
    *,
    stop: threading.Event,
    limits: Limits = _DEFAULT_LIMITS,
    lease: timedelta = LEASE,
) -> None:
    """Work until `stop` is set; the import under way then still ends. Outlives a database that is away for a while."""
    swept = None
    while not stop.is_set():
        try:
            if swept is None or abs(hornbook.now() - swept) >= _SWEEP_EVERY:
                swept = hornbook.now()  # first: what cannot be swept keeps no job waiting
                sweep(hornbook)
            if work_once(hornbook, limits=limits, lease=lease):
                _give_back()
            else:
                doorbell.wait(stop)
        except Exception:  # noqa: BLE001 the jobs need a worker that goes on
            _log.exception("the worker goes on in %s s", _AFTER_AN_ERROR)
            stop.wait(_AFTER_AN_ERROR)


def _give_back() -> None:
    """Memory to the system that one import has freed, which the next one would come on top of; glibc alone keeps it."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def work_once(hornbook: Hornbook, *, limits: Limits = _DEFAULT_LIMITS, lease: timedelta = LEASE) -> bool:
    """Claim a job and carry it to its end; False if there is none to claim."""
    job = _claim(hornbook, lease)
    if job is None:
        return False
    progress = ImportProgress(job)
    if job.attempts > MOST_ATTEMPTS:
        end_in_error(
            hornbook,
            job,
            f"the import was interrupted {MOST_ATTEMPTS} times and is given up: "
            "upload the package again, and if that ends like this too, the worker's log says what stops it",
            progress,
        )
        return True
    try:
        with _renewing(hornbook, job, progress, lease):
            run_import(hornbook, job, progress, limits=limits)
    except FAULTS as fault:
        if job.attempts == MOST_ATTEMPTS:
            reason = str(fault).partition("\n")[0]
            end_in_error(hornbook, job, f"the import failed {MOST_ATTEMPTS} times, at last with: {reason}", progress)
        raise
    return True


def _claim(hornbook: Hornbook, lease: timedelta) -> ImportJob | None:
    with hornbook.database.read() as stored:
        if not stored.jobs.claimable(hornbook.now(), lease):
            return None
    with hornbook.database.write() as stored:
        return stored.jobs.claim(hornbook.now(), lease)


@contextmanager
def _renewing(hornbook: Hornbook, job: ImportJob, progress: ImportProgress, lease: timedelta) -> Iterator[None]:
    ended = threading.Event()
    heart = threading.Thread(target=_renew, args=(hornbook, job, progress, lease, ended), daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()


def _renew(
    hornbook: Hornbook, job: ImportJob, progress: ImportProgress, lease: timedelta, ended: threading.Event
) -> None:
    """Four times in a lease, and oftener while there is progress to write down: one small update either way."""
    pause = min(lease.total_seconds() / 4, _PROGRESS_EVERY)
    pauses_at_most = lease.total_seconds() / 4 // pause
    written, pauses = job.progress, 0
    while not ended.wait(pause):
        pauses += 1
        reached = progress.now
        if reached == written and pauses < pauses_at_most:
            continue
        try:
            with hornbook.database.write() as stored:
                if not stored.jobs.renew(job.id, job.attempts, reached, hornbook.now(), lease):
                    return
            written, pauses = reached, 0
        except Exception:  # noqa: BLE001 the next renewal may be in time
            _log.exception("the lease of import job %s could not be renewed", job.id)

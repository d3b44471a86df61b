"""Sessions of content whose page is gone without a word: a browser that was killed, a machine that went off."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from hornbook_server.domain.recording import Occasion
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import lock_run
from hornbook_server.services.recording import end_sessions

SILENT_FOR = timedelta(minutes=10)  # some twenty signs of life
CLOSED_FOR = timedelta(minutes=1)  # a lesson of AICC may still take its leave once the page has closed
_AT_ONCE = 100
_ROUNDS = 100  # of a sweep, which other work waits for

_log = logging.getLogger("hornbook.worker")


def end_forsaken(hornbook: Hornbook) -> None:
    """Tells that they have ended, as of their last sign of life; nothing where their launch has expired.

    One that cannot be ended stays for the next sweep, and keeps no other waiting.
    """
    beyond = ""
    for _ in range(_ROUNDS):
        with hornbook.database.read() as stored:
            runs = stored.presences.forsaken(*_heard_until(hornbook), beyond=beyond, most=_AT_ONCE)
        for run_id, instance in runs:
            try:
                _end(hornbook, run_id, instance)
            except OperationalError:  # the database does not answer
                raise
            except Exception:  # noqa: BLE001 whatever it is about, the others end
                _log.exception("the sessions of run %s cannot be ended", run_id)
        if len(runs) < _AT_ONCE:
            return
        beyond = runs[-1][0]


def _heard_until(hornbook: Hornbook) -> tuple[datetime, datetime]:
    """Since when a run must have been silent, and one whose page has closed."""
    return hornbook.now() - SILENT_FOR, hornbook.now() - CLOSED_FOR


def _end(hornbook: Hornbook, run_id: str, instance: int) -> None:
    silent_since, closed_since = _heard_until(hornbook)
    with hornbook.database.write() as stored:
        launch = stored.launches.latest_of(instance, now=hornbook.now())
        run = lock_run(stored, launch) if launch else None
        if launch and run and run.seen <= (closed_since if run.closed else silent_since):
            last = Occasion(opening=run.opening, number=run.applied, moment=run.seen)
            end_sessions(hornbook, stored, launch, last)
        elif run is None:
            stored.presences.end_all(run_id)

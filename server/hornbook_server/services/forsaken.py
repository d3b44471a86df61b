"""Sessions of content whose page is gone without a word: a browser that was killed, a machine that went off."""

from datetime import timedelta

from hornbook_server.domain.recording import Occasion
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import lock_run
from hornbook_server.services.recording import end_sessions

SILENT_FOR = timedelta(minutes=10)  # some twenty signs of life
CLOSED_FOR = timedelta(minutes=1)  # a lesson of AICC may still take its leave once the page has closed
_AT_ONCE = 100
_ROUNDS = 100  # of a sweep, which other work waits for


def end_forsaken(hornbook: Hornbook) -> None:
    """Tells that they have ended, as of their last sign of life; nothing where their launch has expired."""
    for _ in range(_ROUNDS):
        if _end_some(hornbook) < _AT_ONCE:
            return


def _end_some(hornbook: Hornbook) -> int:
    """How many there were, at most _AT_ONCE."""
    silent_since, closed_since = hornbook.now() - SILENT_FOR, hornbook.now() - CLOSED_FOR
    with hornbook.database.read() as stored:
        runs = stored.presences.forsaken(silent_since, closed_since, most=_AT_ONCE)
    for run_id, instance in runs:
        with hornbook.database.write() as stored:
            launch = stored.launches.latest_of(instance, now=hornbook.now())
            run = lock_run(stored, launch) if launch else None
            if launch and run and run.seen <= (closed_since if run.closed else silent_since):
                last = Occasion(opening=run.opening, number=run.applied, moment=run.seen)
                end_sessions(hornbook, stored, launch, last)
            elif run is None:
                stored.presences.end_all(run_id)
    return len(runs)

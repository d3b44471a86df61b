"""Delivers postbacks beside the imports of a worker, several at once, and few to one destination."""

import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from hornbook_server.domain.postback import Postback
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.postbacks import deliver

LEASE = timedelta(seconds=60)  # longer than a try may take
_AT_ONCE = 8
_AT_ONCE_TO_ONE = 2  # a receiver that hangs keeps the others waiting for nothing
_LOOK_EVERY = 0.2  # seconds
_AFTER_AN_ERROR = 1.0  # seconds

_log = logging.getLogger("hornbook.postbacks")


def run_delivery(hornbook: Hornbook, *, stop: threading.Event, lease: timedelta = LEASE) -> None:
    """Deliver until `stop` is set; what is under way then still ends. Outlives a database that is away for a while."""
    flights = _Flights(lease)
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="postbacks") as pool:
        while not stop.is_set():
            try:
                postback = flights.claim(hornbook)
            except Exception:  # noqa: BLE001 the postbacks need a worker that goes on
                _log.exception("delivery goes on in %s s", _AFTER_AN_ERROR)
                stop.wait(_AFTER_AN_ERROR)
                continue
            if postback is None:
                stop.wait(_LOOK_EVERY)
            else:
                pool.submit(flights.deliver, hornbook, postback)


def deliver_once(hornbook: Hornbook) -> bool:
    """Claim a postback that is due and try to deliver it; False if there is none."""
    postback = _claim(hornbook, LEASE, [])
    if postback is None:
        return False
    deliver(hornbook, postback)
    return True


class _Flights:
    """What is on its way from this process."""

    def __init__(self, lease: timedelta) -> None:
        self._lease = lease
        self._changed = threading.Condition()
        self._to: Counter[str] = Counter()

    def claim(self, hornbook: Hornbook) -> Postback | None:
        """Waits until there is room for another one."""
        with self._changed:
            self._changed.wait_for(lambda: self._to.total() < _AT_ONCE)
            busy = [destination for destination, count in self._to.items() if count >= _AT_ONCE_TO_ONE]
        postback = _claim(hornbook, self._lease, busy)
        if postback is not None:
            with self._changed:
                self._to[postback.destination] += 1
        return postback

    def deliver(self, hornbook: Hornbook, postback: Postback) -> None:
        try:
            deliver(hornbook, postback)
        except Exception:  # noqa: BLE001 it is tried again when its lease ends
            _log.exception("what came of postback %s could not be written down", postback.id)
        finally:
            with self._changed:
                self._to[postback.destination] -= 1
                self._to += Counter()  # without what is 0
                self._changed.notify()


def _claim(hornbook: Hornbook, lease: timedelta, busy: list[str]) -> Postback | None:
    with hornbook.database.read() as stored:
        if not stored.postbacks.due(hornbook.now(), busy):
            return None
    with hornbook.database.write() as stored:
        return stored.postbacks.claim(hornbook.now(), lease, busy)

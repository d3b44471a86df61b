"""The launch history of a registration."""

from datetime import datetime

from msgspec import Struct

from hornbook_server.domain.progress import Completion, Success


class HistoryEntry(Struct, frozen=True, kw_only=True):
    """A launch of an instance, and how far it brought the learner: `score` is scaled, -1 to 1.

    `seconds` is the time that the launch added. `exited` is None while the player is open, or was torn away.
    """

    id: str
    instance: int
    launched: datetime
    exited: datetime | None
    updated: datetime | None
    completion: Completion
    success: Success
    score: float | None
    seconds: float
    log: str

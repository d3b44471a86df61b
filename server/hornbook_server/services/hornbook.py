"""The parts that every operation works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Hornbook:
    """`ring(job id)` tells the workers of a new import job; it never raises."""

    database: Database
    blobs: Blobs
    now: Callable[[], datetime]
    ring: Callable[[str], None]
    public_url: str
    secret_key: str

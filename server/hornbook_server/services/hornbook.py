"""The parts that every operation works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hornbook_server.settings import Network
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Hornbook:
    """`ring(job id)` tells the workers of a new import job; it never raises.

    `fetch_allow` are the private networks that imports may download from, `max_upload` bytes the most they may bring.
    """

    database: Database
    blobs: Blobs
    now: Callable[[], datetime]
    ring: Callable[[str], None]
    public_url: str
    secret_key: str
    fetch_allow: tuple[Network, ...] = ()
    max_upload: int = 10 * 2**30

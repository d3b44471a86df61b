"""The parts that every operation works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hornbook_server.domain.job import ImportJob
from hornbook_server.domain.registration import Registration
from hornbook_server.domain.registration_listing import Detail
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Hornbook:
    """`ring(job id)` tells the workers of a new import job; it never raises.

    `job_document` is a job as `getImportJobStatus` answers it, JSON;
    `progress_document` is an instance as `getRegistrationInstanceProgress` answers it;
    `public_url` is where clients reach the API, `launch_url` where launch links lead; neither ends in a slash. With
    `launch_hosts`, each launch has a host of its own below that of `launch_url`.
    `outgoing` makes the requests to where callers say, `max_upload` bytes are the most that one may bring.
    `statement_members`: statements of courses and registrations have the members that official SDKs read beside xAPI's.
    """

    database: Database
    blobs: Blobs
    now: Callable[[], datetime]
    ring: Callable[[str], None]
    job_document: Callable[[ImportJob], bytes]
    progress_document: Callable[[UnitOfWork, Registration, Detail], bytes]
    public_url: str
    launch_url: str
    secret_key: str
    outgoing: Outgoing = field(default_factory=Outgoing)
    max_upload: int = 10 * 2**30
    launch_hosts: bool = False
    statement_members: bool = True

"""Delivery as a process of its own, to this machine."""

import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing.synchronize import Barrier

from obstore.store import MemoryStore

from hornbook_server.handlers.import_jobs import job_document
from hornbook_server.handlers.progress import progress_document
from hornbook_server.jobs.delivery import run_delivery
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.storage.blobs import ObjectBlobs
from hornbook_server.storage.database import Database


def deliver(gate: Barrier, database_url: str, lease: float) -> None:
    hornbook = Hornbook(
        database=Database(database_url),
        blobs=ObjectBlobs(MemoryStore()),
        now=lambda: datetime.now(UTC),
        ring=lambda _: None,
        job_document=job_document,
        progress_document=progress_document,
        public_url="",
        launch_url="",
        secret_key="",
        outgoing=Outgoing((ip_network("127.0.0.1/32"),)),
    )
    gate.wait()
    run_delivery(hornbook, stop=threading.Event(), lease=timedelta(seconds=lease))

"""A worker as a process of its own."""

import threading
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier

from hornbook_server.handlers.import_jobs import job_document
from hornbook_server.handlers.progress import progress_document
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.jobs.worker import run_worker
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database


def work(gate: Barrier, database_url: str, store_url: str, lease: float) -> None:
    doorbell = open_doorbell(None)
    hornbook = Hornbook(
        database=Database(database_url),
        blobs=Blobs.from_url(store_url),
        now=lambda: datetime.now(UTC),
        ring=doorbell.ring,
        job_document=job_document,
        progress_document=progress_document,
        public_url="http://127.0.0.1:8080",
        launch_url="",
        secret_key="",
    )
    gate.wait()
    run_worker(hornbook, doorbell, stop=threading.Event(), lease=timedelta(seconds=lease))

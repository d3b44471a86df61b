"""A worker as a process of its own: python worker_process.py DATABASE_URL STORE_URL LEASE_SECONDS."""

import sys
import threading
from datetime import UTC, datetime, timedelta

from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.jobs.worker import run_worker
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database

if __name__ == "__main__":
    database_url, store_url, lease = sys.argv[1:]
    doorbell = open_doorbell(None)
    run_worker(
        Hornbook(
            database=Database(database_url),
            blobs=Blobs.from_url(store_url),
            now=lambda: datetime.now(UTC),
            ring=doorbell.ring,
            public_url="",
            secret_key="",
        ),
        doorbell,
        stop=threading.Event(),
        lease=timedelta(seconds=float(lease)),
    )

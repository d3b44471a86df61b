"""What a process of the service begins with; a worker needs no more, and least of all a web framework."""

import os
from datetime import UTC, datetime
from pathlib import Path

from hornbook_server.domain.errors import Invalid
from hornbook_server.handlers.import_jobs import job_document
from hornbook_server.handlers.progress import progress_document
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.services.applications import ensure_application
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.keys import secret_key
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.settings import Settings, SettingsError
from hornbook_server.storage.blobs import Blobs
from hornbook_server.storage.database import Database


def now() -> datetime:
    return datetime.now(UTC)


def prepare(settings: Settings) -> bool:
    """Make what a start needs: the home, the schema, and the application that the environment names.

    Every part is opened once, so that a setting that cannot be used raises SettingsError here and not in a web process.
    False if there is no application yet.
    """
    if settings.embedded:
        _make_home(settings.home)
    hornbook = open_hornbook(settings)
    try:
        hornbook.database.migrate()
        if settings.app_id and settings.app_secret:
            ensure_application(hornbook.database, settings.app_id, settings.app_secret, hornbook.now())
        with hornbook.database.read() as stored:
            return bool(stored.applications.all())
    except Invalid as refusal:
        raise SettingsError(f"HORNBOOK_APP_ID: {refusal}") from None
    finally:
        hornbook.database.close()


def open_hornbook(settings: Settings, *, lean: bool = False) -> Hornbook:
    """The parts of the service over a prepared home, for a `lean` process of a worker; raises SettingsError."""
    return Hornbook(
        database=Database(settings.database_url, lean=lean),
        blobs=Blobs.from_url(settings.store_url),
        now=now,
        ring=open_doorbell(settings.queue_url).ring,
        job_document=job_document,
        progress_document=progress_document,
        public_url=settings.public_url,
        launch_url=settings.launch_url,
        launch_hosts=settings.launch_hosts,
        secret_key=secret_key(settings),
        outgoing=Outgoing(settings.fetch_allow),
        max_upload=settings.max_upload,
        statement_members=settings.statement_members,
    )


def _make_home(home: Path) -> None:
    advice = "name a folder that this user may write to"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"HORNBOOK_HOME={str(home)!r} cannot be made: {error.strerror}; {advice}") from None
    if not os.access(home, os.W_OK | os.X_OK):
        raise SettingsError(f"HORNBOOK_HOME={str(home)!r} cannot be written to: {advice}")

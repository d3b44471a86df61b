"""Applications and their secrets. Only digests are stored; a secret is random enough that SHA-256 suffices."""

import hashlib
import hmac
import re
import secrets
import string
from datetime import datetime

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.errors import Invalid
from hornbook_server.storage.database import Database

_APP_ID = re.compile(r"[A-Za-z0-9._~-]{1,64}")  # Basic credentials end the name at the first colon (RFC 7617, 2)
_SECRET_LENGTH = 40
_APP_ID_LENGTH = 10
_NO_DIGESTS = [bytes(hashlib.sha256().digest_size)]


def new_secret() -> str:
    return _random(string.ascii_letters + string.digits, _SECRET_LENGTH)


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def authenticate(database: Database, app_id: str, secret: str) -> ApplicationKind | None:
    """The application's kind, if this is one of its secrets; an unknown application takes as long as a wrong secret."""
    given = digest(secret)
    with database.read() as stored:
        known = stored.applications.live_digests(app_id)
    kind, digests = known or (None, _NO_DIGESTS)
    matches = [hmac.compare_digest(given, live) for live in digests]
    return kind if any(matches) else None


def create_application(
    database: Database,
    *,
    name: str,
    kind: ApplicationKind,
    now: datetime,
    app_id: str | None = None,
    secret: str | None = None,
) -> tuple[Application, str]:
    """The new application and its secret, which nobody can read again."""
    application = _application(
        app_id or _random(string.ascii_uppercase + string.digits, _APP_ID_LENGTH), name, kind, now
    )
    secret = secret or new_secret()
    with database.write(durable=True) as stored:
        if not stored.applications.create(application):
            raise Invalid(f"Application [{application.id}] already exists: choose another id")
        stored.applications.add_secret(application.id, digest(secret), name="first", now=now)
    return application, secret


def ensure_application(database: Database, app_id: str, secret: str, now: datetime) -> None:
    """Make sure that this secret opens this application; whatever else opens it stays valid."""
    if authenticate(database, app_id, secret):
        return
    with database.write(durable=True) as stored:
        stored.applications.create(_application(app_id, app_id, ApplicationKind.NORMAL, now))
        stored.applications.add_secret(app_id, digest(secret), name="environment", now=now)


def _application(app_id: str, name: str, kind: ApplicationKind, now: datetime) -> Application:
    if not _APP_ID.fullmatch(app_id):
        raise Invalid(f"application id {app_id!r}: use 1 to 64 letters, digits, dots, hyphens, underscores or tildes")
    return Application(id=app_id, name=name, kind=kind, created=now)


def _random(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))

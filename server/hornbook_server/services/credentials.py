"""Secrets of applications. Only digests are stored; a secret is random enough that SHA-256 suffices."""

import hashlib
import hmac
import secrets
import string
from datetime import datetime

from msgspec import structs
from ulid import ULID

from hornbook_server.domain.application import ApplicationKind, Credential
from hornbook_server.storage.database import Database, UnitOfWork

_SECRET_LENGTH = 40
_NO_DIGESTS = [bytes(hashlib.sha256().digest_size)]


def new_secret() -> str:
    return random_text(string.ascii_letters + string.digits, _SECRET_LENGTH)


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def authenticate(database: Database, app_id: str, secret: str) -> ApplicationKind | None:
    """The application's kind, if this is one of its secrets; an unknown application takes as long as a wrong secret."""
    given = digest(secret)
    with database.read() as stored:
        known = stored.credentials.live_digests(app_id)
    kind, digests = known or (None, _NO_DIGESTS)
    matches = [hmac.compare_digest(given, live) for live in digests]
    return kind if any(matches) else None


def add_secret(
    stored: UnitOfWork, app_id: str, secret: str, *, name: str, now: datetime, active: bool = True
) -> Credential:
    credential = Credential(id=str(ULID()), name=name, active=active, created=now, updated=now)
    stored.credentials.add(app_id, credential, digest(secret))
    return credential


def create_credential(
    database: Database, app_id: str, *, name: str, active: bool, now: datetime
) -> tuple[Credential, str]:
    """A new credential of a normal application and its secret, which nobody can read again. Raises NotFound."""
    secret = new_secret()
    with database.write(durable=True) as stored:
        stored.applications.lock_normal(app_id)
        return add_secret(stored, app_id, secret, name=name, now=now, active=active), secret


def list_credentials(database: Database, app_id: str) -> list[Credential]:
    """Those of a normal application, oldest first. Raises NotFound."""
    with database.read() as stored:
        stored.applications.get_normal(app_id)
        return stored.credentials.all(app_id)


def change_credential(
    database: Database, app_id: str, credential_id: str, *, name: str | None, active: bool | None, now: datetime
) -> None:
    """What is None stays as it is. Raises NotFound."""
    with database.write(durable=True) as stored:
        stored.applications.get_normal(app_id)
        old = stored.credentials.lock(app_id, credential_id)
        new = structs.replace(
            old, name=old.name if name is None else name, active=old.active if active is None else active
        )
        if new != old:
            stored.credentials.update(app_id, structs.replace(new, updated=now))


def delete_credential(database: Database, app_id: str, credential_id: str) -> None:
    """Raises NotFound."""
    with database.write(durable=True) as stored:
        stored.applications.get_normal(app_id)
        stored.credentials.delete(app_id, credential_id)


def random_text(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))

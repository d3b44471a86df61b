"""Applications: made, changed, and deleted with all that they have."""

import re
import string
from datetime import datetime

from msgspec import structs

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.domain.errors import ApplicationProtected, Invalid
from hornbook_server.services.credentials import add_secret, authenticate, new_secret, random_text
from hornbook_server.storage.database import Database, UnitOfWork

_APP_ID = re.compile(r"[A-Za-z0-9._~-]{1,64}")  # Basic credentials end the name at the first colon (RFC 7617, 2)
_APP_ID_LENGTH = 10


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
    secret = secret or new_secret()
    with database.write(durable=True) as stored:
        application = _create(stored, app_id or _new_id(), name, kind, now)
        add_secret(stored, application.id, secret, name="first", now=now)
    return application, secret


def create_child(database: Database, *, name: str, now: datetime) -> Application:
    """A normal application that nothing opens yet."""
    with database.write(durable=True) as stored:
        return _create(stored, _new_id(), name, ApplicationKind.NORMAL, now)


def ensure_application(database: Database, app_id: str, secret: str, now: datetime) -> None:
    """Make sure that this secret opens this application; whatever else opens it stays valid."""
    if authenticate(database, app_id, secret):
        return
    with database.write(durable=True) as stored:
        stored.applications.create(_application(app_id, app_id, ApplicationKind.NORMAL, now))
        add_secret(stored, app_id, secret, name="environment", now=now)


def change_application(
    database: Database, app_id: str, *, name: str | None, allow_delete: bool | None, now: datetime
) -> None:
    """What is None stays as it is. Raises NotFound."""
    with database.write(durable=True) as stored:
        old = stored.applications.lock_normal(app_id)
        new = structs.replace(
            old,
            name=old.name if name is None else name,
            allow_delete=old.allow_delete if allow_delete is None else allow_delete,
        )
        if new != old:
            stored.applications.update(structs.replace(new, updated=now))


def delete_application(database: Database, app_id: str) -> None:
    """With all that it has; packages that nothing names any more go by the sweep.

    Raises NotFound, and ApplicationProtected where deletion is forbidden.
    """
    with database.write(durable=True) as stored:
        if not stored.applications.lock_normal(app_id).allow_delete:
            raise ApplicationProtected(app_id)
        stored.applications.delete(app_id)


def _create(stored: UnitOfWork, app_id: str, name: str, kind: ApplicationKind, now: datetime) -> Application:
    application = _application(app_id, name, kind, now)
    if not stored.applications.create(application):
        raise Invalid(f"Application [{app_id}] already exists: choose another id")
    return application


def _application(app_id: str, name: str, kind: ApplicationKind, now: datetime) -> Application:
    if not _APP_ID.fullmatch(app_id):
        raise Invalid(f"application id {app_id!r}: use 1 to 64 letters, digits, dots, hyphens, underscores or tildes")
    return Application(id=app_id, name=name, kind=kind, created=now, updated=now)


def _new_id() -> str:
    return random_text(string.ascii_uppercase + string.digits, _APP_ID_LENGTH)

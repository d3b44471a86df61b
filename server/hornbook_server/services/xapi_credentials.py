"""Credentials for the record store of an application: made, changed, deleted, and told from others."""

import hmac
from datetime import datetime

from msgspec import structs
from ulid import ULID

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi_credential import NewXapiCredential, XapiCredential
from hornbook_server.services.credentials import digest
from hornbook_server.storage.database import Database


def create_xapi_credential(database: Database, app_id: str, new: NewXapiCredential, *, now: datetime) -> str:
    """Its id, which is made up."""
    credential = XapiCredential(id=str(ULID()), created=now, updated=now, **structs.asdict(new))
    with database.write(durable=True) as stored:
        stored.applications.lock_normal(app_id)
        stored.xapi_credentials.put(app_id, credential)
    return credential.id


def set_xapi_credential(
    database: Database, app_id: str, credential_id: str, new: NewXapiCredential, *, now: datetime
) -> None:
    """In place of the one of this id, if there is one. Raises Invalid for the application's own id."""
    if credential_id == app_id:
        raise Invalid(
            f"xapiCredentialId: [{app_id}] is the application itself, whose secrets open its record store already; "
            "choose another id"
        )
    given = structs.asdict(new)
    with database.write(durable=True) as stored:
        stored.applications.lock_normal(app_id)
        old = stored.xapi_credentials.find(app_id, credential_id)
        if old is None:
            changed = XapiCredential(id=credential_id, created=now, updated=now, **given)
        else:
            changed = structs.replace(old, **given)
        if changed != old:
            stored.xapi_credentials.put(app_id, structs.replace(changed, updated=now))


def delete_xapi_credential(database: Database, app_id: str, credential_id: str) -> None:
    """What was stored with it stays. Raises NotFound."""
    with database.write(durable=True) as stored:
        stored.xapi_credentials.delete(app_id, credential_id)


def authenticate_xapi(database: Database, app_id: str, credential_id: str, secret: str) -> XapiCredential | None:
    """The application's enabled credential of this id, if this is its secret; others take as long."""
    with database.read() as stored:
        found = stored.xapi_credentials.find(app_id, credential_id)
    matches = hmac.compare_digest(digest(secret), digest(found.secret if found else ""))
    return found if found and found.enabled and matches else None

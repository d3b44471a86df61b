"""The secrets that open applications, as digests."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from hornbook_server.domain.application import ApplicationKind, Credential
from hornbook_server.domain.errors import credential_not_found
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.tables import applications, credentials

_THIS = and_(credentials.c.app_id == bindparam("of_app"), credentials.c.id == bindparam("of_credential"))
_COLUMNS = (
    credentials.c.id,
    credentials.c.name,
    credentials.c.revoked,
    credentials.c.created,
    credentials.c.updated,
)
_ONE = select(*_COLUMNS).where(_THIS).with_for_update()
_ALL = (
    select(*_COLUMNS)
    .where(credentials.c.app_id == bindparam("of_app"))
    .order_by(credentials.c.created, credentials.c.id)
)
_UPDATE = update(credentials).where(_THIS)
_DELETE = delete(credentials).where(_THIS)
_LIVE_DIGESTS = (
    select(applications.c.kind, credentials.c.digest)
    .outerjoin_from(
        applications, credentials, and_(credentials.c.app_id == applications.c.id, credentials.c.revoked.is_(None))
    )
    .where(applications.c.id == bindparam("app_id"))
)


class Credentials:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, app_id: str, credential: Credential, digest: bytes) -> None:
        """The application's other secrets stay as they are."""
        self._connection.execute(
            insert(credentials).values(
                id=credential.id,
                app_id=app_id,
                digest=digest,
                created=milliseconds(credential.created),
                **_changeable(credential),
            )
        )

    def all(self, app_id: str) -> list[Credential]:
        """Oldest first."""
        return [_credential(row) for row in self._connection.execute(_ALL, {"of_app": app_id})]

    def lock(self, app_id: str, credential_id: str) -> Credential:
        """Raises NotFound. Nobody else changes it in this transaction."""
        row = self._connection.execute(_ONE, {"of_app": app_id, "of_credential": credential_id}).first()
        if row is None:
            raise credential_not_found(credential_id)
        return _credential(row)

    def update(self, app_id: str, credential: Credential) -> None:
        self._connection.execute(_UPDATE, {"of_app": app_id, "of_credential": credential.id} | _changeable(credential))

    def delete(self, app_id: str, credential_id: str) -> None:
        """Raises NotFound."""
        if self._connection.execute(_DELETE, {"of_app": app_id, "of_credential": credential_id}).rowcount == 0:
            raise credential_not_found(credential_id)

    def live_digests(self, app_id: str) -> tuple[ApplicationKind, list[bytes]] | None:
        """The digests of all active secrets; None when there is no such application."""
        rows = self._connection.execute(_LIVE_DIGESTS, {"app_id": app_id}).all()
        if not rows:
            return None
        return ApplicationKind(rows[0].kind), [digest for _, digest in rows if digest is not None]


def _changeable(credential: Credential) -> dict[str, Any]:
    updated = milliseconds(credential.updated)
    return {"name": credential.name, "updated": updated, "revoked": None if credential.active else updated}


def _credential(row: Any) -> Credential:
    credential_id, name, revoked, created, updated = row
    return Credential(
        id=credential_id, name=name, active=revoked is None, created=moment(created), updated=moment(updated)
    )

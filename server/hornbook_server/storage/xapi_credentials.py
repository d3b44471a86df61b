"""Credentials for the record stores of applications."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from hornbook_server.domain.errors import xapi_credential_not_found
from hornbook_server.domain.named_listing import NamedCursor, NamedPage, NamedQuery
from hornbook_server.domain.xapi_credential import PermissionsLevel, XapiCredential
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.named_listing import NamedListing
from hornbook_server.storage.record_tables import xapi_credentials as credentials
from hornbook_server.storage.upsert import inserting

_COLUMNS = (
    credentials.c.id,
    credentials.c.name,
    credentials.c.info,
    credentials.c.secret,
    credentials.c.enabled,
    credentials.c.level,
    credentials.c.created,
    credentials.c.updated,
)
_LISTING = NamedListing(credentials, _COLUMNS)
_THIS = (credentials.c.app_id == bindparam("of_app"), credentials.c.id == bindparam("of_credential"))
_GET = select(*_COLUMNS).where(*_THIS)
_DELETE = delete(credentials).where(*_THIS)


class XapiCredentials:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, app_id: str, credential: XapiCredential) -> None:
        """In place of the one of this id, if there is one."""
        row = {
            "app_id": app_id,
            "id": credential.id,
            "name": credential.name,
            "name_fold": credential.name.casefold(),
            "info": credential.info,
            "secret": credential.secret,
            "enabled": credential.enabled,
            "level": credential.level.value,
            "created": milliseconds(credential.created),
            "updated": milliseconds(credential.updated),
        }
        keys = ("app_id", "id")
        changed = {name: value for name, value in row.items() if name not in keys}
        statement = inserting(self._connection, credentials).values(row)
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))

    def find(self, app_id: str, credential_id: str) -> XapiCredential | None:
        row = self._connection.execute(_GET, {"of_app": app_id, "of_credential": credential_id}).first()
        return row and _credential(row)

    def get(self, app_id: str, credential_id: str) -> XapiCredential:
        """Raises NotFound."""
        found = self.find(app_id, credential_id)
        if found is None:
            raise xapi_credential_not_found(credential_id)
        return found

    def delete(self, app_id: str, credential_id: str) -> None:
        """Raises NotFound."""
        if self._connection.execute(_DELETE, {"of_app": app_id, "of_credential": credential_id}).rowcount == 0:
            raise xapi_credential_not_found(credential_id)

    def page(
        self, app_id: str, query: NamedQuery, *, after: NamedCursor | None, limit: int
    ) -> NamedPage[XapiCredential]:
        """At most `limit` after the last one already seen."""
        of = credentials.c.app_id == app_id
        return _LISTING.page(self._connection, query, of, after=after, limit=limit, read=_credential)

    def count(self, app_id: str, query: NamedQuery) -> int:
        return _LISTING.count(self._connection, query, credentials.c.app_id == app_id)


def _credential(row: Any) -> XapiCredential:
    """`row` holds _COLUMNS."""
    credential_id, name, info, secret, enabled, level, created, updated = row
    return XapiCredential(
        id=credential_id,
        name=name,
        info=info,
        secret=secret,
        enabled=enabled,
        level=PermissionsLevel(level),
        created=moment(created),
        updated=moment(updated),
    )

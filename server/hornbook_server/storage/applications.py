"""Applications and the secrets that open them."""

from datetime import datetime

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update
from ulid import ULID

from hornbook_server.domain.application import Application, ApplicationKind
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.tables import applications, credentials
from hornbook_server.storage.upsert import inserting

_ALL = select(applications.c.id, applications.c.name, applications.c.kind, applications.c.created)
_ONE = _ALL.where(applications.c.id == bindparam("app_id"))
_LIVE_DIGESTS = (
    select(applications.c.kind, credentials.c.digest)
    .outerjoin_from(
        applications, credentials, and_(credentials.c.app_id == applications.c.id, credentials.c.revoked.is_(None))
    )
    .where(applications.c.id == bindparam("app_id"))
)


class Applications:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, application: Application) -> bool:
        """False, and nothing changed, if there is one with this id."""
        created = self._connection.execute(
            inserting(self._connection, applications).on_conflict_do_nothing().returning(applications.c.id),
            {
                "id": application.id,
                "name": application.name,
                "kind": application.kind.value,
                "created": milliseconds(application.created),
            },
        )
        return created.first() is not None

    def get(self, app_id: str) -> Application | None:
        row = self._connection.execute(_ONE, {"app_id": app_id}).first()
        return row and _application(row)

    def all(self) -> list[Application]:
        return [_application(row) for row in self._connection.execute(_ALL.order_by(applications.c.id))]

    def add_secret(self, app_id: str, digest: bytes, *, name: str, now: datetime) -> str:
        """Returns the credential's id; the application's other secrets stay valid."""
        credential_id = str(ULID())
        self._connection.execute(
            insert(credentials).values(
                id=credential_id, app_id=app_id, name=name, digest=digest, created=milliseconds(now)
            )
        )
        return credential_id

    def revoke_secret(self, app_id: str, credential_id: str, now: datetime) -> None:
        self._connection.execute(
            update(credentials)
            .where(credentials.c.app_id == app_id, credentials.c.id == credential_id, credentials.c.revoked.is_(None))
            .values(revoked=milliseconds(now))
        )

    def live_digests(self, app_id: str) -> tuple[ApplicationKind, list[bytes]] | None:
        """The digests of all secrets not revoked; None when there is no such application."""
        rows = self._connection.execute(_LIVE_DIGESTS, {"app_id": app_id}).all()
        if not rows:
            return None
        return ApplicationKind(rows[0].kind), [digest for _, digest in rows if digest is not None]


def _application(row: Row[str, str, str, int]) -> Application:
    app_id, name, kind, created = row
    return Application(id=app_id, name=name, kind=ApplicationKind(kind), created=moment(created))

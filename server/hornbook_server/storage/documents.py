"""Documents of xAPI: states, agent profiles, activity profiles."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from hornbook_server.domain.documents import Document, DocumentKey
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.digests import digest_of
from hornbook_server.storage.launches import of_gone_launch
from hornbook_server.storage.record_tables import contents, documents
from hornbook_server.storage.upsert import inserting

_GET = (
    select(documents.c.content_type, documents.c.updated, documents.c.credential, contents.c.data)
    .join_from(documents, contents, contents.c.sha256 == documents.c.sha256)
    .where(documents.c.key == bindparam("key"))
)
_DELETE = delete(documents).where(documents.c.key == bindparam("of_key"))


class Documents:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: DocumentKey) -> Document | None:
        row = self._connection.execute(_GET, {"key": _key(key)}).first()
        return row and Document(
            content_type=row.content_type, updated=moment(row.updated), data=row.data, credential=row.credential
        )

    def lock(self, key: DocumentKey) -> Document | None:
        """The same; nobody else who asks thus reads or stores it, or one that is not there yet, in this transaction.

        On SQLite nobody else writes at all.
        """
        if self._connection.dialect.name == "postgresql":
            number = int.from_bytes(_key(key)[:8], "big", signed=True)
            self._connection.execute(select(func.pg_advisory_xact_lock(number)))
        return self.get(key)

    def put(self, key: DocumentKey, document: Document, content: bytes) -> None:
        """`content` is the key of what it holds among the contents."""
        row = {
            "key": _key(key),
            "owner": _owner(key),
            "lrs": key.lrs,
            "registration": key.registration,
            "document_id": key.id,
            "updated": milliseconds(document.updated),
            "content_type": document.content_type,
            "sha256": content,
            "credential": document.credential,
        }
        statement = inserting(self._connection, documents)
        changed = {name: statement.excluded[name] for name in ("updated", "content_type", "sha256", "credential")}
        self._connection.execute(statement.on_conflict_do_update(index_elements=[documents.c.key], set_=changed), row)

    def delete(self, key: DocumentKey) -> None:
        self._connection.execute(_DELETE, {"of_key": _key(key)})

    def ids(self, owner: DocumentKey, *, since: datetime | None, credential: str | None = None) -> list[str]:
        """Of the owner's documents those stored after `since`; `credential` as in `delete_all`."""
        found = select(documents.c.document_id).where(*_all_of(owner, credential))
        if since is not None:
            found = found.where(documents.c.updated > milliseconds(since))
        return list(dict.fromkeys(self._connection.execute(found.order_by(documents.c.document_id)).scalars()))

    def delete_all(self, owner: DocumentKey, *, credential: str | None = None) -> None:
        """All of the owner, or of its registration alone, if it names one; all, or those of one credential."""
        self._connection.execute(delete(documents).where(*_all_of(owner, credential)))

    def delete_of_launches(self) -> None:
        """Those of launches that are gone."""
        self._connection.execute(delete(documents).where(of_gone_launch(documents.c.lrs)))


def _all_of(owner: DocumentKey, credential: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [documents.c.owner == _owner(owner)]
    if owner.registration:
        conditions.append(documents.c.registration == owner.registration)
    if credential is not None:
        conditions.append(documents.c.credential == credential)
    return conditions


def _owner(key: DocumentKey) -> bytes:
    return digest_of(key.lrs, key.kind, key.activity, key.agent)


def _key(key: DocumentKey) -> bytes:
    return digest_of(key.lrs, key.kind, key.activity, key.agent, key.registration, key.id)

"""Documents of xAPI and the rules under which they change (xAPI 1.0.3 Communication, 2.2 and 3.1)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from msgspec import structs

from hornbook_server.domain.documents import Document, DocumentKey
from hornbook_server.domain.errors import Invalid
from hornbook_server.storage.database import Database, UnitOfWork

Check = Callable[[Document | None], None]
_JSON = "application/json"


def get(database: Database, key: DocumentKey) -> Document | None:
    with database.read() as stored:
        return stored.documents.get(key)


def ids(database: Database, owner: DocumentKey, *, since: datetime | None, credential: str | None = None) -> list[str]:
    """All, or those that one credential has stored."""
    with database.read() as stored:
        return stored.documents.ids(owner, since=since, credential=credential)


def replace(database: Database, key: DocumentKey, new: Document, *, check: Check) -> None:
    """`check` sees what is there, and raises where it must not be replaced."""
    with database.write() as stored:
        check(stored.documents.lock(key))
        keep(stored, key, new)


def merge(database: Database, key: DocumentKey, new: Document, *, check: Check) -> None:
    """Members of a JSON object replace those of the one that is there (2.2). Raises Invalid for other contents."""
    with database.write() as stored:
        old = stored.documents.lock(key)
        check(old)
        if old is not None:
            merged = _members(old, "the stored document") | _members(new, "body")
            new = structs.replace(new, content_type=_JSON, data=orjson.dumps(merged))
        keep(stored, key, new)


def remove(database: Database, key: DocumentKey, *, check: Check) -> None:
    with database.write() as stored:
        check(stored.documents.lock(key))
        stored.documents.delete(key)


def remove_all(database: Database, owner: DocumentKey, *, credential: str | None = None) -> None:
    """All, or those that one credential has stored."""
    with database.write() as stored:
        stored.documents.delete_all(owner, credential=credential)


def keep(stored: UnitOfWork, key: DocumentKey, document: Document) -> None:
    """In place of the one that is there, within a transaction of the caller."""
    content = stored.contents.put(document.data, document.updated)
    stored.documents.put(key, document, content)


def _members(document: Document, name: str) -> dict[str, Any]:
    if not document.content_type.lower().startswith(_JSON):
        raise Invalid(f"{name}: is {document.content_type}; only JSON objects can be merged, use PUT")
    try:
        value = orjson.loads(document.data)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{name}: is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Invalid(f"{name}: is no JSON object; only objects can be merged, use PUT")
    return value

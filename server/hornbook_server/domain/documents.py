"""Documents that xAPI keeps beside statements (xAPI 1.0.3 Communication, 2.2)."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha1

from msgspec import Struct


class DocumentKind(StrEnum):
    STATE = "state"
    AGENT_PROFILE = "agent profile"
    ACTIVITY_PROFILE = "activity profile"


class DocumentKey(Struct, frozen=True, kw_only=True):
    """What identifies a document; `activity` an IRI, `agent` an identifier, empty where the kind has none of it."""

    lrs: str
    kind: DocumentKind
    activity: str = ""
    agent: str = ""
    registration: str = ""
    id: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """`credential` is the id of the credential of xAPI that stored it last; empty where it was stored by others."""

    content_type: str
    updated: datetime
    data: bytes
    credential: str = ""

    @property
    def etag(self) -> str:
        """SHA-1 of what it holds, quoted (Communication, 3.1)."""
        return f'"{sha1(self.data, usedforsecurity=False).hexdigest()}"'

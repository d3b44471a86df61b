"""A user name and a secret for the record store of an application."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.named_listing import NamedCursor, NamedQuery


class PermissionsLevel(StrEnum):
    """DEFAULT and USER write, and read what they have stored themselves."""

    DEFAULT = "DEFAULT"
    USER = "USER"
    ROOT = "ROOT"
    READONLY = "READONLY"
    WRITEONLY = "WRITEONLY"

    @property
    def reads(self) -> bool:
        return self is not PermissionsLevel.WRITEONLY

    @property
    def writes(self) -> bool:
        return self is not PermissionsLevel.READONLY

    @property
    def confined(self) -> bool:
        """Whether it reads and changes nothing but what was stored with it."""
        return self in (PermissionsLevel.DEFAULT, PermissionsLevel.USER)


class NewXapiCredential(Struct, frozen=True, kw_only=True):
    """The secret can be read again; `info` is None where nothing is said."""

    name: str
    info: str | None
    secret: str
    enabled: bool
    level: PermissionsLevel


class XapiCredential(NewXapiCredential, frozen=True, kw_only=True):
    """`id` is the user name."""

    id: str
    created: datetime
    updated: datetime


class XapiCredentialMore(Struct, frozen=True, array_like=True):
    """Where a list of them goes on."""

    query: NamedQuery
    after: NamedCursor

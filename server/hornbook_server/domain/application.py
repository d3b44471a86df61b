"""An application is the tenant: every course, job and setting belongs to one."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.named_listing import NamedCursor, NamedQuery


class ApplicationKind(StrEnum):
    """MANAGEMENT applications may manage others; NORMAL ones use the services."""

    NORMAL = "NORMAL"
    MANAGEMENT = "MANAGEMENT"


class Application(Struct, frozen=True, kw_only=True):
    """`updated` is when its name or `allow_delete` last changed."""

    id: str
    name: str
    kind: ApplicationKind
    created: datetime
    updated: datetime
    allow_delete: bool = True


class Credential(Struct, frozen=True, kw_only=True):
    """A secret of an application, without the secret; it opens the application while it is `active`."""

    id: str
    name: str
    active: bool
    created: datetime
    updated: datetime


class Caller(Struct, frozen=True):
    """Who asks: the application that a credential belongs to."""

    app_id: str
    kind: ApplicationKind = ApplicationKind.NORMAL


class ApplicationMore(Struct, frozen=True, array_like=True):
    """What a list of applications goes on with: its query, where it is, and what its entries carry."""

    query: NamedQuery
    after: NamedCursor
    course_count: bool
    registration_count: bool

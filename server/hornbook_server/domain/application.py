"""An application is the tenant: every course, job and setting belongs to one."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class ApplicationKind(StrEnum):
    """MANAGEMENT applications may manage others; NORMAL ones use the services."""

    NORMAL = "NORMAL"
    MANAGEMENT = "MANAGEMENT"


class Application(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    kind: ApplicationKind
    created: datetime


class Caller(Struct, frozen=True):
    """Who asks: the application that a credential belongs to."""

    app_id: str

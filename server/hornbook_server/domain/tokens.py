"""What a token permits."""

from collections.abc import Collection

from msgspec import Struct

AREAS = ("course", "dispatch", "invitation", "registration", "xapicredential", "xapipipe", "appmgmt")

SCOPES = frozenset(
    ("read", "write", "delete", "admin", "read:learner", "write:learner", "read:ping", "read:reporting", "read:about")
) | frozenset(f"{act}:{area}" for act in ("read", "write", "delete") for area in AREAS)


class Grant(Struct, frozen=True):
    """A token as read: the application it was issued to, and its scopes."""

    app_id: str
    scopes: frozenset[str]


def covering(scopes: Collection[str]) -> frozenset[str]:
    """The scopes together with those they stand for: `admin` is read and write and account management."""
    granted = frozenset(scopes)
    return granted | {"read", "write"} if "admin" in granted else granted

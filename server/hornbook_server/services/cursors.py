"""The `more` token of a listing: signed, and complete, so that a client can send it alone."""

from typing import TypeVar

from msgspec import Struct

from hornbook_server.domain.errors import Invalid
from hornbook_server.services import signed

More = TypeVar("More", bound=Struct)


def write_more(secret_key: str, app_id: str, more: Struct, *, of: str = "") -> str:
    """`of` is what the list is of, where there is more than one list of its kind."""
    return signed.sign(secret_key, _purpose(app_id, type(more), of), more)


def read_more(secret_key: str, app_id: str, token: str, kind: type[More], *, of: str = "") -> More:
    """Raises Invalid for a token that this service did not give to this application for this list."""
    more = signed.read(secret_key, _purpose(app_id, kind, of), token, kind)
    if more is None:
        raise Invalid("more: is not a token that an earlier page gave; ask for the first page again, without it")
    return more


def _purpose(app_id: str, kind: type[Struct], of: str) -> str:
    return f"hornbook.more.{kind.__name__}.{app_id}" + (f".{of}" if of else "")

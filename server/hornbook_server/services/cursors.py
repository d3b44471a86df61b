"""The `more` token of a listing: signed, and complete, so that a client can send it alone."""

from msgspec import Struct

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import CourseCursor, CourseQuery
from hornbook_server.services import signed


class _More(Struct, frozen=True, array_like=True):
    query: CourseQuery
    after: CourseCursor
    registration_count: bool
    metadata: bool


def write_more(secret_key: str, app_id: str, more: tuple[CourseQuery, CourseCursor, bool, bool]) -> str:
    return signed.sign(secret_key, _purpose(app_id), _More(*more))


def read_more(secret_key: str, app_id: str, token: str) -> tuple[CourseQuery, CourseCursor, bool, bool]:
    """Raises Invalid for a token that this service did not give to this application."""
    more = signed.read(secret_key, _purpose(app_id), token, _More)
    if more is None:
        raise Invalid("more: is not a token that an earlier page gave; ask for the first page again, without it")
    return more.query, more.after, more.registration_count, more.metadata


def _purpose(app_id: str) -> str:
    return f"hornbook.more.{app_id}"

"""The `more` token of a listing: signed, and complete, so that a client can send it alone."""

import msgspec
from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode
from itsdangerous.exc import BadData

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.listing import CourseCursor, CourseQuery


class _More(msgspec.Struct, frozen=True, array_like=True):
    query: CourseQuery
    after: CourseCursor
    registration_count: bool
    metadata: bool


def write_more(secret_key: str, app_id: str, more: tuple[CourseQuery, CourseCursor, bool, bool]) -> str:
    return _signer(secret_key, app_id).sign(base64_encode(msgspec.json.encode(_More(*more)))).decode()


def read_more(secret_key: str, app_id: str, token: str) -> tuple[CourseQuery, CourseCursor, bool, bool]:
    """Raises Invalid for a token that this service did not give to this application."""
    try:
        more = msgspec.json.decode(base64_decode(_signer(secret_key, app_id).unsign(token)), type=_More)
    except (BadSignature, BadData, msgspec.DecodeError, UnicodeError):
        raise Invalid("more: is not a token that an earlier page gave") from None
    return more.query, more.after, more.registration_count, more.metadata


def _signer(secret_key: str, app_id: str) -> Signer:
    return Signer(secret_key, salt=f"hornbook.more.{app_id}")

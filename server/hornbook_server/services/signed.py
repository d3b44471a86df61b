"""Values that clients carry for us: readable by anyone, made by this service alone, kept nowhere."""

from typing import TypeVar

import msgspec
from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode
from msgspec import Struct

Carried = TypeVar("Carried", bound=Struct)


def sign(secret_key: str, purpose: str, value: Struct) -> str:
    """A token, safe in a URL; it reads back under the same key and purpose only.

    MessagePack, since JSON needs six bytes for a control character that takes three in a URL.
    """
    return _signer(secret_key, purpose).sign(base64_encode(msgspec.msgpack.encode(value))).decode()


def read(secret_key: str, purpose: str, token: str, kind: type[Carried]) -> Carried | None:
    """What a token carries; None if this service did not make it for this purpose."""
    try:
        return msgspec.msgpack.decode(base64_decode(_signer(secret_key, purpose).unsign(token)), type=kind)
    except (BadData, msgspec.DecodeError, UnicodeError):
        return None


def _signer(secret_key: str, purpose: str) -> Signer:
    return Signer(secret_key, salt=purpose)

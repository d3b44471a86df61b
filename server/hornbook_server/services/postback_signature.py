"""Signatures by which a receiver knows that a postback is from here: Standard Webhooks, version 1, symmetric.

See https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_BYTES = 32
_PREFIX = "whsec_"


def postback_secret(secret_key: str, app_id: str) -> str:
    """What the application's receivers verify with; it follows from the service's key, and is stored nowhere."""
    return _PREFIX + base64.b64encode(_key(secret_key, app_id)).decode()


def signature_headers(
    secret_key: str, app_id: str, *, message_id: str, body: bytes, now: datetime
) -> list[tuple[str, str]]:
    timestamp = str(int(now.timestamp()))
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    digest = hmac.new(_key(secret_key, app_id), signed, hashlib.sha256).digest()
    return [
        ("webhook-id", message_id),
        ("webhook-timestamp", timestamp),
        ("webhook-signature", f"v1,{base64.b64encode(digest).decode()}"),
    ]


def _key(secret_key: str, app_id: str) -> bytes:
    """HKDF, RFC 5869."""
    context = f"hornbook postbacks of {app_id}".encode()
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=context).derive(secret_key.encode())

"""Tokens of an application, limited to scopes: signed, expiring, kept nowhere."""

from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.tokens import SCOPES, Grant

_ALGORITHM = "HS256"
_AUDIENCE = "hornbook/api/v2"
LONGEST = timedelta(days=1)


def issue(secret_key: str, app_id: str, scopes: list[str], *, lifetime: timedelta, now: datetime) -> str:
    """A token; raises Invalid for an unknown scope, none at all, or a lifetime outside of one second to a day."""
    unknown = sorted(set(scopes) - SCOPES)
    if unknown or not scopes:
        raise Invalid(
            f"scope: {', '.join(unknown) or '(none)'} is not known; known scopes: {', '.join(sorted(SCOPES))}"
        )
    if not timedelta(seconds=1) <= lifetime <= LONGEST:
        raise Invalid(f"expiration: must be from 1 to {int(LONGEST.total_seconds())} seconds")
    claims = {
        "aud": _AUDIENCE,
        "sub": app_id,
        "scope": " ".join(scopes),
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
    }
    return jwt.encode({"alg": _ALGORITHM}, claims, OctKey.import_key(secret_key))


def read(secret_key: str, token: str, *, now: datetime) -> Grant | None:
    """What a token grants; None for one that is expired, foreign or not a token."""
    try:
        claims = jwt.decode(token, OctKey.import_key(secret_key), algorithms=[_ALGORITHM]).claims
    except (JoseError, ValueError):
        return None
    if claims.get("aud") != _AUDIENCE or claims.get("exp", 0) <= now.timestamp():
        return None
    return Grant(claims["sub"], frozenset(claims["scope"].split()))

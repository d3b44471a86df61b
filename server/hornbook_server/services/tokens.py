"""Tokens of an application, limited to scopes: signed, expiring, kept nowhere."""

from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from hornbook_server.domain.application import ApplicationKind, Caller
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.tokens import SCOPES, Grant
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.database import UnitOfWork

_ALGORITHM = "HS256"
_AUDIENCE = "hornbook/api/v2"


def issue(secret_key: str, app_id: str, scopes: list[str], *, lifetime: timedelta, now: datetime) -> str:
    """A token; raises Invalid for an unknown scope or none at all."""
    unknown = sorted(set(scopes) - SCOPES)
    if unknown or not scopes:
        raise Invalid(
            f"scope: {', '.join(unknown) or '(none)'} is not known; known scopes: {', '.join(sorted(SCOPES))}"
        )
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


def issue_until(
    hornbook: Hornbook, caller: Caller, scopes: list[str], *, expiry: datetime, application: str | None
) -> str:
    """A token that ends at `expiry`, for the caller or for the application that it names; raises Invalid."""
    now = hornbook.now()
    if expiry <= now:
        raise Invalid(f"expiry: {expiry.isoformat()} lies in the past; give a time after {now.isoformat()}")
    with hornbook.database.read() as stored:
        app_id = caller.app_id if application is None else _named(stored, caller, application)
    return issue(hornbook.secret_key, app_id, scopes, lifetime=expiry - now, now=now)


def _named(stored: UnitOfWork, caller: Caller, application: str) -> str:
    """The id of the application that `application` is the id or the name of; a normal one may name itself alone."""
    own, by_id = stored.applications.get(caller.app_id), stored.applications.get(application)
    candidates = [by_id] if by_id else stored.applications.named(application)
    allowed = [
        found.id
        for found in candidates
        if found == own or (caller.kind is ApplicationKind.MANAGEMENT and found.kind is ApplicationKind.NORMAL)
    ]
    if len(allowed) == 1:
        return allowed[0]
    reason = "is the name of several applications; give an id" if allowed else "is no application that you may name"
    raise Invalid(f"permissions.applicationName: [{application}] {reason}")

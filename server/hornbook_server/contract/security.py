"""Who may call an operation: Basic credentials of an application, or a token limited to scopes."""

import base64
import binascii
from collections.abc import Callable, Iterable

from msgspec import Struct

from hornbook_server.contract.refusals import Refused
from hornbook_server.contract.schemas import Json
from hornbook_server.domain.application import ApplicationKind, Caller
from hornbook_server.domain.tokens import Grant, covering

_BASIC = (b"www-authenticate", b'Basic realm="Hornbook", charset="UTF-8"')
_BEARER = (b"www-authenticate", b'Bearer realm="Hornbook"')
_KINDS = {"APP_NORMAL": ApplicationKind.NORMAL, "APP_MANAGEMENT": ApplicationKind.MANAGEMENT}


class Authenticator(Struct, frozen=True):
    """How credentials are looked up: `basic(app id, secret)`, `bearer(token)`; None for what is not known.

    Both say the kind of the application that the credential belongs to.
    """

    basic: Callable[[str, str], ApplicationKind | None]
    bearer: Callable[[str], tuple[ApplicationKind, Grant] | None]


class Gate:
    """The security requirements of one operation, any one of which suffices."""

    def __init__(self, requirements: list[Json], authenticator: Authenticator) -> None:
        schemes = {name for requirement in requirements for name in requirement}
        self._kinds = frozenset(_KINDS[name] for name in schemes if name in _KINDS)
        self._scopes = frozenset(scope for r in requirements for scope in r.get("OAUTH", ()))
        self._authenticator = authenticator
        self._challenges = (_BASIC, _BEARER) if self._scopes else (_BASIC,)

    def admit(self, headers: Iterable[tuple[bytes, bytes]]) -> Caller:
        """The caller; raises Refused 401 or 403. Runs queries: see Database.inline."""
        given = [value for name, value in headers if name == b"authorization"]
        if len(given) != 1:
            raise self._unauthorized()
        scheme, _, credentials = given[0].partition(b" ")
        match scheme.lower():
            case b"basic" if self._kinds:
                return self._basic(credentials)
            case b"bearer" if self._scopes:
                return self._bearer(credentials)
            case _:
                raise self._unauthorized()

    def _basic(self, credentials: bytes) -> Caller:
        try:
            app_id, separator, secret = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise self._unauthorized() from None
        kind = self._authenticator.basic(app_id, secret) if separator and "\0" not in app_id else None
        if kind is None:
            raise self._unauthorized()
        return self._caller(app_id, kind)

    def _bearer(self, credentials: bytes) -> Caller:
        known = self._authenticator.bearer(credentials.strip().decode("latin1"))
        if known is None:
            raise Refused(
                401, "The token is expired or not valid.", (_BEARER[0], _BEARER[1] + b', error="invalid_token"')
            )
        kind, grant = known
        caller = self._caller(grant.app_id, kind)
        if not covering(grant.scopes) & self._scopes:
            needed = " ".join(sorted(self._scopes))
            challenge = f', error="insufficient_scope", scope="{needed}"'.encode()
            raise Refused(
                403,
                f"The token lacks a scope; any one of these suffices: {needed}",
                (_BEARER[0], _BEARER[1] + challenge),
            )
        return caller

    def _caller(self, app_id: str, kind: ApplicationKind) -> Caller:
        if kind not in self._kinds:
            needed = " or ".join(sorted(kind.lower() for kind in self._kinds))
            raise Refused(403, f"Application {app_id} is a {kind.lower()} application; this needs a {needed} one.")
        return Caller(app_id, kind)

    def _unauthorized(self) -> Refused:
        return Refused(401, "Authorization Required.", *self._challenges)

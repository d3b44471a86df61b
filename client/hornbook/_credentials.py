"""How a client proves who it is: an application's secret, a given token, or tokens it fetches itself."""

import time
from collections.abc import Callable, Generator, Sequence

import httpx

from hornbook._answer import decoded
from hornbook_contract.models import ApplicationToken

TOKEN_PATH = "/oauth/authenticate/application/token"  # noqa: S105 a path, no secret
_LIFETIME = 300
_RENEW_AFTER = 0.8


class Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class AppToken(httpx.Auth):
    """Asks for a token of some scopes with the application's secret, and for the next one before it expires.

    Two requests at the moment of renewal may both fetch a token; either serves.
    """

    requires_response_body = True

    def __init__(
        self,
        base_url: str,
        basic: httpx.BasicAuth,
        scopes: Sequence[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = base_url + TOKEN_PATH
        self._basic = basic
        self._scope = " ".join(scopes)
        self._clock = clock
        self._token = ""
        self._renew_at = -float("inf")

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._clock() >= self._renew_at:
            form = {"scope": self._scope, "expiration": str(_LIFETIME)}
            response = yield next(self._basic.auth_flow(httpx.Request("POST", self._url, data=form)))
            self._keep(decoded(response, ApplicationToken))
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

    def _keep(self, answer: ApplicationToken) -> None:
        self._token = answer.access_token or ""
        self._renew_at = self._clock() + (answer.expires_in or 0) * _RENEW_AFTER


def credentials(
    base_url: str, app_id: str | None, secret: str | None, token: str | None, scopes: Sequence[str] | None
) -> httpx.Auth:
    """Raises ValueError when there is nothing to prove identity with."""
    if token:
        return Bearer(token)
    if not app_id or not secret:
        raise ValueError("no credentials: pass app_id and secret, or set HORNBOOK_APP_ID and HORNBOOK_APP_SECRET")
    basic = httpx.BasicAuth(app_id, secret)
    return AppToken(base_url, basic, scopes) if scopes else basic

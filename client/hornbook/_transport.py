"""Sends calls over httpx; none of its exceptions leaves these classes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx

from hornbook._answer import decoded, raise_for
from hornbook._call import Call
from hornbook.errors import TransportError

T = TypeVar("T")


class Transport:
    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def value(self, call: Call, kind: type[T]) -> T:
        return decoded(self._send(call), kind)

    def nothing(self, call: Call) -> None:
        raise_for(self._send(call))

    def close(self) -> None:
        self._http.close()

    def _send(self, call: Call) -> httpx.Response:
        request = call.request(self._http)
        with _translated(request):
            return self._http.send(request)


class AsyncTransport:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def value(self, call: Call, kind: type[T]) -> T:
        return decoded(await self._send(call), kind)

    async def nothing(self, call: Call) -> None:
        raise_for(await self._send(call))

    async def close(self) -> None:
        await self._http.aclose()

    async def _send(self, call: Call) -> httpx.Response:
        request = call.request(self._http)
        with _translated(request):
            return await self._http.send(request)


@contextmanager
def _translated(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise TransportError(f"{request.method} {request.url} got no answer: {reason}") from error

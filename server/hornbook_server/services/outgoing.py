"""Requests to where a caller says, which must not become a way into the network of this machine."""

import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any

import httpcore

from hornbook_server.domain.errors import DomainError
from hornbook_server.services.addresses import permitted
from hornbook_server.services.targets import Target
from hornbook_server.settings import Network

_STEP = {"connect": 10.0, "read": 30.0, "write": 10.0, "pool": 10.0}  # seconds
_ERRNO = re.compile(r"^\[Errno -?\d+\] ")


class Unanswered(DomainError):
    """A request that was refused, got no answer, or whose answer broke off; the message says why, and not of what."""


class _Refused(Exception):
    """An address that must not be connected to."""


class Outgoing:
    """A client that connects to public addresses, and to those in the networks that `allow` names; to no proxy.

    A name is resolved once and the address that was checked is the one that is connected to: a second answer cannot
    slip in. TLS is verified for the name all the same, by the certificates of the system, of certifi and of
    SSL_CERT_FILE.
    """

    def __init__(self, allow: tuple[Network, ...] = (), *, resolve: Callable[..., Any] = socket.getaddrinfo) -> None:
        self._allow = allow
        self._resolve = resolve

    @contextmanager
    def request(
        self, method: str, target: Target, *, headers: Iterable[tuple[str, str]], deadline: float, body: bytes = b""
    ) -> Iterator[httpcore.Response]:
        """The answer, while it is read; redirects are not followed. All must be over by `deadline` (monotonic).

        Raises Unanswered, also from within the block.
        """
        backend = _GuardedBackend(self._allow, self._resolve, deadline)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream(
                    method,
                    httpcore.URL(
                        scheme=target.scheme, host=target.host, port=target.port, target=target.request_target
                    ),
                    headers=[*_headers(target), *headers],
                    content=body or None,
                    extensions={"timeout": _STEP, "sni_hostname": target.host.removesuffix(".")},
                ) as answer,
            ):
                yield answer
        except _Refused:
            raise Unanswered(
                "its address is not public; HORNBOOK_FETCH_ALLOW lists the private networks that are allowed"
            ) from None
        except httpcore.LocalProtocolError:
            raise Unanswered("it makes no HTTP request") from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise Unanswered(_ERRNO.sub("", str(error)).rstrip(".") or type(error).__name__) from None


def header(answer: httpcore.Response, name: str) -> str:
    """The first field of this name, empty without one."""
    found = next((value for field, value in answer.headers if field.lower() == name.lower().encode()), b"")
    try:
        return found.decode()
    except UnicodeDecodeError:
        return found.decode("latin1")


def _headers(target: Target) -> Iterator[tuple[str, str]]:
    yield "Host", target.netloc
    yield "User-Agent", "hornbook"
    if target.authorization:
        yield "Authorization", target.authorization


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, allow: tuple[Network, ...], resolve: Callable[..., Any], deadline: float) -> None:
        self._allow = allow
        self._resolve = resolve
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._usable(host, port):
            try:
                step = _left(self._deadline, timeout)
                stream = self._plain.connect_tcp(address, port, step, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _BoundedStream(stream, self._deadline)
        raise failure or _Refused

    def _usable(self, host: str, port: int) -> list[str]:
        """Those addresses of a host that may be connected to, IPv4 first."""
        try:
            entries = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from None
        found = dict.fromkeys(ip_address(entry[4][0]) for entry in entries)
        usable = [address for address in found if permitted(address, self._allow)]
        return [str(address) for address in sorted(usable, key=lambda address: address.version)]


class _BoundedStream(httpcore.NetworkStream):
    """No step goes on past the deadline, however slowly bytes keep coming."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _BoundedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.TimeoutException("it took too long")
    return left if timeout is None else min(left, timeout)

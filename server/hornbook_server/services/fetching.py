"""Downloads of packages from where the caller says, which must not become a way into the network of this machine."""

import base64
import socket
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import httpcore

from hornbook_server.domain.errors import DomainError
from hornbook_server.settings import Network
from hornbook_server.storage.blobs import Staged

_REDIRECTS = 5
_STEP = {"connect": 10.0, "read": 30.0, "write": 10.0, "pool": 10.0}
_WHOLE = 3600.0  # seconds
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_NOT_PUBLIC = (  # what ipaddress calls global all the same
    IPv6Network("::/96"),  # IPv4-compatible, RFC 4291, 2.5.5.1
    IPv6Network("64:ff9b:1::/48"),  # translation within a site, RFC 8215
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
)


class FetchFailed(DomainError):
    """A download that was refused or did not succeed; the message shows neither credentials nor the query."""


class _Refused(OSError):
    """An address that must not be connected to."""


def fetch(url: str, staged: Staged, *, allow: tuple[Network, ...], limit: int) -> None:
    """Write what `url` serves to `staged`, `limit` bytes at the most. Raises FetchFailed."""
    deadline = time.monotonic() + _WHOLE
    with httpcore.ConnectionPool(network_backend=_GuardedBackend(allow)) as pool:
        for _ in range(_REDIRECTS + 1):
            parts = _parsed(url)
            try:
                with pool.stream(
                    "GET", _target(parts), headers=_headers(parts), extensions={"timeout": _STEP}
                ) as answer:
                    location = _location(answer)
                    if location is None:
                        _write(answer, staged, parts, limit=limit, deadline=deadline)
                        return
            except _Refused as refused:
                raise FetchFailed(f"{_shown(parts)} may not be downloaded: {refused}") from None
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
                reason = str(error) or type(error).__name__
                raise FetchFailed(f"{_shown(parts)} could not be downloaded: {reason}") from None
            url = urljoin(url, location)
    raise FetchFailed(f"{_shown(parts)} could not be downloaded: it redirects more than {_REDIRECTS} times")


def name_of(url: str) -> str:
    """The file name at the end of a URL; empty if there is none."""
    return unquote(PurePosixPath(url.partition("?")[0].partition("#")[0]).name)


def permitted(address: IPv4Address | IPv6Address, allow: tuple[Network, ...]) -> bool:
    """Whether an import may connect: the address is public, or in a network that is allowed."""
    if any(address in network for network in allow):
        return True
    return _is_public(address) and all(permitted(inner, allow) for inner in _embedded(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in local for local in _NOT_PUBLIC)


def _embedded(address: IPv4Address | IPv6Address) -> Iterable[IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


class _GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once and connects to just the address that was checked: a second answer cannot slip in."""

    def __init__(self, allow: tuple[Network, ...]) -> None:
        self._allow = allow
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = {ip_address(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        usable = sorted((address for address in found if permitted(address, self._allow)), key=lambda a: a.version)
        if not usable:
            raise _Refused(
                "its address is not public; HORNBOOK_FETCH_ALLOW lists the private networks that are allowed"
            )
        for address in usable[:-1]:
            try:
                return self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except httpcore.ConnectError:
                continue
        return self._plain.connect_tcp(str(usable[-1]), port, timeout, local_address, socket_options)


def _parsed(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchFailed("url: is not a URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchFailed("url: must be an absolute http or https URL")
    return parts


def _target(parts: SplitResult) -> httpcore.URL:
    host = parts.hostname or ""
    try:
        name = host.encode("ascii") if host.isascii() else host.encode("idna")
    except UnicodeError:
        raise FetchFailed("url: its host is not a host name") from None
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return httpcore.URL(scheme=parts.scheme.encode(), host=name, port=parts.port, target=_quoted(target))


def _quoted(target: str) -> bytes:
    """As it was written, but for what cannot stand in a request line."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in target).encode()


def _headers(parts: SplitResult) -> list[tuple[str, str]]:
    host = parts.netloc.rpartition("@")[2]
    headers = [("Host", host), ("User-Agent", "hornbook"), ("Accept", "*/*"), ("Accept-Encoding", "identity")]
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers.append(("Authorization", "Basic " + base64.b64encode(credentials.encode()).decode()))
    return headers


def _location(answer: httpcore.Response) -> str | None:
    """Where a redirect leads."""
    if answer.status not in (301, 302, 303, 307, 308):
        return None
    return next((value.decode("latin1") for name, value in answer.headers if name.lower() == b"location"), None)


def _write(answer: httpcore.Response, staged: Staged, parts: SplitResult, *, limit: int, deadline: float) -> None:
    if answer.status != 200:  # noqa: PLR2004 the only answer that is the file
        raise FetchFailed(f"{_shown(parts)} could not be downloaded: its server answered {answer.status}")
    for chunk in answer.iter_stream():
        staged.write(chunk)
        if staged.size > limit:
            raise FetchFailed(f"{_shown(parts)} is larger than {limit} bytes (HORNBOOK_MAX_UPLOAD)")
        if time.monotonic() > deadline:
            raise FetchFailed(f"{_shown(parts)} could not be downloaded within {_WHOLE:.0f} seconds")
    if staged.size == 0:
        raise FetchFailed(f"{_shown(parts)} is empty")


def _shown(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

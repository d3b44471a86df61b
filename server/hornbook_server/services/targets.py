"""Where an outgoing request goes, read from a URL that a caller or another server wrote."""

import base64
import re
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit

import idna
from msgspec import Struct, structs

from hornbook_server.domain.errors import Invalid

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)
_LONGEST_NAME = 253  # RFC 1035, 2.3.4
_REDIRECT = "its redirect"
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Target(Struct, frozen=True, kw_only=True):
    """`host` is ASCII, an IPv6 address without brackets; `port` is None where the URL names none.

    `authorization` is the header's value for the credentials in the URL, empty without any: they are nowhere else.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    authorization: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The same for all that one server serves."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port or _DEFAULT_PORTS[self.scheme]}"

    @property
    def shown(self) -> str:
        """For messages and logs: neither credentials nor the query, which may be a signature."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def request_target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def url(self) -> str:
        """Without credentials."""
        return f"{self.scheme}://{self.netloc}{self.request_target}"

    def redirected(self, location: str) -> "Target":
        """Where a redirect leads; credentials stay with their origin. Raises Invalid."""
        try:
            target = parse_target(urljoin(self.url, location), field=_REDIRECT)
        except ValueError:
            raise Invalid(f"{_REDIRECT}: is not a URL") from None
        if target.origin == self.origin and not target.authorization:
            return structs.replace(target, authorization=self.authorization)
        return target


def parse_target(url: str, *, field: str) -> Target:
    """Raises Invalid naming `field`; no message repeats the URL."""
    if _CONTROL.search(url):
        raise Invalid(f"{field}: is not a URL: it has control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Invalid(f"{field}: is not a URL") from None
    if port == 0:
        raise Invalid(f"{field}: port 0 cannot be connected to")
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise Invalid(f"{field}: must be an absolute http or https URL")
    host = _host(parts)
    if host is None:
        raise Invalid(f"{field}: its host is not a host name")
    return Target(
        scheme=parts.scheme,
        host=host,
        port=port,
        path=_quoted(parts.path or "/"),
        query=_quoted(parts.query),
        authorization=_basic(parts),
    )


def _host(parts: SplitResult) -> str | None:
    """None if it cannot be one; other spellings of an IPv4 address are left to the resolver."""
    host = parts.hostname or ""
    if "\\" in parts.netloc:
        return None
    if parts.netloc.rpartition("@")[2].startswith("["):
        return _ipv6(host)
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return None
    labels = name.removesuffix(".").split(".")
    return name if len(name) <= _LONGEST_NAME and all(map(_LABEL.fullmatch, labels)) else None


def _ipv6(host: str) -> str | None:
    try:
        return None if "%" in host else str(IPv6Address(host))
    except AddressValueError:
        return None


def _basic(parts: SplitResult) -> str:
    if parts.username is None:
        return ""
    return basic_authorization(unquote_to_bytes(parts.username), unquote_to_bytes(parts.password or ""))


def basic_authorization(user: bytes, password: bytes) -> str:
    return "Basic " + base64.b64encode(user + b":" + password).decode()


def _quoted(text: str) -> str:
    """As it was written, but for what cannot stand in a request line."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode(errors="replace")) for c in text)

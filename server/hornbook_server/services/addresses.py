"""Which addresses may be connected to on behalf of a caller."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from hornbook_server.settings import Network

_UNICAST = IPv6Network("2000::/3")  # of IPv6, what is given out to anybody: RFC 4291, 2.4
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214, 6.1
_NOT_PUBLIC = (  # what ipaddress, or an older release of it, calls global all the same
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890; a cloud's metadata are at 192.0.0.192
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)


def permitted(address: IPv4Address | IPv6Address, allow: tuple[Network, ...]) -> bool:
    """Whether Hornbook may connect: the address is public, or in a network that is allowed."""
    if any(address in network for network in allow):
        return True
    return _is_public(address) and all(permitted(inner, allow) for inner in _embedded(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST and address not in _NAT64:
        return False
    return address.is_global and not address.is_multicast and not any(address in local for local in _NOT_PUBLIC)


def _embedded(address: IPv4Address | IPv6Address) -> Iterable[IPv4Address]:
    """The IPv4 addresses that a public IPv6 address leads to: 6to4, Teredo, NAT64, ISATAP."""
    if isinstance(address, IPv4Address):
        return
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(int(address) & 0xFFFFFFFF)

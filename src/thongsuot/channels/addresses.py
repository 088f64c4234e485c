"""Where a name leads: looked up once, judged, and then called as judged, so that it cannot point
outside while it is checked and inside while it is used."""

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[Address]:
    """All addresses of a name, in the system's order. OSError, UnicodeError or ValueError if it
    has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def public(address: Address) -> bool:
    """Whether an address is out on the Internet, also when IPv4 hides inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return public(inner)
        if address.teredo or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved

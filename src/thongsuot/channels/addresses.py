"""Where an address leads: looked up once, judged, and then called as judged, so that a name cannot
point outside while it is checked and inside while it is used."""

import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Forbids = Callable[[Sequence[Address]], str]
"""Why the addresses of a name may not be called: a code, "" where they may."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"https": 443, "http": 80}
_VISIBLE = re.compile(r"[!-~]{1,2000}")


class Unreached(Exception):  # how the call ended
    """Why nobody was reached; `code` in snake case."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint's address in parts; `path` with its query, as it was written."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """The parts of an address of the web. ValueError for what is none, or names a user: names and
    passwords in an address end up in logs."""
    parts = urlsplit(url)
    if not _VISIBLE.fullmatch(url) or parts.scheme not in _PORTS:
        raise ValueError("no address of the web")
    if not parts.hostname or "@" in parts.netloc:
        raise ValueError("no host")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme], path)


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


def connected(target: Target, deadline: float, forbids: Forbids | None = None) -> socket.socket:
    """A connection to the first address of a name, by TLS for https, until a deadline (monotonic).

    Raises `Unreached`: ``unknown_host``, ``unreachable``, ``tls``, ``certificate``, and the code
    that `forbids` gives.
    """
    address = _judged(target, forbids)
    try:
        connection = socket.create_connection((str(address), target.port), left(deadline))
    except OSError:
        raise Unreached("unreachable") from None
    if target.scheme == "http":
        return connection
    connection.settimeout(left(deadline))
    try:
        return _trust().wrap_socket(connection, server_hostname=target.host)
    except ssl.SSLCertVerificationError:
        code = "certificate"
    except (OSError, ValueError):
        code = "tls"
    connection.close()
    raise Unreached(code)


def asking(target: Target, connection: socket.socket) -> http.client.HTTPConnection:
    """HTTP over an open connection: it only writes the request."""
    asked = http.client.HTTPConnection(target.host, target.port)
    asked.default_port = _PORTS[target.scheme]  # so that Host names a port only when it must
    asked.sock = connection
    return asked


def left(deadline: float) -> float:
    """Seconds until a deadline, as sockets take them: never zero, which would not wait at all."""
    return max(deadline - time.monotonic(), 0.001)


def _judged(target: Target, forbids: Forbids | None) -> Address:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    except (OSError, UnicodeError, ValueError):
        raise Unreached("unknown_host") from None
    if forbids and (code := forbids(addresses)):
        raise Unreached(code)
    return addresses[0]


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()  # reads every authority: tens of milliseconds

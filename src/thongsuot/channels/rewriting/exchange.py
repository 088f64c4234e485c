"""One HTTP exchange with an endpoint: its time and size are bounded, however slowly it drips."""

import http.client
import io
import socket
import ssl
import time
from functools import cache

from thongsuot.channels.addresses import Address, public, resolved
from thongsuot.channels.rewriting.config import PORTS, RewritingConfig, Target

ROOM = 1_000_000  # octets of an answer


class Failed(Exception):  # how the exchange ended
    """Why no answer came; `code` in snake case."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def call(config: RewritingConfig, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    """Status and body of the answer. Raises `Failed`."""
    deadline = time.monotonic() + config.timeout
    headers = {
        "content-type": "application/json",
        "accept": "application/json",
        "user-agent": "thongsuot",
        "connection": "close",
        **({"authorization": f"Bearer {config.key}"} if config.key else {}),
    }
    with _connected(config.target, deadline) as connection:
        try:
            return _exchange(connection, config.target, method, path, headers, body, deadline)
        except TimeoutError:
            raise Failed("timeout") from None
        except http.client.RemoteDisconnected:
            raise Failed("connection_lost") from None
        except (http.client.HTTPException, ValueError):
            raise Failed("protocol") from None
        except OSError:
            raise Failed("connection_lost") from None


def _exchange(
    connection: socket.socket,
    target: Target,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    deadline: float,
) -> tuple[int, bytes]:
    request = http.client.HTTPConnection(target.host, target.port)
    request.default_port = PORTS[target.scheme]  # so that Host names a port only when it must
    request.sock = connection
    connection.settimeout(_left(deadline))
    request.request(method, target.path + path, body, headers)
    answer = http.client.HTTPResponse(_Dripping(connection, deadline), method=method)  # type: ignore[arg-type]
    answer.begin()
    told = answer.read(ROOM + 1)
    if len(told) > ROOM:
        raise Failed("protocol")
    return answer.status, told


class _Dripping(io.RawIOBase):
    """A socket to read from until a deadline, however little comes at a time."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection, self._deadline = connection, deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if time.monotonic() >= self._deadline:
            raise TimeoutError
        self._connection.settimeout(_left(self._deadline))
        return self._connection.recv_into(buffer)


def _connected(target: Target, deadline: float) -> socket.socket:
    address = _address(target)
    try:
        connection = socket.create_connection((str(address), target.port), _left(deadline))
    except OSError:
        raise Failed("unreachable") from None
    if target.scheme == "http":
        return connection
    connection.settimeout(_left(deadline))
    try:
        return _trust().wrap_socket(connection, server_hostname=target.host)
    except ssl.SSLCertVerificationError:
        code = "certificate"
    except (OSError, ValueError):
        code = "tls"
    connection.close()
    raise Failed(code)


def _address(target: Target) -> Address:
    try:
        addresses = resolved(target.host, target.port)
    except (OSError, UnicodeError, ValueError):
        raise Failed("unknown_host") from None
    if target.scheme == "http" and any(map(public, addresses)):
        raise Failed("not_private")
    return addresses[0]


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()  # reads every authority: tens of milliseconds


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)

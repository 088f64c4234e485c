"""One HTTP exchange with an endpoint: its time and size are bounded, however slowly it drips."""

import http.client
import io
import socket
import time
from collections.abc import Sequence

from thongsuot.channels.addresses import (
    Address,
    Target,
    Unreached,
    asking,
    connected,
    left,
    public,
)
from thongsuot.channels.rewriting.config import RewritingConfig

ROOM = 1_000_000  # octets of an answer


def call(config: RewritingConfig, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    """Status and body of the answer. Raises `Unreached`, also where an answer broke off."""
    deadline = time.monotonic() + config.timeout
    headers = {
        "content-type": "application/json",
        "accept": "application/json",
        "user-agent": "thongsuot",
        "connection": "close",
        **({"authorization": f"Bearer {config.key}"} if config.key else {}),
    }
    forbids = _outside if config.target.scheme == "http" else None
    with connected(config.target, deadline, forbids) as connection:
        try:
            return _exchange(connection, config.target, method, path, headers, body, deadline)
        except TimeoutError:
            raise Unreached("timeout") from None
        except http.client.RemoteDisconnected:
            raise Unreached("connection_lost") from None
        except (http.client.HTTPException, ValueError):
            raise Unreached("protocol") from None
        except OSError:
            raise Unreached("connection_lost") from None


def _exchange(
    connection: socket.socket,
    target: Target,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    deadline: float,
) -> tuple[int, bytes]:
    connection.settimeout(left(deadline))
    asking(target, connection).request(method, target.path + path, body, headers)
    answer = http.client.HTTPResponse(_Dripping(connection, deadline), method=method)  # type: ignore[arg-type]
    answer.begin()
    told = answer.read(ROOM + 1)
    if len(told) > ROOM:
        raise Unreached("protocol")
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
        self._connection.settimeout(left(self._deadline))
        return self._connection.recv_into(buffer)


def _outside(addresses: Sequence[Address]) -> str:
    """Drafts do not cross the Internet in the open."""
    return "not_private" if any(map(public, addresses)) else ""

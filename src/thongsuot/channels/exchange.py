"""One HTTP exchange over a connection of its own: its time and size are bounded, however slowly it
drips; no redirect is followed."""

import http.client
import io
import socket
import time
from collections.abc import Mapping

from thongsuot.channels.addresses import Forbids, Target, Unreached, asking, connected, left


def exchange(
    target: Target,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    timeout: float,
    room: int,
    forbids: Forbids | None = None,
) -> tuple[int, bytes]:
    """Status and body of the answer, `room` octets of it at the most, within `timeout` seconds.

    Raises `Unreached`, also where an answer broke off (``timeout``, ``connection_lost``,
    ``protocol``).
    """
    deadline = time.monotonic() + timeout
    with connected(target, deadline, forbids) as connection:
        try:
            connection.settimeout(left(deadline))
            asking(target, connection).request(method, path, body, dict(headers))
            return _answer(connection, method, deadline, room)
        except TimeoutError:
            raise Unreached("timeout") from None
        except http.client.RemoteDisconnected:
            raise Unreached("connection_lost") from None
        except (http.client.HTTPException, ValueError):
            raise Unreached("protocol") from None
        except OSError:
            raise Unreached("connection_lost") from None


def _answer(
    connection: socket.socket, method: str, deadline: float, room: int
) -> tuple[int, bytes]:
    answer = http.client.HTTPResponse(_Dripping(connection, deadline), method=method)  # type: ignore[arg-type]
    answer.begin()
    told = answer.read(room + 1)
    if len(told) > room:
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

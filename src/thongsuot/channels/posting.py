"""POST over connections that are kept open, to addresses that were judged before.

An address is resolved once and connected to as judged, so that a name cannot point outside while
it is checked and inside while it is used. Redirects are not followed.
"""

import email.utils
import os
import re
import select
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from thongsuot.channels.addresses import Address, Target, Unreached, connected, left, public
from thongsuot.channels.terms import Status

HEAD_ROOM = 65536
BODY_ROOM = 65536
IDLE, OLDEST = 4.0, 300.0  # seconds a connection is kept unused, and altogether
LONGEST_WAIT = 86_400.0  # seconds of Retry-After that are believed
PRIVATE = "private_address"
STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)[ \r]")
_DEFAULT_PORTS = {"https": 443, "http": 80}


class Failed(Exception):  # how the exchange ended
    """Why no answer came; `status` says whether it may have been taken."""

    def __init__(self, status: Status, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said. `body` at most 64 kB, and only where it is told where it ends."""

    code: int
    headers: Mapping[str, str]
    body: bytes = b""

    def retry_after(self, now: datetime) -> float | None:
        """Seconds of Retry-After (RFC 9110 §10.2.3), given as seconds or as a date."""
        said = self.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return min(float(said[:9]), LONGEST_WAIT)
        try:
            until = email.utils.parsedate_to_datetime(said)
        except ValueError:
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


class _Kept(NamedTuple):
    connection: socket.socket
    made: float
    used: float


class _Line(NamedTuple):
    """To whom a kept connection leads; one per process, since a fork shares its sockets."""

    process: int
    scheme: str
    host: str
    port: int
    allow_private: bool


_kept: dict[_Line, list[_Kept]] = defaultdict(list)
_lock = threading.Lock()


def post(
    target: Target,
    headers: Mapping[str, str],
    body: bytes,
    *,
    timeout: float,
    allow_private: bool = False,
) -> Answer:
    """The answer to one POST. `headers` are ours; Host, Content-Length and User-Agent are added.

    Raises `Failed`: TEMPORARY where not all of it was sent, PERMANENT for addresses that may not
    be called, AMBIGUOUS where the answer was lost.
    """
    deadline = time.monotonic() + timeout
    line = _Line(os.getpid(), target.scheme, target.host, target.port, allow_private)
    request = _request(target, headers, body)
    kept = _take(line)
    if kept:
        try:
            _sent(kept.connection, request, deadline)
        except Failed:
            kept.connection.close()  # it had been closed from the other side: nothing was taken
            kept = None
    if kept is None:
        now = time.monotonic()
        kept = _Kept(_connected(target, deadline, allow_private), now, now)
        try:
            _sent(kept.connection, request, deadline)
        except Failed:
            kept.connection.close()
            raise
    return _answered(line, kept, deadline)


def _answered(line: _Line, kept: _Kept, deadline: float) -> Answer:
    try:
        answer, again = _answer(kept.connection, deadline)
    except BaseException:
        kept.connection.close()
        raise
    if again:
        _keep(line, kept._replace(used=time.monotonic()))
    else:
        kept.connection.close()
    return answer


def _request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == _DEFAULT_PORTS[target.scheme] else f":{target.port}"
    path = target.path if target.path.startswith("/") else f"/{target.path}"
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {host}{port}",
        "user-agent: thongsuot",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1 or head.count("\r") != len(lines) - 1:
        raise Failed(Status.PERMANENT, "control_character")
    return head.encode("ascii") + b"\r\n\r\n" + body


def _connected(target: Target, deadline: float, allow_private: bool) -> socket.socket:
    try:
        made = connected(target, deadline, None if allow_private else _inside)
    except Unreached as failed:
        lasting = Status.PERMANENT if failed.code == PRIVATE else Status.TEMPORARY
        raise Failed(lasting, failed.code) from None
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _inside(addresses: Sequence[Address]) -> str:
    return "" if all(map(public, addresses)) else PRIVATE


def _take(line: _Line) -> _Kept | None:
    """The connection used last that is still open and silent."""
    while True:
        with _lock:
            kept = _kept[line].pop() if _kept.get(line) else None
        if kept is None or _fresh(kept):
            return kept
        kept.connection.close()


def _fresh(kept: _Kept) -> bool:
    now = time.monotonic()
    if now - kept.used > IDLE or now - kept.made > OLDEST:
        return False
    waiting = select.poll()
    waiting.register(kept.connection, select.POLLIN)
    return not waiting.poll(0)  # whatever comes unasked is an end, or nonsense


def _keep(line: _Line, kept: _Kept) -> None:
    with _lock:
        stale = [
            (each, row)
            for each, rows in _kept.items()
            for row in rows
            if kept.used - row.used > IDLE
        ]
        for each, row in stale:
            _kept[each].remove(row)
        for each in [each for each, rows in _kept.items() if not rows]:
            del _kept[each]
        _kept[line].append(kept)
    for _, row in stale:
        row.connection.close()


def _sent(connection: socket.socket, request: bytes, deadline: float) -> None:
    try:
        connection.settimeout(left(deadline))
        connection.sendall(request)
    except OSError:
        raise Failed(Status.TEMPORARY, "connection_lost") from None


def _answer(connection: socket.socket, deadline: float) -> tuple[Answer, bool]:
    """The answer, and whether the connection can be used again."""
    data = b""
    while True:
        head, end, rest = data.partition(b"\r\n\r\n")
        if end:
            first, _, fields = head.partition(b"\r\n")
            status = STATUS_LINE.match(first + b"\r")
            if not status:
                raise Failed(Status.AMBIGUOUS, "protocol")
            if status[2] >= b"200":
                found = _fields(fields)
                body = _body(connection, deadline, int(status[2]), found, rest)
                said = found.get("connection", "").lower()
                again = body is not None and status[1] == b"1" and "close" not in said
                return Answer(int(status[2]), found, body or b""), again
            data = rest
        elif len(data) > HEAD_ROOM:
            raise Failed(Status.AMBIGUOUS, "protocol")
        else:
            data += _more(connection, deadline)


def _body(
    connection: socket.socket,
    deadline: float,
    code: int,
    headers: Mapping[str, str],
    rest: bytes,
) -> bytes | None:
    """The body where its length is told and small, else None. What is lost of it loses nothing:
    the other side has answered."""
    if code in (204, 304):
        return b"" if not rest else None
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers:
        return _chunks(connection, deadline, rest)
    if not (length.isascii() and length.isdigit()):
        return None
    size = int(length[:9])
    if size > BODY_ROOM:
        return None
    try:
        while len(rest) < size:
            rest += _more(connection, deadline)
    except Failed:
        return None
    return rest if len(rest) == size else None


def _chunks(connection: socket.socket, deadline: float, rest: bytes) -> bytes | None:
    """A body that comes in pieces (RFC 9112, 7.1), as `_body`."""
    body = b""
    try:
        while len(body) <= BODY_ROOM:
            while b"\r\n" not in rest:
                if len(rest) > HEAD_ROOM:
                    return None
                rest += _more(connection, deadline)
            line, _, rest = rest.partition(b"\r\n")
            size = line.partition(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,6}", size):
                return None
            wanted = int(size, 16) + 2
            if wanted > BODY_ROOM:
                return None
            while len(rest) < wanted:
                rest += _more(connection, deadline)
            if wanted == 2:
                return body if rest == b"\r\n" else None
            body, rest = body + rest[: wanted - 2], rest[wanted:]
    except Failed:
        return None
    return None


def _fields(head: bytes) -> dict[str, str]:
    """Names in small letters; of a name that comes twice, both values."""
    found: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            name = name.strip().lower()
            found[name] = f"{found[name]}, {value.strip()}" if name in found else value.strip()
    return found


def _more(connection: socket.socket, deadline: float) -> bytes:
    if time.monotonic() > deadline:  # who never falls silent is not read for ever
        raise Failed(Status.AMBIGUOUS, "timeout")
    try:
        connection.settimeout(left(deadline))
        chunk = connection.recv(HEAD_ROOM)
    except TimeoutError:
        raise Failed(Status.AMBIGUOUS, "timeout") from None
    except OSError:
        chunk = b""
    if not chunk:
        raise Failed(Status.AMBIGUOUS, "connection_lost")
    return chunk

"""Delivers one signed webhook and tells what became of it.

The address is resolved once, judged, and connected to as judged, so that a name cannot point
outside while it is checked and inside while it is used. Redirects are not followed.
"""

import email.utils
import http.client
import io
import re
import socket
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from thongsuot.channels.addresses import (
    Address,
    Target,
    Unreached,
    asking,
    connected,
    left,
    public,
)
from thongsuot.channels.terms import Outcome, Status
from thongsuot.channels.webhook import signing
from thongsuot.channels.webhook.config import WebhookConfig

HEAD_ROOM = 65536
LONGEST_WAIT = 86_400.0  # seconds of Retry-After that are believed
_PRIVATE = "private_address"
STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)[ \r]")


class _Failed(Exception):  # how the exchange ended
    """Why no answer came."""

    def __init__(self, status: Status, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def send(config: WebhookConfig, id: str, payload: bytes, at: datetime) -> Outcome:
    """POST a JSON payload as message `id`, signed as of the aware instant `at`.

    410 and addresses that may not be called are PERMANENT; an answer lost after all was sent is
    AMBIGUOUS; every other failure is TEMPORARY, as Standard Webhooks retries it.
    """
    deadline = time.monotonic() + config.timeout
    headers = {
        "content-type": "application/json",
        "user-agent": "thongsuot",
        "connection": "close",
        **signing.headers(config.secret, id, payload, at),
    }
    try:
        with _connected(config, deadline) as connection:
            code, found = _exchange(connection, config.target, headers, payload, deadline)
    except _Failed as failed:
        return Outcome(id, failed.status, failed.code)
    return _outcome(id, code, found, at)


def _outcome(id: str, code: int, headers: http.client.HTTPMessage, at: datetime) -> Outcome:
    text = f"HTTP {code}"
    if 200 <= code < 300:
        return Outcome(id, Status.SENT, "", text)
    if code == 410:
        return Outcome(id, Status.PERMANENT, "gone", text)
    name = {429: "too_many", 3: "redirect", 4: "refused"}
    reason = name.get(code) or name.get(code // 100) or "server_error"
    return Outcome(id, Status.TEMPORARY, reason, text, _wait(headers.get("retry-after", ""), at))


def _wait(said: str, at: datetime) -> float | None:
    """Seconds of Retry-After (RFC 9110 §10.2.3), given as seconds or as a date."""
    said = said.strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - at).total_seconds(), 0.0), LONGEST_WAIT)


def _connected(config: WebhookConfig, deadline: float) -> socket.socket:
    try:
        return connected(config.target, deadline, None if config.allow_private else _inside)
    except Unreached as failed:
        lasting = Status.PERMANENT if failed.code == _PRIVATE else Status.TEMPORARY
        raise _Failed(lasting, failed.code) from None


def _inside(addresses: Sequence[Address]) -> str:
    return "" if all(map(public, addresses)) else _PRIVATE


def _exchange(
    connection: socket.socket,
    target: Target,
    headers: dict[str, str],
    payload: bytes,
    deadline: float,
) -> tuple[int, http.client.HTTPMessage]:
    connection.settimeout(left(deadline))
    try:
        asking(target, connection).request("POST", target.path, payload, headers)
    except OSError:
        raise _Failed(Status.TEMPORARY, "connection_lost") from None
    return _answer(connection, deadline)


def _answer(connection: socket.socket, deadline: float) -> tuple[int, http.client.HTTPMessage]:
    """Status and headers; the body is nobody's business."""
    data = b""
    while True:
        head, end, rest = data.partition(b"\r\n\r\n")
        if end:
            first, _, fields = head.partition(b"\r\n")
            status = STATUS_LINE.match(first + b"\r")
            if not status:
                raise _Failed(Status.AMBIGUOUS, "protocol")
            if status[1] >= b"200":
                return int(status[1]), _fields(fields)
            data = rest
        elif len(data) > HEAD_ROOM:
            raise _Failed(Status.AMBIGUOUS, "protocol")
        else:
            data += _more(connection, deadline)


def _fields(head: bytes) -> http.client.HTTPMessage:
    try:
        return http.client.parse_headers(io.BytesIO(head + b"\r\n\r\n"))
    except http.client.HTTPException:
        return http.client.HTTPMessage()


def _more(connection: socket.socket, deadline: float) -> bytes:
    try:
        connection.settimeout(left(deadline))
        chunk = connection.recv(HEAD_ROOM)
    except TimeoutError:
        raise _Failed(Status.AMBIGUOUS, "timeout") from None
    except OSError:
        chunk = b""
    if not chunk:
        raise _Failed(Status.AMBIGUOUS, "connection_lost")
    return chunk

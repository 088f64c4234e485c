"""Calls to other installations: events handed over, events fetched, files, an introduction.

Addresses were entered by a coordinator and confirmed; still they lead outside only, unless the
installation is told that its peers are on private networks (`peers_private`).
"""

import json
import secrets
from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from thongsuot.channels.addresses import Address, Target, Unreached, public, target_of
from thongsuot.channels.exchange import exchange
from thongsuot.lib import clock, seal
from thongsuot.peers import envelope, standing
from thongsuot.peers.envelope import Code

TIMEOUT = 20.0  # seconds for a whole exchange
FILE_TIMEOUT = 120.0
ROOM = 8_000_000  # octets: a page of events and the longest single one

Signed = tuple[dict[str, str], bytes]
"""A message with the headers that sign it."""


def introduce(code: Code) -> Signed:
    """Presents us to who made a code; the answer, to be verified. Raises `Unreached`."""
    card = standing.ourselves()
    body = envelope.introduction(card, code)
    headers = _sign(card.installation, body)
    return _message(_json(_call(code.url, "POST", envelope.INTRODUCTIONS, headers, body)))


def hand_over(url: str, message: Signed) -> int:
    """Gives a peer one event; up to which number it has them all now. Raises `Unreached`."""
    headers, body = message
    told = _json(_call(url, "POST", envelope.EVENTS, headers, body))
    return _number(told.get("until"))


def fetch(url: str, to: UUID, after: int) -> tuple[list[Signed], int]:
    """(the next events, the number of the last there is). Raises `Unreached`."""
    path = f"{envelope.EVENTS}?{urlencode({'after': after})}"
    told = _json(_ask(url, to, path, ROOM, TIMEOUT))
    events = told.get("events")
    if not isinstance(events, list):
        raise Unreached("protocol")
    return [_message(each) for each in events], _number(told.get("last"))


def fetch_file(url: str, to: UUID, edition: UUID, file: UUID, sha256: str) -> bytes:
    """A file of an edition, exactly the one that its seal names. Raises `Unreached`."""
    room = settings.CONFIG.upload_megabytes * 1024 * 1024
    found = _ask(url, to, f"{envelope.FILES}/{edition}/{file}", room, FILE_TIMEOUT)
    if seal.digest(found) != sha256:
        raise Unreached("digest")
    return found


def _ask(url: str, to: UUID, path: str, room: int, timeout: float) -> bytes:
    sender = standing.ourselves().installation
    headers = _sign(sender, envelope.asked(path, to))
    return _call(url, "GET", path, headers, b"", room=room, timeout=timeout)


def _sign(sender: UUID, content: bytes) -> dict[str, str]:
    return envelope.signed(standing.key(), sender, secrets.token_urlsafe(18), content, clock.now())


def _call(
    url: str,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    *,
    room: int = ROOM,
    timeout: float = TIMEOUT,
) -> bytes:
    target = _target(url)
    told = {"user-agent": "thongsuot", "connection": "close", "accept": "*/*"}
    if body:
        told["content-type"] = "application/json"
    forbids = None if settings.CONFIG.peers_private else _inside
    status, answer = exchange(
        target,
        method,
        path,
        told | headers,
        body,
        timeout=timeout,
        room=room,
        forbids=forbids,
    )
    if status != 200:
        raise Unreached(_trouble(status, answer))
    return answer


def _target(url: str) -> Target:
    try:
        target = target_of(url)
    except ValueError:
        raise Unreached("url") from None
    if target.scheme == "http" and not settings.CONFIG.peers_private:
        raise Unreached("not_https")
    return target


def _inside(addresses: Sequence[Address]) -> str:
    return "" if all(map(public, addresses)) else "private_address"


def _trouble(status: int, answer: bytes) -> str:
    """The other side's own reason where it is one of ours, else its number."""
    try:
        code = str(json.loads(answer)["code"])
    except (ValueError, LookupError, TypeError):
        code = ""
    known = code.startswith(("peers.", "webhook.", "api.")) and len(code) <= 60
    return code if known else f"http_{status}"


def _json(answer: bytes) -> dict[str, object]:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Unreached("protocol")
    return told


def _message(told: object) -> Signed:
    """{"headers": {…}, "body": "…"} as it stands in an answer."""
    if not isinstance(told, dict) or not isinstance(told.get("body"), str):
        raise Unreached("protocol")
    headers = told.get("headers")
    if not isinstance(headers, dict) or not all(isinstance(v, str) for v in headers.values()):
        raise Unreached("protocol")
    return headers, told["body"].encode()


def _number(told: object) -> int:
    if not isinstance(told, int) or told < 0:
        raise Unreached("protocol")
    return told

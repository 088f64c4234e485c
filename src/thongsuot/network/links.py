"""Links and codes that prove something: each is a token over one row, or six digits of a secret."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from thongsuot.lib import seal

VERIFY, CALL = "verify-address", "video-call"
_PATHS = {VERIFY: "xac-minh-dia-chi", CALL: "goi"}


def link(purpose: str, subject: UUID) -> str:
    """The address in a mail: opens a page; only that page's button acts."""
    return f"{settings.SITE_URL}/{_PATHS[purpose]}/{token(purpose, subject)}/"


def token(purpose: str, subject: UUID) -> str:
    return seal.token(settings.LINK_SECRET, purpose, subject)


def subject(purpose: str, given: str) -> UUID | None:
    """The row a token was made for, or None."""
    return seal.read_token(settings.LINK_SECRET, purpose, given)


def new_code() -> str:
    """Six digits from the system's source of chance."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_digest(row: UUID, code: str) -> str:
    """What is kept of a code: keyed, since six digits are soon tried through."""
    return hmac.new(_key(), b"code" + row.bytes + code.encode(), hashlib.sha256).hexdigest()


def spoken_code(call: UUID, turn: int) -> str:
    """The six digits the person of a call reads aloud; another turn has another code."""
    given = hmac.new(_key(), b"spoken" + call.bytes + bytes([turn]), hashlib.sha256).digest()
    return f"{int.from_bytes(given[:8], 'big') % 1_000_000:06d}"


def ice_servers(call: UUID, until: datetime) -> list[dict[str, Any]]:
    """The STUN and TURN servers of the settings, as browsers take them (RTCIceServer).

    One with a `secret` gets a name and a password for this call alone, which end with it
    (draft-uberti-behave-turn-rest-00, coturn's `use-auth-secret`).
    """
    return [_own_password(server, call, until) for server in _servers()]


def _own_password(server: dict[str, Any], call: UUID, until: datetime) -> dict[str, Any]:
    if "secret" not in server:
        return server
    name = f"{int(until.timestamp())}:{call.hex[:12]}"
    digest = hmac.new(str(server["secret"]).encode(), name.encode(), hashlib.sha1).digest()
    told = {"username": name, "credential": base64.b64encode(digest).decode()}
    return {"urls": server["urls"], **told}


def _servers() -> Iterable[dict[str, Any]]:
    servers: list[dict[str, Any]] = settings.ICE_SERVERS
    return servers


def _key() -> bytes:
    return str(settings.LINK_SECRET).encode()


def same(one: str, other: str) -> bool:
    """Whether two digests are one, in constant time."""
    return hmac.compare_digest(one, other)

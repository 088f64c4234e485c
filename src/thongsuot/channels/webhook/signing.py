"""Signatures of Standard Webhooks, v1: HMAC-SHA256 of ``id.timestamp.body``."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import datetime

from thongsuot.lib.refused import Refused

PREFIX = "whsec_"
TOLERANCE = 300  # seconds a timestamp may be off, either way


def key(secret: str) -> bytes:
    """The octets of a secret, 24 to 64 of them. Raises Refused ``webhook.secret``."""
    try:
        octets = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("webhook.secret") from None
    if not 24 <= len(octets) <= 64:
        raise Refused("webhook.secret")
    return octets


def headers(secret: str, id: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers that sign a body sent as `id` at an instant."""
    if not id or not id.isascii() or not id.isprintable() or "." in id or " " in id:
        raise Refused("webhook.id")
    stamp = str(int(at.timestamp()))
    return {
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": _signature(secret, id, stamp, body),
    }


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of a genuine message; a receiver keeps it to drop repetitions.

    Raises Refused: ``webhook.headers_missing``, ``webhook.too_old``, ``webhook.signature``.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        id, stamp, signatures = (found[f"webhook-{x}"] for x in ("id", "timestamp", "signature"))
        at = int(stamp) if stamp.isascii() and stamp.isdigit() and len(stamp) < 16 else None
    except KeyError:
        raise Refused("webhook.headers_missing") from None
    if at is None or abs(now.timestamp() - at) > TOLERANCE:
        raise Refused("webhook.too_old")
    wanted = _signature(secret, id, stamp, body).encode()
    if not any(hmac.compare_digest(wanted, x.encode()) for x in signatures.split(" ")):
        raise Refused("webhook.signature")
    return id


def _signature(secret: str, id: str, stamp: str, body: bytes) -> str:
    signed = b"%b.%b.%b" % (id.encode(), stamp.encode(), body)
    digest = hmac.digest(key(secret), signed, "sha256")
    return f"v1,{base64.b64encode(digest).decode('ascii')}"

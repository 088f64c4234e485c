"""Whose pushes they are, and what an address of one looks like."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from thongsuot.channels.addresses import target_of
from thongsuot.lib.refused import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class PushConfig:
    """`key`: the file of the key that vouches for the sender; made where it is missing.

    `subject`: where a push service asks when something is wrong, ``mailto:`` or ``https:``.
    `keeps`: seconds the service keeps a push for a browser that is off. `timeout` in seconds.
    """

    key: Path
    subject: str
    timeout: float = 10.0
    keeps: int = 24 * 3600
    allow_private: bool = False


def configured(told: Mapping[str, Any]) -> PushConfig | None:
    """From `home` and `site` of the installation; `contact`, `timeout`, `keeps` and
    `allow_private` may be told. None where nobody tells a home."""
    if not told.get("home"):
        return None
    return PushConfig(
        key=Path(told["home"]) / "keys" / "push.key",
        subject=str(told.get("contact") or told.get("site") or "https://localhost"),
        timeout=min(float(told.get("timeout", 10.0)), 60.0),
        keeps=int(told.get("keeps", 24 * 3600)),
        allow_private=told.get("allow_private") is True,
    )


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A browser's subscription: its endpoint, "p256dh" (its public key, 65 octets) and "auth"
    (16 octets), in base64url; "device" is what its owner calls it. Raises Refused
    ``push.subscription``."""
    url = written.strip()
    try:
        target = target_of(url)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), octets(details.get("p256dh", "")))
        if target.scheme != "https" and target.host not in ("127.0.0.1", "localhost"):
            raise ValueError("no https")
        if len(octets(details.get("auth", ""))) != 16:
            raise ValueError("no secret of 16 octets")
    except (ValueError, TypeError, AttributeError):
        raise Refused("push.subscription") from None
    kept = {name: unpadded(octets(details[name])) for name in ("p256dh", "auth")}
    return url, {**kept, "device": str(details.get("device", ""))[:80]}


def octets(encoded: str) -> bytes:
    """Of base64url without its padding. ValueError."""
    try:
        return base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("no base64url") from error


def unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")

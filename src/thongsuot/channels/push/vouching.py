"""The key that vouches for the sender of pushes, and the tokens it signs (RFC 8292, VAPID)."""

import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from thongsuot.channels.push.config import unpadded

LASTS = 12 * 3600  # seconds; RFC 8292 §2 allows a day
_RENEWED = 3600  # a token is used again for so long


def public_key(place: Path) -> str:
    """What a browser subscribes with: the uncompressed point in base64url."""
    return unpadded(_point(_key(place)))


def authorization(place: Path, origin: str, subject: str, now: float) -> str:
    """The header's value for pushes to the service at `origin`, at `now` in seconds since 1970."""
    return _authorization(place, origin, subject, int(now) // _RENEWED * _RENEWED)


@lru_cache(maxsize=256)
def _authorization(place: Path, origin: str, subject: str, since: int) -> str:
    key = _key(place)
    claims = {"aud": origin, "exp": since + LASTS, "sub": _subject(subject)}
    signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode("ascii"), ECDSA(SHA256())))
    signature = unpadded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={unpadded(_point(key))}"


def _subject(told: str) -> str:
    return told if told.startswith(("https:", "mailto:")) else f"mailto:{told}"


def _part(content: dict[str, object]) -> str:
    return unpadded(json.dumps(content, separators=(",", ":")).encode())


def _point(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


@lru_cache(maxsize=8)
def _key(place: Path) -> EllipticCurvePrivateKey:
    """The key in the file; made at its first use. Browsers are bound to it: it never changes."""
    if not place.exists():
        _make(place)
    key = serialization.load_pem_private_key(place.read_bytes(), password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("pushes need a key on the curve P-256")
    return key


def _make(place: Path) -> None:
    """Whole or not at all, and the first of two that make one at the same time."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    opened = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as out:
        out.write(
            generate_private_key(SECP256R1()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(passing, place)
    except FileExistsError:
        pass
    finally:
        passing.unlink()

"""Signatures of Standard Webhooks over ``id.timestamp.body``.

v1 is HMAC-SHA256 by a secret that both sides keep (``whsec_``). v1a is Ed25519: who sends keeps
``whsk_``, who receives knows ``whpk_`` and can forge nothing. Several keys sign side by side while
one replaces another: a receiver is content with any signature it can check.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from thongsuot.lib.refused import Refused

PREFIX = "whsec_"
SIGNS, CHECKS = "whsk_", "whpk_"  # the two halves of an Ed25519 key
TOLERANCE = 300  # seconds a timestamp may be off, either way
MOST_KEYS = 4

Keys = str | Sequence[str]
"""One key, or several: the new one and those that it replaces."""


@lru_cache(maxsize=1024)
def key(secret: str) -> bytes:
    """The octets of a secret, 24 to 64 of them. Raises Refused ``webhook.secret``."""
    octets = _octets(secret.removeprefix(PREFIX))
    if not 24 <= len(octets) <= 64:
        raise Refused("webhook.secret")
    return octets


def signing_key(key: Ed25519PrivateKey) -> str:
    """The private half as it is written down, ``whsk_…``."""
    return SIGNS + base64.b64encode(key.private_bytes_raw()).decode("ascii")


def checking_key(key: Ed25519PrivateKey | bytes) -> str:
    """The public half as it is told to receivers, ``whpk_…``; of raw 32 bytes or of a private
    key."""
    raw = key if isinstance(key, bytes) else key.public_key().public_bytes_raw()
    return CHECKS + base64.b64encode(raw).decode("ascii")


def public_half(key: str) -> str:
    """``whpk_…`` of a ``whsk_…``, which receivers may know; "" of a shared secret."""
    return checking_key(_private(key)) if key.startswith(SIGNS) else ""


def check_keys(keys: Keys) -> tuple[str, ...]:
    """The keys to sign with: 1 to 4 of ``whsec_`` or ``whsk_``. Raises Refused
    ``webhook.secret``."""
    return _checked((keys,) if isinstance(keys, str) else tuple(keys))


@lru_cache(maxsize=1024)
def _checked(told: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(told) <= MOST_KEYS:
        raise Refused("webhook.secret")
    for each in told:
        _private(each) if each.startswith(SIGNS) else key(each)
    return told


def headers(keys: Keys, id: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers that sign a body sent as `id` at an instant, a signature for each key.

    Raises Refused: ``webhook.id``, ``webhook.secret``.
    """
    if not id or not id.isascii() or not id.isprintable() or "." in id or " " in id:
        raise Refused("webhook.id")
    stamp = str(int(at.timestamp()))
    signed = _signed(id, stamp, body)
    return {
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(each, signed) for each in check_keys(keys)),
    }


def verify(keys: Keys, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of a genuine message; a receiver keeps it to drop repetitions.

    `keys` are ``whsec_`` secrets or ``whpk_`` public keys; one signature by one of them is enough.
    Raises Refused: ``webhook.headers_missing``, ``webhook.too_old``, ``webhook.signature``,
    ``webhook.secret``.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        id, stamp, signatures = (found[f"webhook-{x}"] for x in ("id", "timestamp", "signature"))
        at = int(stamp) if stamp.isascii() and stamp.isdigit() and len(stamp) < 16 else None
    except KeyError:
        raise Refused("webhook.headers_missing") from None
    if at is None or abs(now.timestamp() - at) > TOLERANCE:
        raise Refused("webhook.too_old")
    signed = _signed(id, stamp, body)
    told = (keys,) if isinstance(keys, str) else keys
    if not any(_checks(each, signed, given) for each in told for given in signatures.split(" ")):
        raise Refused("webhook.signature")
    return id


def _signed(id: str, stamp: str, body: bytes) -> bytes:
    return b"%b.%b.%b" % (id.encode(), stamp.encode(), body)


def _signature(secret: str, signed: bytes) -> str:
    if secret.startswith(SIGNS):
        return f"v1a,{base64.b64encode(_private(secret).sign(signed)).decode('ascii')}"
    digest = hmac.digest(key(secret), signed, "sha256")
    return f"v1,{base64.b64encode(digest).decode('ascii')}"


def _checks(secret: str, signed: bytes, given: str) -> bool:
    if not secret.startswith(CHECKS):
        return hmac.compare_digest(_signature(secret, signed).encode(), given.encode())
    version, _, signature = given.partition(",")
    if version != "v1a":
        return False
    try:
        _public(secret).verify(base64.b64decode(signature, validate=True), signed)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@lru_cache(maxsize=1024)
def _private(secret: str) -> Ed25519PrivateKey:
    """Of 32 octets, or of 64 with the public half behind, as some write it."""
    octets = _octets(secret.removeprefix(SIGNS))
    if len(octets) not in (32, 64):
        raise Refused("webhook.secret")
    return Ed25519PrivateKey.from_private_bytes(octets[:32])


@lru_cache(maxsize=256)
def _public(secret: str) -> Ed25519PublicKey:
    octets = _octets(secret.removeprefix(CHECKS))
    if len(octets) != 32:
        raise Refused("webhook.secret")
    return Ed25519PublicKey.from_public_bytes(octets)


def _octets(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("webhook.secret") from None

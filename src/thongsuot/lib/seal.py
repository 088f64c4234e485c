"""The seal of an edition, and links that grant one thing.

Signed with Ed25519 is a manifest in the canonical form of RFC 8785. Embargo and renditions stand
outside. What was signed is stored as bytes and never serialised again: verify the stored bytes.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

SCHEMA = 1
_RAW = serialization.Encoding.Raw
_TAG_BYTES = 16  # half of a SHA-256: 128 bits, more than any guess over a network
_SHORT_TAG_BYTES = 8  # a local part has 64 characters, and each guess is a whole mail


def new_key() -> bytes:
    """A fresh private key, PEM (PKCS #8, not encrypted): keep it in a file outside the database."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def load_key(pem: bytes) -> Ed25519PrivateKey:
    """The private key out of its PEM; ValueError if that holds no Ed25519 key."""
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the seal needs an Ed25519 key")
    return key


def public_bytes(key: Ed25519PrivateKey | Ed25519PublicKey) -> bytes:
    """The public key, raw 32 bytes: what is published and kept with the edition."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes(_RAW, serialization.PublicFormat.Raw)


def key_id(public: bytes) -> str:
    """A short name of a public key (raw 32 bytes): 16 hex digits of its SHA-256."""
    return digest(public)[:16]


def digest(content: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def manifest(
    *,
    installation: str,
    edition: UUID,
    number: str,
    year: int,
    kind: str,
    unit: UUID,
    unit_name: str,
    title: str,
    body: bytes,
    attachments: Iterable[tuple[UUID, str]],
    predecessor: UUID | None,
    key: str,
    guarded: bytes = b"",
) -> dict[str, Any]:
    """What is signed. `body` is the stored bytes; `attachments` are (id, SHA-256) in any order;
    `key` is the key's id. `guarded` are the bytes that stay inside the units: named only where
    there are any, so that a manifest without them reads as it always did."""
    told = {
        "schema": SCHEMA,
        "installation": installation,
        "edition": str(edition),
        "number": number,
        "year": year,
        "kind": kind,
        "unit": str(unit),
        "unit_name": unit_name,
        "title": title,
        "body_sha256": digest(body),
        "attachments": [
            {"id": str(each), "sha256": sha256} for each, sha256 in sorted(attachments, key=str)
        ],
        "predecessor": str(predecessor) if predecessor else None,
        "key": key,
    }
    return told | {"guarded_sha256": digest(guarded)} if guarded else told


def canonical(content: dict[str, Any]) -> bytes:
    """The one byte form of a manifest (RFC 8785, UTF-8)."""
    return rfc8785.dumps(content)


def sign(key: Ed25519PrivateKey, content: bytes) -> bytes:
    """The signature, 64 bytes."""
    return key.sign(content)


def verify(public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether that key (raw 32 bytes) signed exactly these bytes; never raises on bad input."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def token(secret: str | bytes, purpose: str, subject_id: UUID) -> str:
    """A URL-safe token of 43 characters, bound to one purpose and one subject; no more.

    It does not expire by itself: whether the subject still waits for it is asked where it is read.
    """
    return _url_safe(subject_id.bytes + _tag(secret, purpose, subject_id))


def read_token(secret: str | bytes, purpose: str, given: str) -> UUID | None:
    """The subject of a token made for that purpose and secret, else None; in constant time."""
    try:
        content = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except (ValueError, binascii.Error):
        return None
    if len(content) != 16 + _TAG_BYTES or _url_safe(content) != given:
        return None
    subject = UUID(bytes=content[:16])
    return subject if hmac.compare_digest(content[16:], _tag(secret, purpose, subject)) else None


def address_token(secret: str, purpose: str, subject_id: UUID) -> str:
    """The same for the local part of a mail address: 48 hexadecimal digits, since systems on the
    way change letters of one case into the other (RFC 5321, 2.4 notwithstanding). 1.5 µs: two of
    them stand in every mail."""
    content = subject_id.bytes
    return (content + _short_tag(secret, purpose, content)).hex()


def read_address_token(secret: str, purpose: str, given: str) -> UUID | None:
    """The subject of such a token, else None; in constant time."""
    try:
        content = bytes.fromhex(given)
    except ValueError:
        return None
    if len(content) != 16 + _SHORT_TAG_BYTES or content.hex() != given.lower():
        return None
    tag = _short_tag(secret, purpose, content[:16])
    return UUID(bytes=content[:16]) if hmac.compare_digest(content[16:], tag) else None


def _short_tag(secret: str, purpose: str, subject: bytes) -> bytes:
    """Keyed BLAKE2b (RFC 7693), a third of the cost of HMAC; purposes have up to 16 letters."""
    return hashlib.blake2b(
        subject,
        key=_short_key(secret),
        person=purpose.encode(),
        digest_size=_SHORT_TAG_BYTES,
    ).digest()


@lru_cache(maxsize=4)
def _short_key(secret: str) -> bytes:
    return hashlib.sha256(b"thongsuot:address:" + secret.encode()).digest()


def _tag(secret: str | bytes, purpose: str, subject: UUID) -> bytes:
    key = secret.encode() if isinstance(secret, str) else secret
    message = b"thongsuot:" + purpose.encode() + b"\0" + subject.bytes
    return hmac.new(key, message, hashlib.sha256).digest()[:_TAG_BYTES]


def _url_safe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")

"""DKIM signatures (RFC 6376; Ed25519: RFC 8463): that a mail comes from the domain it names.

Header relaxed, body simple: what we compose is quoted-printable of short lines, which no relay
rewrites. A mail may have several signatures, one for those who know Ed25519 and one for the others.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from thongsuot.channels.email.mail import Plain, Wire
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

# Signed where present. From is named once more than it stands, so that none can be added.
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"auto-submitted",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
LEAST_BITS = 2048
FOLD = 70


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and where its public half stands: ``<selector>._domainkey.<domain>``.

    Raises Refused ``email.dkim`` for what no verifier would take.
    """

    domain: str
    selector: str
    private: Ed25519PrivateKey | RSAPrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.domain) or not NAME.fullmatch(self.selector):
            raise Refused("email.dkim", domain=self.domain)
        if isinstance(self.private, RSAPrivateKey) and self.private.key_size < LEAST_BITS:
            raise Refused("email.dkim", domain=self.domain)

    @property
    def algorithm(self) -> str:
        return "ed25519-sha256" if isinstance(self.private, Ed25519PrivateKey) else "rsa-sha256"

    def sign(self, text: bytes) -> bytes:
        """The signature of canonical headers; Ed25519 signs their digest (RFC 8463 §3)."""
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(sha256(text).digest())
        return self.private.sign(text, PKCS1v15(), SHA256())


def key_in(file: Path, *, domain: str, selector: str) -> Key:
    """The key of a PEM file. Raises Refused ``email.dkim`` for what is none."""
    try:
        private = _private(str(file), file.stat().st_mtime)
    except (OSError, ValueError, TypeError):
        raise Refused("email.dkim", domain=domain) from None
    if not isinstance(private, Ed25519PrivateKey | RSAPrivateKey):
        raise Refused("email.dkim", domain=domain)
    return Key(domain, selector, private)


@lru_cache(maxsize=16)
def _private(file: str, changed: float) -> object:
    return load_pem_private_key(Path(file).read_bytes(), password=None)


def signed(message: bytes, keys: tuple[Key, ...]) -> bytes:
    """The message (lines ending in CRLF) under one signature for each key; a Wire stays one."""
    head, mark, body = message.partition(b"\r\n\r\n")
    digest = b64encode(sha256(_simple(body)).digest()).decode()
    headers = _headers(head + mark[:2])
    names, text = _chosen(headers)
    at = int(clock.now().timestamp())
    lines = [_signature(key, digest, names, text, at) for key in keys]
    whole = b"".join([*lines, message])
    if isinstance(message, Wire):
        return Plain(whole) if isinstance(message, Plain) else Wire(whole)
    return whole


def _signature(key: Key, digest: str, names: str, text: bytes, at: int) -> bytes:
    told = (
        f"v=1; a={key.algorithm}; c=relaxed/simple; d={key.domain}; s={key.selector};\r\n"
        f" t={at}; h={names};\r\n bh={digest};\r\n b="
    )
    own = b"dkim-signature:" + _unfolded(told.encode())
    made = b64encode(key.sign(text + own)).decode()
    folded = "\r\n ".join(made[place : place + FOLD] for place in range(0, len(made), FOLD))
    return f"DKIM-Signature: {told}{folded}\r\n".encode()


def _headers(head: bytes) -> dict[bytes, list[bytes]]:
    """The fields by name in lower case, each canonical (RFC 6376 §3.4.2), the last one first."""
    found: dict[bytes, list[bytes]] = {}
    for line in re.split(rb"\r\n(?![ \t])", head):
        name, colon, value = line.partition(b":")
        if colon:
            name = name.strip().lower()
            found.setdefault(name, []).insert(0, name + b":" + _unfolded(value) + b"\r\n")
    return found


def _chosen(headers: dict[bytes, list[bytes]]) -> tuple[str, bytes]:
    names = [name for name in SIGNED for _ in headers.get(name, ())]
    text = b"".join(field for name in SIGNED for field in headers.get(name, ()))
    return ":".join(name.decode() for name in (*names, b"from")), text


def _unfolded(value: bytes) -> bytes:
    return re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()


def _simple(body: bytes) -> bytes:
    """The body without empty lines at its end (RFC 6376 §3.4.3)."""
    while body.endswith(b"\r\n\r\n"):
        body = body[:-2]
    return b"\r\n" if body in (b"", b"\r\n") else body if body.endswith(b"\r\n") else body + b"\r\n"

"""A verifier of DKIM signatures, written from RFC 6376 §6 and RFC 8463 alone: it shares nothing
with the code that signs, and is proved on the example of RFC 8463."""

import hashlib
import re
from base64 import b64decode
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

Published = Mapping[tuple[str, str], Ed25519PublicKey | RSAPublicKey]
"""What stands in the DNS: (selector, domain) -> key."""


def verified(mail: bytes, published: Published) -> dict[str, bool]:
    """Each signature of a mail by its algorithm: whether it holds."""
    fields, body = _parsed(mail)
    found = {}
    for place, (name, value) in enumerate(fields):
        if name.lower() == "dkim-signature":
            tags = _tags(value)
            others = fields[:place] + fields[place + 1 :]
            found[tags["a"]] = _holds(tags, name, value, others, body, published)
    return found


def _parsed(mail: bytes) -> tuple[list[tuple[str, str]], bytes]:
    head, _, body = mail.partition(b"\r\n\r\n")
    fields: list[tuple[str, str]] = []
    for line in head.decode("utf-8").split("\r\n"):
        if line[:1] in (" ", "\t"):
            fields[-1] = (fields[-1][0], fields[-1][1] + "\r\n" + line)
        else:
            name, _, value = line.partition(":")
            fields.append((name, value))
    return fields, body


def _tags(value: str) -> dict[str, str]:
    parts = (part.partition("=") for part in "".join(value.split("\r\n")).split(";"))
    return {name.strip(): "".join(rest.split()) for name, _, rest in parts if name.strip()}


def _holds(
    tags: dict[str, str],
    name: str,
    value: str,
    others: list[tuple[str, str]],
    body: bytes,
    published: Published,
) -> bool:
    how_head, _, how_body = tags["c"].partition("/")
    digest = hashlib.sha256(_canonical_body(body, how_body or "simple")).digest()
    if tags["v"] != "1" or digest != b64decode(tags["bh"]) or "from" not in tags["h"].lower():
        return False
    text = ""
    left = list(others)
    for wanted in tags["h"].lower().split(":"):
        for place in range(len(left) - 1, -1, -1):  # from the bottom up (§5.4.2)
            if left[place][0].strip().lower() == wanted:
                text += _canonical_field(*left.pop(place), how_head) + "\r\n"
                break
    before, mark, _ = value.rpartition("b=")
    text += _canonical_field(name, before + mark, how_head)
    return _signed(tags, text.encode(), published[tags["s"], tags["d"]])


def _signed(tags: dict[str, str], text: bytes, key: Ed25519PublicKey | RSAPublicKey) -> bool:
    signature = b64decode(tags["b"])
    try:
        if isinstance(key, Ed25519PublicKey):
            assert tags["a"] == "ed25519-sha256"
            key.verify(signature, hashlib.sha256(text).digest())
        else:
            assert tags["a"] == "rsa-sha256"
            key.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _canonical_field(name: str, value: str, how: str) -> str:
    if how == "simple":
        return f"{name}:{value}"
    words = value.replace("\r\n", "").replace("\t", " ").split(" ")
    return f"{name.strip().lower()}:{' '.join(word for word in words if word)}"


def _canonical_body(body: bytes, how: str) -> bytes:
    lines = body.split(b"\r\n")
    if how == "relaxed":
        lines = [re.sub(rb"[ \t]+", b" ", line).removesuffix(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return b"" if how == "relaxed" else b"\r\n"
    return b"\r\n".join(lines) + b"\r\n"

"""Our key, and what an address by SFTP looks like: ``sftp://user@host:port/folder``."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from thongsuot.channels import drops
from thongsuot.lib.refused import Refused

_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._@-]{0,62}")
_KINDS = re.compile(r"ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)")


@dataclass(frozen=True, kw_only=True, slots=True)
class SftpConfig:
    """`key` is the file of our private key; one is made where there is none, and its public half
    stands beside it (`.pub`) to be given to the other side."""

    key: Path
    timeout: float = 30.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where files go: a folder as the other side names it, relative to where it lets us in."""

    user: str
    host: str
    port: int
    folder: str


def configured(told: Mapping[str, Any]) -> SftpConfig | None:
    """From `[channels.sftp]`: `key` (else «sftp-key» in the installation's home), `timeout`,
    `allow_private` for press systems in the same building."""
    home = str(told.get("home", ""))
    written = str(told.get("key") or (home and f"{home}/sftp-key"))
    timeout = float(told.get("timeout", 30))
    if not 0 < timeout <= 120:
        raise Refused("sftp.timeout")
    if not written:
        return None
    private = bool(told.get("allow_private", False))
    return SftpConfig(key=Path(written).expanduser(), timeout=timeout, allow_private=private)


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The address, the format its reader takes, and the host key by which the other side is known:
    a line of its ``/etc/ssh/ssh_host_*_key.pub``."""
    place = place_of(written)
    port = "" if place.port == 22 else f":{place.port}"
    host = f"[{place.host}]" if ":" in place.host else place.host
    found = f"sftp://{place.user}@{host}{port}/{place.folder}"
    kept = {"format": drops.asked_format(details), "host_key": _host_key(details)}
    return found, kept


def place_of(written: str) -> Place:
    """The parts of an address. Raises Refused; a password has no place in it."""
    try:
        parts = urlsplit(written.strip())
        port = parts.port or 22
    except ValueError:
        raise Refused("sftp.address") from None
    user = unquote(parts.username or "")
    sound = parts.scheme == "sftp" and parts.hostname and not parts.query and not parts.fragment
    if not sound or parts.password is not None or not _USER.fullmatch(user):
        raise Refused("sftp.address")
    return Place(user, str(parts.hostname), port, drops.folder(unquote(parts.path)))


def _host_key(details: Mapping[str, Any]) -> str:
    kind, _, rest = str(details.get("host_key", "")).strip().partition(" ")
    octets = rest.split()[0] if rest.split() else ""
    try:
        named = base64.b64decode(octets, validate=True)[4 : 4 + len(kind)].decode("ascii")
    except (binascii.Error, ValueError):
        named = ""
    if not _KINDS.fullmatch(kind) or named != kind:
        raise Refused("sftp.host_key")
    return f"{kind} {octets}"

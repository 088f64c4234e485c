"""The private key of the seal: a file of the installation, outside the database."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from thongsuot.lib import seal
from thongsuot.lib.refused import Refused


def file() -> Path:
    """Where the key is kept: only the installation's owner can read it."""
    return Path(settings.CONFIG.home) / "keys" / "seal.key"


def make() -> bool:
    """A key for a new installation; whether one was made. An existing one is never replaced: to
    rotate, move the old file away first. Old seals verify by the public keys that were kept."""
    place = file()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(opened, "wb") as out:
        out.write(seal.new_key())
    return True


def private() -> Ed25519PrivateKey:
    """The key that seals now. Refused when the file is missing or holds no key."""
    try:
        return seal.load_key(file().read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise Refused("releases.no_seal_key") from error

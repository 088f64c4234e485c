"""The bytes, in Django's default storage. Each content once, under its SHA-256, never changed."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.base import File as Stream
from django.core.files.storage import default_storage


def keep(content: bytes) -> str:
    """Store bytes unless they are there. Returns their SHA-256 in hexadecimal."""
    digest = sha256(content).hexdigest()
    write(_original(digest), content)
    return digest


def open_original(digest: str) -> Stream:
    """The stored bytes as a binary stream, which the caller closes. FileNotFoundError if lost."""
    return default_storage.open(_original(digest), "rb")


def preview_name(digest: str, width: int, suffix: str) -> str:
    return f"previews/{digest[:2]}/{digest}-{width}.{suffix}"


def read(name: str) -> bytes | None:
    """What is stored under a name; None if nothing is."""
    try:
        with default_storage.open(name, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def write(name: str, content: bytes) -> None:
    """Store under a name that is given by the content, whole or not at all."""
    if default_storage.exists(name):
        return
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # not a folder: an object store, whose writes are whole
        default_storage.save(name, ContentFile(content))
        return
    _write_file(path, content)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            os.chmod(part.name, 0o640)
            os.replace(part.name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(part.name)
            raise


def _original(digest: str) -> str:
    return f"originals/{digest[:2]}/{digest}"

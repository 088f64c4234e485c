"""Zip archives that are the same bytes for the same content, and file names safe anywhere."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePath

from thongsuot.lib.text import slug

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def packed(files: Iterable[tuple[str, bytes]], *, squeeze: bool = True) -> bytes:
    """A zip of (name, content) in the order given, without times or owners."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files:
            part = zipfile.ZipInfo(name, _BEGINNING)
            part.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
            part.create_system = 3
            part.external_attr = 0o644 << 16
            archive.writestr(part, content)
    return held.getvalue()


def repacked(archive: bytes) -> bytes:
    """The same archive without the times it was made at."""
    with zipfile.ZipFile(BytesIO(archive)) as given:
        return packed((part.filename, given.read(part)) for part in given.infolist())


def safe_name(name: str, *, suffix: str = "") -> str:
    """A file name of a-z, 0-9 and hyphens with its suffix: no path, no accents, short."""
    path = PurePath(name.replace("\\", "/"))
    ending = suffix or re.sub(r"[^a-z0-9.]", "", path.suffix.lower())[:6]
    return (slug(path.stem)[:80].strip("-") or "tep") + ending

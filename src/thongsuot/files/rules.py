"""What may be stored: its size, its type, and the name it gets. Types by content: `contents.py`."""

import re
import unicodedata
from collections.abc import Set
from pathlib import PurePosixPath

from thongsuot.files.terms import SUFFIXES, Content
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import nfc

NAME_BYTES = 200  # UTF-8; a folder or a ZIP takes 255, and a door may put a number before it

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\s]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_KNOWN_SUFFIXES = {suffix for several in SUFFIXES.values() for suffix in several}


def check_size(content: bytes, megabytes: int) -> None:
    """Raises `files.empty`, `files.too_large`."""
    if not content:
        raise Refused("files.empty")
    if len(content) > megabytes * 1024 * 1024:
        raise Refused("files.too_large", limit=megabytes)


def check_type(found: Content, allowed: Set[str]) -> None:
    """Raises `files.type_here`: a type that is stored elsewhere but not wanted here."""
    if found.content_type not in allowed:
        raise Refused("files.type_here", content_type=found.content_type)


def safe_name(name: str, content_type: str) -> str:
    """A name for people to download: no path, nothing that hides or breaks, Vietnamese kept.

    Its suffix agrees with the content: «ảnh.png» that is a JPEG becomes «ảnh.jpg».
    """
    last = re.split(r"[/\\]", nfc(name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    shown = _NOT_IN_NAMES.sub(" ", shown).strip(" .")
    stem, suffix = _split(shown, content_type)
    stem = _shorten(stem.rstrip(" ."), NAME_BYTES - len(suffix.encode())) or "tep"
    return ("_" if _DEVICES.match(stem) else "") + stem + suffix


def _split(name: str, content_type: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix
    if suffix.lower() in SUFFIXES[content_type]:
        return name.removesuffix(suffix), suffix
    if suffix.lower() in _KNOWN_SUFFIXES:
        return name.removesuffix(suffix), SUFFIXES[content_type][0]
    return name.removesuffix(SUFFIXES[content_type][0]), SUFFIXES[content_type][0]


def _shorten(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore").rstrip(" .")

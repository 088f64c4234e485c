"""Files for press systems: what a folder and a file may be called, on this machine or another.

A file takes its place whole, by renaming, so that a watching system never reads half of one. Its
name comes from the edition: a repetition replaces what is there, and a kill takes the place of the
text that nobody has fetched yet.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from thongsuot.channels.terms import Message
from thongsuot.lib.refused import Refused

FORMATS = ("ninjs", "newsml-g2", "nitf")
"""What `details["format"]` may ask for; the first where nothing is said."""

_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,62}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,126}")
_DEEPEST = 6


def folder(written: str) -> str:
    """A relative folder, «toa-soan/tin-vao», in the form that is kept. Raises Refused."""
    parts = written.strip().strip("/").split("/")
    if len(parts) > _DEEPEST or not all(map(_FOLDER.fullmatch, parts)):
        raise Refused("drops.folder", written=written.strip())
    return str(PurePosixPath(*parts))


def asked_format(details: Mapping[str, Any]) -> str:
    """The format an address asks for. Raises Refused."""
    found = str(details.get("format") or FORMATS[0])
    if found not in FORMATS:
        raise Refused("drops.format", written=found, known=", ".join(FORMATS))
    return found


def file_name(message: Message) -> str:
    """The name a message's file has, the same for every attempt. Raises Refused."""
    name = message.name or message.id
    if not _FILE.fullmatch(name):
        raise Refused("drops.name")
    return name


def passing_name(message: Message) -> str:
    """What the file is called until it is whole: hidden, and no other message's."""
    return f".{message.id}.part"

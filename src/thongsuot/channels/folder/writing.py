"""Writes each message as one file, whole or not at all."""

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from thongsuot.channels import drops
from thongsuot.channels.folder.config import FolderConfig
from thongsuot.channels.terms import Health, Message, Outcome, Status
from thongsuot.lib.refused import Refused

_REASONS = {errno.ENOSPC: "no_space", errno.EDQUOT: "no_space", errno.EACCES: "not_writable"}


def send(config: FolderConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    """One file per message. A folder that is missing is made; one that leads outside is refused.

    SENT means that the file is on the disk, not that anybody has read it.
    """
    for message in messages:
        try:
            _write(_place(config, message), message)
        except Refused as refused:
            yield Outcome(message.id, Status.PERMANENT, refused.code.replace(".", "_"))
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, "not_written")
            yield Outcome(message.id, Status.TEMPORARY, reason, f"errno {error.errno}")
        else:
            yield Outcome(message.id, Status.SENT, via="folder")


def health(config: FolderConfig) -> Health:
    """Whether the root could be written to now."""
    try:
        config.root.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        return Health(False, "not_writable", f"errno {error.errno}")
    return Health(True) if os.access(config.root, os.W_OK) else Health(False, "not_writable")


def _place(config: FolderConfig, message: Message) -> Path:
    """Where the file goes; links that lead out of the root are followed before judging."""
    root = config.root.resolve()
    folder = (root / drops.folder(message.address)).resolve()
    if not folder.is_relative_to(root):
        raise Refused("drops.folder", written=message.address)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder / drops.file_name(message)


def _write(place: Path, message: Message) -> None:
    passing = place.with_name(drops.passing_name(message))
    with passing.open("wb") as file:
        file.write(message.body)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(place)
    _settle(place.parent)


def _settle(folder: Path) -> None:
    """The renaming itself reaches the disk, so that a sent file outlives a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

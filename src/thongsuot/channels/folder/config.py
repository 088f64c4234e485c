"""Where the folders of press systems are, and what an address of one looks like."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thongsuot.channels import drops
from thongsuot.lib.refused import Refused


@dataclass(frozen=True, slots=True)
class FolderConfig:
    """`root` holds the folders of all addresses; nothing is ever written outside it."""

    root: Path


def configured(told: Mapping[str, Any]) -> FolderConfig | None:
    """From `root`, else the folder «drops» in the installation's `home`; None without either."""
    written = told.get("root") or (Path(told["home"]) / "drops" if told.get("home") else None)
    if written is None:
        return None
    root = Path(written).expanduser()
    if not root.is_absolute():
        raise Refused("folder.root", written=str(root))
    return FolderConfig(root)


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A folder under the root, and the format its reader takes."""
    return drops.folder(written), {"format": drops.asked_format(details)}

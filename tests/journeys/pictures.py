"""The pictures of the docs, taken on the way when THONGSUOT_TEST_PICTURES is set."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
MOST = 250_000  # octets
WANTED = bool(os.environ.get("THONGSUOT_TEST_PICTURES"))


def take(page: Any, name: str) -> None:
    """The window as it is; `name` ends in its width. Nothing when no pictures are wanted."""
    if not WANTED:
        return
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    shot = page.screenshot(animations="disabled", caret="hide")
    FOLDER.mkdir(parents=True, exist_ok=True)
    small(Image.open(BytesIO(shot)).convert("RGB"), FOLDER / f"{name}.png")


def small(picture: Image.Image, file: Path) -> None:
    """As few colours as the size asks for."""
    for colours in (256, 128, 64, 32):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.stat().st_size < MOST:
            return
    raise ValueError(f"{file.name} stays larger than {MOST} octets")

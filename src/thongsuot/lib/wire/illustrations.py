"""Pictures as documents embed them: turned upright, bounded, without the camera's data."""

from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps

from .document import EditionDocument, Picture

_WIDEST = 1600  # pixels: 16 cm at 250 dots an inch
_MOST_PIXELS = 80_000_000


def illustrations(doc: EditionDocument) -> dict[UUID, tuple[Picture, bytes]]:
    """Each picture that can be drawn, with JPEG or PNG bytes, in the order of `doc`."""
    found: dict[UUID, tuple[Picture, bytes]] = {}
    for picture in doc.pictures:
        drawn = _drawn(picture.content) if picture.content else None
        if drawn:
            found[picture.id] = (picture, drawn)
    return found


def _drawn(content: bytes) -> bytes | None:
    """None for what is no picture: a rendition does without it rather than fail."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_WIDEST, _WIDEST))
            return _saved(upright, lossless=opened.format in ("PNG", "GIF"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _saved(image: Image.Image, *, lossless: bool) -> bytes:
    out = BytesIO()
    if lossless:
        image.convert("RGBA" if image.mode in ("P", "LA", "RGBA", "PA") else "RGB").save(out, "PNG")
    else:
        image.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()

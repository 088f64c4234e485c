"""Pictures as documents embed them: turned upright, bounded, without the camera's data."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps

from .document import EditionDocument, Picture

_WIDEST = 1600  # pixels: 16 cm at 250 dots an inch
_MOST_PIXELS = 80_000_000
_LOSSLESS = ("image/png", "image/gif")


def illustrations(doc: EditionDocument) -> dict[UUID, tuple[Picture, bytes]]:
    """Each picture that can be drawn, with its true size, and JPEG or PNG bytes, in order."""
    found: dict[UUID, tuple[Picture, bytes]] = {}
    for picture in doc.pictures:
        image = _upright(picture.content) if picture.content else None
        if image:
            sized = replace(picture, width=image.width, height=image.height)
            found[picture.id] = (sized, _saved(image, lossless=picture.content_type in _LOSSLESS))
    return found


def _upright(content: bytes) -> Image.Image | None:
    """None for what is no picture: a rendition does without it rather than fail."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_WIDEST, _WIDEST))
            return upright
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _saved(image: Image.Image, *, lossless: bool) -> bytes:
    out = BytesIO()
    if lossless:
        image.convert("RGBA" if image.mode in ("P", "LA", "RGBA", "PA") else "RGB").save(out, "PNG")
    else:
        image.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()

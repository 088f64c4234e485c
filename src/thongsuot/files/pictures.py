"""Small copies of pictures for pages and mails, without what a camera writes into them."""

import io
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps

from thongsuot.files.terms import PreviewFormat

QUALITY = {PreviewFormat.WEBP: 78, PreviewFormat.JPEG: 80}


def smaller(content: bytes, width: int, format: PreviewFormat) -> bytes:
    """The picture upright, at most `width` wide, in sRGB, newly encoded: no EXIF, no place."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
        opened.draft("RGB", (width, width * 4))
        image = _srgb(ImageOps.exif_transpose(opened))
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if format == PreviewFormat.JPEG:
        image = _on_white(image)
    image.info = {}
    out = io.BytesIO()
    image.save(out, format.value, quality=QUALITY[format])
    return out.getvalue()


def _srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    clear = "A" in image.getbands() or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK"):
        # A broken profile is no reason to show no picture.
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = made or image
    return image.convert("RGBA" if clear else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground

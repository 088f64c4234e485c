"""What bytes are, told by the bytes alone. A name or a browser's word counts for nothing.

Anything not known here is refused, and so are SVG and HTML, which can carry scripts.
"""

import io
import re
import zipfile
from collections.abc import Callable

from PIL import Image

from thongsuot.files.terms import (
    CSV,
    DOCX,
    GIF,
    JPEG,
    M4A,
    MP3,
    MP4,
    PDF,
    PLAIN,
    PNG,
    PPTX,
    WEBP,
    XLSX,
    Content,
)
from thongsuot.lib.refused import Refused

# 61 megapixels is the largest press camera of today; decoded, these are about 200 MB.
PIXELS = 64_000_000
# Office files: what they unpack to, in bytes and members.
UNPACKED, MEMBERS = 300 * 1024 * 1024, 10_000

_PICTURES = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP, "GIF": GIF}
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
}
_MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
_MARKUP = re.compile(r"<\s*(!doctype|html|head|body|svg|script|iframe|\?xml|!--)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def look(content: bytes, name: str = "") -> Content:
    """The type of some bytes, and a picture's size. `name` only tells CSV from plain text.

    Raises Refused: `files.type`, `files.damaged`, `files.too_many_pixels`, `files.macros`,
    `files.unpacks_too_large`, `files.markup`, `files.not_utf8`.
    """
    for looks_like, read in _READERS:
        if looks_like(content):
            return read(content)
    _check_text(content)
    return Content(CSV if name.lower().endswith(".csv") else PLAIN)


def _is_picture(content: bytes) -> bool:
    return content.startswith(_SIGNS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _picture(content: bytes) -> Content:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
            _check_pixels(image)
            kind, (width, height) = _PICTURES[image.format or ""], image.size
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            image.draft("RGB", (512, 512))  # a JPEG is then read to its end, but scaled down
            image.load()
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("files.too_many_pixels", limit=PIXELS // 1_000_000) from error
    except Exception as error:  # Pillow raises a dozen types on broken files
        raise Refused("files.damaged") from error
    return Content(kind, height, width) if turned else Content(kind, width, height)


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > PIXELS:
        raise Refused("files.too_many_pixels", limit=PIXELS // 1_000_000)


def _office(content: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
            with archive.open("[Content_Types].xml") as part:
                types = part.read(1_000_000)
    except KeyError as error:  # some other kind of ZIP
        raise Refused("files.type") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Refused("files.damaged") from error
    for mark, content_type in _MAIN_PARTS.items():
        if mark in types:
            return Content(content_type)
    raise Refused("files.macros" if b"macroEnabled" in types else "files.type")


def _check_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise Refused("files.unpacks_too_large")
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise Refused("files.macros")


def _check_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("files.type" if b"\x00" in content[:4096] else "files.not_utf8") from error
    if _CONTROL.search(text):
        raise Refused("files.type")
    if _MARKUP.search(text[:4096]):
        raise Refused("files.markup")


def _is_mp4(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def _mp4(content: bytes) -> Content:
    size = int.from_bytes(content[:4], "big")
    box = content[: min(max(size, 16), 256)]
    brands = {box[at : at + 4] for at in (8, *range(16, len(box) - 3, 4))}
    if box[8:12] == b"M4A ":
        return Content(M4A)
    if box[8:12] in {b"qt  ", b"heic", b"heix", b"avif", b"mif1"} or not brands & _MP4_BRANDS:
        raise Refused("files.type")
    return Content(MP4)


def _is_mp3(content: bytes) -> bool:
    return content.startswith(b"ID3") or _frame(content, 0) > 0


def _mp3(content: bytes) -> Content:
    """An ID3 tag may come first; then two frames must follow one another."""
    at = 0
    if content.startswith(b"ID3") and len(content) > 10:
        a, b, c, d = content[6:10]
        at = 10 + (a << 21 | b << 14 | c << 7 | d)
    while content[at : at + 1] == b"\x00":
        at += 1
    length = _frame(content, at)
    if not length or (at + length < len(content) - 4 and not _frame(content, at + length)):
        raise Refused("files.type")
    return Content(MP3)


_BITRATES = {  # kbit/s, ISO/IEC 11172-3 and 13818-3, layer III
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame(content: bytes, at: int) -> int:
    """Length in bytes of the MPEG layer III frame at an offset; 0 if none begins there."""
    head = int.from_bytes(content[at : at + 4], "big") if at + 4 <= len(content) else 0
    version, layer = head >> 19 & 3, head >> 17 & 3
    bitrate, rate = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    kilobits = _BITRATES[3 if version == 3 else 2][bitrate]
    factor = 144_000 if version == 3 else 72_000
    return factor * kilobits // _RATES[version][rate] + (head >> 9 & 1)


_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Content]], ...] = (
    (_is_picture, _picture),
    (lambda content: content.startswith(b"%PDF-"), lambda _: Content(PDF)),
    (lambda content: content.startswith(b"PK\x03\x04"), _office),
    (_is_mp4, _mp4),
    (_is_mp3, _mp3),
)

"""The types of content that may be stored, and how a file of each is named."""

from dataclasses import dataclass
from enum import StrEnum

JPEG, PNG, WEBP, GIF = "image/jpeg", "image/png", "image/webp", "image/gif"
PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = _OFFICE + "wordprocessingml.document"
XLSX = _OFFICE + "spreadsheetml.sheet"
PPTX = _OFFICE + "presentationml.presentation"
PLAIN, CSV = "text/plain", "text/csv"
MP3, MP4, M4A = "audio/mpeg", "video/mp4", "audio/mp4"

PICTURES = frozenset({JPEG, PNG, WEBP, GIF})
DOCUMENTS = frozenset({PDF, DOCX, XLSX, PPTX})
TEXTS = frozenset({PLAIN, CSV})
RECORDINGS = frozenset({MP3, MP4, M4A})
EVERY_TYPE = PICTURES | DOCUMENTS | TEXTS | RECORDINGS

# What a browser may open in place; the others are always downloaded.
INLINE = PICTURES | RECORDINGS | {PDF}

# The first is the one given to a file whose name says something else than its content.
SUFFIXES: dict[str, tuple[str, ...]] = {
    JPEG: (".jpg", ".jpeg", ".jpe"),
    PNG: (".png",),
    WEBP: (".webp",),
    GIF: (".gif",),
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PPTX: (".pptx",),
    PLAIN: (".txt", ".md", ".srt"),
    CSV: (".csv",),
    MP3: (".mp3",),
    MP4: (".mp4", ".m4v"),
    M4A: (".m4a",),
}


class PreviewFormat(StrEnum):
    """WebP for pages; JPEG for mails, since some mail programs show no WebP."""

    WEBP = "webp"
    JPEG = "jpeg"


@dataclass(frozen=True)
class Content:
    """What some bytes are. Width and height as shown, in pixels; None unless a picture."""

    content_type: str
    width: int | None = None
    height: int | None = None

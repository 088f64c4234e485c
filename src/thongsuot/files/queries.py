"""What others may ask of files. Who may see one is decided above: `subject` is opaque here."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File as Stream
from django.utils.http import content_disposition_header

from thongsuot.files import pictures, vault
from thongsuot.files.models import File
from thongsuot.files.terms import INLINE, PICTURES, PreviewFormat
from thongsuot.lib.refused import Refused

WIDTHS = (160, 320, 640, 1280, 1920)  # pixels; a fixed few, so that nobody can fill the storage


def get(id: UUID | str) -> File | None:
    """The file of that id; None if there is none, or it is no id."""
    try:
        return File.objects.filter(pk=id).first()
    except ValidationError:
        return None


def several(ids: Iterable[UUID]) -> dict[UUID, File]:
    """Those of these files that there are, with one question."""
    return File.objects.in_bulk(list(ids))


def of_subject(subject: str) -> list[File]:
    """The files of a subject in the order in which they were stored."""
    return list(File.objects.filter(subject=subject).order_by("stored_at", "name"))


def open_stream(file: File) -> Stream:
    """The original bytes as a stream, which the caller (or a FileResponse) closes."""
    return vault.open_original(file.sha256)


def read(file: File) -> bytes:
    """The original bytes, exactly as they came. Raises FileNotFoundError if they are lost."""
    with open_stream(file) as stream:
        return stream.read()


def preview(file: File, width: int, format: PreviewFormat = PreviewFormat.WEBP) -> bytes:
    """A smaller copy of a picture, without its metadata, at the next of `WIDTHS` from `width` on.

    Made once, then kept. Raises Refused `files.no_preview` for what is no picture.
    """
    if file.content_type not in PICTURES:
        raise Refused("files.no_preview")
    wide = next((step for step in WIDTHS if step >= width), WIDTHS[-1])
    name = vault.preview_name(file.sha256, wide, format.value)
    kept = vault.read(name)
    if kept is None:
        kept = pictures.smaller(read(file), wide, format)
        vault.write(name, kept)
    return kept


def disposition(file: File, *, inline: bool = False) -> str:
    """The Content-Disposition header. Only what a browser shows safely is ever inline."""
    shown = inline and file.content_type in INLINE
    return content_disposition_header(not shown, file.name) or "attachment"

"""The original photos of an edition in one zip, with captions to read and to import."""

import csv
from io import StringIO

from thongsuot.lib.text.inline import one_line

from .banners import banners
from .document import EditionDocument, Picture
from .packing import packed, safe_name
from .words import words

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tif",
}


def archive(doc: EditionDocument) -> bytes:
    """A zip of the originals (those with content), ``chu-thich.txt`` and ``chu-thich.csv``."""
    held = [picture for picture in doc.pictures if picture.content is not None]
    names = [_name(number, picture) for number, picture in enumerate(held, start=1)]
    files = [
        ("chu-thich.txt", _captions(doc, names, held).encode("utf-8-sig")),
        ("chu-thich.csv", _table(doc, names, held).encode("utf-8-sig")),
    ]
    originals = [(name, picture.content or b"") for name, picture in zip(names, held, strict=True)]
    return packed([*files, *originals])


def _name(number: int, picture: Picture) -> str:
    return f"{number:02d}-" + safe_name(
        picture.name, suffix=_SUFFIXES.get(picture.content_type, "")
    )


def _captions(doc: EditionDocument, names: list[str], pictures: list[Picture]) -> str:
    said = words(doc.language)
    lines = [one_line(banner.text) for banner in banners(doc)]
    lines += [one_line(doc.title), f"{one_line(doc.unit_name)} – {one_line(doc.number)}", doc.url]
    for name, picture in zip(names, pictures, strict=True):
        lines += ["", name, one_line(picture.caption)]
        lines += (
            [said.photo_by.format(one_line(picture.credit))] if one_line(picture.credit) else []
        )
    return "\r\n".join(lines if pictures else [*lines, "", said.no_photos]) + "\r\n"


def _table(doc: EditionDocument, names: list[str], pictures: list[Picture]) -> str:
    said, out = words(doc.language), StringIO()
    writer = csv.writer(out)
    writer.writerow([said.file, said.caption, said.author, said.size, "URL"])
    for name, picture in zip(names, pictures, strict=True):
        size = f"{picture.width}×{picture.height}"
        row = [name, _cell(picture.caption), _cell(picture.credit), size, picture.url]
        writer.writerow(row)
    return out.getvalue()


def _cell(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    flat = one_line(text)
    return "'" + flat if flat[:1] in ("=", "+", "-", "@") else flat

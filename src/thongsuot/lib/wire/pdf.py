"""PDF by typst, from the wheel alone: PDF/UA-1 (readable by screen readers), same bytes each time.

The page is ``pdf.typ``; texts reach it as JSON and are never taken for markup.
"""

import json
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

import typst

from thongsuot.lib.text import to_blocks
from thongsuot.lib.text.blocks import (
    Block,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from thongsuot.lib.text.figure_links import without_links
from thongsuot.lib.text.grid import grid
from thongsuot.lib.text.inline import one_line

from .banners import Banner, banners
from .document import EditionDocument, Picture
from .drawing import alt, caption, contact_line, in_gallery, line_share
from .illustrations import illustrations
from .words import place_and_date, words

if TYPE_CHECKING:
    from typst import PDFStandard

_Data = dict[str, Any]
_Show = Callable[[Figure], _Data | None]


def pdf(doc: EditionDocument) -> bytes:
    """The edition as PDF."""
    drawable: dict[UUID, tuple[Picture, str]] = {}
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for number, (picture, content) in enumerate(illustrations(doc).values()):
            path = f"{number}.{_suffix(content)}"
            drawable[picture.id] = (picture, path)
            (root / path).write_bytes(content)
        (root / "data.json").write_text(json.dumps(_data(doc, drawable)), "utf-8")
        page = files("thongsuot.lib.wire").joinpath("pdf.typ").read_bytes()
        (root / "main.typ").write_bytes(page)
        return _compiled(root, int(doc.issued_at.timestamp()))


def _compiled(root: Path, timestamp: int) -> bytes:
    """With the wheel's fonts; with the machine's for scripts those lack; last without PDF/UA."""
    tries: tuple[tuple[bool, list[PDFStandard]], ...]
    tries = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))
    for fonts, standards in tries:
        try:
            made = typst.compile(
                root / "main.typ",
                root=root,
                ignore_system_fonts=fonts,
                pdf_standards=standards,
                timestamp=timestamp,
            )
        except typst.TypstError:
            if not standards:
                raise
        else:
            assert isinstance(made, bytes)
            return made
    raise AssertionError("unreachable")


def _data(doc: EditionDocument, drawable: dict[UUID, tuple[Picture, str]]) -> _Data:
    said, blocks = words(doc.language), without_links(to_blocks(doc.body_html))

    def show(figure: Figure) -> _Data | None:
        picture, path = drawable.get(figure.file_id, (None, ""))
        return _picture(doc, picture, figure, path) if picture else None

    gallery = [show(Figure(picture.id)) for picture in in_gallery(doc, blocks)]
    return {
        "title": one_line(doc.title),
        "summary": one_line(doc.summary),
        "unit": one_line(doc.unit_name),
        "kind": one_line(doc.kind_label),
        "keywords": [one_line(label) for _, label in doc.topics],
        "language": "en" if doc.language.startswith("en") else "vi",
        "number_line": said.number.format(one_line(doc.number)),
        "dateline": place_and_date(one_line(doc.place), doc.issued_at, doc.language),
        "verify": said.verify.format(doc.verify_url),
        "page": said.page.split("{}"),
        "words": {
            "pictures": said.pictures,
            "contact": said.contact,
            "attachments": said.attachments,
        },
        "banners": [_banner(banner) for banner in banners(doc)],
        "blocks": _blocks(_levelled(blocks), show),
        "gallery": [each for each in gallery if each],
        "contacts": [_runs(contact_line(contact)) for contact in doc.contacts],
        "files": [
            {"name": one_line(each.name) or each.url, "url": each.url} for each in doc.attachments
        ],
    }


def _banner(banner: Banner) -> _Data:
    embargo = banner.kind == "embargo"
    label = banner.text if embargo else banner.label
    text = "" if embargo else one_line(banner.text)
    return {"kind": banner.kind, "label": label.upper(), "text": text, "url": banner.url}


def _picture(doc: EditionDocument, picture: Picture, figure: Figure, path: str) -> _Data:
    return {
        "kind": "figure",
        "path": path,
        "alt": alt(picture, figure),
        "caption": _runs(caption(doc, picture, figure)),
        "width": line_share(picture),
    }


def _levelled(blocks: tuple[Block, ...]) -> list[Block]:
    """Headings that skip no level, as PDF/UA asks: the first below the title is of level 2."""
    found: list[Block] = []
    before = 1
    for block in blocks:
        if isinstance(block, Heading):
            before = min(block.level, before + 1)
            block = Heading(before, block.runs)
        found.append(block)
    return found


def _blocks(blocks: Iterable[Block], show: _Show) -> list[_Data]:
    return [found for block in blocks if (found := _block(block, show))]


def _block(block: Block, show: _Show) -> _Data | None:
    match block:
        case Paragraph(runs):
            return {"kind": "p", "runs": _runs(runs)}
        case Heading(level, runs):
            return {"kind": "h", "level": level, "runs": _runs(runs)}
        case Listing(ordered, items):
            kind = "ol" if ordered else "ul"
            return {"kind": kind, "items": [_blocks(item, show) for item in items]}
        case Quote(inner):
            return {"kind": "quote", "blocks": _blocks(inner, show)}
        case Table():
            return _table(block, show)
        case Rule():
            return {"kind": "rule"}
        case Figure():
            return show(block)


def _table(table: Table, show: _Show) -> _Data:
    columns, placed = grid(table)
    cells = [
        {
            "x": each.column,
            "y": each.row,
            "colspan": each.columns,
            "rowspan": each.rows,
            "header": each.cell.header or each.row < table.head,
            "blocks": _blocks(each.cell.blocks, show),
        }
        for each in placed
    ]
    return {"kind": "table", "columns": columns, "head": table.head, "cells": cells}


def _runs(runs: Iterable[Run]) -> list[_Data]:
    return [{"text": run.text, "marks": sorted(run.marks), "href": run.href} for run in runs]


def _suffix(content: bytes) -> str:
    return "png" if content.startswith(b"\x89PNG") else "jpg"

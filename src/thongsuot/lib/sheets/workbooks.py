"""Excel workbooks (.xlsx), row by row.

Always read as a stream: openpyxl's other way holds each cell as an object, some 50 times the file.
The stream does not tell which cells are merged, so that list is taken from the sheet's XML before.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from thongsuot.lib.refused import Refused

from .cells import text_of
from .terms import Grid, Line, Merge

MOST_ROWS = 100_000
MOST_COLUMNS = 100
_LARGEST_UNPACKED = 400 * 1024 * 1024
_LARGEST_STRINGS = 80 * 1024 * 1024  # sharedStrings.xml is held in memory
_MOST_PARTS = 2000
_MOST_MERGES = 50_000
_FARTHEST_ROW = 1_048_576  # Excel's last
_CHUNK = 1 << 20
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError, OSError),
    *(RuntimeError, NotImplementedError),
)

warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def grids(content: bytes) -> tuple[Grid, ...]:
    """The visible sheets of a workbook, unread. Refused: ``sheets.not_a_sheet``, ``too_large``.

    The shared strings of the file are held as long as a grid is.
    """
    _check(content)
    with _flaws_refused():
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        pages = [page for page in book.worksheets if page.sheet_state == "visible"]
        return tuple(_grid(content, page) for page in pages)


@contextmanager
def _flaws_refused() -> Iterator[None]:
    """openpyxl meets a broken file with nearly any exception."""
    try:
        yield
    except _BROKEN as broken:
        raise Refused("sheets.not_a_sheet") from broken


def _grid(content: bytes, page: Any) -> Grid:
    page.reset_dimensions()  # what the file says of its size is often wrong
    return Grid(page.title, lambda: _lines(page), _merges(content, page._worksheet_path))


def _lines(page: Any) -> Iterator[Line]:
    """Rows that hold anything, one at a time."""
    held = 0
    rows = page.iter_rows(max_row=_FARTHEST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
    with _flaws_refused():
        for number, values in enumerate(rows, 1):
            cells = _cells(values)
            if not cells:
                continue
            held += 1
            if held > MOST_ROWS:
                raise Refused("sheets.too_many_rows", limit=MOST_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise Refused("sheets.too_wide", limit=MOST_COLUMNS)
            yield number, cells


def _cells(values: tuple[object, ...]) -> tuple[str, ...]:
    """Up to the last that holds anything."""
    texts = [text_of(value) if value is not None else "" for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _merges(content: bytes, path: str) -> tuple[Merge, ...]:
    found: list[Merge] = []
    with zipfile.ZipFile(BytesIO(content)) as package, package.open(path) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            end = 0
            for match in _MERGE.finditer(text):
                end = match.end()
                found.append(_merge(match[1].decode()))
            if len(found) > _MOST_MERGES:
                raise Refused("sheets.too_many_rows", limit=_MOST_MERGES)
            tail = text[max(end, len(text) - 200) :]
    return tuple(sorted(found, key=lambda merge: (merge.top, merge.left)))


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left - 1, bottom, right - 1)


def _check(content: bytes) -> None:
    """Nothing that unpacks to more than is held, and no document type: it may hide a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts)
            package.getinfo("xl/workbook.xml")
            xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            heads = [_head(package, part) for part in xml]
    except _BROKEN as broken:
        raise Refused("sheets.not_a_sheet") from broken
    if any(b"<!DOCTYPE" in head or b"<!ENTITY" in head for head in heads):
        raise Refused("sheets.not_a_sheet")


def _head(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The beginning of a part, whatever the width of its letters: there stands a document type."""
    with package.open(part) as stream:
        return stream.read(4096).replace(b"\0", b"")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    whole = sum(part.file_size for part in parts)
    if whole > _LARGEST_UNPACKED or strings > _LARGEST_STRINGS or len(parts) > _MOST_PARTS:
        raise Refused("sheets.too_large", limit=_LARGEST_UNPACKED // 2**20)

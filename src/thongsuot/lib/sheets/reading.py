"""A file of an office into tables: .xlsx, .csv, .tsv, by their bytes and never by their name."""

from collections.abc import Iterator, Sequence
from itertools import islice

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.legacy import encoding_of, is_unicode, repaired

from . import layout, separated, workbooks
from .body import body
from .layout import Layout
from .terms import Grid, Line, Row, Rows, Sheet

LARGEST = 30 * 1024 * 1024  # bytes of the file
_SAMPLE = 500  # rows that tell which encoding a column is in
_Script = tuple[str | None, bool]  # the old encoding of a column; whether it has Unicode too
_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FOREIGN = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"<!DOCTYPE", b"<html", b"<?xml")


def names(content: bytes) -> tuple[str, ...]:
    """The visible sheets of a file that hold anything; a text file has one, named «»."""
    return tuple(grid.name for grid in _held(_grids(content)))


def read(content: bytes, name: str | None = None) -> Sheet:
    """One table: the sheet of that name, else the first that has headings.

    Rows are read from the file each time they are gone through, one at a time: 50,000 of them need
    no more memory than ten. Text in TCVN3, VNI or broken UTF-8 comes repaired, column by column.
    Refused: ``sheets.not_a_sheet``, ``old_or_locked``, ``too_large`` (limit, MB),
    ``too_many_rows`` (limit), ``too_wide`` (limit), ``no_headings``, ``no_such_sheet`` (name);
    the limits of rows may also be met while going through the rows.
    """
    grids = _grids(content)
    if name is not None:
        chosen = [grid for grid in grids if grid.name == name]
        if not chosen:
            raise Refused("sheets.no_such_sheet", name=name)
        return _sheet(chosen[0])
    for grid in _held(grids):
        try:
            return _sheet(grid)
        except Refused as refusal:
            if refusal.code != "sheets.no_headings":
                raise
    raise Refused("sheets.no_headings")


def _grids(content: bytes) -> tuple[Grid, ...]:
    if len(content) > LARGEST:
        raise Refused("sheets.too_large", limit=LARGEST // 2**20)
    if content.startswith(_OLD_OFFICE):
        raise Refused("sheets.old_or_locked")
    if content.startswith(_ARCHIVE):
        return workbooks.grids(content)
    if not content.strip() or content.lstrip().startswith(_FOREIGN):
        raise Refused("sheets.not_a_sheet")
    return (separated.grid(content),)


def _held(grids: Sequence[Grid]) -> Iterator[Grid]:
    return (grid for grid in grids if next(grid.lines(), None))


def _sheet(grid: Grid) -> Sheet:
    sample = list(islice(grid.lines(), _SAMPLE))
    scripts = _scripts(sample)
    whole = encoding_of(text for _, cells in sample for text in cells)
    mixed = any(is_unicode(text) for _, cells in sample for text in cells)
    seen = [(n, tuple(_mended(text, (whole, mixed)) for text in cells)) for n, cells in sample]
    found = layout.find(seen, grid.merges)
    rows = Rows(lambda: _rows(grid, found, scripts))
    used = tuple(sorted({encoding for encoding, _ in scripts if encoding}))
    above = (" ".join(filter(None, cells)) for number, cells in seen if number < found.first)
    return Sheet(grid.name, found.headings, rows, found.last, used, "\n".join(above))


def _rows(grid: Grid, found: Layout, scripts: Sequence[_Script]) -> Iterator[Row]:
    stood: dict[int, tuple[tuple[int, str], ...]] = {}  # of lines read but not yet given

    def mended() -> Iterator[Line]:
        for number, cells in grid.lines():
            if number > found.last:
                line = _line((number, cells), scripts)
                if line[1] != cells:
                    pairs = enumerate(zip(cells, line[1], strict=True))
                    stood[number] = tuple((n, was) for n, (was, now) in pairs if was != now)
                yield line

    for (number, cells), section in body(mended(), found, grid.merges):
        yield Row(number, cells, section, stood.get(number, ()))
        for given in [n for n in stood if n <= number]:
            del stood[given]


def _line(line: Line, scripts: Sequence[_Script]) -> Line:
    number, cells = line
    held: list[_Script] = [(None, False)] * (len(cells) - len(scripts))
    mended = (_mended(t, s) for t, s in zip(cells, (*scripts, *held), strict=False))
    return number, tuple(mended)


def _mended(text: str, script: _Script) -> str:
    return text if text.isascii() else repaired(text, *script).text


def _scripts(sample: Sequence[Line]) -> list[_Script]:
    """The old encoding of each column. One that cannot tell by itself follows the others, unless
    it holds letters of Unicode: an old column may stand beside a new one."""
    width = max((len(cells) for _, cells in sample), default=0)
    columns = [[cells[n] for _, cells in sample if n < len(cells)] for n in range(width)]
    own = [encoding_of(column) for column in columns]
    whole = encoding_of(text for column in columns for text in column)
    mixed = [any(map(is_unicode, column)) for column in columns]
    return [
        (script or (None if new else whole), new) for script, new in zip(own, mixed, strict=True)
    ]

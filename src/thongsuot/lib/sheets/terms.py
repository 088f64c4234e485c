"""What a sheet is, before and after its headings are found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Line = tuple[int, tuple[str, ...]]
"""A row as it stands in the file: its number (from 1) and the text of its cells."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells joined into one. Rows count from 1, columns from 0; both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it stands: each call of `lines` begins at the first row; `merges` by `top`."""

    name: str
    lines: Callable[[], Iterator[Line]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `number` is that of the file, for messages.

    `section` is the last heading that stood across the table («I. Khối các đơn vị thuộc Bộ»);
    `repaired` has the cells that were in an old encoding, as they stood, by column.
    """

    number: int
    cells: tuple[str, ...]  # as many as there are headings
    section: str = ""
    repaired: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of the table, read anew each time they are gone through."""

    again: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.again()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with headings; two levels of them stand as «Lãnh đạo / Điện thoại». `title`: the
    lines above them."""

    name: str
    headings: tuple[str, ...]
    rows: Iterable[Row]
    heading_row: int  # the last row of the headings, as numbered in the file
    encodings: tuple[str, ...] = ()  # old encodings that some column was in: tcvn3, vni
    title: str = ""

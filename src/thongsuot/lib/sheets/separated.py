"""Text files of rows (.csv, .tsv): which bytes, which separator."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.legacy import encoding_of
from thongsuot.lib.text.syllables import is_syllable

from .cells import text_of
from .terms import Grid, Line
from .workbooks import MOST_COLUMNS, MOST_ROWS

SEPARATORS = ",;\t|"
_SAMPLE = 200_000  # bytes
_SAMPLE_ROWS = 60


def grid(content: bytes, name: str = "") -> Grid:
    """The one sheet of a text file. Refused: ``sheets.not_a_sheet``."""
    encoding = _encoding(content)
    told, separator = _separator(content, encoding)
    return Grid(name, lambda: _lines(content, encoding, separator, told))


def _lines(content: bytes, encoding: str, separator: str, told: bool) -> Iterator[Line]:
    held = 0
    try:
        for number, values in enumerate(csv.reader(_open(content, encoding), delimiter=separator)):
            cells = tuple(map(text_of, values))
            if not any(cells) or (told and number == 0):
                continue
            held += 1
            _check(held, cells)
            yield number + 1, cells[:MOST_COLUMNS]
    except (csv.Error, UnicodeError) as broken:
        raise Refused("sheets.not_a_sheet") from broken


def _check(held: int, cells: tuple[str, ...]) -> None:
    if held > MOST_ROWS:
        raise Refused("sheets.too_many_rows", limit=MOST_ROWS)
    if any(cells[MOST_COLUMNS:]):
        raise Refused("sheets.too_wide", limit=MOST_COLUMNS)


def _open(content: bytes, encoding: str) -> TextIOWrapper:
    errors = "replace" if encoding.startswith("cp") else "strict"
    return TextIOWrapper(BytesIO(content), encoding, errors=errors, newline="")


# Which bytes ------------------------------------------------------------------------------------


def _encoding(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if content.startswith(BOM_UTF8) or _is(content, "utf-8"):
        return "utf-8-sig"
    nulls = content[:2000].count(0)
    if nulls > len(content[:2000]) // 4:
        return "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    if nulls:
        raise Refused("sheets.not_a_sheet")
    return _of_windows(content)


def _is(content: bytes, encoding: str) -> bool:
    try:
        return "\0" not in content.decode(encoding)
    except UnicodeError:
        return False


def _of_windows(content: bytes) -> str:
    """Western letters (among them the old fonts) or Windows' Vietnamese page, by the words."""
    sample = content[:_SAMPLE]
    western = sample.decode("cp1252", "replace")
    if encoding_of(western.splitlines()):
        return "cp1252"
    vietnamese = nfc(sample.decode("cp1258", "replace"))
    return "cp1258" if _sound(vietnamese) > _sound(western) else "cp1252"


def _sound(text: str) -> int:
    words = Counter("".join(c if c.isalpha() else " " for c in text).split())
    return sum(n for word, n in words.items() if not word.isascii() and is_syllable(word))


# Which separator --------------------------------------------------------------------------------


def _separator(content: bytes, encoding: str) -> tuple[bool, str]:
    """Whether the file says so itself in its first row («sep=;», Excel's own), and which."""
    sample = content[:_SAMPLE].decode(encoding, "replace")
    first = sample.partition("\n")[0].strip()
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in SEPARATORS:
        return True, first[4]
    return False, max(SEPARATORS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, sign: str) -> tuple[int, int]:
    """How many rows have the most frequent number of cells, and that number."""
    try:
        rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=sign), _SAMPLE_ROWS))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width

"""Where the headings of a sheet are: under titles and letterheads, on one level or several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold

from .terms import Line, Merge

SEARCHED = 60  # rows that hold anything, among which the headings must be
_DEEPEST = 3  # levels of headings
_LONGEST_HEADING = 80

_COUNTERS = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "no."})
_ALONE = (
    "ten;ho;dt;sdt;dd;email;e-mail;mail;zalo;tinh;tinh/tp;name;phone;unit;post;role;fax;so qd;"
    "lanh dao;can bo;mobile;position;title;organisation;organization;province;note;notes"
)
_STARTS = (
    "ho va ten;ho ten;ho, ten;ten don vi;ten co quan;ten nguoi;chuc vu;chuc danh;don vi;co quan;"
    "dien thoai;so dien thoai;so dt;di dong;dia chi;thu dien tu;hop thu;ghi chu;vai tro;ngay sinh;"
    "so quyet dinh;quyet dinh;tinh, ;tinh/;tinh thanh;full name;e-mail;email;phone;so cccd;so cmnd;"
    "nguoi phat ngon;dau moi;thoi han;ngay ;den ngay;tu ngay"
)
_WHOLE = _COUNTERS | frozenset(_ALONE.split(";"))
_BEGINNINGS = tuple(_STARTS.split(";"))
_LETTERHEAD = re.compile("cong hoa xa hoi|doc lap|uy ban nhan dan|dang cong san")
_NUMBERED = re.compile(r"\(?\s*([0-9]{1,2}|[a-zA-Z])\s*\)?(?:\s*=.*)?")
_DATA = re.compile(r"\S@\S|\d{4}-\d\d-\d\d|(?:\d[\s.\-()]*){7}")


@dataclass(frozen=True, slots=True)
class Layout:
    """`first` to `last`: the rows of the headings; the table has as many columns as `headings`."""

    first: int
    last: int
    headings: tuple[str, ...]
    beneath: tuple[str, ...]  # the lowest row of headings, which long lists repeat
    counters: frozenset[int]  # columns that only count the rows
    joined: Mapping[
        int, int
    ]  # columns under one cell with the column before («Họ và tên» over two)


def find(lines: Sequence[Line], merges: Sequence[Merge]) -> Layout:
    """The headings among the first rows. Refused: ``sheets.no_headings``."""
    widest = max((len(cells) for _, cells in lines[:SEARCHED]), default=0)
    rows = [(number, padded(cells, widest)) for number, cells in lines[:SEARCHED]]
    best = _best(rows)
    if best is None:
        raise Refused("sheets.no_headings")
    top, bottom = _upwards(rows, best, merges), _downwards(rows, best, merges)
    levels = _levels(rows[top : bottom + 1], merges)
    width = max(place + 1 for level in levels for place, text in enumerate(level) if text)
    joined = _joined(merges, rows[bottom][0], width)
    headings = tuple(
        "" if place in joined else _path([level[place] for level in levels])
        for place in range(width)
    )
    counters = frozenset(n for n, text in enumerate(headings) if fold(text) in _COUNTERS)
    return Layout(
        rows[top][0], rows[bottom][0], headings, rows[bottom][1][:width], counters, joined
    )


def _joined(merges: Sequence[Merge], bottom: int, width: int) -> dict[int, int]:
    """What a heading of several columns holds is one value: family names, then the given one."""
    lowest = (m for m in merges if m.top <= bottom <= m.bottom and m.right < width)
    return {place: m.left for m in lowest for place in range(m.left + 1, m.right + 1)}


def padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Exactly so many cells."""
    return (cells + ("",) * (width - len(cells)))[:width]


def _best(rows: Sequence[Line]) -> int | None:
    """The row with the most known headings, or else the first that is wide and holds no data."""
    width = max((filled(cells) for _, cells in rows), default=0)
    fitting = [n for n, (_, cells) in enumerate(rows) if _may_head(cells, width)]
    known = max(fitting, key=lambda n: (_known(rows[n][1]), -n), default=None)
    if known is not None and _known(rows[known][1]) >= min(2, width):
        return known
    wide = (n for n in fitting if filled(rows[n][1]) >= max(2, 0.6 * width))
    return next((n for n in wide if not _is_letterhead(rows[n][1])), None)


def _may_head(cells: Sequence[str], width: int) -> bool:
    texts = [text for text in cells if text]
    enough = len(texts) >= min(2, width)
    short = all(len(text) <= _LONGEST_HEADING for text in texts)
    return enough and short and not any(map(is_data, texts)) and not is_numbering(cells)


def _known(cells: Sequence[str]) -> int:
    return sum(map(is_heading, filter(None, cells)))


def is_heading(text: str) -> bool:
    """Whether a cell reads like the head of a column in a list of people."""
    plain = fold(re.sub(r"\(.*?\)|[*:]", "", text))
    return plain in _WHOLE or (len(plain) <= _LONGEST_HEADING and plain.startswith(_BEGINNINGS))


def is_data(text: str) -> bool:
    return bool(_DATA.search(text))


def _is_letterhead(cells: Sequence[str]) -> bool:
    return any(_LETTERHEAD.match(fold(text)) for text in cells)


def is_numbering(cells: Sequence[str]) -> bool:
    """«(1) (2) (3)» or «A B 1 2» under the headings: each the next of the one before."""
    marks = [_NUMBERED.fullmatch(text) for text in cells if text]
    signs = [mark[1].lower() for mark in marks if mark]
    if len(marks) != len(signs) or len(signs) < 2:
        return False
    return signs[0] in ("1", "a") and all(_follows(a, b) for a, b in pairwise(signs))


def _follows(sign: str, following: str) -> bool:
    if sign.isdigit():
        return following.isdigit() and int(following) == int(sign) + 1
    return following == "1" or (following.isalpha() and ord(following) == ord(sign) + 1)


def filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


# Levels -----------------------------------------------------------------------------------------


def _upwards(rows: Sequence[Line], at: int, merges: Sequence[Merge]) -> int:
    while at > 0 and _belongs_above(rows[at - 1], rows[at], merges):
        at -= 1
    return at


def _belongs_above(upper: Line, lower: Line, merges: Sequence[Merge]) -> bool:
    if _tied(upper[0], lower[0], merges):
        return True
    (number, above), (_, below) = upper, lower
    if number + 1 != lower[0] or not _may_head(above, 2) or _is_letterhead(above):
        return False
    only_above = any(a and not b for a, b in zip(above, below, strict=False))
    twice = len(set(filter(None, below))) < filled(below)
    return (only_above and _known(above) > 0) or twice or _known(above) > 1


def _downwards(rows: Sequence[Line], at: int, merges: Sequence[Merge]) -> int:
    start = at
    while at + 1 < len(rows) and at - start < _DEEPEST - 1:
        if not _belongs_below(rows[at], rows[at + 1], merges):
            break
        at += 1
    return at


def _belongs_below(upper: Line, lower: Line, merges: Sequence[Merge]) -> bool:
    (number, above), (next_number, below) = upper, lower
    if _tied(number, next_number, merges):
        return True
    if number + 1 != next_number or not _may_head(below, 2):
        return False
    grouped = [m for m in merges if m.top == number and m.right > m.left]
    under_gap = [b for a, b in zip(above, below, strict=False) if b and not a]
    return (bool(grouped) or bool(under_gap)) and _known(below) > 0


def _tied(upper: int, lower: int, merges: Sequence[Merge]) -> bool:
    """Whether a cell reaches from one row into the other."""
    return any(m.top <= upper and lower <= m.bottom for m in merges)


def _levels(rows: Sequence[Line], merges: Sequence[Merge]) -> list[list[str]]:
    """The rows of headings with joined cells filled in all their places."""
    levels = [list(cells) for _, cells in rows]
    numbers = {number: place for place, (number, _) in enumerate(rows)}
    for merge in merges:
        if merge.top in numbers:
            text = levels[numbers[merge.top]][merge.left : merge.left + 1]
            for number in range(merge.top, min(merge.bottom, rows[-1][0]) + 1):
                if number in numbers:
                    _spread(levels[numbers[number]], merge, "".join(text))
    width = max(map(len, levels))
    levels = [level + [""] * (width - len(level)) for level in levels]
    for upper, lower in pairwise(levels):
        _fill_gaps(upper, lower)
    return levels


def _spread(level: list[str], merge: Merge, text: str) -> None:
    for place in range(merge.left, min(merge.right, len(level) - 1) + 1):
        level[place] = text


def _fill_gaps(upper: list[str], lower: list[str]) -> None:
    """Where a file knows no merged cells: «Lãnh đạo, , Ghi chú» over «Họ tên, Email, »."""
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and upper[place - 1] and lower[place - 1]:
            upper[place] = upper[place - 1]


def _path(parts: Sequence[str]) -> str:
    texts = [" ".join(part.split()) for part in parts if part]
    return " / ".join(text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1])

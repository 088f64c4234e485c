"""Which rows under the headings are people.

Under the headings stand the numbers of the columns, between the rows names of sections, sums and
the headings again, at the end signatures. A row with a number, phone or e-mail is always one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from thongsuot.lib.text.fold import fold

from .layout import Layout, filled, is_data, is_numbering, padded
from .terms import Line, Merge

_SECTION = re.compile(r"(?:[IVXLC]+|[A-Z])[.)]?")
_TOTAL = re.compile(r"(?:tong cong|tong so|cong)(?:\s*[:(].*|\s+\d.*)?")
_SIGNATURE = re.compile(
    r"nguoi lap|noi nhan|thu truong (?:co quan|don vi)|xac nhan cua|\(?ky[, ]|nguoi ky|ghi chu\s*:|"
    r"(?:kt|tl|tm|tuq)\. ?|.*\bngay .{1,6} thang .{1,6} nam"
)
_SIGNING = frozenset({"giam doc", "chu tich", "chanh van phong", "thu truong", "truong phong"})
_LONGEST_TAIL = 30


def body(
    lines: Iterator[Line], layout: Layout, merges: Sequence[Merge]
) -> Iterator[tuple[Line, str]]:
    """The rows of the table, each with its section. Cells joined downwards stand in every row."""
    sections = {m.top for m in merges if m.right - m.left + 1 >= len(layout.headings) / 2}
    fill = _Filling(merges)
    section = ""
    tail: list[tuple[Line, str]] | None = None  # what came after a signature
    for number, line in lines:
        cells = padded(line, len(layout.headings))
        whole = _with_joined(fill.row(number, cells), layout.joined)
        kind = _kind(number, cells, layout, sections)
        if kind == "section":
            section = " ".join(filter(None, cells))
        elif kind == "signature":
            tail = tail or []
        elif kind == "row" and tail is None:
            yield (number, whole), section
        elif kind == "row" and tail is not None:
            tail.append(((number, whole), section))
            if _counts(cells, layout) or _with_data(cells) or len(tail) > _LONGEST_TAIL:
                yield from tail  # that was no signature: the list goes on
                tail = None


def _with_joined(cells: tuple[str, ...], joined: Mapping[int, int]) -> tuple[str, ...]:
    if not joined:
        return cells
    whole = list(cells)
    for place, first in joined.items():
        whole[first], whole[place] = f"{whole[first]} {whole[place]}".strip(), ""
    return tuple(whole)


def _kind(number: int, cells: Sequence[str], layout: Layout, sections: set[int]) -> str:
    """row, section, signature, or nothing."""
    texts = [text for text in cells if text]
    beside = [text for n, text in enumerate(cells) if text and n not in layout.counters]
    if not texts or _is_repeated(cells, layout):
        return "nothing"
    if _counts(cells, layout) or _with_data(texts):
        return "row" if beside else "nothing"
    if _TOTAL.fullmatch(fold(texts[0])):
        return "nothing"
    if len(texts) <= 3 and _is_signature([fold(text) for text in texts]):
        return "signature"
    return "section" if _is_section(number, cells, texts, layout, sections) else "row"


def _is_signature(texts: Sequence[str]) -> bool:
    """«Giám đốc» is also a post: it closes a list only where it stands alone."""
    return bool(_SIGNATURE.match(texts[0])) or (len(texts) == 1 and texts[0] in _SIGNING)


def _is_section(
    number: int, cells: Sequence[str], texts: Sequence[str], layout: Layout, sections: set[int]
) -> bool:
    if number in sections and len(texts) <= 2:
        return True
    if len(texts) == 2 and _SECTION.fullmatch(texts[0]) and len(layout.headings) > 2:
        return True
    alone_before = len(texts) == 1 and bool(cells[0]) and len(layout.headings) > 2
    return alone_before and (
        0 in layout.counters or bool(re.match(r"[IVXLC]+\.|[A-Z]\.", cells[0]))
    )


def _is_repeated(cells: Sequence[str], layout: Layout) -> bool:
    return tuple(cells) == layout.beneath or (
        is_numbering(cells) and filled(cells) > len(layout.headings) / 2
    )


def _counts(cells: Sequence[str], layout: Layout) -> bool:
    """Whether the row has a number in the column that counts them."""
    return any(n < len(cells) and cells[n].rstrip(".").isdecimal() for n in layout.counters)


def _with_data(texts: Sequence[str]) -> bool:
    return any(map(is_data, texts))


class _Filling:
    """What cells joined downwards say in the rows below their first."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self.starting: dict[int, list[Merge]] = {}
        self.standing: dict[int, tuple[int, str]] = {}  # column -> last row, text
        for merge in merges:
            if merge.bottom > merge.top:
                self.starting.setdefault(merge.top, []).append(merge)

    def row(self, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        for merge in self.starting.get(number, ()):
            if merge.left < len(cells):
                self.standing[merge.left] = (merge.bottom, cells[merge.left])
        if not self.standing:
            return cells
        self.standing = {n: held for n, held in self.standing.items() if held[0] >= number}
        return tuple(
            self.standing[n][1] if n in self.standing and not text else text
            for n, text in enumerate(cells)
        )

"""Two revisions side by side: paired lines, and in each pair which words went and which came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .blocks import Block, Figure, Heading, Listing, Paragraph, Quote, Rule, Table
from .markup import to_blocks
from .writing import spoken, text

_WORD = re.compile(r"\d[\d.,:/]*\d|\w+|\s+|.", re.DOTALL)
_ALIKE = 0.35  # below this two lines are rather one removed and one added
_MOST_PAIRINGS = 4000  # beyond, lines are paired in order: a wholly new text needs no better


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"  # of rows only
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share a fate: SAME, REMOVED (in the old line) or ADDED (in the new one)."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one revision. `kind`: p, h2, h3, li, quote, row, figure, rule; `depth` in lists."""

    kind: str
    depth: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the comparison; a side is None where the other has a line of its own."""

    change: Change
    old: Line | None
    new: Line | None


_Flat = tuple[str, int, str]  # kind, depth, text


def compare(old_html: str, new_html: str) -> list[Row]:
    """Rows for a side-by-side view of two bodies, in reading order."""
    old, new = list(_lines(to_blocks(old_html))), list(_lines(to_blocks(new_html)))
    rows: list[Row] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            rows += [_same(line) for line in new[new_from:new_to]]
        else:
            rows += _paired(old[old_from:old_to], new[new_from:new_to])
    return rows


def pieces(old: str, new: str) -> list[Piece]:
    """From one wording to another in reading order: words that stay, that go, that come."""
    left, right = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for tag, left_from, left_to, right_from, right_to in opcodes:
        went, came = "".join(left[left_from:left_to]), "".join(right[right_from:right_to])
        if tag == "equal":
            found.append(Piece(went, Change.SAME))
        else:
            both = (Piece(went, Change.REMOVED), Piece(came, Change.ADDED))
            found += [piece for piece in both if piece.text]
    return found


def _lines(blocks: Sequence[Block], kind: str = "p", depth: int = 0) -> Iterator[_Flat]:
    for block in blocks:
        match block:
            case Paragraph(runs):
                yield kind, depth, spoken(runs)
            case Heading(level, runs):
                yield f"h{level}", depth, spoken(runs)
            case Listing(_, items):
                for item in items:
                    yield from _lines(item, "li", depth + 1)
            case Quote(inner):
                yield from _lines(inner, "quote", depth)
            case Table(rows):
                for row in rows:
                    cells = (" ".join(text(cell.blocks).split()) for cell in row)
                    yield "row", depth, " | ".join(cells)
            case Figure(file_id, alt, caption):
                yield "figure", depth, spoken(caption) or alt or str(file_id)
            case Rule():
                yield "rule", depth, ""


def _paired(old: list[_Flat], new: list[_Flat]) -> Iterator[Row]:
    """Rows of a stretch that differs: like with like in order, the rest removed or added."""
    done_old = done_new = 0
    for at_old, at_new in [*_pairs(old, new), (len(old), len(new))]:
        yield from (
            Row(Change.REMOVED, _whole(x, Change.REMOVED), None) for x in old[done_old:at_old]
        )
        yield from (Row(Change.ADDED, None, _whole(x, Change.ADDED)) for x in new[done_new:at_new])
        if at_old < len(old):
            yield _changed(old[at_old], new[at_new])
        done_old, done_new = at_old + 1, at_new + 1


def _pairs(old: list[_Flat], new: list[_Flat]) -> list[tuple[int, int]]:
    """The pairing, in order, with the greatest sum of likeness."""
    if len(old) * len(new) > _MOST_PAIRINGS:
        return [(n, n) for n in range(min(len(old), len(new)))]
    old_words, new_words = [_words(x) for x in old], [_words(x) for x in new]
    best: list[list[tuple[float, list[tuple[int, int]]]]]
    best = [[(0.0, [])] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, left in enumerate(old_words):
        for j, right in enumerate(new_words):
            better = max(best[i][j + 1], best[i + 1][j], key=lambda found: found[0])
            alike = _likeness(left, right)
            if alike >= _ALIKE and best[i][j][0] + alike > better[0]:
                better = (best[i][j][0] + alike, [*best[i][j][1], (i, j)])
            best[i + 1][j + 1] = better
    return best[-1][-1][1]


def _words(line: _Flat) -> list[str]:
    return [word for word in _WORD.findall(line[2]) if not word.isspace()]


def _likeness(left: list[str], right: list[str]) -> float:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _same(line: _Flat) -> Row:
    whole = _whole(line, Change.SAME)
    return Row(Change.SAME, whole, whole)


def _whole(line: _Flat, change: Change) -> Line:
    kind, depth, words = line
    return Line(kind, depth, (Piece(words, change),) if words else ())


def _changed(old: _Flat, new: _Flat) -> Row:
    left, right = _WORD.findall(old[2]), _WORD.findall(new[2])
    went: list[Piece] = []
    came: list[Piece] = []
    opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for tag, left_from, left_to, right_from, right_to in opcodes:
        same = tag == "equal"
        went.append(
            Piece("".join(left[left_from:left_to]), Change.SAME if same else Change.REMOVED)
        )
        came.append(
            Piece("".join(right[right_from:right_to]), Change.SAME if same else Change.ADDED)
        )
    return Row(
        Change.CHANGED, Line(old[0], old[1], _smooth(went)), Line(new[0], new[1], _smooth(came))
    )


def _smooth(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours with one fate become one; a space between two changed words changes with them."""
    pieces = [piece for piece in pieces if piece.text]
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        around = joined[-1].change if joined else Change.SAME
        after = pieces[place + 1].change if place + 1 < len(pieces) else Change.SAME
        if piece.text.isspace() and around == after != Change.SAME:
            piece = Piece(piece.text, around)
        if joined and joined[-1].change == piece.change:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.change)
        else:
            joined.append(piece)
    return tuple(joined)

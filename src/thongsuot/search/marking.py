"""Titles and snippets with what was searched for marked in them, as written."""

from bisect import bisect_left

from thongsuot.lib.text.words import Word
from thongsuot.search.terms import Piece, Sought
from thongsuot.search.words import words_of

AROUND = 240  # characters of a snippet
BEFORE = 60  # of them before the first word found

Span = tuple[int, int]


def mark(text: str, sought: list[Sought]) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return _pieces(text, 0, len(text), _spans(words_of(text), sought))


def snippet(text: str, sought: list[Sought]) -> tuple[Piece, ...]:
    """The part of a text with the most different words sought, cut between words."""
    words = words_of(text)
    spans = _spans(words, sought)
    start, end = _window(text, words, _best(text, spans))
    shown = [span for span in spans if start <= span[0] and span[1] <= end]
    pieces = _pieces(text, start, end, shown)
    before = (Piece("… ", False),) if start else ()
    after = (Piece(" …", False),) if end < len(text.rstrip()) else ()
    return before + pieces + after


def _spans(words: list[Word], sought: list[Sought]) -> list[Span]:
    """Where things sought stand; touching words of one thing are one span. In order, apart."""
    by_first: dict[str, list[Sought]] = {}
    opened = [one for one in sought if one.prefix and len(one.words) == 1]
    for one in sought:
        by_first.setdefault(one.words[0].folded, []).append(one)
    spans: list[Span] = []
    for at, word in enumerate(words):
        here = by_first.get(word.folded, []) + opened
        lengths = [len(one.words) for one in here if _stands(words, at, one)]
        if lengths and (not spans or word.start >= spans[-1][1]):
            spans.append((word.start, words[at + max(lengths) - 1].end))
    return spans


def _stands(words: list[Word], at: int, one: Sought) -> bool:
    here = words[at : at + len(one.words)]
    if len(here) < len(one.words):
        return False
    *full, last = zip(here, one.words, strict=True)
    ends = last[0].folded.startswith(last[1].folded) if one.prefix else _same(*last)
    return ends and all(_same(*pair) for pair in full)


def _same(a: Word, b: Word) -> bool:
    return a.folded == b.folded


def _best(text: str, spans: list[Span]) -> int:
    """The start of the span from which on a snippet shows the most different things."""
    best, most = 0, 0
    starts = [start for start, _ in spans]
    for at, start in enumerate(starts[:500]):
        until = bisect_left(starts, start + AROUND - BEFORE)
        different = len({text[s:e].lower() for s, e in spans[at:until]})
        if different > most:
            best, most = start, different
    return best


def _window(text: str, words: list[Word], at: int) -> Span:
    if len(text) <= AROUND:
        return 0, len(text)
    starts = [word.start for word in words]
    first = bisect_left(starts, max(0, min(at - BEFORE, len(text) - AROUND)))
    start = starts[first] if first < len(words) and at > BEFORE else 0
    inside = [word.end for word in words[first:] if word.end <= start + AROUND]
    end = inside[-1] if inside else min(len(text), start + AROUND)
    return start, len(text) if words and end == words[-1].end else end


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for s, e in spans:
        pieces += [Piece(text[at:s], False), Piece(text[s:e], True)]
        at = e
    pieces.append(Piece(text[at:end], False))
    return tuple(piece for piece in pieces if piece.text)

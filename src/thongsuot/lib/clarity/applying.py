"""Suggestions put into a text."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import rules
from thongsuot.lib.clarity.terms import NOTHING, Block, Document, Field, Finding, Registry

_ROUNDS = 8  # one mended place may uncover another; a text that never settles is left as it is


def apply(text: str, found: Iterable[Finding]) -> str:
    """The text of one field with the first suggestion of each finding in its place. Where spans
    overlap the first one wins; findings that suggest nothing are passed over."""
    return "".join(words for words, _moved in _pieces(text, found))


def mended(document: Document, registry: Registry = NOTHING) -> Document:
    """The document with everything applied that changes no word (`Finding.autofix`). Mending what
    is mended changes nothing."""
    mending = [rule for rule in rules() if rule.autofix]
    whole = document
    for _round in range(_ROUNDS):
        found = [f for f in findings(Reading(whole, registry), mending) if f.autofix]
        if not found:
            return whole
        fields = (
            _mended(each, [f for f in found if f.field == each.name]) for each in whole.fields
        )
        whole = replace(whole, fields=tuple(fields))
    return document


def _mended(field: Field, found: list[Finding]) -> Field:
    """A field and its blocks after the changes."""
    if not found:
        return field
    words, moves, old, new = [], [(0, 0)], 0, 0
    for piece, size in _pieces(field.text, found):
        words.append(piece)
        old, new = old + size, new + len(piece)
        moves.append((old, new))
    blocks = tuple(
        Block(b.part, _moved(moves, b.start), _moved(moves, b.end), b.item) for b in field.blocks
    )
    return Field(field.name, "".join(words), blocks)


def _pieces(text: str, found: Iterable[Finding]) -> Iterable[tuple[str, int]]:
    """The new text in pieces, each with the length of what it replaces."""
    place = 0
    for finding in sorted(found, key=lambda each: (each.start, each.end)):
        if finding.suggestions and finding.start >= place:
            yield text[place : finding.start], finding.start - place
            yield finding.suggestions[0], finding.end - finding.start
            place = finding.end
    yield text[place:], len(text) - place


def _moved(moves: list[tuple[int, int]], place: int) -> int:
    """Where an old place stands in the new text; inside a replaced piece, at most its end."""
    found = bisect_right(moves, (place, 0)) - 1
    if found + 1 < len(moves) and moves[found + 1][0] == place:
        return moves[found + 1][1]
    old, new = moves[max(found, 0)]
    most = moves[found + 1][1] if found + 1 < len(moves) else new
    return min(new + place - old, most)

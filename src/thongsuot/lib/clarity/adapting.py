"""Where a text taken over from another says another figure, day or quotation than its origin.

Sentences are laid beside the sentence of the origin that shares most of their words; what was
left out or added is the writer's own affair, what was replaced is told.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thongsuot.lib.clarity.rewriting.staying import Changed, Thing, unchanged
from thongsuot.lib.text.sentences import spans
from thongsuot.lib.text.shadow import shadow

_WORD = re.compile(r"[^\W_]+")
_SHARED = 5  # words two sentences must share to be of one thing
_ALIKE = 0.6  # of the words of the shorter one
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Altered:
    """`own` says something else than `origin`, sentence beside sentence."""

    origin: str
    own: str
    changes: tuple[Changed, ...]


def altered(origin: Iterable[str], own: Iterable[str]) -> tuple[Altered, ...]:
    """What replaces a figure, a day, a quotation or a denial of the origin. `origin` and `own`
    are paragraphs. At most twenty, in the order of the own text."""
    theirs = [(each, _words(each)) for each in _sentences(origin)]
    found = []
    for sentence in _sentences(own):
        beside = _beside(_words(sentence), theirs)
        changes = _replaced(beside, sentence) if beside and beside != sentence else ()
        if changes:
            found.append(Altered(beside, sentence, changes))
    return tuple(found[:_TOLD])


def _sentences(paragraphs: Iterable[str]) -> list[str]:
    texts = (shadow(paragraph).text for paragraph in paragraphs)
    return [text[start:end] for text in texts for start, end in spans(text)]


def _words(sentence: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(sentence.lower()) if not word.isdigit())


def _beside(words: frozenset[str], theirs: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The sentence of the origin that these words tell again; «» for what is the writer's own."""
    best, most = "", 0.0
    for sentence, known in theirs:
        shared = len(words & known)
        alike = shared / max(1, min(len(words), len(known)))
        if shared >= _SHARED and alike > most:
            best, most = sentence, alike
    return best if most >= _ALIKE else ""


def _replaced(origin: str, own: str) -> tuple[Changed, ...]:
    """A denial counts when it comes or goes; all else when something stands in its place."""
    return tuple(
        change
        for change in unchanged(origin, own)
        if change.thing is Thing.NEGATION
        or (change.thing is not Thing.NAME and change.before and change.after)
    )

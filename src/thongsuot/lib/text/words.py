"""Text into what is searched: words apart from one another, each with its accents and folded, and
pairs of neighbours.

A pair of syllables is to Vietnamese what a word is elsewhere («thuê bao» and not «bao giờ»), so
nothing here needs a dictionary. One way for what is indexed, asked, ranked and marked: «12/2026» is
two words, where one engine would see a path and another two numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .fold import fold

LONGEST = 64
"""Characters of one word; PostgreSQL takes 2,046 bytes, and no word of any language has as many."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = re.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True)
class Word:
    """A word and where it stands: `exact` in small letters with accents, `folded` without."""

    start: int
    end: int
    exact: str
    folded: str


def words(text: str) -> list[Word]:
    """The words of an NFC text, in order."""
    return [Word(m.start(), m.end(), *_forms(m[0])) for m in _WORD.finditer(text)]


def pairs(forms: Sequence[str]) -> list[str]:
    """Each two neighbours as one term."""
    return [f"{one} {other}" for one, other in pairwise(forms)]


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    exact = _MARKS.sub("", word.lower())[:LONGEST]
    return exact, (fold(word)[:LONGEST] or exact)

"""Text into words, one way for what is indexed, for what is asked and for what is marked.

Both engines are fed words apart from one another, so that neither cuts text its own way: «12/2026»
is two words here, where PostgreSQL would see a path and SQLite two numbers.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from thongsuot.lib.text import fold, nfc
from thongsuot.search.terms import Word

READ = 300_000  # characters of one text; PostgreSQL's vectors hold no more than about 1 MB
LONGEST = 64  # characters of one word; PostgreSQL takes 2,046 bytes

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """NFC, without what a database cannot hold, and not longer than what is read."""
    return _UNSTORABLE.sub(" ", nfc(text))[:READ]


def words_of(text: str) -> list[Word]:
    """The words of a text that is `storable`, in order."""
    return [Word(m.start(), m.end(), *_forms(m[0])) for m in _WORD.finditer(text)]


def line(forms: Iterable[str]) -> str:
    """What goes into a column of the index."""
    return " ".join(forms)


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    exact = _MARKS.sub("", word.lower())[:LONGEST]
    return exact, (fold(word)[:LONGEST] or exact)

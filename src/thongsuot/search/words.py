"""What the index is fed: text that a database can hold, as words one to a place.

Both engines are fed words apart from one another, so that neither cuts text its own way.
"""

import re
from collections.abc import Iterable

from thongsuot.lib.text import nfc
from thongsuot.lib.text.words import words as words_of

__all__ = ["READ", "line", "storable", "words_of"]

READ = 300_000  # characters of one text; PostgreSQL's vectors hold no more than about 1 MB

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """NFC, without what a database cannot hold, and not longer than what is read."""
    return _UNSTORABLE.sub(" ", nfc(text))[:READ]


def line(forms: Iterable[str]) -> str:
    """What goes into a column of the index."""
    return " ".join(forms)

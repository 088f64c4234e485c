"""One form for text that is stored (NFC), one for what is searched (folded), one for addresses.

`fold` is what both search engines index, so it must never change without rebuilding the index:
FTS5 folds no đ, and SQLite's `lower` and `LIKE` know only ASCII.
"""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """The composed form; every text is brought to it at the door."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Without accents, case or runs of space: «Đắk  Lắk» gives «dak lak». Stable when repeated."""
    plain = _strip(_strip(text).casefold())
    return _SPACE.sub(" ", plain).strip()


def slug(text: str) -> str:
    """For addresses: folded, a-z and 0-9 with single hyphens; may be empty."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def _strip(text: str) -> str:
    # Casefolding may compose new accents (İ), so `fold` strips before and after it.
    taken = unicodedata.normalize("NFD", text.translate(_STROKE))
    return "".join(char for char in taken if not unicodedata.combining(char)).translate(_STROKE)

"""One form for text that is stored (NFC), one for what is searched (folded), one for addresses.

`fold` is what both search engines index, so it must never change without rebuilding the index:
FTS5 folds no đ, and SQLite's `lower` and `LIKE` know only ASCII.
"""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_MOST_MARKS = 30
_WALL = re.compile(f"[^\\w\\s]{{{_MOST_MARKS + 1},}}")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """The composed form; every text is brought to it at the door.

    Marks beyond the thirtieth of one letter are parted from it by U+034F (UAX #15, stream-safe
    text): putting n marks in order takes n² steps.
    """
    return unicodedata.normalize("NFC", _bounded(text))


def fold(text: str) -> str:
    """Without accents, case or runs of space: «Đắk  Lắk» gives «dak lak». Stable when repeated."""
    plain = _strip(_strip(text).casefold())
    return _SPACE.sub(" ", plain).strip()


def slug(text: str) -> str:
    """For addresses: folded, a-z and 0-9 with single hyphens; may be empty."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def _strip(text: str) -> str:
    # Casefolding may compose new accents (İ), so `fold` strips before and after it.
    taken = unicodedata.normalize("NFD", _bounded(text).translate(_STROKE))
    taken = _MARKS.sub("", taken)  # all there are in Vietnamese
    if not taken.isascii():
        taken = "".join(char for char in taken if not unicodedata.combining(char))
    return taken.translate(_STROKE)


def _bounded(text: str) -> str:
    """The text without walls of marks, which only an attack or a broken file has."""
    return text if text.isascii() else _WALL.sub(_parted, text)


def _parted(wall: re.Match[str]) -> str:
    parts, marks = [], 0
    for char in wall[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        parts.append("\u034f" + char if marks > _MOST_MARKS else char)
        marks = 1 if marks > _MOST_MARKS else marks
    return "".join(parts)

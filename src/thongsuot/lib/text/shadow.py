"""A text and its shadow: what rules look at, with the way back to what stands written.

The shadow is NFC, its tone marks stand where the old way puts them (hòa, thúy), look-alike letters
are Vietnamese ones, odd spaces are spaces, odd hyphens «-», and invisible characters are gone.
Every span found in it is reported in the original, whose characters are never changed. Shadowing a
shadow changes nothing.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .fold import nfc
from .lookalikes import STROKES, latin
from .tones import old_style

_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD = re.compile(
    f"[{_SPACES}\u2010\u2011{''.join(STROKES)}\uff01-\uff5e\U0001d400-\U0001d6a3\U0001d7ce-\U0001d7ff]"
)
_SPACE = re.compile(f"[{_SPACES}]")
_STROKED = str.maketrans(STROKES)
_GONE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufe00-\ufe0f\ufeff"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DRIFTING = re.compile(f"[{_GONE}{''.join(_LIGATURES)}]")
_UNSEEN = re.compile(  # joiners and selectors have their use in pictures (👩‍💻, ❤️)
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_DROPPED = re.compile(f"[{_GONE}]")
_MOST_MARKS = 30  # of one letter (UAX #15, stream-safe text): composing more takes for ever
_WORD = re.compile("[^ \n]+")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`original` as written, `text` as rules see it. `_steps` are (place in the shadow, place in
    the original) wherever the two drift apart, none where they run in step; `_ends` says where a
    letter of the shadow ends that is several characters of the original."""

    original: str
    text: str
    _steps: tuple[tuple[int, int], ...] = ()
    _ends: Mapping[int, int] = field(default_factory=dict, compare=False)

    def at(self, place: int) -> int:
        """The place in the original of one in the shadow."""
        if not self._steps:
            return place
        step = bisect_right(self._steps, (place, len(self.original) + 1)) - 1
        if step < 0:
            return place
        shadow, original = self._steps[step]
        return min(original + place - shadow, len(self.original))

    def of(self, place: int) -> int:
        """The place in the shadow of one in the original."""
        if not self._steps:
            return min(place, len(self.text))
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < place:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the shadow as a span of the original; never empty unless it was."""
        first = self.at(start)
        if start >= end:
            return first, first
        last = self._ends.get(end - 1)
        return first, max(self.at(end - 1) + 1 if last is None else last, first)


def shadow(text: str) -> Shadow:
    """The shadow of any string, also of one that is no proper Unicode."""
    if text.isascii():
        return Shadow(text, _SPACE.sub(" ", text))
    alike = latin(_ODD.sub(_plain, text))
    if not _DRIFTING.search(alike) and unicodedata.is_normalized("NFC", alike):
        return Shadow(text, old_style(alike))
    drawn = _Drawing()
    done = 0
    for found in _WORD.finditer(alike):
        drawn.keep(alike[done : found.start()])
        drawn.draw(found[0])
        done = found.end()
    drawn.keep(alike[done:])
    return Shadow(text, old_style("".join(drawn.parts)), tuple(drawn.steps), drawn.ends)


def mended(text: str) -> str:
    """The text without what a reader cannot see: composed, Vietnamese letters for look-alikes,
    nothing invisible. Spaces, hyphens and the places of tone marks stay as they were written."""
    if text.isascii():
        return text
    return nfc(_UNSEEN.sub("", latin(text).translate(_STROKED)))


def _plain(found: re.Match[str]) -> str:
    char = found[0]
    if char in STROKES:
        return STROKES[char]
    if char in "\u2010\u2011":
        return "-"
    return " " if _SPACE.match(char) else unicodedata.normalize("NFKC", char)


class _Drawing:
    """A shadow in the making: `here` in the shadow, `there` in the original."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.steps: list[tuple[int, int]] = []
        self.ends: dict[int, int] = {}
        self.here = self.there = 0

    def keep(self, text: str) -> None:
        self.parts.append(text)
        self.here += len(text)
        self.there += len(text)

    def draw(self, word: str) -> None:
        if not _DRIFTING.search(word) and unicodedata.is_normalized("NFC", word):
            self.keep(word)
            return
        for letters, taken in _letters(word):
            self._put(_LIGATURES.get(letters) or unicodedata.normalize("NFC", letters), taken)

    def _put(self, drawn: str, taken: int) -> None:
        if len(drawn) == taken:
            self.keep(drawn)
            return
        for place in range(1, len(drawn)):
            self.steps.append((self.here + place, self.there + min(place, taken - 1)))
        self.parts.append(drawn)
        self.here += len(drawn)
        self.there += taken
        if drawn:
            self.ends[self.here - 1] = self.there
        self.steps.append((self.here, self.there))


def _letters(word: str) -> Iterator[tuple[str, int]]:
    """A word letter by letter, each with its marks and without what is gone, and how many
    characters it takes."""
    start = 0
    while start < len(word):
        held, end = word[start], start + 1
        if _DROPPED.match(held):
            yield "", 1
            start = end
            continue
        for place in range(end, len(word)):
            char = word[place]
            if _DROPPED.match(char):
                continue
            if len(held) > _MOST_MARKS or not _joins(held, char):
                break
            held, end = held + char, place + 1
        yield held, end - start
        start = end


def _joins(held: str, char: str) -> bool:
    """Whether a character belongs to the letter before it: a mark, or the rest of a syllable of
    Hangul and the like."""
    if unicodedata.combining(char):
        return True
    if char < "\u09be":
        return False
    whole = unicodedata.normalize("NFC", held)
    return len(unicodedata.normalize("NFC", whole + char)) == len(whole)

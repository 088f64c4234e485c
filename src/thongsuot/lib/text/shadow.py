"""A text and its shadow: what rules look at, with the way back to what stands written.

The shadow is NFC, its tone marks stand where the old way puts them (hòa, thúy), look-alike letters
are Vietnamese ones, odd spaces are spaces and invisible characters are gone. Every span found in it
is reported in the original, whose characters are never changed.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shadow:
    """`original` as written, `text` as rules see it. `_steps` are (place in the shadow, place in
    the original) wherever the two drift apart; none where they run in step."""

    original: str
    text: str
    _steps: tuple[tuple[int, int], ...] = field(default=())

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
        if start == end:
            return self.at(start), self.at(start)
        return self.at(start), max(self.at(end - 1) + 1, self.at(start))


def shadow(text: str) -> Shadow:
    """The shadow of any string."""
    return Shadow(text, unicodedata.normalize("NFC", text))

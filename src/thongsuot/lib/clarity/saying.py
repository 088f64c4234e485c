"""What a text says with a figure or a day: the value, of what, among which words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from thongsuot.lib.clarity.reading import ReadField
from thongsuot.lib.numbers import words as in_words
from thongsuot.lib.text.mentions import Kind, Mention
from thongsuot.lib.text.mentions.figures import EMPTY

FIGURES = (Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
DAY = "day"
_START = itemgetter(0)
_AROUND = 10  # words on either side
_MONTH_AND_DAY = re.compile(r"-(\d\d-\d\d)$")
_SAME = {"độ": "°c", "bảng": "gbp", "mét": "m", "ki-lô-mét": "km", "đô": "usd"}


@dataclass(frozen=True)
class Said:
    """One figure or day. `of` is what is counted (the first word of its measure) or `DAY`; `value`
    is a number without zeros at its end, or month and day."""

    field: ReadField
    mention: Mention
    of: str
    value: str

    @property
    def place(self) -> tuple[int, int]:
        return self.mention.start, self.mention.end

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    @cached_property
    def before(self) -> list[str]:
        """Up to ten words of the sentence before it, the nearest first."""
        first = bisect_left(self.field.tokens, self.mention.start, key=_START)
        low = max(self._bounds[0], first - _AROUND)
        return [token[2] for token in self.field.tokens[low:first]][::-1]

    @cached_property
    def after(self) -> list[str]:
        last = bisect_left(self.field.tokens, self.mention.end, key=_START)
        high = min(self._bounds[1], last + _AROUND)
        return [token[2] for token in self.field.tokens[last:high]]

    @cached_property
    def around(self) -> frozenset[str]:
        """The words on both sides that say something."""
        return frozenset(self.before + self.after) - EMPTY

    def shared(self, other: "Said") -> int:
        """How many of those words another one has too."""
        return len(self.around & other.around)

    def alike(self, other: "Said") -> float:
        """How much of what the shorter of both sentences says the other one says too, 0 to 1."""
        ours, theirs = self._contents, other._contents
        return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)

    @cached_property
    def _contents(self) -> frozenset[str]:
        sentence = self.field.sentence_at(self.mention.start)
        return self.field.once(contents)[sentence.start] if sentence else frozenset()

    @property
    def words(self) -> str:
        return self.field.text[self.mention.start : self.mention.end]

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        sentence = self.field.sentence_at(self.mention.start)
        return (sentence.first, sentence.last) if sentence else (0, len(self.field.tokens))


def contents(field: ReadField) -> dict[int, frozenset[str]]:
    """By the start of a sentence, the words that say something."""
    words = [token[2] for token in field.tokens]
    return {s.start: frozenset(words[s.first : s.last]) - EMPTY for s in field.sentences}


def said(field: ReadField) -> Iterator[Said]:
    """The figures with a measure and the days of a field, outside quotations."""
    for mention in field.mentions:
        of, value = _meant(mention)
        if of and not field.is_quoted(mention.start):
            yield Said(field, mention, of, value)


def told(field: ReadField) -> set[tuple[str, str]]:
    """(of what, value) of all that a field says in any way: in ranges, ratios, quotations, too."""
    found = set()
    for mention in field.mentions:
        of, value = _meant(mention)
        found.add((of, value))
        if mention.kind in (Kind.RANGE, Kind.RATIO):
            unit = DAY if mention.unit == "ngày" and "-" in mention.value else _of(mention.unit)
            ends = re.split(r"\.\.|/", mention.value)
            found |= {(unit, end[-5:] if unit == DAY else end) for end in ends}
        elif mention.kind == Kind.DATE and mention.value.startswith("---"):
            found.add(("day alone", mention.value[-2:]))
    return found


def spelled(one: Said) -> str:
    """A small number in words with what it counts: «ba người»; "" for others."""
    if one.of == DAY or not one.value.isdigit() or len(one.value) > 2:
        return ""
    return f"{in_words(one.number)} {one.mention.unit.split()[0]}"


def _meant(mention: Mention) -> tuple[str, str]:
    if mention.kind in FIGURES and mention.unit:
        return _of(mention.unit), mention.value
    if mention.kind == Kind.DATE and (day := _MONTH_AND_DAY.search(mention.value)):
        return DAY, day[1]
    return "", mention.value


def _of(unit: str) -> str:
    first = unit.partition(" ")[0].lower()
    return _SAME.get(first, first)

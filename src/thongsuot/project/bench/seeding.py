"""Errors sown into clean texts, to see whether the check of agreement finds them.

An item is a figure, a day, a name or a denial that stands in at least two of title, lead and body.
It is changed in one of them, wherever it stands there, as a hand slips: one digit for another, two
digits swapped, a neighbouring day, one syllable of a name, «không» put in or left out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from thongsuot.lib.text.mentions import Kind, mentions

Text = Mapping[str, str]
"""title, lead and body."""

PARTS = ("title", "lead", "body")
_FIGURES = (Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
_NAME = re.compile(
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)[ ]((?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+[ ]){1,3}[A-ZĐÀ-Ỹ][a-zà-ỹ]+)"
)
_DENIED = re.compile(r"(không|chưa)[ ]([a-zà-ỹ]+[ ][a-zà-ỹ]+)(?![^\W])")
_SYLLABLES = "An Bình Cường Dũng Hà Hải Hùng Lan Long Minh Nam Phong Sơn Thắng Tuấn Việt".split()  # noqa: SIM905 - names


@dataclass(frozen=True)
class Item:
    """What stands in several parts: where in each."""

    kind: str  # figure | date | name | negation
    value: tuple[str, ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Seeded:
    """A text with one error: of which kind, in which part, what stood there and what stands now."""

    text: Text
    kind: str
    part: str
    was: str
    now: str
    places: tuple[tuple[int, int], ...]
    """The changed places, in the changed part."""


def items(text: Text) -> list[Item]:
    """What stands in at least two parts, outside quotations."""
    found: dict[tuple[str, ...], dict[str, list[tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    open_ones: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for part in PARTS:
        quotes = _quotes(text[part])
        for key, place in _said(text[part]):
            found[key][part].append(place)
            if not any(low <= place[0] < high for low, high in quotes):
                open_ones[key].add(part)
    return [
        Item(key[0], key[1:], {part: tuple(at) for part, at in places.items()})
        for key, places in found.items()
        if len(open_ones[key]) > 1
    ]


def seeded(text: Text, kind: str, random: Random) -> Seeded | None:
    """The text with one error of a kind; None where nothing of the kind stands twice."""
    choices = [item for item in items(text) if item.kind == kind]
    if not choices:
        return None
    item = random.choice(choices)
    part = random.choice(sorted(item.places))
    start, end = item.places[part][0]
    was = text[part][start:end]
    now = _SLIPS[kind](was, random)
    if now is None or now == was:
        return None
    changed, places = _replaced(text[part], item.places[part], now)
    return Seeded({**text, part: changed}, kind, part, was, now, places)


def _replaced(
    text: str, places: tuple[tuple[int, int], ...], now: str
) -> tuple[str, tuple[tuple[int, int], ...]]:
    made: list[str] = []
    new: list[tuple[int, int]] = []
    last = length = 0
    for start, end in places:
        made += [text[last:start], now]
        length += start - last
        new.append((length, length + len(now)))
        length += len(now)
        last = end
    return "".join([*made, text[last:]]), tuple(new)


def _said(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    yield from sorted([*_numbers(text), *_names(text), *_denials(text)], key=lambda each: each[1])


def _quotes(text: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in mentions(text) if m.kind == Kind.QUOTE]


def _numbers(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    for mention in mentions(text):
        place = mention.start, mention.end
        if mention.kind in _FIGURES and mention.unit and mention.value != "1":
            yield ("figure", mention.kind, mention.value, mention.unit.split()[0]), place
        elif mention.kind == Kind.DATE and re.search(r"-\d\d-\d\d$", mention.value):
            yield ("date", mention.value[-5:]), place


def _names(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    for found in _NAME.finditer(text):
        if found[1].count(" ") >= 2:
            yield ("name", found[1]), found.span(1)


def _denials(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    for found in _DENIED.finditer(text):
        yield ("negation", found[0]), found.span()


def _slipped(was: str, random: Random) -> str | None:
    """Another digit, or two neighbours swapped; small numbers grow or shrink by up to three.
    «1» is an article as often as a number: it is neither changed nor made.

    The zeros at the end of a round number stay: «5.000» said as «5.040» would only be more exact.
    """
    number = re.match(r"[\d.,]+", was)
    places = [
        m.start() for m in re.finditer(r"\d(?=[\d.,]*[1-9])|[1-9]", number[0] if number else "")
    ]
    if len(places) == 1:
        now = int(was[places[0]]) + random.choice((-3, -2, -1, 1, 2, 3))
        return was[: places[0]] + str(now) + was[places[0] + 1 :] if 1 < now < 10 else None
    swaps = [n for n in places[1:] if n - 1 in places and was[n] != was[n - 1] and was[n] != "0"]
    if swaps and random.random() < 0.3:
        at = random.choice(swaps)
        return was[: at - 1] + was[at] + was[at - 1] + was[at + 1 :]
    at = random.choice(places)
    others = [each for each in "123456789" if each != was[at]]
    return was[:at] + random.choice(others) + was[at + 1 :]


def _moved(was: str, random: Random) -> str | None:
    """A day up to nine away, in the same month."""
    day = re.match(r"\d+", was)
    if not day:
        return None
    now = int(day[0]) + random.choice([n for n in range(-9, 10) if n])
    if not 1 <= now <= 28:
        return None
    return f"{now:0{len(day[0])}}" + was[day.end() :]


def _renamed(was: str, random: Random) -> str | None:
    syllables = was.split()
    at = random.randrange(1, len(syllables))
    syllables[at] = random.choice([each for each in _SYLLABLES if each != syllables[at]])
    return " ".join(syllables)


def _affirmed(was: str, random: Random) -> str | None:
    return was.partition(" ")[2]


_SLIPS: dict[str, Callable[[str, Random], str | None]] = {
    "figure": _slipped,
    "date": _moved,
    "name": _renamed,
    "negation": _affirmed,
}

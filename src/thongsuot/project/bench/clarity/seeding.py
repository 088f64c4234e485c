"""Errors sown into clean texts, to see whether the rule on parts that disagree finds them.

An item is a figure, a day, a name or a denial that stands in at least two of title, lead and body.
It is changed in one of them, wherever it stands there (a part that says it in words, too, is left
alone), as a hand slips: one digit for another, two
digits swapped, a neighbouring day, one syllable of a name, «không» left out.

A figure or a day is said of the same thing where the parts share at least five of the ten words on
either side of it that say something; without them no reader could tell that it is the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from thongsuot.lib.clarity.documents import of_release
from thongsuot.lib.clarity.kinds import find
from thongsuot.lib.clarity.namesakes import UPPER
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.clarity.saying import DAY, said, told
from thongsuot.lib.numbers import words
from thongsuot.lib.text.mentions import Kind, mentions

Text = Mapping[str, str]
"""title, lead and body."""

PARTS = ("title", "lead", "body")
KINDS = ("figure", "date", "name", "negation")
SAME_THING = 5  # words shared
_RULE = "NUM1"
_FIGURES = (Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
_NAME = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)[ ]((?:[{UPPER}][^\W\d_]+[ ]){{2,3}}[{UPPER}][^\W\d_]+)"
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
    """Where it stood in that part."""
    shared: int
    """How many words around it the parts share; figures and days only."""


@dataclass(frozen=True)
class Counted:
    """How many errors of a kind were sown, and how many of them were found."""

    sown: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.sown if self.sown else 0.0


@dataclass(frozen=True)
class Measured:
    """Over so many clean texts: by kind all errors, and those of the same thing; the remarks on
    the texts before anything was sown."""

    texts: int
    every: Mapping[str, Counted]
    same_thing: Mapping[str, Counted]
    alarms: tuple[tuple[str, str], ...]
    """(what stands there, what it was held against) of each."""


def measure(texts: Iterable[Text], *, most: int, seed: int) -> Measured:
    """The first `most` texts that have a figure or a day in two parts, each with one error of each
    kind that can be sown."""
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    every: dict[str, Counted] = dict.fromkeys(KINDS, Counted())
    same = dict(every)
    alarms: list[tuple[str, str]] = []
    count = 0
    for text in texts:
        if count == most:
            break
        sown = [each for kind in KINDS if (each := seeded(text, kind, random))]
        if not any(each.kind in ("figure", "date") for each in sown):
            continue
        count += 1
        before = _remarks(text)
        alarms += sorted(before)
        for each in sown:
            found = bool(_remarks(each.text) - before)
            every[each.kind] = _more(every[each.kind], found)
            if each.shared >= SAME_THING:
                same[each.kind] = _more(same[each.kind], found)
    return Measured(count, every, same, tuple(alarms))


def _more(counted: Counted, found: bool) -> Counted:
    return Counted(counted.sown + 1, counted.found + found)


def _remarks(text: Text) -> set[tuple[str, str]]:
    hits = find(by_id()[_RULE], _reading(text))
    return {(hit.field.text[hit.start : hit.end], str(hit.told["other"])) for hit in hits}


def _reading(text: Text) -> Reading:
    return Reading(of_release(title=text["title"], lead=text["lead"], body=text["body"]))


def _still_says(text: Text, part: str, item: Item) -> bool:
    """Whether a part says a figure or day in words, in a range or elsewhere although it changed."""
    field = _reading(text).field(part)
    if item.kind not in ("figure", "date") or field is None:
        return False
    if item.kind == "date":
        return (DAY, item.value[0]) in told(field)
    number, unit = item.value[1], item.value[2]
    in_words = words(Decimal(number)) if number.isdigit() and len(number) < 3 else "\0"
    return any(value == number for of, value in told(field) if of) or (
        f"{in_words} {unit}" in field.lower
    )


def _shared(text: Text, item: Item, part: str) -> int:
    """The most words that a figure or day of a part shares with itself in another part."""
    if item.kind not in ("figure", "date"):
        return 0
    ones = [
        one
        for field in _reading(text).fields
        for one in said(field)
        if one.place in item.places.get(field.name, ())
    ]
    ours = [one for one in ones if one.field.name == part]
    pairs = ((one, other) for one in ours for other in ones if one.field is not other.field)
    return max((one.shared(other) for one, other in pairs), default=0)


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
    changed = {**text, part: _replaced(text[part], item.places[part], now)}
    if _still_says(changed, part, item):
        return None
    return Seeded(changed, kind, part, was, now, item.places[part], _shared(text, item, part))


def _replaced(text: str, places: tuple[tuple[int, int], ...], now: str) -> str:
    made: list[str] = []
    last = 0
    for start, end in places:
        made += [text[last:start], now]
        last = end
    return "".join([*made, text[last:]])


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
    if not places:
        return None
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

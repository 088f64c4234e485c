"""What a text says of figures that the house knows: of the fact bank, of earlier editions.

A figure is one of the bank where its name stands beside it in the same sentence and the measure is
the same. Sentences about another day, or about one place of many, are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from thongsuot.lib.clarity.agreement import is_exact
from thongsuot.lib.clarity.phrases import TOKEN, Phrasebook
from thongsuot.lib.clarity.reading import ReadField, Sentence
from thongsuot.lib.clarity.saying import FIGURES, contents
from thongsuot.lib.clarity.terms import Known, Stated
from thongsuot.lib.numbers import read
from thongsuot.lib.text.mentions import Kind, Mention, mentions
from thongsuot.lib.text.mentions.figures import EMPTY
from thongsuot.lib.text.shadow import shadow

_NEAR = 60  # characters between a figure and its name
_ROUGH = Decimal("0.12")
_FRESH = timedelta(days=60)
_LOCAL = frozenset("tỉnh huyện quận xã phường tp từng mỗi riêng thêm tăng giảm".split())  # noqa: SIM905 - words
_LOCAL_PAIRS = (" thành phố ", " địa bàn ", " địa phương ")
_LEAST, _ALIKE = 4, 0.6
_MOST = 0.6
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure of a text and the one of the bank that it speaks of."""

    field: ReadField
    mention: Mention
    known: Known

    @property
    def agrees(self) -> bool:
        """Whether the text says the bank's figure, perhaps with fewer digits."""
        return rounds(self.known.number, Decimal(self.mention.value), self.known.measure)

    @property
    def is_near(self) -> bool:
        """Whether «gần», «trên» and their like are true of the bank's figure."""
        said, number = Decimal(self.mention.value), self.known.number
        return abs(said - number) <= _ROUGH * max(abs(said), abs(number))


def sights(field: ReadField, figures: tuple[Known, ...]) -> Iterator[Sight]:
    """The figures of a field that the bank has too, each once: with the newest value."""
    if not figures or not field.mentions:
        return
    found = _book(figures).find(field.tokens, field.lower)
    seen: dict[int, Sight] = {}
    for known in sorted(figures, key=lambda each: each.as_of):
        for start, end, _nothing in found.get(known.key, ()):
            mention = _beside(field, start, end, known)
            if mention:
                seen[mention.start] = Sight(field, mention, known)
    yield from seen.values()


def vague_sights(field: ReadField, figures: tuple[Known, ...]) -> Iterator[Sight]:
    """«gần 80 nhà báo» where the bank has 78 of them: near in number, the only such figure of its
    sentence, which says most of what the bank counts, in whatever order."""
    for mention in field.mentions:
        sentence = field.sentence_at(mention.start) if mention.about else None
        if sentence is None or mention.kind not in FIGURES or field.is_quoted(mention.start):
            continue
        inside = [m for m in field.mentions if sentence.start <= m.start < sentence.end]
        if sum(m.unit == mention.unit for m in inside) > 1:
            continue
        words = field.once(contents)[sentence.start]
        for known in figures:
            sight = Sight(field, mention, known)
            if not (_is_of(mention, known) and sight.is_near and _says_most(words, known)):
                continue
            if not (_of_another_day(inside, known.as_of) or _local(field, sentence, known)):
                yield sight
                break


def _is_of(mention: Mention, known: Known) -> bool:
    """Whether a figure counts what the bank counts, or the people or things its name begins with
    («80 nhà báo» of «Nhà báo tham gia mạng lưới», which are counted in «người»)."""
    unit = mention.unit.split()[:2]
    begun = any(_words(name)[: len(unit)] == unit for name in known.names)
    return _measures(mention, known.measure) or (mention.kind == Kind.COUNT and begun)


def _says_most(words: frozenset[str], known: Known) -> bool:
    return any(len(named & words) >= _MOST * len(named) for named in _named(known))


@lru_cache(maxsize=2048)
def _named(known: Known) -> tuple[frozenset[str], ...]:
    """By name, the words that say something; names of a word or two say too little."""
    found = (frozenset(_words(name)) - EMPTY for name in known.names)
    return tuple(words for words in found if len(words) >= _LEAST)


def _words(name: str) -> list[str]:
    return _WORDS.findall(" ".join(_phrase(name)))


@lru_cache(maxsize=8)
def _book(figures: tuple[Known, ...]) -> Phrasebook:
    return Phrasebook({each.key: {_phrase(name): "" for name in each.names} for each in figures})


def _phrase(name: str) -> tuple[str, ...]:
    return tuple(shadow(name).text.lower().split())


def _beside(field: ReadField, start: int, end: int, known: Known) -> Mention | None:
    """The nearest figure of that measure in the sentence, with nothing of the kind between."""
    sentence = field.sentence_at(start)
    if sentence is None or field.is_quoted(start):
        return None
    inside = [m for m in field.mentions if sentence.start <= m.start < sentence.end]
    if _of_another_day(inside, known.as_of) or _local(field, sentence, known):
        return None
    near = [
        (max(start - mention.end, mention.start - end, 0), mention)
        for mention in inside
        if mention.kind in FIGURES and _measures(mention, known.measure)
    ]
    distance, mention = min(near, key=lambda each: each[0], default=(_NEAR + 1, None))
    return mention if distance <= _NEAR else None


def _measures(mention: Mention, measure: str) -> bool:
    words = _scaled(measure)[1].split()
    return bool(words) and mention.unit.split()[:1] == words[:1]


@lru_cache(maxsize=512)
def _scaled(measure: str) -> tuple[Decimal, str]:
    """«tỷ đồng» as 10⁹ and «đồng»."""
    words = shadow(measure).text.lower().split()
    count = 0
    while count < len(words) - 1 and _is_scale(words[count]):
        count += 1
    return read(" ".join(["1", *words[:count]])), " ".join(words[count:])


def _is_scale(word: str) -> bool:
    return word in ("nghìn", "ngàn", "triệu", "tỷ", "tỉ")


def rounds(exact: Decimal, said: Decimal, measure: str = "") -> bool:
    """Whether a figure said is the exact one, rounded or cut to the digits that it has: at least
    two."""
    exact *= _scaled(measure)[0] if measure else 1
    if said == exact:
        return True
    if said == 0 or len(said.normalize().as_tuple().digits) < _DIGITS:
        return False
    step = Decimal(1).scaleb(_last_place(said))
    return said in (exact // step * step, (exact + step / 2) // step * step)


def _last_place(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _of_another_day(inside: Iterable[Mention], day: date) -> bool:
    dates = [mention.value for mention in inside if mention.kind == Kind.DATE]
    iso = day.isoformat()
    return any(not _covers(value, iso) for value in dates)


def _covers(value: str, iso: str) -> bool:
    """Whether a day lies in a date as written: 2023, 2023-11, --11-28, ---28."""
    if value.startswith("---"):
        return iso[8:] == value[3:]
    return iso[5:].startswith(value[2:]) if value.startswith("--") else iso.startswith(value)


def _local(field: ReadField, sentence: Sentence, known: Known) -> bool:
    """Whether a sentence is about a part, or a change, of what the bank counts."""
    words = [token[2] for token in field.tokens[sentence.first : sentence.last]]
    named = {word for name in known.names for word in _phrase(name)}
    said = f" {' '.join(words)} "
    return not _LOCAL.isdisjoint(set(words) - named) or any(pair in said for pair in _LOCAL_PAIRS)


# Earlier editions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure of a text against what an edition stated of the same."""

    field: ReadField
    mention: Mention
    stated: Stated


def contradictions(
    field: ReadField, stated: tuple[Stated, ...], today: date | None
) -> Iterator[Contradiction]:
    """Where a sentence nearly says what an edition said, of the same days, with another figure.

    What bears no date counts for sixty days.
    """
    by_measure = _by_measure(stated) if stated else {}
    for mention in field.mentions if by_measure else ():
        alike = by_measure.get(mention.unit.partition(" ")[0], ()) if is_exact(mention) else ()
        sentence = field.sentence_at(mention.start) if alike else None
        if sentence is None or field.is_quoted(mention.start):
            continue
        said = _sense(field.text[sentence.start : sentence.end])
        same = [each for each in alike if _same_thing(said, each, today)]
        if not same:
            continue
        newest = max(same, key=lambda each: each.day)
        number = Decimal(mention.value)
        if not any(rounds(s.number, number) or rounds(number, s.number) for s in same):
            yield Contradiction(field, mention, newest)


@lru_cache(maxsize=8)
def _by_measure(stated: tuple[Stated, ...]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = {}
    for each in stated:
        found.setdefault(each.measure.lower().partition(" ")[0], []).append(each)
    return found


_Sense = tuple[frozenset[str], frozenset[str]]


@lru_cache(maxsize=4096)
def _sense(sentence: str) -> _Sense:
    """The words of a sentence that say something, and its dates."""
    text = shadow(sentence).text
    words = frozenset(w for w in TOKEN.findall(text.lower()) if not w[0].isdigit()) - EMPTY
    return words, frozenset(m.value for m in mentions(text) if m.kind == Kind.DATE)


def _same_thing(said: _Sense, stated: Stated, today: date | None) -> bool:
    words, dates = _sense(stated.sentence)
    if dates != said[1] or (not dates and today and today - stated.day > _FRESH):
        return False
    shared = len(words & said[0])
    return shared >= _LEAST and shared >= _ALIKE * max(len(words), len(said[0]))

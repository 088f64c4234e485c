"""Whether the parts of a text agree in figures and days, and what they state.

Two parts disagree where they say another figure of the same thing: the same measure among the same
words, the one figure as if written down wrongly (a digit, two digits swapped, a small number a
little off), and neither of them standing in the other part. Figures that round each other agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thongsuot.lib.clarity.reading import ReadField
from thongsuot.lib.clarity.saying import DAY, FIGURES, Said, said, spelled, told
from thongsuot.lib.text.mentions import Kind, Mention


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure said in a sentence. `start` and `end` lie in the shadow of the field."""

    sentence: str
    number: Decimal
    measure: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`one` stands against `other`; where a third part speaks for one of them, for `other`."""

    one: Said
    other: Said


def statements(field: ReadField) -> list[Statement]:
    """The exact figures of a field, outside quotations, with the sentence that says them.

    Rounded ones («gần 80») and those without a measure are left out.
    """
    return list(_statements(field))


def _statements(field: ReadField) -> Iterator[Statement]:
    for mention in field.mentions:
        sentence = field.sentence_at(mention.start) if is_exact(mention) else None
        if sentence is None or field.is_quoted(mention.start):
            continue
        words = field.text[sentence.start : sentence.end]
        yield Statement(words, Decimal(mention.value), mention.unit, mention.start, mention.end)


def is_exact(mention: Mention) -> bool:
    """Whether a mention is a figure of something, without «gần» or «hơn»."""
    return mention.kind in FIGURES and bool(mention.unit) and not mention.about


# Parts against each other -------------------------------------------------------------------------


def disagreements(fields: Sequence[ReadField]) -> list[Disagreement]:
    """Where parts of a text say another figure or day of the same thing, each place once.

    Title and lead are held against what follows them, captions and attachments against all three.
    """
    parts = [_Part(field) for field in fields]
    found: dict[tuple[str, int], Disagreement] = {}
    for first, second in _held(parts):
        for each in _between(first, second, parts):
            found.setdefault((each.one.field.name, each.one.mention.start), each)
    return list(found.values())


class _Part:
    """A field with what it says, and everything it tells in any way."""

    def __init__(self, field: ReadField) -> None:
        self.name = field.name.partition(":")[0]
        self.field = field
        self.said = list(said(field))
        self.by_measure: dict[str, list[Said]] = {}
        for each in self.said:
            self.by_measure.setdefault(each.of, []).append(each)
        self._told = told(field)

    def says_once(self, of: str) -> bool:
        return len({each.value for each in self.by_measure.get(of, ())}) == 1

    def says(self, one: Said) -> bool:
        return (one.of, one.value) in self._told

    def is_silent_on(self, one: Said, instead: Said) -> bool:
        """Whether nothing here says the same as `one`, or only among words that are much less its
        own than those of what stands here `instead`."""
        alike = self.by_measure.get(one.of, ())
        same = [each for each in alike if each.value == one.value]
        if same and one.of != DAY:
            clearly = max(map(one.shared, same)) + _CLEARLY <= one.shared(instead)
            return clearly and _goes_on_alike(one, instead)
        if same or self.says(one):
            return False
        if one.of == DAY:
            return True
        if one.shared(instead) >= _CLEARLY:
            return True
        if (in_words := spelled(one)) and in_words in self.field.lower:
            return False
        return not any(rounded(one, each) for each in alike)


_CLEARLY = 4  # words
_SURELY = 7


def _held(parts: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    order = {"title": 0, "lead": 1, "body": 2}
    for first in parts:
        for second in parts:
            if order.get(first.name, 3) < order.get(second.name, 3):
                yield first, second


def _between(first: _Part, second: _Part, parts: list[_Part]) -> Iterator[Disagreement]:
    thirds = [part for part in parts if part is not first and part is not second]
    for one in first.said:
        rivals = [
            each
            for each in second.by_measure.get(one.of, ())
            if disagree(one, each, alone=first.says_once(one.of) and second.says_once(one.of))
            and second.is_silent_on(one, each)
            and first.is_silent_on(each, one)
        ]
        if not rivals:
            continue
        other = max(rivals, key=one.shared)
        one_more = any(part.says(one) for part in thirds)
        other_more = any(part.says(other) for part in thirds)
        if one_more and (other_more or not _surely(one, other)):
            continue
        yield Disagreement(other, one) if one_more else Disagreement(one, other)


def _surely(one: Said, other: Said) -> bool:
    """Whether two figures are of one thing even where a third part speaks for the first."""
    if one.of == DAY or _slipped(one.value, other.value) or one.shared(other) >= _SURELY:
        return True
    return _goes_on_alike(one, other)


def _goes_on_alike(one: Said, other: Said) -> bool:
    """Whether what is counted is the same, and the word after it."""
    unit = min(len(one.mention.unit.split()), len(other.mention.unit.split()), 2)
    return one.after[: unit + 1] == other.after[: unit + 1]


SHARED = 5
"""How many of the words around two figures must be the same for them to be of one thing."""


_SAME_EVENT, _SAME_THING = 0.35, 0.3
"""How much of the shorter sentence the other one says too: a text has days of many events."""


def disagree(one: Said, other: Said, *, alone: bool = True) -> bool:
    """Whether two figures of one measure, or two days, are the same thing said differently.
    `alone` says that neither part has another figure of that measure."""
    if one.value == other.value or one.shared(other) < SHARED:
        return False
    if one.of == DAY:
        return one.alike(other) >= _SAME_EVENT and _days_disagree(one, other)
    if one.alike(other) < _SAME_THING:
        return False
    if one.of == "tuổi" and one.before[:1] != other.before[:1]:
        return alone and one.field.name == "title" and _figures_disagree(one, other)
    return _figures_disagree(one, other)


def _figures_disagree(one: Said, other: Said) -> bool:
    if "1" in (one.value, other.value) or rounded(one, other):
        return False
    ours, theirs = (_KINDS_OF_ABOUT.get(s.mention.about, "") for s in (one, other))
    small = max(one.number, other.number) <= 12
    if (ours and theirs and ours != theirs) or _is_part(one, small) != _is_part(other, small):
        return False
    return _slipped(one.value, other.value) or _a_little_off(one, other)


def _is_part(one: Said, small: bool) -> bool:
    """«tài xế và 2 người», «2 người còn lại», «gia đình 4 người»: a part, or a whole, of what may
    be said elsewhere."""
    following = f" {' '.join(one.after[1:5])} "
    if (small and one.before[:1] == ["và"]) or any(words in following for words in _REMAINING):
        return True
    return one.of == "người" and not _WHOLES.isdisjoint(one.before[:1])


_WHOLES = frozenset(["đình", "nhóm", "đoàn", "hộ"])
_REMAINING = (" còn lại ", " còn sống ", " khác ", " nữa ")
_KINDS_OF_ABOUT = {
    "hơn": "over", "trên": "over", "quá": "over", "không dưới": "over", "ít nhất": "over",
    "tối thiểu": "over", "gần": "under", "dưới": "under", "ngót": "under", "không quá": "under",
    "tối đa": "under", "nhiều nhất": "under",
}  # fmt: skip


def _slipped(one: str, other: str) -> bool:
    """One digit for another, or two neighbours swapped, in numbers of several digits."""
    if len(one) != len(other) or min(len(one) - _zeros(one), len(other) - _zeros(other)) < 2:
        return False
    apart = [place for place, digit in enumerate(one) if digit != other[place]]
    if len(apart) == 1:
        return _zeros(one) == _zeros(other)
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def _a_little_off(one: Said, other: Said) -> bool:
    """Small numbers at most three apart, or round ones of one size with another first digit."""
    ours, theirs = one.number, other.number
    if max(ours, theirs) <= 12:
        return abs(ours - theirs) <= 3
    round_ones = _digits(one.value) == 1 and _digits(other.value) == 1
    return round_ones and len(one.value) == len(other.value)


def _digits(number: str) -> int:
    """How many digits say something: 3 in 12500."""
    return len(number.replace(".", "").strip("0"))


def _zeros(number: str) -> int:
    return 0 if "." in number else len(number) - len(number.rstrip("0"))


_ROUGH = Decimal("0.12")
_FINE = Decimal("0.03")


def rounded(one: Said, other: Said) -> bool:
    """Whether one of two figures is the other one rounded: «gần 80» and 78, 250 and 250,6."""
    if one.of == DAY or _digits(one.value) == _digits(other.value):
        return False
    ours, theirs = one.number, other.number
    apart = abs(ours - theirs) / max(ours, theirs)
    coarse, fine = (one, other) if _digits(one.value) < _digits(other.value) else (other, one)
    about = coarse.mention.about
    return apart <= (_ROUGH if about and about != fine.mention.about else _FINE)


_ENDS = frozenset("tính từ đến tới trước sau hết kết mai qua đó".split())  # noqa: SIM905 - words
_APART = frozenset("tính kết mai qua đó".split())  # noqa: SIM905 - words
"""«tính đến ngày», «kết thúc ngày», «ngày mai», «hôm qua», «trước đó»: surely another day."""


def _days_disagree(one: Said, other: Said) -> bool:
    """Days of one month, or with one number, in the same role («từ», «đến»), in no known other
    years; days of documents are the documents' own."""
    ours, theirs = one.mention.value, other.mention.value
    if not ours.startswith("-") and not theirs.startswith("-") and ours[:4] != theirs[:4]:
        return False
    if one.value[:2] != other.value[:2] and one.value[-2:] != other.value[-2:]:
        return False
    our_ends, their_ends = _ends(one), _ends(other)
    if our_ends & _APART != their_ends & _APART:
        return False
    if our_ends != their_ends and one.shared(other) < (_SURELY if our_ends and their_ends else 4):
        return False
    return _of_a_document(one) == _of_a_document(other)


def _ends(one: Said) -> frozenset[str]:
    return _ENDS.intersection(one.before[:3])


_DOCUMENT_NEAR = 24


def _of_a_document(one: Said) -> bool:
    low = one.mention.start - _DOCUMENT_NEAR
    return any(
        each.kind == Kind.DOCUMENT and low <= each.end <= one.mention.start
        for each in one.field.mentions
    )

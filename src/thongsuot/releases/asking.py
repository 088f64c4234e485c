"""What may be said on a topic now, and how a question finds it. Pure."""

from dataclasses import dataclass

from thongsuot.facts.terms import FigureView
from thongsuot.lib.text.ranking import Entry
from thongsuot.network.terms import PersonView
from thongsuot.releases.houses import Answered, House, HouseFigure
from thongsuot.releases.terms import EditionView, TopicView


@dataclass(frozen=True)
class SayableFigure:
    """A figure of a house beside the bank as it stands now. `bank` is None where the viewer may
    not see the series; `now` is how its value is written, "" where it has none."""

    told: HouseFigure
    bank: FigureView | None
    now: str = ""

    @property
    def moved(self) -> bool:
        """Whether the bank has another value than the text."""
        value = self.bank.value if self.bank else None
        return value is not None and value.id != self.told.value

    @property
    def overdue(self) -> bool:
        return self.bank is not None and self.bank.overdue


@dataclass(frozen=True)
class Body:
    """A body that answers for a topic: who speaks for it, and whom to call."""

    name: str
    speakers: tuple[PersonView, ...]
    officers: tuple[PersonView, ...]


@dataclass(frozen=True)
class Sayable:
    """A topic as one who must answer needs it. `edition` and `house` are None where nothing
    stands; `expired` when the lines hold no longer. `bodies`: the owner, then deputies; the centre
    where nobody else can be asked."""

    topic: TopicView
    edition: EditionView | None
    house: House | None
    expired: bool
    figures: tuple[SayableFigure, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Asked:
    """A topic that a question is about, best first; `place` is that of the answer in its house
    that fits best, None where none does."""

    topic: TopicView
    place: int | None
    score: float

    @property
    def answer(self) -> Answered | None:
        house = self.topic.house
        return house.answers[self.place] if house and self.place is not None else None


def entry(
    code: str, names: tuple[str, ...], keywords: tuple[str, ...], house: House | None
) -> Entry:
    """What can be found of a topic. Of the house whatever it holds: hand in only what may be seen;
    what is not to be said yet is never found."""
    texts = [("name", name) for name in names]
    texts += [("keyword", line) for line in keywords]
    if house is None:
        return Entry(code, tuple(texts))
    texts += [("one_line", house.one_line)]
    texts += [("message", line.text) for line in house.messages]
    texts += [("answer", figure.words) for figure in house.figures]
    texts += [("answer", quote.text) for quote in house.quotes]
    texts += [("answer", document.title) for document in house.documents]
    answers = tuple((each.question, each.answer) for each in house.answers)
    return Entry(code, tuple((field, words) for field, words in texts if words), answers)


@dataclass(frozen=True)
class Changes:
    """Lines of a house that came, and lines that went, since another one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def changes(before: House, after: House) -> Changes:
    """By whole lines, in their order: a line that was reworded came and went."""
    old, new = _lines(before), _lines(after)
    return Changes(
        tuple(line for line in new if line not in set(old)),
        tuple(line for line in old if line not in set(new)),
    )


def _lines(house: House) -> list[str]:
    lines = [house.one_line, *(line.text for line in house.messages)]
    lines += [f"{each.question} {each.answer}" for each in house.answers]
    lines += [f"{each.words}: {each.written}" for each in house.figures if each.written]
    lines += [f"«{each.text}» {each.name}".strip() for each in house.quotes]
    lines += [each.title for each in house.documents]
    return [line for line in lines if line]

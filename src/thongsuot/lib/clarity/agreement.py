"""Whether a text agrees with itself, with the fact bank and with what was said before.

What is compared are figures said of the same thing: the same measure, the same words around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thongsuot.lib.clarity.reading import ReadField
from thongsuot.lib.text.mentions import Kind, Mention

_STATED = (Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure said in a sentence. `start` and `end` lie in the shadow of the field."""

    sentence: str
    number: Decimal
    measure: str
    start: int
    end: int


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
        said = field.text[sentence.start : sentence.end]
        yield Statement(said, Decimal(mention.value), mention.unit, mention.start, mention.end)


def is_exact(mention: Mention) -> bool:
    """Whether a mention is a figure of something, without «gần» or «hơn»."""
    return mention.kind in _STATED and bool(mention.unit) and not mention.about

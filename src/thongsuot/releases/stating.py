"""What a text says in figures, as it is remembered when it becomes an edition. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thongsuot.lib.clarity import Document, agreement
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.terms import Part

VERSION = 1
"""Of the reading: editions read out by an older one are read again."""
LONGEST_SENTENCE = 2000
LONGEST_MEASURE = 120
_LARGEST = Decimal(10) ** 23
_STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a text with one figure in it."""

    sentence: str
    number: Decimal
    measure: str


def said(document: Document) -> list[Said]:
    """Each figure of lead and body once, in their order."""
    return list(dict.fromkeys(_said(document)))


def _said(document: Document) -> Iterator[Said]:
    told = tuple(each for each in document.fields if each.name in (Part.LEAD, Part.BODY))
    for field in Reading(Document(told)).fields:
        for each in agreement.statements(field):
            if each.number.is_finite() and abs(each.number) < _LARGEST:
                number = each.number.quantize(_STEP).normalize()
                yield Said(each.sentence[:LONGEST_SENTENCE], number, each.measure[:LONGEST_MEASURE])

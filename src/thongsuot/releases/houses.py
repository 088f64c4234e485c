"""The message house of a topic: what may be said now, what not yet, by whom. Pure.

Lines marked `inside` and everything under `not_yet` stay with the units whatever the reach.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

MOST_MESSAGES = 5


@dataclass(frozen=True)
class Line:
    """One key message."""

    text: str
    inside: bool = False


@dataclass(frozen=True)
class Answered:
    """A question that people ask, and what is said to it."""

    question: str
    answer: str
    inside: bool = False


@dataclass(frozen=True)
class HouseFigure:
    """A series of the bank; `value` is the value pinned when the text was saved, `written` how it
    reads. Empty until then."""

    series: UUID
    words: str = ""  # what stands before it: «Thuê bao đã chuẩn hóa thông tin»
    value: UUID | None = None
    written: str = ""
    as_of: date | None = None
    inside: bool = False


@dataclass(frozen=True)
class Quote:
    """Words that may be used, of somebody with the mandate to say them. `post` is of the day."""

    text: str
    speaker: UUID
    name: str = ""
    post: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Document:
    """What the lines rest on: number, date, title; an address where it can be read."""

    title: str
    number: str = ""
    url: str = ""
    inside: bool = False


@dataclass(frozen=True)
class House:
    """All of it. `valid_until` is the last day on which the lines hold; `review_on` the day by
    which the owner looks at them again."""

    one_line: str = ""
    messages: tuple[Line, ...] = ()
    answers: tuple[Answered, ...] = ()
    figures: tuple[HouseFigure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    not_yet: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    valid_until: date | None = None
    review_on: date | None = None

"""The words of the fact bank: indicators, series, values, targets."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from thongsuot.network.terms import Reach


class Better(StrEnum):
    """Which way an indicator should go."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Cadence(StrEnum):
    """How often a new value is due."""

    NONE = "none"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Standing(StrEnum):
    """A value beside its target: «đạt», «vượt», «chưa đạt», or nothing to compare with."""

    MET = "met"
    EXCEEDED = "exceeded"
    SHORT = "short"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """How a figure is written in a text: 124.500.000 · 124,5 triệu · một trăm hai mươi bốn …"""

    DIGITS = "digits"
    SHORT = "short"
    WORDS = "words"


@dataclass(frozen=True)
class TargetView:
    """What was to be reached by a day; `standing` is of the newest value on or before it."""

    number: Decimal
    by: date
    source: str
    standing: Standing


@dataclass(frozen=True)
class ValueView:
    """One statement about a series: never changed, never deleted."""

    id: UUID
    number: Decimal
    as_of: date
    stated_at: datetime
    stated_for: UUID
    stated_for_name: str
    source: str
    source_url: str
    note: str
    settles: bool
    """A coordinator decided between two bodies' values."""
    stands: bool
    """The value of its day that counts: the newest settled one, else the owner's newest."""
    file: UUID | None = None
    """The source document: `queries.file_for`."""


@dataclass(frozen=True)
class FigureView:
    """A series as one viewer may see it on a day, with the value that counts then (or None)."""

    series: UUID
    indicator: UUID
    name: str
    name_en: str
    measure: str  # "thuê bao", "%"
    measure_en: str
    decimals: int
    better: Better
    cadence: Cadence
    reach: Reach
    about: str  # the unit or province it is about; "" for the whole
    owner: UUID
    owner_name: str
    value: ValueView | None
    previous: ValueView | None
    target: TargetView | None
    next_due_on: date | None
    overdue: bool
    disputed: bool

    @property
    def full_name(self) -> str:
        """In Vietnamese, with what it is about: «Thuê bao đã chuẩn hóa (Cà Mau)»."""
        return f"{self.name} ({self.about})" if self.about else self.name


@dataclass(frozen=True)
class Dispute:
    """Two or more bodies state different values for the same series and day."""

    figure: FigureView
    as_of: date
    values: tuple[ValueView, ...]  # the newest of each body, the owner's first


@dataclass(frozen=True)
class Reference:
    """A figure as a text refers to it: the value pinned, what stands written, what is wrong.

    `moved` when the bank has a newer value that counts; `altered` when the words in the text are
    none of the pinned value's forms; `beyond` when the figure's reach is narrower than the text's;
    `unknown` when there is no such value.
    """

    value: UUID
    written: str
    figure: FigureView | None
    pinned: ValueView | None
    moved: bool = False
    altered: bool = False
    beyond: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a sheet, or one figure of an answer: what a body states."""

    series: UUID
    number: Decimal
    as_of: date
    source: str
    stated_for: UUID
    source_url: str = ""
    note: str = ""

"""The words of the exchange: requests for information, answers, what was made of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from thongsuot.circulation.terms import Audience


class Wanted(StrEnum):
    """In which form a unit is asked to answer. «Nothing to report» is always possible."""

    TEXT = "text"
    FIGURES = "figures"
    FILES = "files"


class RequestState(StrEnum):
    """A request is open until somebody of the asking unit closes it."""

    OPEN = "open"
    CLOSED = "closed"


class Rhythm(StrEnum):
    """When a routine asks again."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Into(StrEnum):
    """What answers were consolidated into."""

    DRAFT = "draft"
    HOUSE = "house"
    SHEET = "sheet"


@dataclass(frozen=True)
class FigureGiven:
    """A figure in an answer, on its way into the bank."""

    series: UUID
    number: Decimal
    as_of: date
    source: str


@dataclass(frozen=True)
class AnswerView:
    """The newest answer of a unit, or that there is none yet.

    `text` is plain, in paragraphs. `files` are ids in the files room (`queries.file_for`).
    """

    unit: UUID
    unit_name: str
    order: str
    answer: UUID | None
    number: int  # 1 for the first, 2 for the first change of mind …; 0: none
    nothing: bool
    text: str
    figures: tuple[UUID, ...]  # values in the bank
    files: tuple[UUID, ...]
    answered_by: str
    answered_at: datetime | None
    late: bool
    follow_up: str  # circulation's FollowUp: how far the unit was followed up
    consolidated: bool
    """Whether this very answer is in some consolidation; with an answer and not: «not yet in»."""
    noted_by: str = ""
    """The coordinator who wrote down an answer given by telephone."""


@dataclass(frozen=True)
class RequestView:
    """A request as a list shows it."""

    id: UUID
    title: str
    question: str
    topic: str
    topic_name: str
    unit: UUID
    unit_name: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    wants: tuple[Wanted, ...]
    series: tuple[UUID, ...]
    state: RequestState
    edition: UUID
    dispatch: UUID
    asked: int  # units
    answered: int
    nothing: int  # of the answered, how many have nothing to report
    late: int
    closed_at: datetime | None = None
    routine: UUID | None = None
    manages: bool = False
    """Whether the viewer sees every answer, and may remind, consolidate and close."""
    owing: tuple[UUID, ...] = ()
    """Bodies the viewer answers for that were asked and have not answered yet."""


@dataclass(frozen=True)
class RoutineView:
    """A request that is asked again and again; `next_at` None: it rests."""

    id: UUID
    unit: UUID
    unit_name: str
    title: str
    question: str
    wants: tuple[Wanted, ...]
    series: tuple[UUID, ...]
    topic: str
    topic_name: str
    audience: Audience
    rhythm: Rhythm
    day: int
    hour: int
    answer_within_hours: int
    next_at: datetime | None
    asked_times: int
    last_asked_at: datetime | None


@dataclass(frozen=True)
class RoutineTemplate:
    """A routine as the profile ships it, to begin one's own from."""

    code: str
    title: str
    question: str
    wants: tuple[Wanted, ...]
    topic: str
    rhythm: Rhythm
    day: int
    hour: int
    answer_within_hours: int


@dataclass(frozen=True)
class ConsolidationView:
    """Answers that were made into something; `release` None for a sheet."""

    id: UUID
    into: Into
    release: UUID | None
    answers: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Freshness:
    """How fresh the store is, of one unit or of all: counts and a median, from the records."""

    unit: UUID | None
    unit_name: str
    topics: int
    topics_reviewed: int  # whose review date has not passed
    figures: int  # series with a due date or a value
    figures_in_date: int
    requests: int
    answers: int
    median_hours: float | None  # from request to first answer

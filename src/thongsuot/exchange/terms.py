"""The words of the exchange: requests for information, answers, what was made of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


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
class AnswerView:
    """The newest answer of a unit, or that there is none yet."""

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

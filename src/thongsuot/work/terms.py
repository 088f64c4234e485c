"""Words of durable work: lanes, and what the queries hand out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    """A queue of its own with its own places, so that bulk never delays what is urgent."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"
    TIMER = "timer"


@dataclass(frozen=True)
class Waiting:
    """How many calls of one job wait in one lane; `later` have a due time still to come."""

    lane: str
    job: str
    ready: int
    later: int
    running: int


@dataclass(frozen=True)
class Failed:
    """A call that used up its attempts and is parked until a person tries it again."""

    id: str
    job: str
    key: str
    reason: str
    at: datetime | None


@dataclass(frozen=True)
class Held:
    """Sending is held since `at`; `by` is an opaque id, or "" for the system."""

    reason: str
    by: str
    at: datetime

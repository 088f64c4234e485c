"""The clocks of a data subject's request: rows of law with their days, chosen by the day on which
the request came. Pure."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources

from thongsuot.lib import clock, working_days
from thongsuot.network.terms import RequestKind

KEPT_AFTER_CLOSING = timedelta(days=365)
"""How long the words of a request are kept once it is closed, to show that it was met."""


@dataclass(frozen=True)
class Right:
    """A row of law. `step` is answer, act or extend; `unit` hours, days or working_days."""

    id: str
    step: str
    kinds: frozenset[str]
    case: str
    amount: int
    unit: str
    legal_basis: str
    valid_from: date
    valid_to: date | None
    confidence: str
    source: str


@dataclass(frozen=True)
class Due:
    """Until when something is owed, by which row. `sure` is false where the row or the calendar
    of working days was not verified."""

    at: datetime
    right: Right
    sure: bool


@cache
def rights() -> tuple[Right, ...]:
    file = resources.files("thongsuot.network") / "data_rights.csv"
    return tuple(_right(row) for row in csv.DictReader(file.read_text("utf-8").splitlines()))


def _right(row: dict[str, str]) -> Right:
    return Right(
        id=row["id"],
        step=row["step"],
        kinds=frozenset(row["kinds"].split()),
        case=row["case"],
        amount=int(row["amount"]),
        unit=row["unit"],
        legal_basis=row["legal_basis"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        confidence=row["confidence"],
        source=row["source"],
    )


def right(step: str, kind: RequestKind, on: date, *, third_party: bool = False) -> Right | None:
    """The row in force on that day; one for the case comes before the general one."""
    case = "third_party" if third_party else ""
    found = [
        row
        for row in rights()
        if row.step == step
        and kind in row.kinds
        and row.case in ("", case)
        and row.valid_from <= on
        and (row.valid_to is None or on <= row.valid_to)
    ]
    return max(found, key=lambda row: row.case, default=None)


def answer_due(kind: RequestKind, received: datetime) -> Due | None:
    """Until when the subject must hear that it was received and how it goes on."""
    return _due(right("answer", kind, clock.legal_date(received)), received)


def act_due(
    kind: RequestKind, received: datetime, *, third_party: bool = False, extended: bool = False
) -> Due | None:
    """Until when it must be done, or refused with the reason."""
    on = clock.legal_date(received)
    due = _due(right("act", kind, on, third_party=third_party), received)
    more = right("extend", kind, on) if extended else None
    if due is None or more is None:
        return due
    return Due(due.at + timedelta(days=more.amount), due.right, due.sure)


def may_extend(kind: RequestKind, received: datetime) -> bool:
    return right("extend", kind, clock.legal_date(received)) is not None


def _due(row: Right | None, received: datetime) -> Due | None:
    if row is None:
        return None
    sure = row.confidence == "found"
    if row.unit == "hours":
        return Due(received + timedelta(hours=row.amount), row, sure)
    first = clock.legal_date(received)
    if row.unit == "working_days":
        last = working_days.after(first, row.amount)
        return Due(_end_of(last), row, sure and working_days.is_sure(first, last))
    return Due(_end_of(first + timedelta(days=row.amount)), row, sure)


def _end_of(day: date) -> datetime:
    """Midnight after the day in Viet Nam (Civil Code 2015 art. 148.6)."""
    return datetime.combine(day + timedelta(days=1), time(0), clock.VIETNAM)

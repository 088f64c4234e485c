"""Working days of public offices in Viet Nam: weekends, public holidays, swapped days.

`working_days.csv` is the calendar, row by row with where it is from: `off` is no working day,
`work` a Saturday worked in exchange, `proposed` is told but does not count, so that a clock is
never longer than the law surely allows. Years without rows have Monday to Friday and nothing else;
`is_known` says so, and whoever shows a clock must.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days of the calendar, both ends included. `confidence` is `found` or `unverified`."""

    first: date
    last: date
    kind: str
    name: str
    confidence: str
    source: str


@cache
def calendar() -> tuple[Span, ...]:
    """Every row of the calendar, in order of days."""
    file = resources.files("thongsuot.lib") / "working_days.csv"
    return tuple(_span(row) for row in csv.DictReader(file.read_text("utf-8").splitlines()))


def _span(row: dict[str, str]) -> Span:
    days = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Span(*days, row["kind"], row["name"], row["confidence"], row["source"])


@cache
def _days(kind: str) -> frozenset[date]:
    return frozenset(day for span in calendar() if span.kind == kind for day in _each(span))


def _each(span: Span) -> Iterator[date]:
    day = span.first
    while day <= span.last:
        yield day
        day += DAY


def is_known(year: int) -> bool:
    """Whether the calendar has that year."""
    return any(span.first.year == year for span in calendar())


def is_working(day: date) -> bool:
    if day in _days("work"):
        return True
    return day.weekday() < SATURDAY and day not in _days("off")


def after(day: date, count: int) -> date:
    """The last of `count` working days after `day`, which itself is not counted (Civil Code 2015
    art. 147); `day` itself when `count` is 0."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def is_sure(first: date, last: date) -> bool:
    """Whether nothing between the days, both included, rests on an unverified row or an unknown
    year."""
    if not all(is_known(year) for year in range(first.year, last.year + 1)):
        return False
    touched = (s for s in calendar() if s.first <= last and s.last >= first)
    return all(span.confidence == "found" for span in touched)

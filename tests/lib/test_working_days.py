"""Working days of public offices."""

from datetime import date

import pytest

from thongsuot.lib import working_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),  # a Monday
        ("2026-11-22", False),
        ("2026-01-02", False),  # swapped for
        ("2026-01-10", True),  # this Saturday
        ("2026-02-18", False),  # Tết
        ("2026-04-27", False),  # in lieu of a Sunday
        ("2026-11-24", True),  # asked for, but no law was found
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2031-09-02", True),  # a year without rows: Monday to Friday
        ("2031-09-06", False),
    ],
)
def test_which_days_are_worked(day: str, works: bool) -> None:
    assert working_days.is_working(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 2, "2026-11-25"),
        ("2026-11-20", 2, "2026-11-24"),  # over a weekend
        ("2026-02-13", 2, "2026-02-24"),  # over Tết
        ("2026-01-08", 2, "2026-01-10"),  # to a swapped Saturday
        ("2026-11-21", 1, "2026-11-23"),  # asked on a Saturday
    ],
)
def test_counting_begins_with_the_next_day(day: str, count: int, last: str) -> None:
    assert working_days.after(date.fromisoformat(day), count) == date.fromisoformat(last)


def test_what_is_not_verified_is_said() -> None:
    assert working_days.is_sure(date(2026, 6, 1), date(2026, 6, 30))
    assert not working_days.is_sure(date(2026, 8, 28), date(2026, 9, 3))
    assert not working_days.is_sure(date(2026, 12, 30), date(2028, 1, 4))
    assert not working_days.is_known(2028)


def test_every_row_says_where_it_is_from() -> None:
    for span in working_days.calendar():
        assert span.source and span.name and span.first <= span.last
        assert span.kind in {"off", "work", "proposed"}
        assert span.confidence in {"found", "unverified"}
    assert {span.first.year for span in working_days.calendar()} == set(range(2023, 2028))

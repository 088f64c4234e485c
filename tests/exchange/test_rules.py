"""The rules as tables: no database."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.circulation.terms import Audience
from thongsuot.exchange import rules
from thongsuot.exchange.terms import FigureGiven, Rhythm, Wanted
from thongsuot.lib.clock import VIETNAM
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Scope, Viewer

UNIT, OTHER, SERIES = uuid4(), uuid4(), uuid4()
STAFF = Viewer(person=uuid4(), works_for=frozenset({UNIT}))
COORDINATOR = Viewer(person=uuid4(), works_for=frozenset({OTHER}), coordinates=True)
TOKEN = Viewer(person=uuid4(), coordinates=True, scopes=frozenset({Scope.READ_EDITIONS}))
FIGURE = FigureGiven(SERIES, Decimal(5), date(2026, 11, 20), "Báo cáo 12")


@pytest.mark.parametrize(
    ("viewer", "manages"), [(STAFF, True), (COORDINATOR, True), (TOKEN, False), (Viewer(), False)]
)
def test_who_sees_every_answer(viewer: Viewer, manages: bool) -> None:
    assert rules.manages(UNIT, viewer) is manages


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "", "nothing": False}, "answer_empty"),
        ({"text": "Có", "nothing": True}, "nothing_and_more"),
        ({"nothing": True, "figures": [FIGURE]}, "nothing_and_more"),
        ({"nothing": True, "files": 1}, "nothing_and_more"),
        ({"text": "x" * 30_001}, "too_long"),
        ({"files": 21}, "too_many_files"),
        ({"figures": [FIGURE], "asked": []}, "series_not_asked"),
        ({"figures": [FIGURE, FIGURE]}, "figure_twice"),
        ({"text": "Có"}, ""),
        ({"nothing": True}, ""),
        ({"files": 1}, ""),
        ({"figures": [FIGURE]}, ""),
    ],
)
def test_what_an_answer_needs(given: dict[str, Any], code: str) -> None:
    told = {"text": "", "nothing": False, "figures": [], "files": 0, "asked": [SERIES]} | given
    passes = pytest.raises(Refused, match=f"exchange[.]{code}") if code else nullcontext()
    with passes:
        rules.check_answer(**told)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": ""}, "title_missing"),
        ({"question": ""}, "question_missing"),
        ({"title": "x" * 301}, "too_long"),
        ({"wants": []}, "wants_missing"),
        ({"wants": [Wanted.FIGURES]}, "series_missing"),
    ],
)
def test_what_a_question_needs(given: dict[str, Any], code: str) -> None:
    told = {"title": "Tuần", "question": "Gì?", "wants": [Wanted.TEXT], "series": []} | given
    with pytest.raises(Refused, match=f"exchange[.]{code}"):
        rules.check_question(**told)


def test_a_request_goes_to_the_leaders_and_officers_of_bodies() -> None:
    everybody = rules.asked_audience(None)
    assert everybody.mandates == ("leader", "officer")
    assert everybody.unit_roles == ("department", "ministry_unit")
    some = rules.asked_audience(
        Audience(
            mandates=("journalist",),
            unit_roles=("department", "press_agency"),
            units=("a",),
            persons=("b",),
            saved_list="c",
        )
    )
    assert some == Audience(("leader", "officer"), ("department",), (), ("a",))


MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội


@pytest.mark.parametrize(
    ("rhythm", "day", "hour", "after", "wanted"),
    [
        (Rhythm.WEEKLY, 1, 9, MONDAY, "2026-11-23 09:00"),
        (Rhythm.WEEKLY, 1, 8, MONDAY, "2026-11-30 08:00"),
        (Rhythm.WEEKLY, 7, 0, MONDAY, "2026-11-29 00:00"),
        # Sunday 18:00 UTC is Monday 01:00 in Hà Nội.
        (Rhythm.WEEKLY, 1, 2, datetime(2026, 11, 22, 18, tzinfo=UTC), "2026-11-23 02:00"),
        (Rhythm.MONTHLY, 28, 8, MONDAY, "2026-11-28 08:00"),
        (Rhythm.MONTHLY, 20, 8, MONDAY, "2026-12-20 08:00"),
        (Rhythm.MONTHLY, 28, 8, datetime(2026, 12, 28, 1, tzinfo=UTC), "2027-01-28 08:00"),
        (Rhythm.MONTHLY, 28, 8, datetime(2027, 1, 28, 2, tzinfo=UTC), "2027-02-28 08:00"),
    ],
)
def test_when_a_routine_asks_next(
    rhythm: Rhythm, day: int, hour: int, after: datetime, wanted: str
) -> None:
    found = rules.next_time(rhythm, day, hour, after)
    assert f"{found.astimezone(VIETNAM):%Y-%m-%d %H:%M}" == wanted


@given(
    st.sampled_from(Rhythm),
    st.integers(1, 7),
    st.integers(0, 23),
    st.integers(0, 20 * 366 * 24 * 60).map(lambda m: MONDAY + timedelta(minutes=m)),
)
def test_the_next_hour_is_later_and_within_one_round(
    rhythm: Rhythm, day: int, hour: int, after: datetime
) -> None:
    found = rules.next_time(rhythm, day, hour, after)
    longest = timedelta(days=7 if rhythm == Rhythm.WEEKLY else 31)
    assert timedelta() < found - after <= longest
    local = found.astimezone(VIETNAM)
    assert (local.hour, local.minute) == (hour, 0)
    assert day == (local.isoweekday() if rhythm == Rhythm.WEEKLY else local.day)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((Rhythm.WEEKLY, 8, 8, 48), "routine_day"),
        ((Rhythm.MONTHLY, 29, 8, 48), "routine_day"),
        ((Rhythm.WEEKLY, 1, 24, 48), "routine_hour"),
        ((Rhythm.WEEKLY, 1, 8, 0), "routine_within"),
    ],
)
def test_what_a_routine_needs(given: tuple[Any, ...], code: str) -> None:
    with pytest.raises(Refused, match=f"exchange[.]{code}"):
        rules.check_routine(*given)

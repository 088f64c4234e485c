"""Pure rules of the bank, as tables."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.facts import rules
from thongsuot.facts.rules import Statement
from thongsuot.facts.terms import Better, Cadence, Standing
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import PUBLIC, Viewer

OWNER, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)
START = datetime(2026, 11, 1, 5, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def said(
    number: int, day: int, after: int, body: UUID = OWNER, *, settles: bool = False
) -> Statement:
    """`after` hours from the start, as of a day of October."""
    at = START + timedelta(hours=after)
    own = body == OWNER
    return Statement(uuid4(), Decimal(number), date(2026, 10, day), at, body, own, settles)


COUNTS = {
    "nothing": ([], None),
    "the newest day": ([said(1, 1, 0), said(2, 5, 1), said(3, 3, 2)], 2),
    "a correction": ([said(1, 5, 0), said(2, 5, 1)], 2),
    "the owner before others": ([said(1, 5, 0), said(2, 5, 1, OTHER)], 1),
    "nobody else moves a figure": ([said(1, 5, 0), said(2, 9, 1, OTHER)], 1),
    "others where there is nothing": ([said(1, 5, 0, OTHER), said(2, 5, 1, THIRD)], 2),
    "a settlement": (
        [said(1, 5, 0), said(2, 5, 1, OTHER), said(2, 5, 2, OTHER, settles=True)],
        2,
    ),
    "the newest settlement, whatever follows": (
        [said(1, 5, 0, settles=True), said(2, 5, 1, settles=True), said(3, 5, 2)],
        2,
    ),
    "a settled claim moves the figure": (
        [said(1, 5, 0), said(2, 9, 1, OTHER), said(2, 9, 2, OTHER, settles=True)],
        2,
    ),
}


@pytest.mark.parametrize("name", COUNTS)
def test_which_value_counts(name: str) -> None:
    statements, number = COUNTS[name]
    found = rules.counted(statements, TODAY)
    assert (found.number if found else None) == number


SAID = st.builds(
    said,
    st.integers(1, 9),
    st.integers(1, 31),
    st.integers(0, 500),
    st.sampled_from([OWNER, OTHER, THIRD]),
    settles=st.booleans(),
)


@given(st.lists(SAID, max_size=12), st.dates(date(2026, 10, 1), date(2026, 11, 25)))
def test_what_counted_on_a_day_is_never_changed_by_what_is_said_later(
    statements: list[Statement], day: date
) -> None:
    whole = rules.counted(statements, day)
    until = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)  # midnight in Hà Nội
    then = [each for each in statements if each.stated_at < until]
    assert rules.counted(then, day) == whole
    assert rules.counted([each for each in then if each.as_of <= day], day) == whole
    assert rules.disputed(then, day) == rules.disputed(statements, day)


@given(st.lists(SAID, max_size=12), st.dates(date(2026, 10, 1), date(2026, 11, 25)))
def test_one_value_counts_for_each_day_and_the_newest_of_them_as_of_now(
    statements: list[Statement], day: date
) -> None:
    counting = rules.counting(statements, day)
    days = [each.as_of for each in counting]
    assert days == sorted(set(days), reverse=True)
    assert rules.counted(statements, day) == (counting[0] if counting else None)
    assert all(sides[0] in counting for sides in rules.disputed(statements, day).values())


DISPUTES = {
    "one body": ([said(1, 5, 0), said(2, 5, 1)], []),
    "two bodies": ([said(1, 5, 0), said(2, 5, 1, OTHER)], [(5, [1, 2])]),
    "equal": ([said(1, 5, 0), said(1, 5, 1, OTHER)], []),
    "made equal": ([said(1, 5, 0), said(2, 5, 1, OTHER), said(1, 5, 2, OTHER)], []),
    "settled": (
        [said(1, 5, 0), said(2, 5, 1, OTHER), said(2, 5, 2, OTHER, settles=True)],
        [],
    ),
    "again after a settlement": (
        [said(1, 5, 0), said(2, 5, 1, OTHER), said(1, 5, 2, settles=True), said(3, 5, 3, OTHER)],
        [(5, [1, 3])],
    ),
    "the owner against a settlement": (
        [said(1, 5, 0), said(2, 5, 1, OTHER, settles=True), said(1, 5, 2)],
        [(5, [2, 1])],
    ),
    "a claim about a later day": (
        [said(1, 5, 0), said(2, 9, 1, OTHER)],
        [(9, [1, 2])],
    ),
    "a claim that the owner went past": (
        [said(1, 5, 0), said(2, 9, 1, OTHER), said(3, 12, 2)],
        [],
    ),
    "a claim turned down": (
        [said(1, 5, 0), said(2, 9, 1, OTHER), said(1, 5, 2, settles=True)],
        [],
    ),
    "nobody owns": (
        [said(1, 5, 0, OTHER), said(2, 5, 1, THIRD)],
        [(5, [2, 1])],
    ),
}


@pytest.mark.parametrize("name", DISPUTES)
def test_disputes(name: str) -> None:
    statements, expected = DISPUTES[name]
    found = rules.disputed(statements, TODAY)
    told = [(day.day, [int(each.number) for each in sides]) for day, sides in found.items()]
    assert told == expected


STANDINGS = [
    (None, 10, Better.MORE, Standing.UNKNOWN),
    (10, 10, Better.NEITHER, Standing.UNKNOWN),
    (10, 10, Better.MORE, Standing.MET),
    (11, 10, Better.MORE, Standing.EXCEEDED),
    (9, 10, Better.MORE, Standing.SHORT),
    (10, 10, Better.LESS, Standing.MET),
    (9, 10, Better.LESS, Standing.EXCEEDED),
    (11, 10, Better.LESS, Standing.SHORT),
]


@pytest.mark.parametrize(("number", "target", "better", "expected"), STANDINGS)
def test_beside_a_target(
    number: int | None, target: int, better: Better, expected: Standing
) -> None:
    told = None if number is None else Decimal(number)
    assert rules.standing(told, Decimal(target), better) is expected


def d(text: str) -> date:
    day, month, *year = map(int, text.split("/"))
    return date(year[0] if year else 2026, month, day)


# due, as of, today, newest -> next
DUE = {
    "in time": ("5/11", "31/10", "3/11", True, "5/12"),
    "late": ("5/11", "31/10", "20/12", True, "5/12"),
    "late, of the period after": ("5/11", "30/11", "20/12", True, "5/1/2027"),
    "a correction of an old day": ("5/12", "31/8", "10/11", False, "5/12"),
    "statistics that come late": ("5/11", "30/9", "4/11", True, "5/12"),
    "twice in a period": ("5/1/2027", "20/11", "20/11", True, "5/1/2027"),
}


@pytest.mark.parametrize("name", DUE)
def test_when_the_next_is_due(name: str) -> None:
    due, as_of, today, newest, expected = DUE[name]
    found = rules.next_due(d(due), d(as_of), Cadence.MONTHLY, today=d(today), newest=newest)
    assert found == d(expected)


def test_the_first_value_makes_a_due_day_and_without_a_cadence_it_ends_one() -> None:
    day = date(2026, 10, 31)
    first = rules.next_due(None, day, Cadence.MONTHLY, today=TODAY, newest=True)
    assert first == date(2026, 11, 30)
    assert rules.next_due(TODAY, day, Cadence.NONE, today=TODAY, newest=True) is None
    assert rules.next_due(TODAY, day, Cadence.NONE, today=TODAY, newest=False) == TODAY


STEPS = [
    (date(2026, 11, 23), Cadence.WEEKLY, 1, date(2026, 11, 30)),
    (date(2027, 1, 31), Cadence.MONTHLY, 1, date(2027, 2, 28)),
    (date(2027, 2, 28), Cadence.MONTHLY, 1, date(2027, 3, 31)),
    (date(2027, 1, 30), Cadence.MONTHLY, 1, date(2027, 2, 28)),
    (date(2026, 11, 15), Cadence.QUARTERLY, 1, date(2027, 2, 15)),
    (date(2026, 12, 31), Cadence.QUARTERLY, -1, date(2026, 9, 30)),
    (date(2028, 2, 29), Cadence.YEARLY, 1, date(2029, 2, 28)),
]


@pytest.mark.parametrize(("day", "cadence", "times", "expected"), STEPS)
def test_periods(day: date, cadence: Cadence, times: int, expected: date) -> None:
    assert rules.step(day, cadence, times) == expected


STAFF = Viewer(person=UUID(int=9), works_for=frozenset({OWNER}))
COORDINATOR = Viewer(person=UUID(int=8), coordinates=True)
MAY = [
    # viewer, body, may state for it, may open a series about it, about the whole
    (None, OTHER, True, True, True),
    (COORDINATOR, OTHER, True, True, True),
    (STAFF, OWNER, True, True, False),
    (STAFF, OTHER, False, False, False),
    (PUBLIC, OWNER, False, False, False),
]


@pytest.mark.parametrize(("viewer", "body", "states", "opens", "opens_whole"), MAY)
def test_who_may(
    viewer: Viewer | None, body: UUID, states: bool, opens: bool, opens_whole: bool
) -> None:
    assert rules.may_state(viewer, body) is states
    assert rules.may_open(viewer, body, body) is opens
    assert rules.may_open(viewer, body, None) is opens_whole


UNFIT = [
    (rules.checked_number, Decimal("NaN"), "facts.number_unfit"),
    (rules.checked_number, Decimal(10) ** 17, "facts.number_unfit"),
    (rules.checked_number, Decimal("0.1234567"), "facts.number_too_fine"),
    (rules.checked_source, "  ", "facts.source_missing"),
    (rules.checked_source, "x" * 301, "facts.source_too_long"),
    (rules.checked_address, "javascript:alert(1)", "facts.address_unfit"),
    (rules.checked_address, "mailto:a@vidu.example", "facts.address_unfit"),
    (rules.checked_decimals, 7, "facts.decimals_too_many"),
]


@pytest.mark.parametrize(("check", "given_", "code"), UNFIT)
def test_what_is_not_kept(check: object, given_: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(given_)  # type: ignore[operator]
    assert refused.value.code == code

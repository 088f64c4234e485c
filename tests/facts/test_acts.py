"""What may be done with the bank, by whom, and that it only grows."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.facts.conftest import SOURCE, indicator, opened, state
from tests.releases.conftest import World
from thongsuot.facts import actions, jobs, queries
from thongsuot.facts.models import Indicator, Series, Target, Value
from thongsuot.facts.terms import Better, Cadence, Row, Standing
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Viewer
from thongsuot.notices.models import Notice

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 20)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=code)


def test_an_indicator_is_kept_by_coordinators(world: World) -> None:
    with refused("facts.coordinator_only"):
        indicator(by=world.officer)
    row = indicator(by=world.coordinator, name="  Thuê  bao ")
    assert row.name == "Thuê bao"
    with refused("facts.name_taken"):
        indicator(by=world.coordinator, name="THUE BAO")
    again = indicator(indicator=row.pk, by=world.coordinator, name="Thuê bao 5G")
    assert (again.pk, Indicator.objects.count()) == (row.pk, 1)


def test_a_measure_stays_once_there_are_values(world: World) -> None:
    series = opened(world)
    actions.keep_indicator(indicator=series.indicator, name="Tên", measure="máy", by=None)
    state(world, series, 5, OCTOBER)
    with refused("facts.measure_kept"):
        actions.keep_indicator(indicator=series.indicator, name="Tên", measure="thuê bao", by=None)


def test_a_series_is_opened_once_for_what_it_is_about(world: World) -> None:
    what = indicator()
    opened(world, indicator=what)
    with refused("facts.series_exists"):
        opened(world, indicator=what, owner="press")
    own = opened(world, indicator=what, unit=world.telecom, by=world.officer)
    assert own.unit_id == world.telecom.pk
    with refused("facts.coordinator_only"):
        opened(world, indicator=what, owner="press", unit=world.press, by=world.officer)


def test_people_state_for_their_own_body(world: World) -> None:
    series = opened(world)
    assert state(world, series, 100, OCTOBER).own
    assert not state(world, series, 90, OCTOBER, by="stranger").own
    with refused("facts.not_your_body"):
        state(world, series, 1, OCTOBER, by="stranger", stated_for=world.telecom)
    with refused("facts.not_your_body"):
        state(world, series, 1, OCTOBER, by="reporter", stated_for=world.paper)
    assert state(world, series, 2, OCTOBER, by="coordinator", stated_for=world.telecom).own


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"as_of": date(2026, 11, 24)}, "facts.day_to_come"),
        ({"source": " "}, "facts.source_missing"),
        ({"number": Decimal("Infinity")}, "facts.number_unfit"),
        ({"source_url": "ftp://vidu.example/a"}, "facts.address_unfit"),
        ({"note": "x" * 301}, "facts.name_too_long"),
        ({"file": ("a.exe", b"MZ\x90\x00" + b"\x00" * 60)}, "files."),
    ],
)
def test_what_is_not_stated(world: World, given_: dict[str, object], code: str) -> None:
    series = opened(world)
    with refused(code):
        state(world, series, **{"number": 1, "as_of": OCTOBER, **given_})
    assert not Value.objects.exists()


def test_the_document_is_kept_for_staff(world: World) -> None:
    series = opened(world)
    value = state(world, series, 1, OCTOBER, file=("nguon.txt", "Báo cáo".encode()))
    kept = queries.file_for(world.view("stranger"), value.file)
    assert kept is not None and kept.name == "nguon.txt"
    assert queries.file_for(world.view("reporter"), value.file) is None
    assert queries.file_for(world.view("stranger"), value.pk) is None


def test_the_owners_statement_moves_the_due_day(world: World) -> None:
    series = opened(world, next_due_on=date(2026, 11, 5))
    state(world, series, 1, OCTOBER, by="stranger")
    assert Series.objects.get().next_due_on == date(2026, 11, 5)
    state(world, series, 1, OCTOBER)
    assert Series.objects.get().next_due_on == date(2026, 12, 5)
    state(world, series, 2, date(2026, 9, 30))
    assert Series.objects.get().next_due_on == date(2026, 12, 5)


def test_many_at_once_or_none(world: World) -> None:
    series = opened(world)
    rows = [
        Row(series.pk, Decimal(n), date(2026, n, 28), SOURCE, world.telecom.pk) for n in (9, 7, 8)
    ]
    before = Entry.objects.count()
    assert len(actions.state_values(rows=rows, by=world.officer)) == 3
    assert Entry.objects.count() == before + 1
    bad = Row(series.pk, Decimal(1), date(2026, 12, 1), SOURCE, world.telecom.pk)
    with refused("facts.day_to_come"):
        actions.state_values(rows=[*rows, bad], by=world.officer)
    assert Value.objects.count() == 3


def test_a_statement_is_written_once(world: World) -> None:
    series = opened(world)
    value = state(world, series, 1, OCTOBER)
    target = actions.state_target(
        series=series, number=Decimal(5), by_day=NOVEMBER, source=SOURCE, by=world.officer
    )
    for row in (value, target):
        row.number = Decimal(2)
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_targets_stand_beside_values(world: World) -> None:
    series = opened(world)
    with refused("facts.not_the_owner"):
        actions.state_target(
            series=series, number=Decimal(5), by_day=NOVEMBER, source=SOURCE, by=world.stranger
        )
    for number, day in ((50, OCTOBER), (100, OCTOBER), (300, date(2026, 12, 31))):
        actions.state_target(
            series=series, number=Decimal(number), by_day=day, source=SOURCE, by=world.officer
        )
    state(world, series, 100, OCTOBER)
    state(world, series, 200, NOVEMBER)
    told = [(int(t.number), t.standing) for t in queries.targets(world.view("officer"), series.pk)]
    assert told == [(300, Standing.SHORT), (100, Standing.MET)]
    figure = queries.figure(world.view("officer"), series.pk)
    assert figure and figure.target and figure.target.number == 300


def test_a_coordinator_settles_a_dispute_that_both_sides_see(world: World) -> None:
    series = opened(world)
    state(world, series, 100, OCTOBER)
    claim = state(world, series, 90, OCTOBER, by="stranger")
    for name in ("officer", "stranger", "coordinator"):
        (found,) = queries.disputes(world.view(name))
        assert [int(value.number) for value in found.values] == [100, 90]
        assert found.figure.disputed
    for name in ("hanoi_officer", "reporter"):
        assert queries.disputes(world.view(name)) == []
        seen = queries.figure(world.view(name), series.pk)
        assert seen and not seen.disputed and seen.value and seen.value.number == 100
    with refused("facts.coordinator_only"):
        actions.settle(value=claim, by=world.officer)
    settled = actions.settle(value=claim, by=world.coordinator, note="Theo biên bản đối soát")
    figure = queries.figure(world.view("officer"), series.pk)
    assert figure and figure.value and figure.value.id == settled.pk and figure.value.settles
    assert queries.disputes(world.view("coordinator")) == []
    assert Value.objects.count() == 3


def test_owners_are_asked_once_for_each_due_day(world: World) -> None:
    what = indicator()
    late = opened(world, indicator=what, next_due_on=date(2026, 11, 20))
    also = opened(world, indicator=what, unit=world.telecom, next_due_on=date(2026, 11, 22))
    opened(world, "press", indicator=what, unit=world.press, next_due_on=date(2026, 11, 23))
    assert jobs.ask_owners() == 2
    told = list(Notice.objects.order_by("address"))
    assert [each.address for each in told] == ["colleague@vidu.example", "officer@vidu.example"]
    assert told[0].subject == "2 số liệu đã quá hạn cập nhật"
    for series in (late, also):
        assert f"http://localhost/ban/so-lieu/{series.pk}/" in told[0].body
    assert jobs.ask_owners() == 0
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert jobs.ask_owners() == 1  # the third, which fell due
        actions.set_due(series=late, next_due_on=date(2026, 11, 23), by=world.officer)
        assert jobs.ask_owners() == 1  # another due day
    assert queries.due_counts()[world.telecom.pk] == (2, 1)
    overdue = queries.overdue_of([world.telecom.pk])
    assert [figure.series for figure in overdue] == [also.pk]


def test_without_an_officer_the_leader_is_asked(world: World) -> None:
    opened(world, owner="centre", next_due_on=date(2026, 11, 20))
    assert jobs.ask_owners() == 1
    assert [each.address for each in Notice.objects.all()] == ["centre-leader@vidu.example"]
    assert jobs.ask_owners() == 0
    actions.hand_over(unit=world.centre.pk, heir=world.press.pk, by=None)
    assert jobs.ask_owners() == 1, "the heir has not heard of it"


def test_while_nobody_can_be_reached_it_is_not_asked_for(world: World) -> None:
    series = opened(world, owner="centre", next_due_on=date(2026, 11, 20))
    world.centre_leader.contact_points.all().delete()
    assert jobs.ask_owners() == 0
    series.refresh_from_db()
    assert series.asked_for is None and not Notice.objects.exists()


def test_the_heir_of_a_body_owns_its_figures_and_the_past_stays(world: World) -> None:
    series = opened(world)
    value = state(world, series, 100, OCTOBER)
    state(world, series, 90, OCTOBER, by="stranger")
    assert actions.hand_over(unit=world.telecom.pk, heir=world.press.pk, by=None) == 1
    figure = queries.figure(world.view("stranger"), series.pk)
    assert figure and figure.owner == world.press.pk
    assert figure.value and figure.value.id == value.pk


# Nothing is ever changed or removed ---------------------------------------------------------------

EVERYTHING = Viewer(person=uuid4(), coordinates=True)
DAYS = st.integers(0, 40).map(lambda days: date(2026, 10, 10) + timedelta(days=days))
ACTS = st.one_of(
    st.tuples(st.just("state"), st.sampled_from(["officer", "stranger"]), st.integers(0, 9), DAYS),
    st.tuples(st.just("settle"), st.integers(0, 9)),
    st.tuples(st.just("target"), st.integers(0, 9), DAYS),
    st.tuples(st.just("due"), DAYS),
    st.tuples(st.just("keep"), st.sampled_from([*Cadence]), st.sampled_from([*Better])),
    st.tuples(st.just("hand_over"), st.booleans()),
    st.tuples(st.just("wait"), st.integers(1, 200)),
    st.tuples(st.just("sweep")),
)


def _do(world: World, series: Series, act: tuple[object, ...]) -> None:
    name, *told = act
    units = [world.telecom.pk, world.press.pk]
    if name == "state":
        state(world, series, told[1], told[2], by=told[0])
    elif name == "settle" and (rows := list(Value.objects.order_by("stated_at"))):
        actions.settle(value=rows[told[0] % len(rows)], by=world.coordinator)
    elif name == "target":
        actions.state_target(
            series=series, number=Decimal(told[0]), by_day=told[1], source=SOURCE, by=None
        )
    elif name == "due":
        actions.set_due(series=series, next_due_on=told[0], by=None)
    elif name == "keep":
        what = series.indicator
        actions.keep_indicator(
            indicator=what, name=what.name, measure=what.measure, cadence=told[0], better=told[1],
            by=None,
        )  # fmt: skip
    elif name == "hand_over":
        unit, heir = units if told[0] else units[::-1]
        actions.hand_over(unit=unit, heir=heir, by=None)
    elif name == "sweep":
        jobs.ask_owners()


def _kept() -> dict[object, tuple[object, ...]]:
    rows = [*Value.objects.values(), *Target.objects.values()]
    return {row["id"]: tuple(row.items()) for row in rows}


def _past(series: Series, now: date) -> list[object]:
    """What counted on days that are over, read as of those days."""
    days = [now - timedelta(days=days) for days in (1, 2, 9, 30)]
    found = [queries.figure(EVERYTHING, series.pk, on=day) for day in days]
    return [figure and figure.value for figure in found]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ACTS, min_size=1, max_size=8))
def test_no_sequence_of_acts_changes_what_was_stated_or_what_counted(
    world: World, acts: list[tuple[object, ...]]
) -> None:
    with transaction.atomic():
        series, now = opened(world, next_due_on=NOVEMBER), clock.now()
        for act in acts:
            now += timedelta(hours=act[1] if act[0] == "wait" else 1)
            with clock.frozen(now):
                kept, past = _kept(), _past(series, clock.legal_date())
                _do(world, series, act)
                after = _kept()
                assert kept.items() <= after.items()
                assert _past(series, clock.legal_date()) == past
        transaction.set_rollback(True)

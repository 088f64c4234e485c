"""From rows to figures as they stand on a day; a fixed number of questions, however many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from thongsuot.facts import rules
from thongsuot.facts.models import Series, Target, Value
from thongsuot.facts.rules import Statement
from thongsuot.facts.terms import Better, Cadence, FigureView, TargetView, ValueView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import Reach, UnitView, Viewer, admits


@dataclass
class Shelf:
    """All that was stated of some series, and who the bodies are, as of a day."""

    day: date
    values: dict[UUID, list[Value]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[UUID, list[Target]] = field(default_factory=lambda: defaultdict(list))
    units: dict[UUID, UnitView] = field(default_factory=dict)

    def statements(self, series: UUID) -> list[Statement]:
        return [statement(row) for row in self.values[series]]


def shelf(rows: Sequence[Series], day: date) -> Shelf:
    ids = [row.pk for row in rows]
    found = Shelf(day)
    for value in Value.objects.filter(series__in=ids):
        found.values[value.series_id].append(value)
    for target in Target.objects.filter(series__in=ids).order_by("stated_at"):
        found.targets[target.series_id].append(target)
    stating = {each.stated_for_id for group in found.values.values() for each in group}
    found.units = network.names_of(stating | bodies_of(rows), day)
    return found


def bodies_of(rows: Iterable[Series]) -> set[UUID]:
    return {unit for row in rows for unit in (row.owner_id, row.unit_id) if unit}


def reaches(viewer: Viewer) -> list[Reach]:
    return [reach for reach in Reach if admits(reach, viewer)]


def statement(row: Value) -> Statement:
    return Statement(
        row.pk, row.number, row.as_of, row.stated_at, row.stated_for_id, row.own, row.settles
    )


def figure_views(
    rows: Sequence[Series], day: date | None = None, viewer: Viewer | None = None
) -> list[FigureView]:
    """In the order given. Only its sides and coordinators see that one is disputed."""
    held = shelf(rows, day or clock.legal_date())
    return [_figure(row, held, viewer) for row in rows]


def _figure(row: Series, held: Shelf, viewer: Viewer | None) -> FigureView:
    known = held.statements(row.pk)
    counting = rules.counting(known, held.day)
    views = [value_view(_of(held, row, each), held, stands=True) for each in counting[:2]]
    indicator = row.indicator
    return FigureView(
        series=row.pk,
        indicator=indicator.pk,
        name=indicator.name,
        name_en=indicator.name_en,
        measure=indicator.measure,
        measure_en=indicator.measure_en,
        decimals=indicator.decimals,
        better=Better(indicator.better),
        cadence=Cadence(indicator.cadence),
        reach=Reach(indicator.reach),
        about=about(row, held.units),
        owner=row.owner_id,
        owner_name=name_of(row.owner_id, held.units),
        value=views[0] if views else None,
        previous=views[1] if len(views) > 1 else None,
        target=_beside(target_views(row, held), held.day),
        next_due_on=row.next_due_on,
        overdue=rules.is_overdue(row.next_due_on, held.day),
        disputed=_is_disputed(row, known, held.day, viewer),
    )


def about(row: Series, units: dict[UUID, UnitView]) -> str:
    if row.unit_id:
        return name_of(row.unit_id, units)
    return str(row.province.name) if row.province else ""


def name_of(unit: UUID, units: dict[UUID, UnitView]) -> str:
    found = units.get(unit)
    return found.name if found else ""


def value_view(row: Value, held: Shelf, *, stands: bool) -> ValueView:
    return ValueView(
        id=row.pk,
        number=row.number,
        as_of=row.as_of,
        stated_at=row.stated_at,
        stated_for=row.stated_for_id,
        stated_for_name=name_of(row.stated_for_id, held.units),
        source=row.source,
        source_url=row.source_url,
        note=row.note,
        settles=row.settles,
        stands=stands,
        file=row.file,
    )


def _of(held: Shelf, row: Series, each: Statement) -> Value:
    return next(value for value in held.values[row.pk] if value.pk == each.id)


def target_views(row: Series, held: Shelf) -> list[TargetView]:
    """The newest statement for each day that the bank held by then; the last day first."""
    newest = {
        each.by: each
        for each in held.targets[row.pk]  # in the order of their statements
        if clock.legal_date(each.stated_at) <= held.day
    }
    counting = rules.counting(held.statements(row.pk), held.day)
    return [
        _target(newest[day], counting, Better(row.indicator.better))
        for day in sorted(newest, reverse=True)
    ]


def _target(target: Target, counting: list[Statement], better: Better) -> TargetView:
    number = next((each.number for each in counting if each.as_of <= target.by), None)
    return TargetView(
        number=target.number,
        by=target.by,
        source=target.source,
        standing=rules.standing(number, target.number, better),
    )


def _beside(targets: list[TargetView], day: date) -> TargetView | None:
    """The next target to reach; when all days are past, the last one."""
    to_come = [each for each in targets if each.by >= day]
    return to_come[-1] if to_come else next(iter(targets), None)


def _is_disputed(row: Series, known: list[Statement], day: date, viewer: Viewer | None) -> bool:
    standing = rules.counted(known, day)
    if standing is None:
        return False
    return any(
        is_side(viewer, row, sides)
        for about_day, sides in rules.disputed(known, day).items()
        if about_day >= standing.as_of
    )


def is_side(viewer: Viewer | None, row: Series, sides: Iterable[Statement]) -> bool:
    """Who is shown a dispute: those whose bodies differ, the owner, coordinators."""
    if viewer is None or viewer.coordinates:
        return True
    return not viewer.works_for.isdisjoint({row.owner_id, *(each.body for each in sides)})


def uuid_of(given: Any) -> UUID | None:
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        return None

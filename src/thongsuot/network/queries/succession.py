"""Who succeeded whom, through any number of acts, as of a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import (
    Province,
    ProvinceSuccession,
    Reorganisation,
    Succession,
    UnitName,
    UnitProvince,
)
from thongsuot.network.queries.chains import Graph
from thongsuot.network.queries.units import names_of, ordered, views
from thongsuot.network.terms import UnitView

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Heir:
    """A body at the end of a chain of acts; `function` is what came to it, "" for the whole."""

    unit: UnitView
    function: str = ""


@dataclass(frozen=True)
class Named:
    """A body, or a province, under its name of that day."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Event:
    """An act in the history of a body or a province: who, on the day before, became whom."""

    act: str
    effective: date
    befores: tuple[Named, ...]
    afters: tuple[Named, ...]
    functions: tuple[str, ...]
    legal_basis: str
    confidence: str
    source: str
    batch: UUID


@dataclass(frozen=True)
class ProvinceThen:
    """A province with the bodies that were in it on a day."""

    province: Province
    day: date
    units: tuple[UnitView, ...]


def successors(unit_id: UUID | str, on: date | None = None) -> list[Heir]:
    """Which bodies of the day a body that ended lives on in; of one that lives, none.

    Through several acts: a department of 2023 leads to that of the merged province.
    """
    day, unit = on or clock.legal_date(), _key(unit_id)
    graph = Graph(day)
    return _heirs(graph.heirs(unit), day) if unit in graph.ended else []


def predecessors(unit_id: UUID | str, on: date | None = None) -> list[Heir]:
    """Every body that this one, or some function of it, came from, under its last name."""
    day = on or clock.legal_date()
    return _heirs(Graph(day).origins(_key(unit_id)), day)


def _heirs(found: dict[UUID, str], day: date) -> list[Heir]:
    named = names_of(found, day)
    return [Heir(unit, found[unit.id]) for unit in ordered(named.values())]


def heirs_of(act: Reorganisation | UUID | str) -> dict[UUID, UUID | None]:
    """The bodies that ended with an act, each with the one body that succeeds it as a whole.

    None: nobody does, or several share it, so a person must decide.
    """
    row = act if isinstance(act, Reorganisation) else Reorganisation.objects.get(pk=act)
    same_day = Succession.objects.filter(
        reorganisation__batch=row.batch_id, reorganisation__effective=row.effective
    )
    edges = list(same_day.values_list("from_unit_id", "to_unit_id", "function"))
    ended = row.successions.filter(ends=True).values_list("from_unit_id", flat=True).distinct()
    return {unit: rules.heir_of_all(edges, unit) for unit in ended}


def gone(unit_ids: Collection[UUID], on: date | None = None) -> set[UUID]:
    """Those of these bodies that no longer exist on the day."""
    day = on or clock.legal_date()
    alive = UnitName.objects.filter(unit__in=list(unit_ids)).touching(day, None)
    return set(unit_ids) - set(alive.values_list("unit_id", flat=True))


def untold(unit_ids: Collection[UUID]) -> set[UUID]:
    """Those of these bodies that ended by acts the house has not been told of yet."""
    rows = Succession.objects.filter(ends=True, reorganisation__in_effect_at=None)
    return set(rows.filter(from_unit__in=list(unit_ids)).values_list("from_unit_id", flat=True))


def timeline(unit_id: UUID | str) -> list[Event]:
    """All that happened to a body, to those it came from and to those that came of it."""
    related = Graph(date.max).related(_key(unit_id))
    rows = Succession.objects.filter(from_unit__in=related) | Succession.objects.filter(
        to_unit__in=related
    )
    edges = rows.select_related("reorganisation").order_by("reorganisation__effective", "pk")
    told = [(e.reorganisation, e.from_unit_id, e.to_unit_id, e.function) for e in edges]
    names = _Names([key for _, *ends, _ in told for key in ends if key])
    return _events(told, names)


class _Names:
    """Names of bodies by day, from one question."""

    def __init__(self, units: Iterable[UUID]) -> None:
        self.rows: dict[UUID, list[Any]] = defaultdict(list)
        for row in UnitName.objects.filter(unit__in=set(units)).order_by("valid_from"):
            self.rows[row.unit_id].append(row)

    def __call__(self, unit: UUID, day: date) -> str:
        past = [row for row in self.rows[unit] if row.valid_from <= day]
        return str((past or self.rows[unit])[-1 if past else 0].name) if self.rows[unit] else ""


def _events(told: list[tuple[Any, UUID | None, UUID | None, str]], name: Any) -> list[Event]:
    acts: dict[UUID, list[tuple[Any, UUID | None, UUID | None, str]]] = defaultdict(list)
    for edge in told:
        acts[edge[0].pk].append(edge)
    return [_event(edges, name) for edges in acts.values()]


def _event(edges: list[tuple[Any, UUID | None, UUID | None, str]], name: Any) -> Event:
    act = edges[0][0]
    befores = dict.fromkeys(origin for _, origin, _, _ in edges if origin)
    afters = dict.fromkeys(heir for _, _, heir, _ in edges if heir)
    return Event(
        act=act.act,
        effective=act.effective,
        befores=tuple(Named(key, name(key, act.effective - DAY)) for key in befores),
        afters=tuple(Named(key, name(key, act.effective)) for key in afters),
        functions=tuple(dict.fromkeys(function for *_, function in edges if function)),
        legal_basis=act.legal_basis,
        confidence=act.confidence,
        source=act.source,
        batch=act.batch_id,
    )


# Provinces ----------------------------------------------------------------------------------------


def province(province_id: UUID | str) -> Province:
    """A province's row, to read. Raises `Refused("network.no_province")`."""
    row = Province.objects.filter(pk=province_id).first()
    if row is None:
        raise Refused("network.no_province")
    return row


def province_timeline(province_id: UUID | str) -> list[Event]:
    """All that happened to a province, to those it came from and those that came of it."""
    edges = list(
        ProvinceSuccession.objects.select_related(
            "reorganisation", "from_province", "to_province"
        ).order_by("reorganisation__effective", "pk")
    )
    related = _related_provinces(_key(province_id), edges)
    mine = [e for e in edges if {e.from_province_id, e.to_province_id} & related]
    places = {p.pk: p.name for e in mine for p in (e.from_province, e.to_province) if p}
    told = [(e.reorganisation, e.from_province_id, e.to_province_id, "") for e in mine]
    return _events(told, lambda key, _day: places[key])


def provinces_then(province_id: UUID | str) -> list[ProvinceThen]:
    """The provinces this one came from, and itself: each with its bodies on its last day."""
    edges = list(ProvinceSuccession.objects.order_by("reorganisation__effective", "pk"))
    back = {
        e.from_province_id
        for e in edges
        if e.to_province_id in _origins_of(_key(province_id), edges) and e.from_province_id
    }
    rows = Province.objects.filter(pk__in={_key(province_id), *back}).order_by("valid_from")
    return [_then(row) for row in sorted(rows, key=lambda p: (p.valid_from, p.name))]


def _then(row: Province) -> ProvinceThen:
    today = clock.legal_date()
    day = min(row.valid_to, today) if row.valid_to else max(today, row.valid_from)
    there = UnitProvince.objects.on(day).filter(province=row)
    alive = there.filter(unit__in=UnitName.objects.on(day).values("unit"))
    return ProvinceThen(row, day, tuple(ordered(views(alive.values("unit"), day).values())))


def _origins_of(key: UUID, edges: list[ProvinceSuccession]) -> set[UUID]:
    """The province and all that it came from."""
    found = {key}
    while (
        more := {
            e.from_province_id for e in edges if e.to_province_id in found and e.from_province_id
        }
        - found
    ):
        found |= more
    return found


def _related_provinces(key: UUID, edges: list[ProvinceSuccession]) -> set[UUID]:
    found = _origins_of(key, edges)
    forward = {key}
    while (
        more := {
            e.to_province_id for e in edges if e.from_province_id in forward and e.to_province_id
        }
        - forward
    ):
        forward |= more
    return found | forward


def _key(given: UUID | str) -> UUID:
    try:
        return given if isinstance(given, UUID) else UUID(given)
    except ValueError as error:
        raise Refused("network.no_unit") from error

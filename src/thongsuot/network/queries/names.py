"""Every name that a body ever had, up to a day: what became of it, and by which act."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Length

from thongsuot.network.models import Succession, UnitCode, UnitName
from thongsuot.network.queries.chains import Graph

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NameOnce:
    """A name with its days. `until` is the first day on which it no longer held, None while it
    holds; `heirs` are the names of today of what became of the body; `by` the act's legal basis."""

    unit: UUID
    name: str
    short_name: str
    since: date
    until: date | None = None
    heirs: tuple[str, ...] = ()
    by: str = ""


def names_once(on: date) -> list[NameOnce]:
    """All names that held by that day, oldest first. What is still to come is not told, nor that
    a name will end. Three questions, and everybody may know the answer."""
    rows = list(UnitName.objects.filter(valid_from__lte=on).order_by("valid_from", "pk"))
    graph, acts = Graph(on), _acts(on)
    now = {row.unit_id: str(row.name) for row in rows if _ended(row, on) is None}
    return [_once(row, _ended(row, on), now, graph, acts) for row in rows]


def codes_on(on: date) -> list[tuple[UUID, str]]:
    """(body, code) of every code that holds on the day, without its scheme."""
    return list(UnitCode.objects.on(on).order_by("pk").values_list("unit_id", "code"))


def names_mark() -> tuple[Any, ...]:
    """It changes when any name, its days, or any act does: for what is kept of `names_once`. Two
    questions, however many bodies."""
    names = UnitName.objects.aggregate(
        Count("pk"),
        Max("pk"),
        Count("valid_to"),
        Max("valid_to"),
        words=Sum(Length("name")),
        shorts=Sum(Length("short_name")),
    )
    acts = Succession.objects.aggregate(Count("pk"), Max("pk"))
    return (*names.values(), *acts.values())


def _ended(row: Any, on: date) -> date | None:
    return row.valid_to + DAY if row.valid_to and row.valid_to < on else None


def _once(
    row: Any,
    until: date | None,
    now: dict[UUID, str],
    graph: Graph,
    acts: dict[tuple[UUID, date], str],
) -> NameOnce:
    if until is None:
        return NameOnce(row.unit_id, row.name, row.short_name, row.valid_from)
    heirs = [row.unit_id] if row.unit_id in now else list(graph.heirs(row.unit_id))
    return NameOnce(
        unit=row.unit_id,
        name=row.name,
        short_name=row.short_name,
        since=row.valid_from,
        until=until,
        heirs=_named(heirs, now),
        by=acts.get((row.unit_id, until), ""),
    )


def _named(units: Iterable[UUID], now: dict[UUID, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(now[unit] for unit in units if unit in now))


def _acts(on: date) -> dict[tuple[UUID, date], str]:
    """By body and day: the legal basis of what happened to it then."""
    rows = Succession.objects.filter(
        ~Q(reorganisation__legal_basis=""), reorganisation__effective__lte=on
    )
    found: dict[tuple[UUID, date], str] = defaultdict(str)
    told = rows.order_by("-ends", "pk").values_list(
        "from_unit", "to_unit", "reorganisation__effective", "reorganisation__legal_basis"
    )
    for origin, heir, day, basis in told:
        for unit in (origin, heir):
            if unit:
                found.setdefault((unit, day), basis)
    return found

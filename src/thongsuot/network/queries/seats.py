"""An audience as a stream: its people in the order of their ids, a few thousand at a time.

What `audience.resolve` tells at once, for audiences that no memory should hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from thongsuot.network.models import Mandate, Person, UnitRoleHeld
from thongsuot.network.queries.addresses import parts
from thongsuot.network.queries.audience import Rule
from thongsuot.network.queries.people import as_kept, deputies_on
from thongsuot.network.queries.units import Which
from thongsuot.network.terms import Seat

PART = 5_000  # people in one step
FEW = 20_000  # mandates that are asked for at once; more are gone through in the order of people

Seats = tuple[UUID, list[Seat]]
"""A person, and the seats by which they are named."""
_Named = tuple[UUID, UUID, str]  # person, unit, role


def seats(
    rule: Rule, on: date, *, among: Sequence[Which] = (), after: UUID | None = None
) -> Iterator[Seats]:
    """Whom the rule names on the day, deputies as their leaders: each once, by id, after `after`.

    `among` narrows to people in one of these (ids, or queries of ids). What a few thousand people
    need is in memory, never the whole; the network may change between two steps.
    """
    seated = _Seated(on)
    everybody = _narrowed(among)
    acting = _acting(rule, on, everybody, after)
    found = Mandate.objects.on(on).filter(rule.condition(on), everybody)
    first = list(_rows(_after(found, "person_id", after)[: FEW + 1]))
    if len(first) <= FEW:
        yield from seated.told(first, acting, None)
        return
    while ids := _next_people(rule, on, among, after):
        first = list(_rows(found.filter(person__in=ids)))
        last = ids[-1] if len(ids) == PART else None
        yield from seated.told(first, acting, last)
        if last is None:
            return
        after = last
    yield from seated.told([], acting, None)


def seats_of(
    persons: Collection[UUID | str], on: date, *, after: UUID | None = None
) -> Iterator[Seats]:
    """These people with all the seats they have on the day, as `seats` tells them."""
    seated = _Seated(on)
    ids = sorted(key for key in as_kept(persons) if after is None or key > after)
    for part in parts(ids):
        these = Q(person__in=part)
        held = list(_rows(Mandate.objects.on(on).filter(these)))
        yield from seated.told(held, _deputies(on, these), None)


def _narrowed(among: Sequence[Which]) -> Q:
    condition = Q()
    for which in among:
        condition |= Q(person__in=which)
    return condition


def _after(found: Any, field: str, after: UUID | None) -> Any:
    return found if after is None else found.filter(**{f"{field}__gt": after})


def _rows(mandates: Any) -> Iterator[_Named]:
    yield from mandates.values_list("person_id", "unit_id", "role").iterator(PART)


def _acting(rule: Rule, on: date, everybody: Q, after: UUID | None) -> dict[UUID, list[_Named]]:
    """Deputies are few: all at once."""
    these = rule.condition(on, "mandate__") & everybody
    return _deputies(on, these if after is None else these & Q(person__gt=after))


def _deputies(on: date, these: Q) -> dict[UUID, list[_Named]]:
    found: dict[UUID, list[_Named]] = defaultdict(list)
    rows = deputies_on(on).filter(these).order_by()
    for row in rows.values_list("person_id", "mandate__unit_id", "mandate__role"):
        found[row[0]].append(row)
    return found


def _next_people(rule: Rule, on: date, among: Sequence[Which], after: UUID | None) -> list[UUID]:
    """Driven by people, so that each step begins where the last one ended: asked of mandates,
    SQLite would sort all of them anew for every step."""
    named = Mandate.objects.on(on).filter(rule.condition(on), person=OuterRef("pk"))
    found = _after(Person.objects.filter(Exists(named)), "pk", after)
    narrowed = Q()
    for which in among:
        narrowed |= Q(pk__in=which)
    return list(found.filter(narrowed).order_by("pk").values_list("pk", flat=True)[:PART])


def _by_id(named: Seats) -> int:
    return named[0].int  # ten times as fast to compare as the id itself


class _Seated:
    """Puts rows together by person. Bodies' kinds are asked for once; equal seats are one."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.roles: dict[UUID, frozenset[str]] = {}
        self.known: dict[tuple[UUID, str, bool], Seat] = {}

    def told(
        self, held: Sequence[_Named], acting: dict[UUID, list[_Named]], last: UUID | None
    ) -> list[Seats]:
        """By person's id, with those deputies whose turn has come (up to `last`)."""
        turn = [person for person in acting if last is None or person <= last]
        deputies = [row for person in turn for row in acting.pop(person)]
        self._learn({row[1] for row in held} | {row[1] for row in deputies})
        found: dict[UUID, list[Seat]] = {}
        for rows, deputising in ((held, False), (deputies, True)):
            for person, unit, role in rows:
                seat = self._seat(unit, role, deputising)
                if person not in found:
                    found[person] = [seat]
                elif seat not in found[person]:
                    found[person].append(seat)
        return sorted(found.items(), key=_by_id)

    def _seat(self, unit: UUID, role: str, deputising: bool) -> Seat:
        seat = self.known.get((unit, role, deputising))
        if seat is None:
            seat = Seat(unit, self.roles[unit], role, deputising)
            self.known[unit, role, deputising] = seat
        return seat

    def _learn(self, units: Iterable[UUID]) -> None:
        new = sorted(unit for unit in units if unit not in self.roles)
        for part in parts(new):
            held: dict[UUID, set[str]] = {unit: set() for unit in part}
            rows = UnitRoleHeld.objects.on(self.on).filter(unit__in=part)
            for unit, role in rows.values_list("unit_id", "role"):
                held[unit].add(role)
            self.roles |= {unit: frozenset(roles) for unit, roles in held.items()}

"""An audience as a stream: its people in the order of their ids, a few thousand at a time.

What `audience.resolve` tells at once, for audiences that no memory should hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.network.models import Mandate, UnitRoleHeld
from thongsuot.network.queries.addresses import parts
from thongsuot.network.queries.audience import Rule
from thongsuot.network.queries.keys import key, listed, spelled
from thongsuot.network.queries.people import as_kept, deputies_on
from thongsuot.network.terms import Seat

STEP = 10_000  # mandates in one question
FEW = 20_000  # so many are asked for at once; more are gone through in the order of people

Seats = tuple[str, list[Seat]]
"""A person's key (`queries.keys`), and the seats by which they are named."""
_Named = tuple[str, str, str]  # keys of person and body, role


class Among(NamedTuple):
    """People outside a rule that it is narrowed to: rows with a `person`, and some more."""

    rows: QuerySet[Any]
    also: Collection[UUID] = ()

    def condition(self) -> Q:
        return Q(person__in=self.rows.values("person")) | Q(person__in=self.also)

    def between(self, after: UUID | None, last: str | None) -> set[str]:
        """Keys of those up to `last`."""
        rows = _after(self.rows, after)
        rows = rows if last is None else rows.filter(person__lte=last)
        return {*rows.values_list(spelled("person_id"), flat=True), *map(key, self.also)}


def seats(
    rule: Rule, on: date, *, among: Among | None = None, after: UUID | None = None
) -> Iterator[Seats]:
    """Whom the rule names on the day, deputies as their leaders: each once, by id, after `after`.

    What a few thousand people need is in memory, never the whole; the network may change between
    two steps.
    """
    everybody = among.condition() if among else Q()
    found = _after(Mandate.objects.on(on).filter(rule.condition(on), everybody), after)
    first = list(_rows(found[: FEW + 1]))
    acting = _deputies(on, rule.condition(on, "mandate__") & everybody, after)
    told = _Seated(on).told
    if len(first) <= FEW:
        return iter(told(first, acting, None))
    steps = _steps(rule, on, among, after)
    return chain.from_iterable(told(held, acting, last) for held, last in steps)


def seats_of(
    persons: Collection[UUID | str], on: date, *, after: UUID | None = None
) -> Iterator[Seats]:
    """These people with all the seats they have on the day, as `seats` tells them."""
    told = _Seated(on).told
    ids = sorted(id for id in as_kept(persons) if after is None or id > after)
    for part in parts(ids):
        these = Q(person__in=listed(map(key, part)))
        held = list(_rows(Mandate.objects.on(on).filter(these)))
        yield from told(held, _deputies(on, these, None), None)


def _steps(
    rule: Rule, on: date, among: Among | None, after: UUID | None
) -> Iterator[tuple[list[_Named], str | None]]:
    """The mandates of the rule, in the order of people, and the last person of each step.

    Narrowed here and not in the question: the database then reads on where the last step ended,
    by its index of people; SQLite would rather go by roles or bodies, and sort all for each step.
    """
    roles, bodies = frozenset(rule.mandates), rule.bodies(on)
    while True:
        step = _after(Mandate.objects.on(on), after).order_by("person_id")
        rows = list(_rows(step[:STEP]))
        last = rows[-1][0] if len(rows) == STEP else None
        if last is not None:
            rows, last = _whole(rows, last, on)
        if roles:
            rows = [row for row in rows if row[2] in roles]
        if bodies is not None:
            rows = [row for row in rows if row[1] in bodies]
        if among is not None:
            meant = among.between(after, last)
            rows = [row for row in rows if row[0] in meant]
        yield rows, last
        if last is None:
            return
        after = UUID(last)


def _whole(rows: list[_Named], last: str, on: date) -> tuple[list[_Named], str]:
    """Without the last person, of whom more may follow; or, of one person alone, all."""
    before = [row for row in rows if row[0] != last]
    if before:
        return before, before[-1][0]
    return list(_rows(Mandate.objects.on(on).filter(person=UUID(last)))), last


def _after(rows: Any, after: UUID | None) -> Any:
    return rows if after is None else rows.filter(person__gt=after)


def _rows(mandates: Any) -> Iterator[_Named]:
    yield from mandates.values_list(spelled("person_id"), spelled("unit_id"), "role")


def _deputies(on: date, these: Q, after: UUID | None) -> dict[str, list[_Named]]:
    """Deputies are few: all at once."""
    found: dict[str, list[_Named]] = defaultdict(list)
    rows = _after(deputies_on(on).filter(these), after).order_by()
    named = rows.values_list(spelled("person_id"), spelled("mandate__unit_id"), "mandate__role")
    for row in named:
        found[row[0]].append(row)
    return found


class _Seated:
    """Puts rows together by person. Bodies' kinds are asked for once; equal seats are one."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.roles: dict[str, frozenset[str]] = {}
        self.known: dict[_Named, Seat] = {}

    def told(
        self, held: Sequence[_Named], acting: dict[str, list[_Named]], last: str | None
    ) -> list[Seats]:
        """By person's id, with those deputies whose turn has come (up to `last`)."""
        turn = [person for person in acting if last is None or person <= last]
        deputies = [row for person in turn for row in acting.pop(person)]
        self._learn({row[1] for row in held} | {row[1] for row in deputies})
        found: dict[str, list[Seat]] = {}
        for rows, how in ((held, ""), (deputies, "deputising")):
            for person, unit, role in rows:
                seat = self.known.get((unit, role, how)) or self._seat(unit, role, how)
                if person not in found:
                    found[person] = [seat]
                elif seat not in found[person]:
                    found[person].append(seat)
        return sorted(found.items())

    def _seat(self, unit: str, role: str, how: str) -> Seat:
        seat = Seat(UUID(unit), self.roles[unit], role, bool(how))
        self.known[unit, role, how] = seat
        return seat

    def _learn(self, units: Iterable[str]) -> None:
        new = sorted(unit for unit in units if unit not in self.roles)
        held: dict[str, set[str]] = {unit: set() for unit in new}
        if new:
            rows = UnitRoleHeld.objects.on(self.on).filter(unit__in=listed(new))
            for unit, role in rows.values_list(spelled("unit_id"), "role"):
                held[unit].add(role)
        self.roles |= {unit: frozenset(roles) for unit, roles in held.items()}

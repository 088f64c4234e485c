"""From a rule over the network to the people it names on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.network.models import Mandate, Unit, UnitProvince
from thongsuot.network.queries.addresses import parts
from thongsuot.network.queries.keys import spelled
from thongsuot.network.queries.people import as_kept, deputies_on
from thongsuot.network.queries.units import province_ids, views, with_roles
from thongsuot.network.terms import Membership, UnitView

_Found = tuple[Any, Any, bool]  # person, mandate, deputising


@dataclass(frozen=True)
class Rule:
    """Which mandates are meant. Empty parts do not narrow, the others narrow one another."""

    mandates: Collection[str] = ()
    unit_roles: Collection[str] = ()
    provinces: Collection[UUID | str] = ()
    units: Collection[UUID | str] = ()

    def __bool__(self) -> bool:
        return bool(self.mandates or self.unit_roles or self.provinces or self.units)

    def condition(self, day: date, path: str = "") -> Q:
        """The rule on mandates; `path` leads from the row asked about to its mandate."""
        condition = self._bodies(day, f"{path}unit")
        return (
            condition & Q(**{f"{path}role__in": list(self.mandates)})
            if self.mandates
            else condition
        )

    def bodies(self, day: date) -> set[str] | None:
        """Keys of the bodies it names; None: all."""
        condition = self._bodies(day, "pk")
        if not condition:
            return None
        return set(Unit.objects.filter(condition).values_list(spelled("pk"), flat=True))

    def _bodies(self, day: date, unit: str) -> Q:
        condition = Q()
        if self.units:
            condition &= Q(**{f"{unit}__in": list(self.units)})
        if self.unit_roles:
            condition &= Q(**{f"{unit}__in": with_roles(self.unit_roles, day)})
        if self.provinces:
            there = UnitProvince.objects.on(day).filter(
                province__in=province_ids(self.provinces, day)
            )
            condition &= Q(**{f"{unit}__in": there.values("unit")})
        return condition


def resolve(
    mandates: Collection[str] = (),
    unit_roles: Collection[str] = (),
    provinces: Collection[UUID | str] = (),
    units: Collection[UUID | str] = (),
    persons: Collection[UUID | str] = (),
    on: date | None = None,
) -> list[Membership]:
    """The memberships a rule names on the day: several for a person with several mandates.

    Empty parts do not narrow, the others narrow one another. `persons` adds people with all
    their mandates; given alone, it is the whole rule. Whoever holds no mandate on the day is not
    in the network. A leader's deputy of the day is named as the leader is.
    """
    day = on or clock.legal_date()
    rule = Rule(mandates, unit_roles, provinces, units)
    found: dict[tuple[Any, ...], _Found] = {}
    if rule or not persons:
        _gather(found, day, rule.condition(day), rule.condition(day, "mandate__"))
    for part in parts(sorted(as_kept(persons))):
        these = Q(person__in=part)
        _gather(found, day, these, these)
    return _memberships(found.values(), day)


def _gather(found: dict[tuple[Any, ...], _Found], day: date, held: Q, acting: Q) -> None:
    for mandate in Mandate.objects.on(day).filter(held).select_related("person"):
        found.setdefault((mandate.person_id, mandate.pk), (mandate.person, mandate, False))
    for deputy in deputies_on(day).filter(acting):
        key = (deputy.person_id, deputy.mandate_id)
        found.setdefault(key, (deputy.person, deputy.mandate, True))


def _memberships(found: Iterable[_Found], day: date) -> list[Membership]:
    rows = list(found)
    bodies = views(_units_of(rows), day)
    listed = [_membership(*row, bodies) for row in rows if row[1].unit_id in bodies]
    return sorted(listed, key=lambda m: (m.order, str(m.person_id), m.role, str(m.unit_id)))


def _units_of(rows: list[_Found]) -> list[UUID]:
    return list({mandate.unit_id for _, mandate, _ in rows})


def _membership(
    person: Any, mandate: Any, deputising: bool, bodies: dict[UUID, UnitView]
) -> Membership:
    unit = bodies[mandate.unit_id]
    return Membership(
        person_id=person.pk,
        name=person.name,
        order=person.order,
        unit_id=unit.id,
        unit_name=unit.name,
        unit_roles=frozenset(unit.roles),
        role=mandate.role,
        deputising=deputising,
    )

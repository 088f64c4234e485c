"""Bodies on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold
from thongsuot.network.models import (
    Province,
    Unit,
    UnitCode,
    UnitDomain,
    UnitName,
    UnitParent,
    UnitProvince,
    UnitRoleHeld,
)
from thongsuot.network.queries.chains import called_once, heirs_by_name, in_name
from thongsuot.network.terms import UnitView

Which = Collection[UUID] | QuerySet[Any]
"""Ids, or a query of ids (kept inside the database: one question fewer, and no limit)."""


def unit(unit_id: UUID | str, on: date | None = None) -> UnitView:
    """One body. Raises `Refused("network.no_unit")`."""
    found = names_of([_uuid(unit_id)], on)
    if not found:
        raise Refused("network.no_unit")
    return next(iter(found.values()))


def units(
    role: str | None = None,
    province: UUID | str | None = None,
    text: str = "",
    on: date | None = None,
) -> list[UnitView]:
    """Bodies that exist on the day, in Vietnamese order.

    `province` is its id; `text` is sought without accents in every name a body ever had. The name
    of a body that has ended finds those that succeed it, with that name in `once`.
    """
    day = on or clock.legal_date()
    found = Unit.objects.filter(pk__in=UnitName.objects.on(day).values("unit"))
    if role:
        found = found.filter(pk__in=with_roles([role], day))
    if province:
        there = UnitProvince.objects.on(day).filter(province_id=province)
        found = found.filter(pk__in=there.values("unit"))
    heirs = heirs_by_name(text, day)
    found = found.filter(named(text, heirs))
    return called_once(ordered(views(found.values("pk"), day).values()), heirs)


def named(text: str, heirs: Collection[UUID] = ()) -> Q:
    """Bodies each word stands in some name of, old ones too; and the heirs of such ones."""
    found = Q()
    for word in fold(text).split():
        found &= Q(pk__in=UnitName.objects.filter(in_name(word)).values("unit"))
    return found | Q(pk__in=list(heirs)) if heirs else found


def names_of(unit_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, UnitView]:
    """Views of the bodies by id; unknown ids are left out."""
    return views(list(unit_ids), on or clock.legal_date())


def name_of(unit_id: UUID | str, on: date | None = None) -> str:
    """The body's name on the day. Raises `Refused("network.no_unit")`."""
    rows = UnitName.objects.filter(unit_id=_uuid(unit_id))
    name = min(rows, key=_nearness(on or clock.legal_date()), default=None)
    if name is None:
        raise Refused("network.no_unit")
    return str(name.name)


def units_by_code(scheme: str, on: date | None = None) -> dict[str, UUID]:
    """Bodies by their code in a scheme on the day. Codes are re-used: never keep one as a key."""
    rows = UnitCode.objects.on(on or clock.legal_date()).filter(scheme=scheme)
    return dict(rows.values_list("code", "unit_id"))


def with_roles(roles: Collection[str], day: date) -> QuerySet[Any]:
    """Ids of the bodies that hold one of the roles on the day, as a subquery."""
    held: QuerySet[Any] = UnitRoleHeld.objects.on(day).filter(role__in=list(roles))
    return held.values("unit")


def ordered(found: Iterable[UnitView]) -> list[UnitView]:
    return sorted(found, key=lambda view: (view.order, str(view.id)))


def views(which: Which, day: date) -> dict[UUID, UnitView]:
    """Six questions, however many bodies."""
    named: dict[UUID, UnitName] = {}
    for name in UnitName.objects.filter(unit__in=which):
        known = named.get(name.unit_id)
        if known is None or _nearness(day)(name) < _nearness(day)(known):
            named[name.unit_id] = name
    roles = _grouped(UnitRoleHeld.objects.on(day).filter(unit__in=which).order_by("id"))
    places = _grouped(
        UnitProvince.objects.on(day).filter(unit__in=which).select_related("province")
    )
    parents = _grouped(UnitParent.objects.on(day).filter(unit__in=which))
    domains = _grouped(UnitDomain.objects.on(day).filter(unit__in=which))
    codes = _grouped(UnitCode.objects.on(day).filter(unit__in=which))
    return {
        key: UnitView(
            id=key,
            name=name.name,
            short_name=name.short_name,
            roles=tuple(row.role for row in roles[key]),
            detail=next((row.detail for row in roles[key]), ""),
            provinces=tuple(row.province.name for row in places[key]),
            province_ids=tuple(row.province_id for row in places[key]),
            parent=next((row.parent_id for row in parents[key]), None),
            domains=tuple(row.domain for row in domains[key]),
            codes=tuple(f"{row.scheme}:{row.code}" for row in codes[key]),
            confidence=next((row.confidence for row in roles[key]), ""),
            order=name.order,
        )
        for key, name in named.items()
    }


def _nearness(day: date) -> Any:
    """Sorts names: the one in force, else the last before the day, else the first after it."""

    def key(name: UnitName) -> tuple[int, int]:
        if name.valid_from > day:
            return 2, name.valid_from.toordinal()
        past = name.valid_to is not None and name.valid_to < day
        return int(past), -name.valid_from.toordinal()

    return key


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.unit_id].append(row)
    return groups


def _uuid(value: UUID | str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except ValueError as error:
        raise Refused("network.no_unit") from error


def province_ids(words: Collection[UUID | str], day: date) -> list[UUID]:
    """Ids of provinces given by id, or by the name they have on the day."""
    ids = [word for word in words if _is_uuid(word)]
    names = [word for word in words if not _is_uuid(word)]
    found = Province.objects.filter(pk__in=ids) | Province.objects.on(day).filter(Q(name__in=names))
    return list(found.values_list("pk", flat=True))


def _is_uuid(word: UUID | str) -> bool:
    try:
        UUID(str(word))
    except ValueError:
        return False
    return True

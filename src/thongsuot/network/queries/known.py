"""What rows of a sheet may mean: the bodies of the network, and for some rows at a time the people
and the other rows that bear on them. So many questions for a chunk, however large the network."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from thongsuot.lib import clock, phones
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold
from thongsuot.network.matching import bodies as naming
from thongsuot.network.matching.bodies import Bodies, KnownBody
from thongsuot.network.matching.known import Known, Seen
from thongsuot.network.matching.lines import name_key
from thongsuot.network.matching.terms import BodyData, Choice, Held, Line, Someone
from thongsuot.network.models import (
    ContactPoint,
    Mandate,
    Person,
    Province,
    Sheet,
    SheetRow,
    Succession,
    UnitCode,
    UnitName,
    UnitProvince,
    UnitRoleHeld,
)
from thongsuot.network.queries.addresses import parts
from thongsuot.network.terms import RowOutcome

CHANNELS = ("email", "phone", "zalo")
Asked = tuple[Line, Choice]


def all_bodies(day: date | None = None) -> Bodies:
    """Every body with every name it had: seven questions, and some 5 kB for each body."""
    today = day or clock.legal_date()
    names: dict[UUID, list[Any]] = defaultdict(list)
    for row in UnitName.objects.order_by("valid_from"):
        names[row.unit_id].append(row)
    places = _grouped(UnitProvince.objects.values_list("unit_id", "province__name"))
    codes = _grouped(UnitCode.objects.on(today).values_list("unit_id", "code"))
    roles = _grouped(UnitRoleHeld.objects.on(today).values_list("unit_id", "role"))
    heirs = _grouped(
        Succession.objects.filter(
            reorganisation__effective__lte=today, from_unit__isnull=False, to_unit__isnull=False
        ).values_list("from_unit_id", "to_unit_id")
    )
    known = []
    for key, rows in names.items():
        standing = [row for row in rows if _covers(row, today)]
        last = standing[-1] if standing else rows[-1]
        known.append(
            KnownBody(
                id=key,
                name=last.name,
                short_name=last.short_name,
                former=tuple((r.name, r.short_name) for r in rows if r is not last),
                provinces=tuple(places.get(key, ())),
                codes=tuple(codes.get(key, ())),
                roles=tuple(roles.get(key, ())),
                standing=bool(standing),
                heirs=tuple(heirs.get(key, ())),
            )
        )
    provinces = Province.objects.values_list("name", flat=True)
    current = Province.objects.on(today).values_list("name", "pk")
    return naming.index(known, set(provinces), dict(current))


def _covers(row: Any, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def frame(sheet: Sheet, bodies: Bodies) -> Known:
    """What holds for all rows of the sheet; `fill` adds what some rows need."""
    unit = sheet.settings.get("unit")
    return Known(
        today=clock.legal_date(),
        sheet=sheet.pk,
        bodies=bodies,
        default_unit=UUID(unit) if unit else None,
        hint=f"{sheet.settings.get('province', '')} {sheet.title}".strip(),
    )


def fill(known: Known, rows: Sequence[SheetRow], asked: Sequence[Asked], *, ahead: bool) -> None:
    """What these rows may mean. `ahead`: rows before them are not written yet, so that the people
    they will add count as known."""
    lines = [line for line, _ in asked]
    names = {name_key(line.name) for line in lines if line.name}
    _fill_seen(known, names | {row.about for row in rows})
    points = {point for line in lines for point in line.points}
    shared = ContactPoint.objects.filter(unit__isnull=False, address__in=_written(points))
    known.shared = frozenset(
        ("phone" if c == "zalo" else c, _one_form(c, a))
        for c, a in shared.values_list("channel", "address")
    )
    for someone in _people(_ids(known, asked, names, points)):
        known.learn(someone)
    _fill_seen(known, set(known.by_name) - set(known.seen))
    _fill_data(known, {row.unit for row in rows if row.unit and not row.line.get("name")})
    if ahead and rows:
        _fill_ahead(known, rows)


def _fill_seen(known: Known, about: set[str]) -> None:
    others = SheetRow.objects.filter(sheet_id=known.sheet, about__in=about).order_by("place")
    for place, number, unit, person, name, line in others.values_list(
        "place", "number", "unit", "person", "about", "line"
    ):
        roles, key = tuple(line.get("roles", ())), line.get("key", "")
        known.seen[name].append(Seen(place, number, unit, roles, person, key))


def _fill_ahead(known: Known, rows: Sequence[SheetRow]) -> None:
    """People and bodies as the rows of this sheet before these would leave them."""
    before = SheetRow.objects.filter(
        sheet_id=known.sheet,
        place__lt=rows[0].place,
        about__in=set(known.seen),
        outcome__in=[RowOutcome.NEW, RowOutcome.CHANGED],
    )
    for about, after in before.order_by("place").values_list("about", "after"):
        if about == after.get("id"):
            body = BodyData.of(after)
            known.data[body.id] = body
        elif after:
            known.learn(Someone.of(after))


def _ids(known: Known, asked: Sequence[Asked], names: set[str], points: set[Any]) -> set[UUID]:
    """Those of these names or addresses, and those that rows name by their id."""
    folded = names | {fold(line.name) for line, _ in asked}
    found = set(Person.objects.filter(folded__in=folded).values_list("pk", flat=True))
    reached = ContactPoint.objects.filter(
        address__in=_written(points), channel__in=CHANNELS, person__isnull=False
    )
    found |= set(reached.values_list("person_id", flat=True))
    keys = {line.key for line, _ in asked} | {choice.person for _, choice in asked}
    return found | {UUID(key) for key in keys if len(key) == 36}


def _people(ids: Iterable[UUID]) -> Iterable[Someone]:
    wanted = list(ids)
    for part in parts(wanted):
        yield from _some_people(part)


def _some_people(wanted: Sequence[UUID]) -> Iterable[Someone]:
    held: dict[UUID, list[Held]] = defaultdict(list)
    for row in Mandate.objects.filter(person_id__in=wanted).order_by("valid_from", "id"):
        held[row.person_id].append(_held(row))
    points: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    kept = ContactPoint.objects.filter(person_id__in=wanted, channel__in=CHANNELS)
    ordered = kept.order_by("channel", "preference", "created_at", "id")
    for person, channel, address in ordered.values_list("person_id", "channel", "address"):
        points[person].append((channel, _one_form(channel, address)))
    rows = Person.objects.filter(pk__in=wanted, erased_at=None, merged_into=None)
    for key, name, post, language in rows.values_list("pk", "name", "post", "language"):
        yield Someone(key, name, post, language, tuple(held[key]), tuple(points[key]))


def _held(row: Mandate) -> Held:
    return Held(
        unit=row.unit_id,
        role=row.role,
        first=row.valid_from,
        last=row.valid_to,
        decision=row.decision,
        matter=row.matter,
        id=row.pk,
    )


def _fill_data(known: Known, units: set[UUID]) -> None:
    """What the network has of these bodies themselves."""
    if not units:
        return
    places = UnitProvince.objects.on(known.today).filter(unit__in=units).order_by("-valid_from")
    province = dict(places.values_list("unit_id", "province_id"))
    points: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    kept = ContactPoint.objects.filter(unit__in=units, channel__in=CHANNELS)
    ordered = kept.order_by("channel", "preference", "created_at", "id")
    for unit, channel, address in ordered.values_list("unit_id", "channel", "address"):
        points[unit].append((channel, _one_form(channel, address)))
    for unit in units:
        body = known.bodies.known.get(unit)
        if body:
            short = body.short_name
            known.data[unit] = BodyData(unit, short, province.get(unit), tuple(points[unit]))


def _one_form(channel: str, address: str) -> str:
    """As the sheet's addresses are brought to one form; what cannot be, stays."""
    if channel == "email":
        return address.lower()
    try:
        return phones.normalise(address)
    except Refused:
        return address


def _written(points: Iterable[tuple[str, str]]) -> set[str]:
    """Ways in which the addresses may stand in the network: numbers of before had no +84."""
    addresses = {address for _, address in points}
    at_home = {f"0{address[3:]}" for address in addresses if address.startswith("+84")}
    return addresses | at_home


def persons_by_id(ids: Iterable[UUID | str]) -> dict[UUID, Someone]:
    """People as a sheet sees them, for showing whom a row may mean."""
    return {someone.id: someone for someone in _people([UUID(str(id)) for id in ids])}

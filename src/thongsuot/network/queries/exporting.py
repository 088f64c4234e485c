"""The network as the sheet that an import takes back: a row for each body, one for each mandate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.network.matching.fields import EXPORTED, ROLE_NAMES
from thongsuot.network.models import ContactPoint, Mandate, UnitName
from thongsuot.network.queries.privacy import points_seen_by
from thongsuot.network.queries.units import ordered, views
from thongsuot.network.terms import MandateRole, Sight, UnitView, Viewer

HEADINGS = tuple(EXPORTED.values())
_CHANNELS = ("email", "phone", "zalo")
_CHUNK = 500  # bodies, or rows, at a time


@dataclass
class Taken:
    """Whose private addresses went out with a sheet: to be journalled by whoever made it."""

    people: set[UUID] = field(default_factory=set)


def network_rows(viewer: Viewer, taken: Taken, on: date | None = None) -> Iterator[list[str]]:
    """In Vietnamese order of bodies and people; of addresses what the viewer may see, of
    journalists nothing but for coordinators. So many questions for each `_CHUNK` rows."""
    day = on or clock.legal_date()
    standing = UnitName.objects.on(day).values("unit")
    bodies = ordered(views(standing, day).values())
    for some in _chunks(bodies):
        held = _held(viewer, [unit.id for unit in some], day)
        lines = ((unit, row) for unit in some for row in (None, *held[unit.id]))
        for part in _chunks(lines):
            yield from _rows(viewer, part, taken)


def _held(viewer: Viewer, units: Sequence[UUID], day: date) -> dict[UUID, list[Mandate]]:
    held = Mandate.objects.on(day).filter(unit__in=units, person__erased_at=None)
    if not viewer.coordinates:
        held = held.exclude(role=MandateRole.JOURNALIST)
    grouped: dict[UUID, list[Mandate]] = defaultdict(list)
    for row in held.select_related("person").order_by("person__order", "person_id", "role", "id"):
        grouped[row.unit_id].append(row)
    return grouped


def _rows(
    viewer: Viewer, lines: Sequence[tuple[UnitView, Mandate | None]], taken: Taken
) -> Iterator[list[str]]:
    """Bodies (without a mandate) and people."""
    people = {row.person_id for _, row in lines if row}
    units = {unit.id for unit, row in lines if row is None}
    kept = ContactPoint.objects.filter(channel__in=_CHANNELS)
    points: dict[UUID, list[ContactPoint]] = defaultdict(list)
    for seen in _visible(viewer, kept.filter(person__in=people) | kept.filter(unit__in=units)):
        points[seen.row.person_id or seen.row.unit_id].append(seen.row)
        if seen.sight is Sight.MASKED:
            taken.people.add(seen.row.person_id)
    for unit, row in lines:
        own = points[row.person_id if row else unit.id]
        yield _person_row(unit, row, own) if row else _body_row(unit, own)


def _visible(viewer: Viewer, kept: Any) -> list[Any]:
    return points_seen_by(viewer, kept.order_by("channel", "preference", "created_at", "id"))


def _body_row(unit: UnitView, points: Iterable[ContactPoint]) -> list[str]:
    return _cells(_of_unit(unit) | _addresses(points))


def _person_row(unit: UnitView, row: Mandate, points: Iterable[ContactPoint]) -> list[str]:
    person = row.person
    return _cells(
        _of_unit(unit)
        | _addresses(points)
        | {
            "name": person.name,
            "post": person.post,
            "role": ROLE_NAMES[row.role],
            "decision": row.decision,
            "matter": row.matter,
            "valid_from": f"{row.valid_from:%d/%m/%Y}",
            "valid_to": f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "",
            "language": "Tiếng Anh" if person.language == "en" else "",
            "key": str(person.pk),
        }
    )


def _of_unit(unit: UnitView) -> dict[str, str]:
    return {
        "unit": unit.name,
        "unit_short": unit.short_name,
        "province": unit.provinces[0] if unit.provinces else "",
    }


def _addresses(points: Iterable[ContactPoint]) -> dict[str, str]:
    told: dict[str, list[str]] = defaultdict(list)
    for point in points:
        told[point.channel].append(point.address)
    return {channel: "; ".join(addresses) for channel, addresses in told.items()}


def _cells(told: dict[str, str]) -> list[str]:
    return [told.get(name, "") for name in EXPORTED]


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk

"""The provinces of a day on a map of 2023: whose shapes make each of them."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from thongsuot.network.models import Province, ProvinceSuccession

DRAWN_IN = date(2023, 12, 1)
"""The shapes of the map are the provinces of that day; codes were re-used since."""


def shapes_of_provinces(day: date) -> dict[UUID, tuple[str, ...]]:
    """Of each province of the day the codes, in 2023, of all that it came from. Two questions."""
    came_from: dict[UUID, set[UUID]] = defaultdict(set)
    for origin, heir in ProvinceSuccession.objects.values_list("from_province", "to_province"):
        if origin and heir:
            came_from[heir].add(origin)
    rows = list(Province.objects.all())
    drawn = {row.pk: row.code for row in rows if _stood(row, DRAWN_IN)}
    return {
        row.pk: tuple(sorted(drawn[key] for key in _origins(row.pk, came_from) if key in drawn))
        for row in rows
        if _stood(row, day)
    }


def _stood(row: Province, day: date) -> bool:
    return bool(row.valid_from <= day and (row.valid_to is None or row.valid_to >= day))


def _origins(key: UUID, came_from: dict[UUID, set[UUID]]) -> set[UUID]:
    """The province and all that it came from."""
    found, new = {key}, {key}
    while new:
        new = {origin for heir in new for origin in came_from.get(heir, ())} - found
        found |= new
    return found

"""Addresses where machines listen, and for whom."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate
from thongsuot.network.terms import ContactState

_CHUNK = 5_000


@dataclass(frozen=True)
class Machine:
    """A good address on a channel for machines. `people` are its person, or all who hold a mandate
    at its body, in order of id."""

    id: UUID
    channel: str
    address: str
    people: tuple[UUID, ...]


def machines(
    channels: Collection[str], people: Sequence[UUID] | None = None, at: datetime | None = None
) -> Iterator[Machine]:
    """Those on these channels that listen for any of these people (None: for anybody), people's
    own first. Of many people it costs less to ask for everybody's."""
    good = ContactPoint.objects.filter(state=ContactState.GOOD, channel__in=list(channels))
    good = good.order_by("preference", "created_at", "id")
    for point in _of_people(good, people):
        yield Machine(point.pk, point.channel, point.address, (point.person_id,))
    shared: list[Any] = list(good.filter(unit__isnull=False))
    at_body = _at({point.unit_id for point in shared}, at)
    for point in shared:
        yield Machine(point.pk, point.channel, point.address, tuple(at_body[point.unit_id]))


def _of_people(good: QuerySet[Any], people: Sequence[UUID] | None) -> Iterator[Any]:
    if people is None:
        yield from good.filter(person__isnull=False)
        return
    for start in range(0, len(people), _CHUNK):
        yield from good.filter(person__in=people[start : start + _CHUNK])


def _at(units: Collection[UUID], at: datetime | None) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    held = Mandate.objects.on(clock.legal_date(at)).filter(unit__in=units)
    for unit, person in held.order_by("person_id").values_list("unit_id", "person_id"):
        if person not in found[unit]:
            found[unit].append(person)
    return found

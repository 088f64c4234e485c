"""What a reorganisation touches above the network, and what is left behind by one."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from thongsuot.circulation.models import Acknowledgement, SavedList, TopicFollowing
from thongsuot.circulation.queries.owing import OWED
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Mandate
from thongsuot.network.terms import UnitView
from thongsuot.releases import queries as releases


@dataclass(frozen=True)
class Touched:
    """What one body has in hand, owes and keeps. Topics followed are people's, and stay theirs."""

    unit: UUID
    work: releases.InHand
    lists: tuple[str, ...] = ()
    owed: int = 0
    followings: int = 0

    def __bool__(self) -> bool:
        return bool(self.work or self.lists or self.owed)


@dataclass(frozen=True)
class LeftBehind:
    """A body that has ended and still has something in hand; who may take it."""

    unit: UnitView
    touched: Touched
    heirs: tuple[network.Heir, ...]


def touched_by(unit_ids: Collection[UUID]) -> dict[UUID, Touched]:
    """Of each of these bodies that has anything: eight questions, however many bodies."""
    units = list(unit_ids)
    work = releases.touched_by(units)
    lists: dict[UUID, list[str]] = defaultdict(list)
    for saved in SavedList.objects.filter(unit__in=units).order_by("name"):
        lists[saved.unit_id].append(saved.name)
    owed = Counter(
        Acknowledgement.objects.filter(OWED, unit__in=units).values_list("unit_id", flat=True)
    )
    followings = _followings(units)
    found = {
        unit: Touched(
            unit=unit,
            work=work.get(unit, releases.InHand()),
            lists=tuple(lists[unit]),
            owed=owed[unit],
            followings=followings[unit],
        )
        for unit in units
    }
    return {unit: touched for unit, touched in found.items() if touched or touched.followings}


def _followings(units: list[UUID]) -> Counter[UUID]:
    held = Mandate.objects.on(clock.legal_date()).filter(unit__in=units)
    people = dict(held.values_list("person_id", "unit_id"))
    rows = TopicFollowing.objects.filter(person__in=people).values_list("person_id", flat=True)
    return Counter(people[person] for person in rows)


def left_behind() -> list[LeftBehind]:
    """Bodies that have ended and still own work: a coordinator must say who takes it."""
    owing = Acknowledgement.objects.filter(OWED).values_list("unit_id", flat=True)
    units = releases.holders_of_work() | set(owing)
    units |= set(SavedList.objects.values_list("unit_id", flat=True))
    ended = network.gone(units)
    ended -= network.untold(ended)  # may still be undone, and what has one heir moves by itself
    named, touched = network.names_of(ended), touched_by(ended)
    found = [
        LeftBehind(named[key], held, tuple(network.successors(key)))
        for key, held in touched.items()
        if held
    ]
    return sorted(found, key=lambda one: one.unit.order)

"""What bodies have in hand: what must go on elsewhere when one of them ends."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.releases.models import Consultation, Release, Step, Topic
from thongsuot.releases.terms import ReleaseState, StepState

OVER = (ReleaseState.RELEASED, ReleaseState.DROPPED)


@dataclass(frozen=True)
class InHand:
    """Of one body: counts, for a text at work is for its people alone; topics by name."""

    releases: int = 0
    steps: int = 0
    consultations: int = 0
    topics: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.releases or self.steps or self.consultations or self.topics)


def texts_in_work(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.exclude(state__in=OVER)


def turns_to_come(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(state__in=[StepState.WAITING, StepState.PENDING])


def owed_opinions(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(answered_at=None).exclude(release__state__in=OVER)


def touched_by(unit_ids: Collection[UUID]) -> dict[UUID, InHand]:
    """What each of these bodies has in hand; bodies without anything are left out."""
    units = list(unit_ids)
    texts = _counted(texts_in_work(Release.objects.filter(unit__in=units)))
    steps = _counted(turns_to_come(Step.objects.filter(unit__in=units)))
    owed = _counted(owed_opinions(Consultation.objects.filter(unit__in=units)))
    topics: dict[UUID, list[str]] = defaultdict(list)
    for topic in Topic.objects.filter(owner__in=units).order_by("position"):
        topics[topic.owner_id].append(topic.name)  # type: ignore[index]
    deputies = Topic.deputies.through.objects.filter(unit__in=units).order_by("topic__position")
    for unit, name in deputies.values_list("unit_id", "topic__name"):
        topics[unit].append(name)
    found = {
        unit: InHand(texts[unit], steps[unit], owed[unit], tuple(topics[unit])) for unit in units
    }
    return {unit: held for unit, held in found.items() if held}


def holders_of_work() -> set[UUID]:
    """Every body that has anything in hand."""
    units = set(texts_in_work(Release.objects.all()).values_list("unit_id", flat=True))
    units |= set(turns_to_come(Step.objects.all()).values_list("unit_id", flat=True))
    units |= set(owed_opinions(Consultation.objects.all()).values_list("unit_id", flat=True))
    owners = Topic.objects.filter(owner__isnull=False).values_list("owner_id", flat=True)
    deputies = Topic.deputies.through.objects.values_list("unit_id", flat=True)
    return units | {owner for owner in owners if owner} | set(deputies)


def _counted(rows: QuerySet[Any]) -> Counter[UUID]:
    return Counter(rows.values_list("unit_id", flat=True))

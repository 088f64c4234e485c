"""Addresses where mail came back for good: nothing is sent there until somebody says otherwise."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate
from thongsuot.network.terms import ContactState

LISTED = 500


@dataclass(frozen=True)
class Failing:
    """One of them. `row` is its contact point; `people`, whoever is written to there; `reached`,
    those of them who can still be reached at another address, on any channel."""

    row: ContactPoint
    since: datetime | None
    people: tuple[UUID, ...]
    reached: frozenset[UUID]

    @property
    def all_reached(self) -> bool:
        return set(self.people) <= self.reached


def failing_count() -> int:
    return ContactPoint.objects.filter(state=ContactState.FAILING).count()


def failing(limit: int = LISTED) -> list[Failing]:
    """Those of the whole network, the latest first. Five questions for any number."""
    rows = list(
        ContactPoint.objects.filter(state=ContactState.FAILING)
        .select_related("person", "unit")
        .order_by("created_at")[:limit]
    )
    since = _since(rows)
    people = _people(rows)
    reached = _reached({person for found in people.values() for person in found})
    found = [
        Failing(row, since.get(row.pk), people[row.pk], reached & set(people[row.pk]))
        for row in rows
    ]
    return sorted(found, key=lambda one: one.since or one.row.created_at, reverse=True)


def _since(rows: list[ContactPoint]) -> dict[UUID, datetime]:
    if not rows:
        return {}
    wanted = {"contact_point": [row.pk for row in rows]}
    entries = journal.entries(act="contact_point.failed", within=wanted, limit=5 * LISTED)
    return {UUID(entry.subject_id): entry.at for entry in reversed(entries)}


def _people(rows: list[ContactPoint]) -> dict[UUID, tuple[UUID, ...]]:
    units = {row.unit_id for row in rows if row.unit_id}
    held = Mandate.objects.on(clock.legal_date()).filter(unit__in=units)
    of_unit: dict[UUID | None, set[UUID]] = {}
    for unit, person in held.values_list("unit_id", "person_id"):
        of_unit.setdefault(unit, set()).add(person)
    return {
        row.pk: (row.person_id,) if row.person_id else tuple(of_unit.get(row.unit_id, ()))
        for row in rows
    }


def _reached(people: set[UUID]) -> frozenset[UUID]:
    good = ContactPoint.objects.filter(state=ContactState.GOOD)
    own = set(good.filter(person__in=people).values_list("person_id", flat=True))
    shared = Mandate.objects.on(clock.legal_date()).filter(
        person__in=people, unit__in=good.exclude(unit=None).values("unit")
    )
    return frozenset(own | set(shared.values_list("person_id", flat=True)))

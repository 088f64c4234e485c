"""What somebody who left a unit leaves open there."""

from uuid import UUID

from thongsuot.network.terms import MandateRole
from thongsuot.releases.models import Consultation, Draft, Release, Step
from thongsuot.releases.rules import BEING_WRITTEN
from thongsuot.releases.terms import OpenWork, ReleaseState, StepState

UNFINISHED = (*BEING_WRITTEN, ReleaseState.IN_APPROVAL)


def open_work(person: UUID, unit: UUID, role: str) -> list[OpenWork]:
    """Texts of the unit that the person began and nobody finished; opinions the unit owes; and,
    of a leader, the steps that wait for one. For rooms above, never for doors."""
    texts = Release.objects.filter(unit=unit, author=person, state__in=UNFINISHED)
    found = [OpenWork("text", row.pk, row.title) for row in texts.order_by("changed_at")]
    asked = Consultation.objects.filter(
        unit=unit, answered_at=None, release__state__in=UNFINISHED
    ).select_related("release")
    found += [
        OpenWork("opinion", row.release_id, row.release.title, until=row.answer_by)
        for row in asked.order_by("answer_by")
    ]
    if role != MandateRole.LEADER:
        return found
    steps = Step.objects.filter(unit=unit, state=StepState.PENDING).select_related("release")
    waiting = [row for row in steps.order_by("pending_since") if role in row.roles]
    return found + [OpenWork("step", row.release_id, row.release.title) for row in waiting]


def unsaved_by(person: UUID, unit: UUID) -> list[UUID]:
    """Texts of the unit, still being written, of which the person has an unsaved copy."""
    rows = Draft.objects.filter(person=person, release__unit=unit, release__state__in=BEING_WRITTEN)
    return list(rows.values_list("release_id", flat=True))

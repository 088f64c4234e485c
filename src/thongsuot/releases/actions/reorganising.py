"""What a body that ended had in hand goes on at another body. Nothing sealed changes."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases.models import Consultation, Kit, KitPart, Release, Step, Topic
from thongsuot.releases.queries.reorganising import owed_opinions, texts_in_work, turns_to_come


@transaction.atomic
def hand_over_work(*, unit: UUID, heir: UUID, by: Person | None) -> int:
    """Open texts, steps and opinions owed, and topics of `unit` are `heir`'s; how many in all.

    By the system when the heir is the only one; by a coordinator who chose it otherwise. An
    opinion that the heir was asked for itself stays where it is: one body answers once.
    """
    if by is not None and not network.viewer_of(by).coordinates:
        raise Refused("network.coordinator_only")
    asked = Consultation.objects.filter(unit=heir).values("revision")
    kits = KitPart.objects.filter(release__in=texts_in_work(Release.objects.filter(unit=unit)))
    Kit.objects.filter(pk__in=set(kits.values_list("kit", flat=True))).update(unit=heir)
    moved = {
        "releases": texts_in_work(Release.objects.filter(unit=unit)).update(unit=heir),
        "steps": turns_to_come(Step.objects.filter(unit=unit)).update(unit=heir),
        "consultations": owed_opinions(Consultation.objects.filter(unit=unit))
        .exclude(revision__in=asked)
        .update(unit=heir),
        "topics": Topic.objects.filter(owner=unit).update(owner=heir),
    }
    moved["deputies"] = _deputise(unit, heir)
    if any(moved.values()):
        journal.record("work.handed_over", by=by, subject=("unit", unit), heir=heir, **moved)
    return sum(moved.values())


def _deputise(unit: UUID, heir: UUID) -> int:
    """The heir answers for the topics where `unit` was deputy; an owner is no deputy of itself."""
    held = Topic.deputies.through.objects.filter(unit=unit)
    topics = list(held.values_list("topic_id", flat=True))
    held.delete()
    for topic in Topic.objects.filter(pk__in=topics).exclude(owner=heir):
        Topic.deputies.through.objects.get_or_create(topic_id=topic.pk, unit_id=heir)
    Topic.deputies.through.objects.filter(unit=heir, topic__owner=heir).delete()
    return len(topics)

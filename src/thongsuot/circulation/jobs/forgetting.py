"""Forgetting: when a person's data are erased, the ledger keeps that it was sent, not where."""

from uuid import UUID

from django.db import transaction

from thongsuot.circulation.models import Delivery, Reply, SavedList, TopicFollowing
from thongsuot.circulation.terms import DeliveryState
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView

ERASED = "erased"


@subscriber("circulation.forgetting", acts={"person.erased"})
@transaction.atomic
def on_erasure(entry: EntryView) -> None:
    """The person's addresses leave the ledger, what still waits for them stops, and they are on
    no list and follow no topic; so too the rows that were merged into theirs."""
    for person in (entry.subject_id, *entry.facts.get("merged", ())):
        _forget(UUID(person))


def _forget(person: UUID) -> None:
    sent = Delivery.objects.filter(recipient__person=person)
    sent.filter(state=DeliveryState.WAITING).update(state=DeliveryState.STOPPED, next_try_at=None)
    sent.update(address=ERASED, tried=[])
    wrote = Reply.objects.filter(recipient__person=person)
    wrote.update(address="", subject="", text="", note="")
    TopicFollowing.objects.filter(person=person).delete()
    for saved in SavedList.objects.filter(people=person):
        saved.people.set(saved.people.exclude(pk=person))

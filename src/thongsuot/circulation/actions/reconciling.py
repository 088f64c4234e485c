"""Proving that the books agree: everybody planned, every outcome counted; mending what may be.

Counts are kept with the batches and never counted for a page. Here they are counted from the
ledger, which alone is the truth.
"""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Sum

from thongsuot.circulation.models import Batch, Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Counted, DeliveryState, DispatchState, Reconciled
from thongsuot.journal import actions as journal
from thongsuot.lib import clock

OPEN = (DeliveryState.WAITING, DeliveryState.CLAIMED)


def reconcile(*, dispatch: UUID) -> Reconciled:
    """Hold the counts of a dispatch against its ledger, and mend those that differ.

    Batches that a job has in hand are left to it: it counts when it leaves them. A million
    deliveries are read before anything is locked. Raises Dispatch.DoesNotExist.
    """
    row = Dispatch.objects.get(pk=dispatch)
    found = _counted(row.pk)
    mended = sum(_mend(row.pk, number, counted) for number, counted in found.items())
    mended += _empty(row.pk, set(found))
    if mended:
        _told(row, mended)
    people = Recipient.objects.filter(dispatch=row).count()
    reached = row.deliveries.values("recipient").distinct().count()
    total = Counted.total(found.values())
    return Reconciled(
        recipients=people, with_way=reached, batches=len(found), mended=mended, counted=total
    )


def finish(dispatch: UUID) -> bool:
    """The dispatch is done if, by the ledger itself, nothing of it waits. Whether it is."""
    reconcile(dispatch=dispatch)
    return _done(dispatch)


def open_batches(dispatch: UUID) -> list[int]:
    """Numbers of the batches that have something waiting, by their counts."""
    rows = Batch.objects.filter(dispatch=dispatch)
    left = rows.filter(planned__gt=F("sent") + F("failed") + F("stopped"))
    return list(left.order_by("number").values_list("number", flat=True))


def recount(dispatch: UUID, batch: int) -> Counted:
    """Count one batch anew from the ledger, and write it down."""
    counted = _counted(dispatch, batch).get(batch) or Counted()
    _write(dispatch, batch, counted)
    return counted


def _counted(dispatch: UUID, batch: int | None = None) -> dict[int, Counted]:
    rows = Delivery.objects.filter(dispatch=dispatch)
    if batch is not None:
        rows = rows.filter(batch=batch)
    found: dict[int, Counted] = defaultdict(Counted)
    grouped = rows.order_by().values("batch", "channel", "state")
    for group in grouped.annotate(count=Count("pk"), again=Sum("resent")):
        found[group["batch"]].add(group["channel"], group["state"], group["count"], group["again"])
    return dict(found)


def _mend(dispatch: UUID, batch: int, counted: Counted) -> bool:
    if counted.in_hand:
        return False
    known = Batch.objects.filter(dispatch=dispatch, number=batch, **counted.columns())
    if known.exists():
        return False
    _write(dispatch, batch, counted)
    return True


def _write(dispatch: UUID, batch: int, counted: Counted) -> None:
    told = counted.columns()
    if not Batch.objects.filter(dispatch=dispatch, number=batch).update(**told):
        Batch.objects.create(dispatch_id=dispatch, number=batch, **told)


def _empty(dispatch: UUID, known: set[int]) -> int:
    """Batches that count what the ledger does not have."""
    rows = Batch.objects.filter(dispatch=dispatch, planned__gt=0)
    lost = set(rows.values_list("number", flat=True)) - known
    return Batch.objects.filter(dispatch=dispatch, number__in=lost).update(
        planned=0, sent=0, failed=0, stopped=0, resent=0
    )


@transaction.atomic
def _told(row: Dispatch, mended: int) -> None:
    Dispatch.objects.filter(pk=row.pk).update(version=F("version") + 1)
    journal.record("dispatch.reconciled", by=None, subject=("dispatch", row.pk), batches=mended)


@transaction.atomic
def _done(dispatch: UUID) -> bool:
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    if row.state != DispatchState.SENDING or row.closed_at is None or open_batches(dispatch):
        return row.state == DispatchState.DONE
    row.state, row.done_at, row.version = DispatchState.DONE, clock.now(), row.version + 1
    row.save(update_fields=["state", "done_at", "version"])
    counted = row.batches.aggregate(sent=Sum("sent"), failed=Sum("failed"))
    journal.record(
        "dispatch.done",
        by=None,
        subject=("dispatch", row.pk),
        sent=counted["sent"] or 0,
        failed=counted["failed"] or 0,
    )
    return True

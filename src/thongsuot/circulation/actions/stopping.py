"""Stopping what has not gone yet."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from thongsuot.circulation import rules
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch
from thongsuot.circulation.terms import DeliveryState, DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases.terms import EditionState


@transaction.atomic
def stop(*, dispatch: UUID, by: Person, reason: str) -> Dispatch:
    """What has not gone stays here; what has gone is not undone by this (withdraw does that)."""
    row = Dispatch.objects.select_for_update().select_related("edition").get(pk=dispatch)
    rules.check_circulate(network.viewer_of(by), row.edition.unit_id, EditionState.STANDING)
    rules.check_stop(DispatchState(row.state))
    rules.check_reason(reason)
    stop_sending(row)
    journal.record("dispatch.stopped", by=by, subject=("dispatch", row.pk))
    return row


@transaction.atomic
def stop_asking(*, dispatch: UUID) -> None:
    """A request was closed: nothing more goes out for it, and nobody owes an answer. A part of the
    command of closing, whose entry tells of it; it writes none itself."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    if row.state not in (DispatchState.STOPPED, DispatchState.UNDONE):
        stop_sending(row)


@transaction.atomic
def stop_all_of(*, editions: list[UUID], because: UUID) -> int:
    """A withdrawal overtakes every dispatch of what it withdraws. Returns how many it stopped."""
    rows = Dispatch.objects.select_for_update().filter(edition__in=editions)
    standing = list(rows.exclude(state__in=[DispatchState.STOPPED, DispatchState.UNDONE]))
    for row in standing:
        stop_sending(row)
    if standing:
        journal.record(
            "dispatch.overtaken", by=None, subject=("edition", because), stopped=len(standing)
        )
    return len(standing)


def stop_sending(dispatch: Dispatch) -> None:
    """Nothing more of it goes, and nobody is followed up; a part of the acts that stop."""
    dispatch.carries.filter(state=DispatchState.PLANNING).update(
        state=DispatchState.STOPPED, done_at=clock.now(), version=F("version") + 1
    )
    Delivery.objects.filter(dispatch=dispatch, state=DeliveryState.WAITING).update(
        state=DeliveryState.STOPPED, next_try_at=None
    )
    # What a job has in hand right now is counted by it when it leaves its batch.
    dispatch.batches.update(stopped=F("planned") - F("sent") - F("failed"))
    Acknowledgement.objects.filter(dispatch=dispatch, settled_at=None).update(
        next_follow_up_at=None
    )
    dispatch.state, dispatch.done_at = DispatchState.STOPPED, clock.now()
    dispatch.save(update_fields=["state", "done_at"])
    Dispatch.objects.filter(pk=dispatch.pk).update(version=F("version") + 1)

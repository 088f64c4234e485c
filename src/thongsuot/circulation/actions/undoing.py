"""Taking a dispatch back before anybody had it, and deciding about one that outlived its hour."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from thongsuot.circulation import rules
from thongsuot.circulation.actions.rerouting import enqueue
from thongsuot.circulation.actions.stopping import stop_sending
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch
from thongsuot.circulation.terms import DeliveryState, DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases.terms import EditionState
from thongsuot.work import actions as work

OPEN = (DeliveryState.WAITING, DeliveryState.CLAIMED)


@transaction.atomic
def undo(*, dispatch: UUID, by: Person) -> Dispatch:
    """Taken back while its seconds for that run: nothing was planned, so nobody ever had it.

    What its mail would have carried goes back with it. Raises `circulation.not_yours`,
    `circulation.undo_too_late`.
    """
    row, now = _of(dispatch, by), clock.now()
    rules.check_undo(DispatchState(row.state), row.undo_until, now)
    parts = row.carries.filter(state=DispatchState.PLANNING)
    parts.update(state=DispatchState.UNDONE, done_at=now, version=F("version") + 1)
    row.state, row.done_at, row.version = DispatchState.UNDONE, now, row.version + 1
    row.save(update_fields=["state", "done_at", "version"])
    journal.record("dispatch.undone", by=by, subject=("dispatch", row.pk))
    return row


@transaction.atomic
def release_held(*, dispatch: UUID, by: Person) -> Dispatch:
    """It still goes, now: its hour is this one, so that it is not found late again, and bodies have
    as long to answer as they would have had.

    Raises `circulation.not_yours`, `circulation.not_held`.
    """
    row = _of(dispatch, by)
    rules.check_held(DispatchState(row.state))
    row.state = DispatchState.PLANNING if row.closed_at is None else DispatchState.SENDING
    _move(row, clock.now() - (row.not_before or row.undo_until or row.made_at))
    row.not_before, row.version = clock.now(), row.version + 1
    row.save(update_fields=["state", "not_before", "version", "acknowledge_by", "proof_due_at"])
    if row.closed_at is None:
        work.enqueue("circulation.plan", key=f"{row.pk}:{row.version}", dispatch=str(row.pk))
    else:
        _send_what_waits(row)
    journal.record("dispatch.released", by=by, subject=("dispatch", row.pk))
    return row


@transaction.atomic
def drop_held(*, dispatch: UUID, by: Person) -> Dispatch:
    """It no longer goes: what it says has had its hour.

    Raises `circulation.not_yours`, `circulation.not_held`.
    """
    row = _of(dispatch, by)
    rules.check_held(DispatchState(row.state))
    stop_sending(row)
    journal.record("dispatch.dropped", by=by, subject=("dispatch", row.pk))
    return row


def _of(dispatch: UUID, by: Person) -> Dispatch:
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("edition")
    row = rows.get(pk=dispatch)
    rules.check_circulate(network.viewer_of(by), row.edition.unit_id, EditionState.STANDING)
    return row


def _move(row: Dispatch, delay: timedelta) -> None:
    """What was to happen after its hour happens as long after the new one."""
    row.acknowledge_by = row.acknowledge_by and row.acknowledge_by + delay
    row.proof_due_at = row.proof_due_at and row.proof_due_at + delay
    debts = Acknowledgement.objects.filter(dispatch=row, settled_at=None, due_at__isnull=False)
    debts.update(
        due_at=F("due_at") + delay,
        next_follow_up_at=F("next_follow_up_at") + delay,
    )


def _send_what_waits(row: Dispatch) -> None:
    """A job for each batch that has something left; a round no other job of it can have."""
    waiting = Delivery.objects.filter(dispatch=row, state__in=OPEN)
    round = int(clock.now().timestamp())
    for batch in sorted(set(waiting.values_list("batch", flat=True))):
        enqueue(row, batch, round, None)

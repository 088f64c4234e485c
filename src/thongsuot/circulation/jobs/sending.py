"""Sending: a batch's job hands over what is due, comes back for the rest, and ends the dispatch.

A batch belongs to one job, and a job to one worker at a time. What a dead worker had in hand is
therefore taken up by the next run of the same job, and goes out with the same Message-ID: nothing
is lost, and at most what was on the wire is repeated (`handing`).
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet, Sum

from thongsuot.circulation import overtaking, rules
from thongsuot.circulation.actions.reconciling import OPEN, finish, open_batches, reconcile, recount
from thongsuot.circulation.actions.rerouting import enqueue
from thongsuot.circulation.jobs.handing import Handover
from thongsuot.circulation.models import Batch, Delivery, Dispatch
from thongsuot.circulation.terms import DeliveryState, DispatchReason, DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.work import actions as work
from thongsuot.work import queries as calls
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane

JOBS = ("circulation.send", "circulation.send_urgently")


@job("circulation.send", lane=Lane.BULK, sends=True)
def send(dispatch: str, batch: int, round: int) -> None:
    """Send what of the batch is due now; come back for what must be tried again."""
    row = Dispatch.objects.select_related("edition").get(pk=dispatch)
    run = Handover(row, batch, _channel(row, batch)) if _may_go(row, batch) else None
    if run:
        run.work()
    if _afterwards(row.pk, batch, round, run.run if run else None):
        finish(row.pk)


@job("circulation.send_urgently", lane=Lane.URGENT, sends=True)
def send_urgently(dispatch: str, batch: int, round: int) -> None:
    """The same in the lane that no bulk delays; bulk of this process stands still meanwhile."""
    with overtaking.urgently():
        send(dispatch, batch, round)


def _may_go(row: Dispatch, batch: int) -> bool:
    return row.state == DispatchState.SENDING and not _hold_if_stale(row, batch)


def _channel(row: Dispatch, batch: int) -> str:
    """A batch without a row of its own is one that reconciling has not seen yet."""
    rows = Batch.objects.filter(dispatch=row, number=batch).values_list("channel", flat=True)
    return rows.first() or recount(row.pk, batch).channel


def _due(row: Dispatch, batch: int) -> QuerySet[Delivery]:
    now = Q(next_try_at=None) | Q(next_try_at__lte=clock.now())
    return Delivery.objects.filter(now, dispatch=row, batch=batch, state__in=OPEN)


def _hold_if_stale(row: Dispatch, batch: int) -> bool:
    """What should have begun long ago, and did not since nothing worked, waits for a person.

    Not what follows an edition that people have: a correction or a withdrawal always goes.
    """
    if row.reason != DispatchReason.CIRCULATED or row.held_at is not None:
        return False
    hour, minutes = row.not_before or row.undo_until or row.made_at, settings.CONFIG.stale_minutes
    if not rules.stale(hour, clock.now(), minutes) or _has_begun(row):
        return False
    first = _due(row, batch).aggregate(first=Min("next_try_at"))["first"]
    return not (first and not rules.stale(first, clock.now(), minutes)) and _hold(row.pk)


def _has_begun(row: Dispatch) -> bool:
    counted = row.batches.aggregate(sent=Sum("sent"), failed=Sum("failed"))
    if counted["sent"] or counted["failed"]:
        return True
    untouched = Q(state=DeliveryState.WAITING, attempts=0)
    return row.deliveries.exclude(untouched).exists()


@transaction.atomic
def _hold(dispatch: UUID) -> bool:
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    if row.state == DispatchState.SENDING and row.held_at is None:
        row.state, row.held_at, row.version = DispatchState.HELD, clock.now(), row.version + 1
        row.save(update_fields=["state", "held_at", "version"])
        journal.record("dispatch.held", by=None, subject=("dispatch", row.pk))
    return row.state != DispatchState.SENDING


@transaction.atomic
def _afterwards(dispatch: UUID, batch: int, round: int, run: UUID | None) -> bool:
    """Come back for what is to be tried again. Whether nothing of the whole dispatch waits."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    mine = row.deliveries.filter(batch=batch, state__in=OPEN)
    if row.state in rules.OVER:
        mine.update(state=DeliveryState.STOPPED, next_try_at=None, claim=None)
    elif run:
        _give_back(mine, run)
    counted = recount(dispatch, batch)
    Dispatch.objects.filter(pk=dispatch).update(version=F("version") + 1)
    if row.state != DispatchState.SENDING:
        return False
    if counted.waiting:
        enqueue(row, batch, round + 1, mine.aggregate(first=Min("next_try_at"))["first"])
        return False
    return not open_batches(dispatch)


def _give_back(deliveries: QuerySet[Delivery], run: UUID) -> None:
    """What this run took in hand and never handed over waits again."""
    mine = deliveries.filter(claim=run, state=DeliveryState.CLAIMED)
    mine.update(state=DeliveryState.WAITING, claim=None)


@every(seconds=60, name="circulation.sweep_dispatches")
def sweep() -> None:
    """What no job answers for any more: a plan not closed, a batch with something still open.

    What waits its turn, is held, or is parked for a person to look at is answered for; a second
    job for it would send everything twice.
    """
    minute = clock.now().strftime("%Y%m%d%H%M")
    stale = Dispatch.objects.filter(made_at__lt=clock.in_days(-2 / 1440))
    planning = list(stale.filter(state=DispatchState.PLANNING, carried_by=None))
    sending = list(stale.filter(state=DispatchState.SENDING))
    # Read after the dispatches and before their batches: a batch that closes meanwhile is gone,
    # and one that is open still has the call that it had then.
    answered = {_batch(key) for job in JOBS for key in calls.standing(job)}
    planned = {key.partition(":")[0] for key in calls.standing("circulation.plan")}
    for row in planning:
        if str(row.pk) not in planned:
            work.enqueue("circulation.plan", key=f"{row.pk}:{minute}", dispatch=str(row.pk))
    for row in sending:
        if str(row.pk) in planned:
            continue  # its plan is handing out the jobs: a batch would get a second one
        _take_up(row, {batch for id, batch in answered if id == str(row.pk)}, int(minute))


def _take_up(row: Dispatch, answered: set[str], minute: int) -> None:
    """Jobs for what has none; where nothing has any, the books are put right first."""
    if not answered:
        reconcile(dispatch=row.pk)
    found = open_batches(row.pk)
    for batch in found:
        if str(batch) not in answered:
            enqueue(row, batch, minute, None)
    if not found and not answered:
        finish(row.pk)


def _batch(key: str) -> tuple[str, str]:
    """Dispatch and batch in the key of a sending job."""
    dispatch, batch, _round = key.split(":")
    return dispatch, batch

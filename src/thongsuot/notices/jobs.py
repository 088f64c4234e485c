"""Delivering notices, and finding those that no job knows any more."""

from thongsuot.lib import clock
from thongsuot.notices import actions, outgoing
from thongsuot.notices.models import Notice
from thongsuot.notices.terms import FORGOTTEN
from thongsuot.work.actions import enqueue
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane


class TryAgain(Exception):
    """Not delivered yet; the engine calls again after a pause. Says why in the channel's code."""


@job(actions.JOB, lane=Lane.URGENT, sends=True)
def deliver(notice: str) -> None:
    """Send a notice unless it is settled. Once, but for a death between sending and writing it."""
    row = Notice.objects.filter(pk=notice).first()
    if row is None or row.sent_at or row.failed_at:
        return
    if not actions.claim(row):
        raise TryAgain("claimed")
    if not actions.settle(row, outgoing.deliver(row)):
        raise TryAgain(row.reason)


@every(seconds=600, name="notices.find_forgotten")
def find_forgotten() -> None:
    """Queue again what was last tried hours ago (a queue restored from elsewhere, parked calls)."""
    actions.give_up_stale()
    now = clock.now()
    waiting = Notice.objects.filter(sent_at=None, failed_at=None, made_at__lte=now - FORGOTTEN)
    for row in waiting.exclude(tried_at__gt=now - FORGOTTEN).order_by("made_at")[:500]:
        # One more call per attempt that was made: the same sweep twice queues it once.
        enqueue(actions.JOB, key=f"{row.id} after {row.tried_at or ''}", notice=str(row.id))

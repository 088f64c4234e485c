"""The writers of notices. They are parts of upper rooms' commands: no journal entries here."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from thongsuot.channels.terms import Outcome, Status
from thongsuot.lib import clock
from thongsuot.notices import outgoing, rules
from thongsuot.notices.models import Notice
from thongsuot.notices.terms import AT_ONCE_SECONDS, CLAIM, SOON, STALE
from thongsuot.work import actions as work

JOB = "notices.deliver"


def send(
    address: str,
    subject: str,
    body: str,
    *,
    by: object = None,
    at_once: bool = False,
    reply_to: str = "",
) -> Notice:
    """Tell one address something. Without `at_once`: in the caller's transaction, sent later.

    `at_once` is for a person who waits at the screen for a code: it is handed over before this
    returns, also while sending is held; what the mail server puts off is tried again later. Call
    it outside a transaction, which would stay open as long as the server takes.
    Raises Refused `notices.*`.
    """
    if not at_once:
        return _write(address, subject, body, by, reply_to, claimed_at=None)
    notice = _write(address, subject, body, by, reply_to, claimed_at=clock.now())
    settle(notice, outgoing.deliver(notice, timeout=AT_ONCE_SECONDS))
    return notice


@transaction.atomic
def _write(
    address: str, subject: str, body: str, by: object, reply_to: str, *, claimed_at: datetime | None
) -> Notice:
    notice = Notice.objects.create(
        address=rules.checked_address(address),
        subject=rules.checked_subject(subject),
        body=rules.checked_body(body),
        reply_to=reply_to and rules.checked_address(reply_to),
        by=work.opaque(by),
        claimed_at=claimed_at,
        tried_at=claimed_at,
    )
    # A claimed one is queued too, for when this process dies or the mail server puts it off.
    due = claimed_at + SOON if claimed_at else None
    work.enqueue(JOB, key=notice.id, due=due, notice=str(notice.id))
    return notice


def claim(notice: Notice) -> bool:
    """Take the sending of a notice upon oneself; False if it is settled or another has it."""
    now = clock.now()
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM)
    taken = Notice.objects.filter(free, pk=notice.pk, sent_at=None, failed_at=None)
    return taken.update(claimed_at=now, tried_at=now) == 1


def settle(notice: Notice, outcome: Outcome) -> bool:
    """Write down what became of a claimed notice; False if it must be tried again.

    What may have been taken is tried again too, under the same Message-ID: rather twice than never.
    """
    now, reason = clock.now(), outcome.code
    match outcome.status:
        case Status.SENT:
            changes = {"sent_at": now, "subject": "", "body": "", "reason": ""}
        case Status.PERMANENT:
            changes = {"failed_at": now, "body": "", "reason": reason}
        case _:
            changes = {"reason": reason}
    _change(notice, claimed_at=None, **changes)
    return outcome.status in (Status.SENT, Status.PERMANENT)


def give_up_stale() -> int:
    """What was not delivered in days is failed, and its text dropped; how many."""
    old = Notice.objects.filter(sent_at=None, failed_at=None, made_at__lte=clock.now() - STALE)
    return old.update(failed_at=clock.now(), body="", reason="stale", claimed_at=None)


def forget(addresses: Collection[str]) -> int:
    """What was told to these addresses is told of no more: address and subject go, and what still
    waits is not sent; how many. A part of erasing a person."""
    rows = Notice.objects.filter(address__in=list(addresses))
    waiting = rows.filter(sent_at=None, failed_at=None)
    waiting.update(failed_at=clock.now(), body="", reason="erased", claimed_at=None)
    return rows.update(address="", subject="")


def _change(notice: Notice, **values: object) -> None:
    Notice.objects.filter(pk=notice.pk, sent_at=None, failed_at=None).update(**values)
    notice.refresh_from_db()

"""Sending: claim a batch, hand it to the relay, record what became of each.

A batch belongs to one job, and a job to one worker at a time. What a dead worker had claimed is
therefore claimed again by the next run of the same job, and goes out with the same Message-ID:
nothing is lost, and at most what was in flight is repeated.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from thongsuot.channels.email import smtp
from thongsuot.channels.terms import Outcome, Status
from thongsuot.circulation import rules
from thongsuot.circulation.letters import Letters
from thongsuot.circulation.models import Delivery, Dispatch
from thongsuot.circulation.terms import DeliveryState, DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.notices import queries as notices
from thongsuot.work import actions as work
from thongsuot.work import queries as calls
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane

ADDRESS_REFUSED = "recipient_refused"  # any other refusal does not speak against the address
OPEN = [DeliveryState.WAITING, DeliveryState.CLAIMED]
JOBS = ("circulation.send", "circulation.send_urgently")


@job("circulation.send", lane=Lane.BULK, sends=True)
def send(dispatch: str, batch: int, round: int) -> None:
    """Send what of the batch is due now; come back for what must be tried again."""
    run = uuid.uuid4()
    claimed = _claim(dispatch, batch, run)
    if claimed:
        outcomes = smtp.send(notices.email_config(), _items(dispatch, run, claimed))
        by_id = {str(delivery.pk): delivery for delivery in claimed}
        while group := list(islice(outcomes, rules.RECORD_EVERY)):
            _record(dispatch, run, [(by_id.pop(outcome.id), outcome) for outcome in group])
        _give_back(dispatch, run)
    _afterwards(dispatch, batch, round)


@job("circulation.send_urgently", lane=Lane.URGENT, sends=True)
def send_urgently(dispatch: str, batch: int, round: int) -> None:
    """The same in the lane that no bulk delays."""
    send(dispatch, batch, round)


@transaction.atomic
def _claim(dispatch: str, batch: int, run: uuid.UUID) -> list[Delivery]:
    """What waits and is due, and what a run before this one left in hand."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    mine = Delivery.objects.filter(dispatch=row, batch=batch)
    due = Q(next_try_at=None) | Q(next_try_at__lte=clock.now())
    if not row.urgent:
        _let_rest(mine.filter(due, state=DeliveryState.WAITING))
    ready = mine.filter(Q(state=DeliveryState.WAITING) & due | Q(state=DeliveryState.CLAIMED))
    if row.state != DispatchState.SENDING:
        ready.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.STOPPED, claim=None)
        return []
    ready.update(state=DeliveryState.CLAIMED, claim=run)
    claimed = mine.filter(claim=run).select_related("dispatch", "recipient__person")
    return list(claimed.order_by("pk"))


def _let_rest(due: QuerySet[Delivery]) -> None:
    """What would disturb a person's quiet hours waits for their end.

    Asked when it would go, not when it was planned: what was put off, held or tried again waits
    too. What is urgent goes at any hour; corrections and withdrawals are.
    """
    people = set(due.values_list("recipient__person_id", flat=True))
    ends: dict[datetime, list[uuid.UUID]] = defaultdict(list)
    for person, end in network.quiet_until(people, clock.now()).items():
        ends[end].append(person)
    for end, resting in ends.items():
        due.filter(recipient__person__in=resting).update(next_try_at=end)


def _items(dispatch: str, run: uuid.UUID, claimed: list[Delivery]) -> Iterator[smtp.Item]:
    """The mails, made as the connection takes them; a dispatch stopped meanwhile ends them."""
    letters = Letters(dispatch)
    for place, delivery in enumerate(claimed):
        if place % rules.RECORD_EVERY == 0 and not _still_sending(dispatch):
            return
        try:
            yield letters.item(delivery)
        except Refused as refused:
            unusable = Outcome(str(delivery.pk), Status.PERMANENT, refused.code)
            _record(dispatch, run, [(delivery, unusable)])


def _still_sending(dispatch: str) -> bool:
    return Dispatch.objects.filter(pk=dispatch, state=DispatchState.SENDING).exists()


@transaction.atomic
def _record(dispatch: str, run: uuid.UUID, results: Sequence[tuple[Delivery, Outcome]]) -> None:
    """Write what became of these deliveries, those that this run still holds.

    A run that was taken for dead and still lives writes nothing: its deliveries have another
    claim. An attempt is counted by its outcome, so a dying worker uses up nobody's attempts.
    """
    # The dispatch comes first, as in every transaction here, so that no two wait for each other.
    Dispatch.objects.filter(pk=dispatch).update(version=F("version") + 1)
    held = Delivery.objects.filter(claim=run, pk__in=[delivery.pk for delivery, _ in results])
    still = set(held.select_for_update().values_list("pk", flat=True))
    sent = [d.pk for d, outcome in results if outcome.status == Status.SENT and d.pk in still]
    held.filter(pk__in=sent).update(
        state=DeliveryState.SENT,
        sent_at=clock.now(),
        claim=None,
        reason="",
        attempts=F("attempts") + 1,
    )
    for delivery, outcome in results:
        if delivery.pk in still and outcome.status != Status.SENT:
            delivery.attempts += 1
            _not_sent(delivery, outcome)


def _not_sent(delivery: Delivery, outcome: Outcome) -> None:
    if outcome.status != Status.PERMANENT:
        _again(delivery, outcome)
    elif outcome.code == ADDRESS_REFUSED:
        _next_address(delivery, outcome)
    else:
        _fail(delivery, _reason(outcome))


def _next_address(delivery: Delivery, outcome: Outcome) -> None:
    """The address is no good: remember that, and try the person's next one."""
    reason = _reason(outcome)
    network_actions.mark_failing(contact_point=delivery.contact_point, reason=reason, by=None)
    delivery.tried = [
        *delivery.tried,
        {"contact_point": str(delivery.contact_point), "why": reason},
    ]
    tried = {entry["contact_point"] for entry in delivery.tried}
    person = delivery.recipient.person_id
    others = network.addresses([person], rules.PUSH).get(person, [])
    following = next((point for point in others if str(point.id) not in tried), None)
    if following is None:
        _fail(delivery, reason)
        return
    delivery.contact_point, delivery.address = following.id, following.address
    delivery.state, delivery.claim, delivery.next_try_at = DeliveryState.WAITING, None, clock.now()
    delivery.reason = reason
    delivery.save()


def _again(delivery: Delivery, outcome: Outcome) -> None:
    """A temporary failure, or an answer that was lost: the same mail goes again, later."""
    reason = _reason(outcome)
    at = rules.retry_at(delivery.attempts, clock.now(), outcome.retry_after)
    if at is None:
        _fail(delivery, reason)
        return
    delivery.state, delivery.claim = DeliveryState.WAITING, None
    delivery.next_try_at, delivery.reason = at, reason
    delivery.save()


def _reason(outcome: Outcome) -> str:
    return f"{outcome.code} {outcome.text}".strip()


def _fail(delivery: Delivery, reason: str) -> None:
    delivery.state, delivery.claim = DeliveryState.FAILED, None
    delivery.next_try_at, delivery.reason = None, reason or "unknown"
    delivery.save()


@transaction.atomic
def _give_back(dispatch: str, run: uuid.UUID) -> None:
    """What this run claimed and never handed over waits again, or stops with its dispatch."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    left = DeliveryState.WAITING if row.state == DispatchState.SENDING else DeliveryState.STOPPED
    Delivery.objects.filter(claim=run, state=DeliveryState.CLAIMED).update(state=left, claim=None)


@transaction.atomic
def _afterwards(dispatch: str, batch: int, round: int) -> None:
    """Come back for what is to be tried again; the dispatch is done when nothing waits."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    mine = row.deliveries.filter(batch=batch, state__in=OPEN)
    if row.state != DispatchState.SENDING:
        mine.filter(state=DeliveryState.WAITING).update(
            state=DeliveryState.STOPPED, next_try_at=None
        )
    elif mine.exists():
        due = mine.aggregate(first=Min("next_try_at"))["first"]
        _enqueue(row, batch, round + 1, due)
    elif not row.deliveries.filter(state__in=OPEN).exists():
        _done(row)


def _enqueue(row: Dispatch, batch: int, round: int, due: datetime | None) -> None:
    work.enqueue(
        "circulation.send_urgently" if row.urgent else "circulation.send",
        key=f"{row.pk}:{batch}:{round}",
        due=due,
        dispatch=str(row.pk),
        batch=batch,
        round=round,
    )


def _done(row: Dispatch) -> None:
    row.state, row.done_at, row.version = DispatchState.DONE, clock.now(), row.version + 1
    row.save(update_fields=["state", "done_at", "version"])
    states = row.deliveries.values_list("state", flat=True)
    journal.record(
        "dispatch.done",
        by=None,
        subject=("dispatch", row.pk),
        sent=sum(state == DeliveryState.SENT for state in states),
        failed=sum(state == DeliveryState.FAILED for state in states),
    )


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
        batches = row.deliveries.filter(state__in=OPEN).values_list("batch", flat=True)
        for batch in sorted(set(batches)):
            if (str(row.pk), str(batch)) not in answered:
                _enqueue(row, batch, int(minute), None)


def _batch(key: str) -> tuple[str, str]:
    """Dispatch and batch in the key of a sending job."""
    dispatch, batch, _round = key.split(":")
    return dispatch, batch

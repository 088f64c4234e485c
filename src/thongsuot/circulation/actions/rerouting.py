"""What was not taken: tried again later, sent another way, or failed with its reason.

Parts of the jobs' and of `came_back`'s work; no acts of their own.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from thongsuot.channels.terms import Carries, Outcome, Status
from thongsuot.circulation import outgoing, routing, rules
from thongsuot.circulation.models import Batch, Delivery, Dispatch
from thongsuot.circulation.routing import Way
from thongsuot.circulation.terms import DeliveryOutcome, DeliveryState, DispatchState
from thongsuot.lib import clock
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.work import actions as work

OUTCOMES = {
    Status.TEMPORARY: DeliveryOutcome.TEMPORARY,
    Status.PERMANENT: DeliveryOutcome.PERMANENT,
    Status.AMBIGUOUS: DeliveryOutcome.UNKNOWN,
}


@dataclass
class Changes:
    """What one transaction does to a dispatch's batches."""

    dispatch: Dispatch
    failed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    resent: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    rerouted: list[Delivery] = field(default_factory=list)

    def write(self) -> None:
        """Counts of batches, new batches with their jobs, and the page's version."""
        for number in set(self.failed) | set(self.resent):
            Batch.objects.filter(dispatch=self.dispatch, number=number).update(
                failed=F("failed") + self.failed[number], resent=F("resent") + self.resent[number]
            )
        by_channel: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in self.rerouted:
            by_channel[delivery.channel].append(delivery)
        for channel, deliveries in by_channel.items():
            _new_batch(self.dispatch, channel, deliveries)
        Dispatch.objects.filter(pk=self.dispatch.pk).update(version=F("version") + 1)


@transaction.atomic
def not_taken(dispatch: UUID, run: UUID, results: Sequence[tuple[UUID, Outcome]]) -> None:
    """Write what became of deliveries that were not taken, those that the run still holds.

    An attempt is counted by its outcome, so a dying worker uses up nobody's attempts.
    """
    # The dispatch comes first, as in every transaction here, so that no two wait for each other.
    changes = Changes(Dispatch.objects.select_for_update().get(pk=dispatch))
    held = Delivery.objects.select_for_update().filter(claim=run, pk__in=[id for id, _ in results])
    rows = {row.pk: row for row in held}
    chance = random.random()  # noqa: S311 - spreads load, guards nothing
    again: dict[tuple[int, Outcome], list[UUID]] = defaultdict(list)
    for id, outcome in results:
        row = rows.get(id)
        if row is None:
            continue
        row.attempts += 1
        if outcome.status == Status.PERMANENT:
            _gone_wrong(changes, row, outcome)
        else:
            again[row.attempts, _unnamed(outcome)].append(id)
    for (attempts, outcome), ids in again.items():
        at = rules.retry_at(attempts, clock.now(), outcome.retry_after, chance)
        if at is None:
            for id in ids:
                _gone_wrong(changes, rows[id], outcome)
        else:
            _again(changes, [rows[id] for id in ids], outcome, at)
    changes.write()


def _unnamed(outcome: Outcome) -> Outcome:
    """Outcomes that say the same are written together."""
    return Outcome("", outcome.status, outcome.code, outcome.text, outcome.retry_after)


def _again(changes: Changes, rows: list[Delivery], outcome: Outcome, at: datetime) -> None:
    """A temporary failure, or an answer that was lost: the same message goes again, later."""
    unknown = outcome.status == Status.AMBIGUOUS
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=DeliveryState.WAITING,
        outcome=OUTCOMES[outcome.status],
        claim=None,
        next_try_at=at,
        reason=reason_of(outcome),
        attempts=rows[0].attempts,
        resent=F("resent") + int(unknown),
    )
    for row in rows if unknown else ():
        changes.resent[row.batch] += 1


def _gone_wrong(changes: Changes, row: Delivery, outcome: Outcome) -> None:
    """It will not arrive here: the address is marked if that is why, the next way is used."""
    row.outcome, row.reason = OUTCOMES[outcome.status], reason_of(outcome)
    if outcome.code in rules.ADDRESS_REFUSED:
        network_actions.mark_failing(contact_point=row.contact_point, reason=row.reason, by=None)
    use_next_way(changes, row)


def use_next_way(changes: Changes, row: Delivery) -> None:
    """The person's next way: another address of the channel, another channel, or none: failed.

    `row` has the outcome and the reason of the way that did not work; it is saved here.
    """
    row.tried = [*row.tried, {"contact_point": str(row.contact_point), "why": row.reason}]
    row.claim = None
    following = next(iter(ways_left(changes.dispatch, row)), None)
    if following is not None and following.channel == row.channel:
        row.contact_point, row.address = following.contact_point, following.address
        row.state, row.next_try_at = DeliveryState.WAITING, clock.now()
        row.attempts = row.attempts if row.outcome == DeliveryOutcome.PERMANENT else 0
        row.save()
        return
    row.state, row.next_try_at = DeliveryState.FAILED, None
    row.save()
    changes.failed[row.batch] += 1
    if following is not None:
        changes.rerouted.append(_on(following, row))


def ways_left(dispatch: Dispatch, row: Delivery) -> list[Way]:
    """Ways to the delivery's person that were not tried, its own channel's first; none where the
    dispatch goes nowhere any more."""
    if dispatch.state not in (DispatchState.SENDING, DispatchState.DONE):
        return []
    person, enabled = row.recipient.person_id, outgoing.enabled()
    addresses = network.addresses([person], None).get(person, [])
    others = dict(row.recipient.deliveries.exclude(pk=row.pk).values_list("channel", "state"))
    used = set(others) - {row.channel}
    served = any(state != DeliveryState.FAILED for state in others.values())
    machine = row.channel in enabled and enabled[row.channel].carries is Carries.PACKAGE
    tried = {entry["contact_point"] for entry in row.tried}
    left = [
        way
        for way in routing.ways(addresses, urgent=dispatch.urgent, enabled=enabled)
        if way.channel not in used
        # A machine listens beside its person: what it does not take is sent nowhere else.
        and not (machine and served and way.channel != row.channel)
        and not (way.channel == row.channel and str(way.contact_point) in tried)
    ]
    return sorted(left, key=lambda way: way.channel != row.channel)


def _on(way: Way, row: Delivery) -> Delivery:
    return Delivery(
        dispatch_id=row.dispatch_id,
        recipient_id=row.recipient_id,
        channel=way.channel,
        contact_point=way.contact_point,
        address=way.address,
        tried=row.tried,
    )


def _new_batch(dispatch: Dispatch, channel: str, deliveries: list[Delivery]) -> None:
    """A batch behind all others, with its job; a dispatch that was done is not any more."""
    number = 1 + max(
        dispatch.batches.aggregate(last=Max("number"))["last"] or 0,
        dispatch.deliveries.aggregate(last=Max("batch"))["last"] or 0,
    )
    Batch.objects.create(dispatch=dispatch, number=number, channel=channel, planned=len(deliveries))
    for delivery in deliveries:
        delivery.batch = number
    Delivery.objects.bulk_create(deliveries, batch_size=500)
    _not_done(dispatch)
    enqueue(dispatch, number, 1, None)


def send_again(row: Delivery) -> None:
    """A job for one delivery that waits again after its batch was through; a round that no other
    job of the batch can have."""
    _not_done(row.dispatch)
    enqueue(row.dispatch, row.batch, int(clock.now().timestamp() * 1000), None)


def _not_done(dispatch: Dispatch) -> None:
    if dispatch.state == DispatchState.DONE:
        dispatch.state, dispatch.done_at = DispatchState.SENDING, None
        dispatch.save(update_fields=["state", "done_at"])


def enqueue(dispatch: Dispatch, batch: int, round: int, due: datetime | None) -> None:
    """The batch's job, for the round-th time."""
    work.enqueue(
        "circulation.send_urgently" if dispatch.urgent else "circulation.send",
        key=f"{dispatch.pk}:{batch}:{round}",
        due=due,
        dispatch=str(dispatch.pk),
        batch=batch,
        round=round,
    )


def reason_of(outcome: Outcome) -> str:
    """Why, in numbers and our own words; never empty."""
    return f"{outcome.code} {outcome.text}".strip()[:300] or "unknown"

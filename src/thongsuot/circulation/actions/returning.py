"""What comes back after a message was handed over: bounces, and receipts from beyond a gateway."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from thongsuot.circulation.actions.rerouting import Changes, send_again, use_next_way
from thongsuot.circulation.models import Batch, Delivery, Dispatch
from thongsuot.circulation.terms import DeliveryOutcome, DeliveryState
from thongsuot.lib import clock
from thongsuot.network import actions as network


@transaction.atomic
def came_back(
    *, delivery: UUID, reason: str, lasting: bool = True, address_at_fault: bool = True
) -> bool:
    """What was taken at first was sent back. False if there is no such delivery, or nothing to do.

    `reason` in numbers and our own words. Lasting: the delivery has failed (`bounced_at`), its
    address is marked failing (unless that is not at fault: a full mailbox, a policy) and the
    person's next way is used. Not lasting: noted, nothing else.
    """
    row = _locked(Delivery.objects.filter(pk=delivery))
    if row is None or row.state != DeliveryState.SENT:
        return False
    row.reason = (reason or "bounced")[:300]
    if not lasting:
        row.save(update_fields=["reason"])
        return True
    row.outcome, row.bounced_at = DeliveryOutcome.PERMANENT, clock.now()
    if address_at_fault:
        network.mark_failing(contact_point=row.contact_point, reason=row.reason, by=None)
    changes = Changes(row.dispatch)
    use_next_way(changes, row)
    Batch.objects.filter(dispatch=row.dispatch_id, number=row.batch).update(sent=F("sent") - 1)
    changes.write()
    if row.state == DeliveryState.WAITING:
        send_again(row)
    return True


@transaction.atomic
def receipt(
    *,
    channel: str,
    at: datetime,
    arrived: bool,
    remote_id: str = "",
    delivery: UUID | None = None,
    reason: str = "",
) -> bool:
    """A gateway tells what became of a message it took: it arrived, or it came back for good.

    Known by our id or by the gateway's own (`Outcome.remote_id`). False if it is none of ours;
    the same receipt twice changes nothing.
    """
    known = Delivery.objects.filter(channel=channel)
    row = _locked(known.filter(pk=delivery) if delivery else known.filter(remote_id=remote_id))
    if row is None or not (delivery or remote_id):
        return False
    if not arrived:
        return came_back(delivery=row.pk, reason=reason or "not_arrived")
    if row.received_at is None:
        row.received_at = at
        row.save(update_fields=["received_at"])
        Dispatch.objects.filter(pk=row.dispatch_id).update(version=F("version") + 1)
    return True


def _locked(rows: QuerySet[Delivery]) -> Delivery | None:
    """The dispatch comes first, as in every transaction here: no two wait for each other."""
    found = rows.order_by("pk").first()
    if found is None:
        return None
    Dispatch.objects.select_for_update().get(pk=found.dispatch_id)
    return Delivery.objects.select_for_update().get(pk=found.pk)

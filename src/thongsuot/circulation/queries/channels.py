"""The ways out of the house as people see them: which are on, and what went over each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from thongsuot.channels.push import vouching
from thongsuot.channels.terms import Health
from thongsuot.circulation import outgoing
from thongsuot.circulation.models import Batch, Delivery
from thongsuot.circulation.terms import DispatchState
from thongsuot.lib import clock

LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class ChannelView:
    """A channel; counts are of deliveries in dispatches that moved within the last hour."""

    name: str
    carries: str
    on: bool
    planned: int = 0
    sent: int = 0
    failed: int = 0
    waiting: int = 0
    resent: int = 0


@dataclass(frozen=True)
class EndpointOutcome:
    """What became of one delivery at one address."""

    edition: UUID
    number: str
    at: datetime | None
    state: str
    reason: str
    attempts: int
    next_try_at: datetime | None
    received_at: datetime | None


def channels() -> list[ChannelView]:
    """Every channel there is, e-mail first."""
    lately, on = _lately(), outgoing.enabled()
    return [
        ChannelView(name, channel.carries.value, name in on, **lately.get(name, {}))
        for name, channel in outgoing.known().items()
    ]


def channel_health() -> Mapping[str, Health]:
    """Whether each could send now. Asks relays and gateways: takes as long as they take."""
    return outgoing.health()


def push_key() -> str:
    """The public key that browsers subscribe with; "" where pushes are off."""
    told = outgoing.config("push")
    return vouching.public_key(told.key) if told is not None else ""


def outcomes_at(
    contact_points: Collection[UUID], people: Collection[UUID], limit: int = 10
) -> dict[UUID, list[EndpointOutcome]]:
    """What was sent last to each of these addresses, newest first; `people` are those who are
    reached there, since the ledger goes by person."""
    found: dict[UUID, list[EndpointOutcome]] = {point: [] for point in contact_points}
    rows = Delivery.objects.filter(
        recipient__person__in=list(people), contact_point__in=list(contact_points)
    ).select_related("dispatch__edition")
    for row in rows.order_by("-dispatch__made_at", "-pk")[: limit * 20]:
        if len(found[row.contact_point]) < limit:
            found[row.contact_point].append(_outcome(row))
    return found


def _outcome(row: Delivery) -> EndpointOutcome:
    edition = row.dispatch.edition
    return EndpointOutcome(
        edition=edition.pk,
        number=edition.number_label,
        at=row.sent_at or row.dispatch.closed_at,
        state=row.state,
        reason=row.reason,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        received_at=row.received_at,
    )


def _lately() -> dict[str, dict[str, int]]:
    """Sums of batches, which keep their counts: nothing is counted delivery by delivery."""
    since = clock.now() - LATELY
    moved = Q(dispatch__state=DispatchState.SENDING) | Q(dispatch__done_at__gte=since)
    sums = ("planned", "sent", "failed", "stopped", "resent")
    rows: Any = (
        Batch.objects.filter(moved | Q(dispatch__closed_at__gte=since))
        .values("channel")
        .annotate(**{f"all_{name}": Sum(name) for name in sums})
    )
    found = {}
    for row in rows:
        counts = {name: row[f"all_{name}"] or 0 for name in sums}
        stopped = counts.pop("stopped")
        counts["waiting"] = counts["planned"] - counts["sent"] - counts["failed"] - stopped
        found[row["channel"]] = counts
    return found

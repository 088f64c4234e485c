"""A dispatch in numbers, as a whole and body by body."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from thongsuot.circulation.models import Acknowledgement, Batch, Delivery, Recipient
from thongsuot.circulation.terms import DeliveryState, DispatchState, Figures, FollowUp
from thongsuot.lib import clock
from thongsuot.lib.text.order import sort_key
from thongsuot.network import queries as network


@dataclass(frozen=True)
class Progress:
    """How far one body, or one province, is."""

    name: str
    unit: UUID | None
    planned: int
    sent: int
    failed: int
    waiting: int
    bodies: int
    acknowledged: int
    overdue: int
    acknowledgement: Acknowledgement | None = None


def figures(dispatch: UUID) -> Figures:
    """A dispatch in numbers: batches added up, whatever its size; deliveries are not counted."""
    columns = {name: Coalesce(Sum(name), 0) for name in KEPT}
    rows = Batch.objects.filter(dispatch=dispatch).values("channel").annotate(**columns)
    by_channel = {row["channel"]: _ledger(dict(row)) for row in rows.order_by("channel")}
    total = {name: sum(c[name] for c in by_channel.values()) for name in LEDGER}
    debts = _debts(Acknowledgement.objects.filter(dispatch=dispatch))
    recipients = Recipient.objects.filter(dispatch=dispatch).count()
    return Figures(**total, by_channel=by_channel, recipients=recipients, **debts)


KEPT = ("planned", "sent", "failed", "stopped", "resent")
LEDGER = (*KEPT, "waiting")


def _ledger(row: dict[str, Any]) -> dict[str, int]:
    kept = {name: row[name] for name in KEPT}
    gone = kept["sent"] + kept["failed"] + kept["stopped"]
    return kept | {"waiting": max(kept["planned"] - gone, 0)}


def _column(state: str) -> str:
    """In hand is still waiting: nobody outside the job needs to tell them apart."""
    return "waiting" if state == DeliveryState.CLAIMED else state


def _debts(rows: QuerySet[Acknowledgement]) -> dict[str, int]:
    late = Q(settled_at=None, due_at__lt=clock.now())
    return rows.aggregate(
        bodies=Count("pk"),
        acknowledged=Count("pk", filter=Q(settled_at__isnull=False)),
        overdue=Count("pk", filter=late),
        escalated=Count("pk", filter=Q(follow_up__in=[FollowUp.LEADER, FollowUp.COORDINATOR])),
    )


def progress(dispatch: UUID, by: str = "unit") -> list[Progress]:
    """How far each body is (`by="unit"`), or each province (`by="province"`), in order."""
    counted = (
        Recipient.objects.filter(dispatch=dispatch)
        .order_by()
        .values_list("unit_id", "deliveries__state")
        .annotate(count=Count("pk"))
    )
    units = network.names_of({unit for unit, *_ in counted if unit}, clock.legal_date())
    debts = {a.unit_id: a for a in Acknowledgement.objects.filter(dispatch=dispatch)}
    groups: dict[str, list[tuple[UUID | None, str | None, int]]] = defaultdict(list)
    for unit, state, count in counted:
        view = units.get(unit)
        names = [view.name if view else ""] if by == "unit" else (view and view.provinces) or [""]
        groups[names[0]].append((unit, state, count))
    return [_progress(name, rows, debts) for name, rows in sorted(groups.items(), key=_by_name)]


def _by_name(group: tuple[str, object]) -> str:
    return sort_key(group[0])


def _progress(
    name: str,
    rows: list[tuple[UUID | None, str | None, int]],
    debts: dict[UUID, Acknowledgement],
) -> Progress:
    states = Counter[str]()
    for _, state, count in rows:
        states.update({_column(state): count} if state else {})
    units = {unit for unit, *_ in rows if unit}
    owed = [debts[unit] for unit in units if unit in debts]
    return Progress(
        name=name,
        unit=next(iter(units)) if len(units) == 1 else None,
        planned=states.total(),
        sent=states["sent"],
        failed=states["failed"],
        waiting=states["waiting"],
        bodies=len(owed),
        acknowledged=sum(a.settled_at is not None for a in owed),
        overdue=sum(_is_late(a) for a in owed),
        acknowledgement=owed[0] if len(owed) == 1 else None,
    )


def _is_late(debt: Acknowledgement) -> bool:
    return debt.settled_at is None and debt.due_at is not None and debt.due_at < clock.now()


def moments(dispatch: UUID) -> tuple[list[datetime], list[datetime]]:
    """When mails went out, and when bodies answered: two sorted lists, for the curve."""
    sent = Delivery.objects.filter(dispatch=dispatch, sent_at__isnull=False)
    settled = Acknowledgement.objects.filter(dispatch=dispatch, settled_at__isnull=False)
    return (
        [at for at in sent.order_by("sent_at").values_list("sent_at", flat=True) if at],
        [at for at in settled.order_by("settled_at").values_list("settled_at", flat=True) if at],
    )


def waiting_deliveries() -> int:
    """How many deliveries of all dispatches have not gone yet."""
    rows = Batch.objects.filter(
        dispatch__state__in=[DispatchState.PLANNING, DispatchState.SENDING, DispatchState.HELD]
    )
    waiting = F("planned") - F("sent") - F("failed") - F("stopped")
    return int(rows.aggregate(waiting=Sum(waiting))["waiting"] or 0)

"""A dispatch in numbers, as a whole and body by body."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thongsuot.circulation.models import Acknowledgement, Delivery, Recipient
from thongsuot.circulation.terms import DeliveryState, Figures, FollowUp
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
    """A dispatch in numbers; two grouped counts, whatever its size."""
    rows = (
        Delivery.objects.filter(dispatch=dispatch)
        .values_list("channel", "state")
        .annotate(count=Count("pk"))
    )
    by_channel: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(LEDGER, 0))
    for channel, state, count in rows:
        by_channel[channel][_column(state)] += count
        by_channel[channel]["planned"] += count
    total = {name: sum(c[name] for c in by_channel.values()) for name in LEDGER}
    debts = _debts(Acknowledgement.objects.filter(dispatch=dispatch))
    recipients = Recipient.objects.filter(dispatch=dispatch).count()
    return Figures(**total, by_channel=dict(by_channel), recipients=recipients, **debts)


LEDGER = ("planned", "sent", "failed", "waiting", "stopped")


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
    recipients = Recipient.objects.filter(dispatch=dispatch).values_list(
        "unit_id", "deliveries__state"
    )
    units = network.names_of({unit for unit, _ in recipients if unit}, clock.legal_date())
    debts = {a.unit_id: a for a in Acknowledgement.objects.filter(dispatch=dispatch)}
    groups: dict[str, list[tuple[UUID | None, str | None]]] = defaultdict(list)
    for unit, state in recipients:
        view = units.get(unit)
        names = [view.name if view else ""] if by == "unit" else (view and view.provinces) or [""]
        groups[names[0]].append((unit, state))
    return [_progress(name, rows, debts) for name, rows in sorted(groups.items(), key=_by_name)]


def _by_name(group: tuple[str, object]) -> str:
    return sort_key(group[0])


def _progress(
    name: str,
    rows: list[tuple[UUID | None, str | None]],
    debts: dict[UUID, Acknowledgement],
) -> Progress:
    states = Counter(_column(state) for _, state in rows if state)
    units = {unit for unit, _ in rows if unit}
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
    waiting = [DeliveryState.WAITING, DeliveryState.CLAIMED]
    return Delivery.objects.filter(state__in=waiting).count()

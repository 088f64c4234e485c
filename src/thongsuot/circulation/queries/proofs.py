"""Whether an edition is known to have arrived: what people or their own systems said, not what
was handed over."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.circulation import outgoing
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Proof, Recipient
from thongsuot.circulation.terms import DeliveryState, DispatchState, Proven
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName, Viewer


def proven(dispatch: UUID) -> list[Proven]:
    """Each kind of body that could tell that it has the edition, and how many did.

    Telling: an acknowledgement, a promise to hold an embargo, a receipt from beyond a relay or
    gateway, or an own system that took it (`Channel.proves`). Bodies that are reached by mail
    alone and owe nothing cannot tell, and are left out.
    """
    able, told = _able(dispatch), _told(dispatch)
    roles: dict[str, set[UUID]] = defaultdict(set)
    for unit, view in network.names_of(able, clock.legal_date()).items():
        for role in view.roles:
            roles[role].add(unit)
    return [Proven(role, len(units), len(units & told)) for role, units in sorted(roles.items())]


def _able(dispatch: UUID) -> set[UUID]:
    owing = Acknowledgement.objects.filter(dispatch=dispatch).values_list("unit_id", flat=True)
    others = Delivery.objects.filter(dispatch=dispatch).exclude(channel=ChannelName.EMAIL)
    return set(owing) | _bodies(others)


def _told(dispatch: UUID) -> set[UUID]:
    settled = Acknowledgement.objects.filter(dispatch=dispatch, settled_at__isnull=False)
    held = Recipient.objects.filter(dispatch=dispatch, held_since__isnull=False)
    proving = [name for name, channel in outgoing.known().items() if channel.proves]
    taken = Q(channel__in=proving, state=DeliveryState.SENT)
    arrived = Delivery.objects.filter(taken | Q(received_at__isnull=False), dispatch=dispatch)
    return (
        set(settled.values_list("unit_id", flat=True))
        | _units(held.values_list("unit_id", flat=True))
        | _bodies(arrived)
    )


def _bodies(deliveries: QuerySet[Delivery]) -> set[UUID]:
    return _units(deliveries.order_by().values_list("recipient__unit_id", flat=True).distinct())


def _units(ids: Iterable[UUID | None]) -> set[UUID]:
    return {id for id in ids if id}


def proofs_of(dispatch: UUID) -> list[Proof]:
    """What was found when the dispatch was last looked for, kind by kind."""
    return list(Proof.objects.filter(dispatch=dispatch).order_by("unit_role"))


def unproved(viewer: Viewer, since: datetime) -> list[Dispatch]:
    """Urgent dispatches since then of which a kind of body has not been heard, for whoever
    coordinates: the newest first, each with `missing`, the kinds."""
    if not viewer.coordinates:
        return []
    found: dict[UUID, Dispatch] = {}
    rows = Proof.objects.filter(receipts=0, dispatch__made_at__gte=since).exclude(
        dispatch__state__in=[DispatchState.STOPPED, DispatchState.UNDONE]
    )
    for proof in rows.select_related("dispatch__edition").order_by("-dispatch__made_at"):
        dispatch = found.setdefault(proof.dispatch_id, proof.dispatch)
        dispatch.missing = [*getattr(dispatch, "missing", ()), proof.unit_role]  # type: ignore[attr-defined]
    return list(found.values())


def outcomes_of(dispatch: UUID) -> dict[str, int]:
    """Deliveries that came back or were confirmed from beyond, for the board: two counts."""
    rows = Delivery.objects.filter(dispatch=dispatch)
    return {
        "received": rows.filter(received_at__isnull=False).count(),
        "bounced": rows.filter(bounced_at__isnull=False).count(),
    }

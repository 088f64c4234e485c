"""Where an edition that came in went on to, and where it may go."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thongsuot.network.terms import Viewer
from thongsuot.peers.models import IncomingEdition, PassedOn, Peer
from thongsuot.peers.rules import covers, in_circle
from thongsuot.peers.terms import PeerState, Reach


@dataclass(frozen=True)
class PassedView:
    """One installation that it was passed on to; `waits` for its hour, `arrived` by its word."""

    name: str
    note: str
    at: datetime
    waits: bool
    arrived: bool
    by_itself: bool


def passed_on(viewer: Viewer, incoming: UUID) -> list[PassedView]:
    if not viewer.coordinates or viewer.scopes is not None:
        return []
    rows = PassedOn.objects.filter(incoming=incoming).select_related("peer", "incoming")
    return [_view(row) for row in rows.order_by("at", "pk")]


def further(viewer: Viewer, incoming: UUID) -> list[tuple[UUID, str]]:
    """(peer, name) of those it may still be passed on to."""
    row = IncomingEdition.objects.filter(pk=incoming).first()
    if row is None or not viewer.coordinates or viewer.scopes is not None:
        return []
    had = set(PassedOn.objects.filter(incoming=row).values_list("peer", flat=True))
    path = {UUID(hop["installation"]) for hop in row.path}
    peers = Peer.objects.filter(state=PeerState.STANDING).exclude(pk=row.peer_id)
    return [
        (peer.pk, peer.name)
        for peer in peers.exclude(reach="").exclude(pk__in=had).order_by("name")
        if peer.installation
        and not in_circle(peer.installation, row.installation, path)
        and covers(Reach(peer.reach), Reach(row.reach))
    ]


def _view(row: PassedOn) -> PassedView:
    number = row.number
    return PassedView(
        name=row.peer.name,
        note=row.note,
        at=row.at,
        waits=number is None,
        arrived=number is not None and row.peer.delivered_until >= number,
        by_itself=row.by_id is None,
    )

"""Other installations, for coordinators."""

from uuid import UUID

from thongsuot.lib import clock
from thongsuot.network.terms import Viewer
from thongsuot.peers import envelope, rules, standing
from thongsuot.peers.envelope import Code
from thongsuot.peers.models import Peer
from thongsuot.peers.terms import PeerState, PeerView


def peers(viewer: Viewer) -> list[PeerView]:
    """All that are known, ended ones last."""
    if not _may_see(viewer):
        return []
    rows = Peer.objects.order_by("name", "pk")
    found = [_view(row) for row in rows]
    return sorted(found, key=lambda each: each.state == PeerState.ENDED)


def peer(viewer: Viewer, id: UUID | str) -> PeerView | None:
    row = Peer.objects.filter(pk=id).first() if _may_see(viewer) else None
    return _view(row) if row else None


def code_of(viewer: Viewer, id: UUID | str) -> str:
    """The code that the other side enters, while it may; "" afterwards."""
    row = Peer.objects.filter(pk=id, state=PeerState.INVITED).first()
    if row is None or not _may_see(viewer) or row.invitation is None:
        return ""
    if row.code_until is None or row.code_until < clock.now():
        return ""
    own = standing.ourselves()
    told = Code(own.url, own.installation, row.invitation, envelope.pin(own.public), row.secret)
    return envelope.write_code(told)


def own_fingerprint() -> str:
    """Of this installation's key, to be read out."""
    return envelope.fingerprint(standing.ourselves().public)


def in_trouble(viewer: Viewer) -> list[PeerView]:
    """Standing peers of which nothing was heard for long, and those that wait to be confirmed."""
    return [
        each
        for each in peers(viewer)
        if each.state == PeerState.INTRODUCED or (each.state == PeerState.STANDING and each.silent)
    ]


def _may_see(viewer: Viewer) -> bool:
    return viewer.coordinates and viewer.scopes is None


def _view(row: Peer) -> PeerView:
    return PeerView(
        id=row.pk,
        name=row.name,
        state=PeerState(row.state),
        installation=row.installation,
        url=row.url,
        fingerprint=envelope.fingerprint(bytes(row.public)) if row.public else "",
        reach=row.granted,
        gives_early=row.gives_early,
        we_hold=row.we_hold,
        they_hold=row.they_hold,
        they_confirmed_at=row.they_confirmed_at,
        last_number=row.last_number,
        delivered_until=row.delivered_until,
        received_until=row.received_until,
        known_until=row.known_until,
        contact_at=row.contact_at,
        event_at=row.event_at,
        failing_since=row.failing_since,
        trouble=row.trouble,
        code_until=row.code_until,
        silent=rules.cut_off(row.contact_at, row.confirmed_at, clock.now()),
    )

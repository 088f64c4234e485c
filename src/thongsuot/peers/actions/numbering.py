"""The next number of a peer's stream: no gaps, no twins. A part of acts, no act."""

from uuid import UUID

from django.db.models import F

from thongsuot.peers.models import OutgoingEvent, Peer
from thongsuot.peers.terms import Body, EventKind
from thongsuot.work import actions as work


def append(peer: UUID, kind: EventKind, edition: UUID | None, facts: Body) -> int:
    """One more event for a peer, on its way once this transaction is. Moving the counter holds
    the peer's row until then, so a number is used exactly if it is taken."""
    Peer.objects.filter(pk=peer).update(last_number=F("last_number") + 1)
    number: int = Peer.objects.values_list("last_number", flat=True).get(pk=peer)
    OutgoingEvent.objects.create(
        peer_id=peer, number=number, kind=kind, edition=edition, facts=facts
    )
    work.enqueue("peers.push", key=f"{peer}:{number}", peer=str(peer))
    return number

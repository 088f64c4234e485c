"""The next number of a peer's stream: no gaps, no twins. A part of acts, no act."""

from uuid import UUID

from django.db.models import F

from thongsuot.peers.models import OutgoingEvent, Peer
from thongsuot.peers.terms import Body, EventKind
from thongsuot.work import actions as work

MOST_AHEAD = 1_000_000  # numbers; who claims more than that is not believed


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


def note_delivered(peer: Peer, until: int) -> None:
    """The peer says up to which number it has everything. Its row is locked by who calls.

    Where that is more than we ever gave it, this is a restored copy: what it may not have goes on
    behind what it has, and comes again; it keeps each edition once.
    """
    if peer.last_number < until <= peer.last_number + MOST_AHEAD:
        shift = until - peer.delivered_until
        rows = OutgoingEvent.objects.filter(peer=peer, number__gt=peer.delivered_until)
        for row in rows.order_by("-number"):
            row.number += shift
            row.save(update_fields=["number"])
        peer.last_number += shift
    peer.delivered_until = min(until, peer.last_number)
    peer.save(update_fields=["last_number", "delivered_until"])

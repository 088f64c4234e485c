"""One event of another installation is taken: in order, once, and only if its signature holds."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.peers import envelope, standing
from thongsuot.peers.actions import hearing, keeping
from thongsuot.peers.actions.holding_back import hold_back
from thongsuot.peers.envelope import Event, Headers
from thongsuot.peers.models import Peer
from thongsuot.peers.terms import EDITIONS, EventKind, PeerState, Received
from thongsuot.work import actions as work


@transaction.atomic
def receive(*, headers: Headers, body: bytes) -> Received:
    """Takes an event that was handed over or fetched; up to which number they all stand here.

    A repetition changes nothing. One that comes too early is not taken: what is missing is asked
    for at once. Raises `peers.unknown`, `.not_confirmed`, `.not_for_us`, `.unreadable`, `.newer`,
    `webhook.*`; then nothing of it stands here and it comes again.
    """
    peer, now = standing.known(headers, lock=True), clock.now()
    envelope.verified(bytes(peer.public or b""), headers, body, now)
    if peer.state != PeerState.STANDING:
        raise Refused("peers.not_confirmed")
    event = envelope.read_event(body)
    if event.sender != peer.installation or event.to != standing.ourselves().installation:
        raise Refused("peers.not_for_us")
    peer.known_until = max(peer.known_until, event.number)
    peer.contact_at, peer.failing_since, peer.trouble = now, None, ""
    taken = event.number == peer.received_until + 1
    if taken:
        peer.received_until, peer.event_at = event.number, now
    peer.save(update_fields=_HEARD)
    if taken:
        _take(peer, event)
    elif event.number > peer.received_until:
        stamp = int(now.timestamp())
        work.enqueue("peers.exchange", key=f"{peer.pk}:{stamp}", peer=str(peer.pk))
    return Received(peer.received_until, event.number < peer.received_until + (not taken))


_HEARD = ["known_until", "received_until", "event_at", "contact_at", "failing_since", "trouble"]


def _take(peer: Peer, event: Event) -> None:
    about = _about(peer, event)
    journal.record(
        "peer.told",
        by=None,
        subject=("peer", peer.pk),
        number=event.number,
        kind=event.kind,
        **({"edition": about} if about else {}),
    )


def _about(peer: Peer, event: Event) -> UUID | None:
    """What the event tells is kept; which edition it was about."""
    if event.kind in EDITIONS:
        return keeping.keep(peer, event)
    if event.kind == EventKind.TERMS:
        peer.they_hold, peer.they_confirmed_at = bool(event.content.get("holds")), event.at
        peer.save(update_fields=["they_hold", "they_confirmed_at"])
        hold_back(peer)
        return None
    return hearing.hear(peer, event)

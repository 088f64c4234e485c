"""What is due to a peer and not with it yet, judged by the terms of today. A part of acts."""

from datetime import datetime

from thongsuot.lib import clock
from thongsuot.peers import rules
from thongsuot.peers.models import IncomingEdition, OutgoingEvent, PassedOn, Peer
from thongsuot.peers.terms import EDITIONS, EventKind, Reach
from thongsuot.releases import queries as releases
from thongsuot.releases.models import Edition


def hold_back(peer: Peer) -> int:
    """Words that the peer may no longer have do not go: their numbers say our terms once more, as
    a stream has no gap. The edition stays beside the number: it may have arrived though no answer
    did, so what takes it back goes too. Returns how many. `peer` is locked by who calls, and saved.
    """
    due = OutgoingEvent.objects.filter(
        peer=peer, number__gt=peer.delivered_until, kind__in=EDITIONS - {EventKind.WITHDRAWAL}
    )
    held = [event for event in due if not _may_go(event, peer)]
    for event in held:
        # What was passed on waits again, for an hour or a reach under which it may go.
        PassedOn.objects.filter(peer=peer, number=event.number).update(number=None)
        event.kind, event.facts = EventKind.TERMS, {**event.facts, "holds": peer.we_hold}
        event.save(update_fields=["kind", "facts"])
    return len(held)


def _may_go(event: OutgoingEvent, peer: Peer) -> bool:
    assert event.edition is not None
    row: IncomingEdition | Edition
    if "incoming" in event.facts:
        row = IncomingEdition.objects.get(pk=event.facts["incoming"])
    else:
        row = releases.edition_row(event.edition)
    return may_have(peer, Reach(row.reach), row.visible_from)


def may_have(peer: Peer, reach: Reach, visible_from: datetime) -> bool:
    """Whether a peer may have words of that reach and hour now."""
    return rules.covers(peer.granted, reach) and rules.may_have(
        visible_from, clock.now(), peer.gives_early, peer.they_hold
    )

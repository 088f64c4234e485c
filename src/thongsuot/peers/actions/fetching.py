"""A peer fetches for itself."""

from django.db import transaction

from thongsuot.lib import clock
from thongsuot.peers import standing
from thongsuot.peers.actions.numbering import note_delivered
from thongsuot.peers.envelope import Headers
from thongsuot.peers.models import Peer


@transaction.atomic
def note_fetched(*, headers: Headers, path: str, after: int) -> Peer:
    """A peer asks for what comes after a number, so it has everything up to there.

    Raises `peers.unknown`, `.not_confirmed`, `webhook.*`.
    """
    peer = standing.asker(headers, path, lock=True)
    note_delivered(peer, after)
    peer.contact_at, peer.failing_since, peer.trouble = clock.now(), None, ""
    peer.save(update_fields=["contact_at", "failing_since", "trouble"])
    return peer

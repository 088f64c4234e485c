"""What others may ask of peers. Every answer is what the viewer may see at that instant."""

from thongsuot.peers.queries.adapting import takeable
from thongsuot.peers.queries.events import events_after, file_for_peer
from thongsuot.peers.queries.incoming import (
    incoming,
    incoming_edition,
    incoming_file,
    unacknowledged,
    visible_incoming,
)
from thongsuot.peers.queries.passed import further, passed_on
from thongsuot.peers.queries.peers import code_of, in_trouble, own_fingerprint, peer, peers
from thongsuot.peers.queries.personal import personal_data
from thongsuot.peers.queries.receipts import receipts

__all__ = [
    "code_of",
    "events_after",
    "file_for_peer",
    "further",
    "in_trouble",
    "incoming",
    "incoming_edition",
    "incoming_file",
    "own_fingerprint",
    "passed_on",
    "peer",
    "peers",
    "personal_data",
    "receipts",
    "takeable",
    "unacknowledged",
    "visible_incoming",
]

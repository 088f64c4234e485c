"""Who we are to other installations, and who they are to us."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from thongsuot.lib import clock, seal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.peers import envelope
from thongsuot.peers.envelope import Headers
from thongsuot.peers.models import Peer
from thongsuot.peers.terms import Card, PeerState
from thongsuot.releases import keys


def key() -> Ed25519PrivateKey:
    """The installation's own key: it seals editions and signs what goes to peers."""
    return keys.private()


def ourselves() -> Card:
    """How this installation presents itself. Without an address where nobody can call it."""
    row = network.installation()
    url = "" if settings.CONFIG.peers_fetch_only else settings.SITE_URL
    return Card(row.uuid, row.name, url, seal.public_bytes(key()))


def known(headers: Headers, *, lock: bool = False) -> Peer:
    """The installation that says it is asking; `lock` holds its row. Raises `peers.unknown`."""
    rows = Peer.objects.select_for_update() if lock else Peer.objects.all()
    sender = envelope.sender_of(headers)
    peer = rows.filter(installation=sender, public__isnull=False).first()
    if peer is None:
        raise Refused("peers.unknown")
    return peer


def asker(headers: Headers, path: str, *, lock: bool = False) -> Peer:
    """Whose signature a request without a body has. Raises `peers.unknown`, `.not_confirmed`,
    `webhook.*`."""
    peer = known(headers, lock=lock)
    content = envelope.asked(path, ourselves().installation)
    envelope.verified(bytes(peer.public or b""), headers, content, clock.now())
    if peer.state != PeerState.STANDING:
        raise Refused("peers.not_confirmed")
    return peer

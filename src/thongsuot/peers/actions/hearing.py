"""Receipts that come back: an edition arrived over there, or a body acknowledged it. Parts of the
act of receiving."""

from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.peers import rules
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.envelope import Event, instant
from thongsuot.peers.models import IncomingEdition, OutgoingEvent, Peer, PeerReceipt
from thongsuot.peers.terms import EventKind, Told


def hear(peer: Peer, event: Event) -> UUID:
    """Keeps a receipt for an edition that we sent to that peer; where we passed it on, whoever we
    had it from is told too. Raises Refused `peers.unreadable`."""
    told = _read(event)
    if OutgoingEvent.objects.filter(peer=peer, edition=told.edition).exists():
        told.peer = peer
        _keep(told, event)
    return told.edition


def _read(event: Event) -> PeerReceipt:
    content = event.content
    try:
        unit = content.get("unit") or ""
        return PeerReceipt(
            edition=UUID(content["edition"]),
            installation=UUID(content["installation"]),
            installation_name=rules.check_name(content["installation_name"]),
            told=Told(event.kind.value),
            unit=str(UUID(unit)) if unit else "",
            unit_name=str(content.get("unit_name") or "")[:255],
            at=instant(content["at"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError, Refused):
        raise Refused("peers.unreadable") from None


def _keep(told: PeerReceipt, event: Event) -> None:
    _row, new = PeerReceipt.objects.get_or_create(
        edition=told.edition,
        installation=told.installation,
        told=told.told,
        unit=told.unit,
        defaults={
            "peer": told.peer,
            "installation_name": told.installation_name,
            "unit_name": told.unit_name,
            "at": told.at,
        },
    )
    had = IncomingEdition.objects.filter(edition=told.edition).first()
    if new and had is not None:
        append(had.peer_id, EventKind(event.kind), told.edition, dict(event.content))

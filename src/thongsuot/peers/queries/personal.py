"""What this room keeps about a person, for the person themself."""

from typing import Any
from uuid import UUID

from thongsuot.peers.models import IncomingAcknowledgement, PassedOn, Peer


def personal_data(person: UUID) -> dict[str, Any]:
    """Which installations they invited or confirmed, what they acknowledged and passed on."""
    acknowledged = IncomingAcknowledgement.objects.filter(by=person).order_by("at", "pk")
    passed = PassedOn.objects.filter(by=person).order_by("at", "pk")
    return {
        "invited": [str(pk) for pk in _ids(made_by=person)],
        "confirmed": [str(pk) for pk in _ids(confirmed_by=person)],
        "acknowledged": [
            {"incoming": str(r.incoming_id), "unit": str(r.unit_id), "at": r.at.isoformat()}
            for r in acknowledged
        ],
        "passed_on": [
            {"incoming": str(r.incoming_id), "peer": str(r.peer_id), "at": r.at.isoformat()}
            for r in passed
        ],
    }


def _ids(**of_person: UUID) -> list[UUID]:
    return list(Peer.objects.filter(**of_person).order_by("pk").values_list("pk", flat=True))

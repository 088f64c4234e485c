"""What an event says, made when it is read: of a text withdrawn meanwhile it holds no words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from thongsuot.peers import envelope, standing
from thongsuot.peers.models import IncomingEdition, OutgoingEvent
from thongsuot.peers.terms import EDITIONS, Body, EventKind, IncomingState
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionState


def signed(event: OutgoingEvent, at: datetime) -> tuple[dict[str, str], bytes]:
    """(headers, body) of an event for its peer, as of an instant."""
    own, to = standing.ourselves(), event.peer.installation
    assert to is not None
    body = envelope.event(
        sender=own.installation,
        to=to,
        number=event.number,
        kind=EventKind(event.kind),
        at=event.made_at,
        content=_content(event),
    )
    id = envelope.event_id(own.installation, to, event.number)
    return envelope.signed(standing.key(), own.installation, id, body, at), body


def _content(event: OutgoingEvent) -> Body:
    if EventKind(event.kind) == EventKind.TERMS:
        return {"holds": event.facts["holds"]}  # beside it may stand what was held back
    if EventKind(event.kind) not in EDITIONS:
        return dict(event.facts)
    if "incoming" in event.facts:
        return _passed(event)
    assert event.edition is not None
    return _own(event.edition)


def _own(edition: UUID) -> Body:
    """An edition of ours; its seal and bytes as they were made on the day."""
    row, card = releases.edition_row(edition), standing.ourselves()
    _holds, _told, public = releases.seal_check(edition)
    gone = row.state == EditionState.WITHDRAWN
    return {
        "origin": {"installation": str(card.installation), "name": card.name, "url": card.url},
        "path": [],
        "manifest": bytes(row.manifest).decode(),
        "signature": bytes(row.signature).hex(),
        "public_key": public.hex(),
        "stored": None if gone else bytes(row.stored).decode(),
        "kind_name": row.kind.name,
        "follows": row.kind.follows,
        "language": row.language,
        "reach": row.reach,
        "state": row.state,
        "superseded_by": str(row.superseded_by_id) if row.superseded_by_id else None,
        "sealed_at": row.sealed_at.isoformat(),
        "visible_from": row.visible_from.isoformat(),
        "files": []
        if gone
        else [_file(each, each.file) for each in row.files.order_by("position")],
    }


def _passed(event: OutgoingEvent) -> Body:
    """Somebody else's edition, with their seal, and our name and note at the end of its way."""
    row = IncomingEdition.objects.get(pk=event.facts["incoming"])
    card = standing.ourselves()
    gone = row.state == IncomingState.WITHDRAWN or row.stored is None
    hop = {
        "installation": str(card.installation),
        "name": card.name,
        "note": event.facts.get("note", ""),
    }
    return {
        "origin": {
            "installation": str(row.installation),
            "name": row.origin_name,
            "url": row.origin_url,
        },
        "path": [*row.path, hop],
        "manifest": bytes(row.manifest).decode(),
        "signature": bytes(row.signature).hex(),
        "public_key": bytes(row.public).hex(),
        "stored": None if row.stored is None or gone else bytes(row.stored).decode(),
        "kind_name": row.kind_name,
        "follows": row.follows,
        "language": row.language,
        "reach": row.reach,
        "state": row.state,
        "superseded_by": str(row.superseded_by) if row.superseded_by else None,
        "sealed_at": row.sealed_at.isoformat(),
        "visible_from": row.visible_from.isoformat(),
        "files": []
        if gone
        else [_file(each, each.remote) for each in row.files.order_by("position")],
    }


def _file(row: Any, id: UUID) -> Body:
    return {
        "id": str(id),
        "sha256": row.sha256,
        "name": row.name,
        "content_type": row.content_type,
        "size": row.size,
        "role": row.role,
        "caption": row.caption,
        "credit": row.credit,
    }

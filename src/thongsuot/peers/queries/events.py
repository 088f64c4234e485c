"""What a peer asks for by itself: its events in order, and the files of editions it was sent."""

from uuid import UUID

from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.peers import offering, rules, standing
from thongsuot.peers.envelope import Headers
from thongsuot.peers.models import IncomingEdition, OutgoingEvent, Peer
from thongsuot.peers.terms import EDITIONS, IncomingState
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionState


def events_after(peer: Peer, after: int) -> list[tuple[dict[str, str], bytes]]:
    """The next events with the headers that sign them, not too many at once."""
    found: list[tuple[dict[str, str], bytes]] = []
    now, room = clock.now(), rules.MOST_OCTETS
    rows = OutgoingEvent.objects.filter(peer=peer, number__gt=after).select_related("peer")
    for row in rows.order_by("number")[: rules.MOST_AT_ONCE]:
        message = offering.signed(row, now)
        room -= len(message[1])
        if found and room < 0:
            break
        found.append(message)
    return found


def file_for_peer(*, headers: Headers, path: str, edition: UUID, file: UUID) -> tuple[File, bytes]:
    """A file of an edition that the asking peer was sent and that still stands. Raises
    `peers.no_incoming` for anything else, `peers.unknown`, `.not_confirmed`, `webhook.*`."""
    peer = standing.asker(headers, path)
    sent = OutgoingEvent.objects.filter(
        peer=peer, edition=edition, kind__in=[kind.value for kind in EDITIONS]
    ).first()
    kept = None
    if sent is not None and "incoming" in sent.facts:
        kept = _passed(sent.facts["incoming"], file)
    elif sent is not None:
        kept = _own(edition, file)
    if kept is None:
        raise Refused("peers.no_incoming")
    return kept, files.read(kept)


def _own(edition: UUID, file: UUID) -> File | None:
    row = releases.edition_row(edition)
    if row.state == EditionState.WITHDRAWN or not row.files.filter(file=file).exists():
        return None
    return files.get(file)


def _passed(incoming: str, file: UUID) -> File | None:
    stands = IncomingEdition.objects.filter(pk=incoming).exclude(state=IncomingState.WITHDRAWN)
    named = stands.filter(files__remote=file).values_list("files__file", flat=True).first()
    return files.get(named) if named else None

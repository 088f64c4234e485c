"""An edition that came in goes on to a further installation, with its seal and a note of ours."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.peers import rules
from thongsuot.peers.actions.holding_back import may_have
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.models import IncomingEdition, OutgoingEvent, PassedOn, Peer
from thongsuot.peers.terms import EventKind, IncomingState, PeerState, Proven, Reach

KINDS = {
    "": EventKind.EDITION,
    "corrects": EventKind.CORRECTION,
    "withdraws": EventKind.WITHDRAWAL,
}


@transaction.atomic
def pass_on(*, incoming: UUID, peers: Collection[UUID], note: str, by: Person) -> int:
    """Sends it on to these installations; to how many that it was not sent to before. Corrections
    and withdrawals follow by themselves. Before its hour it waits, unless they hold embargoes.

    Raises `peers.coordinators_only`, `.no_incoming`, `.nobody_chosen`, `.no_peer`, `.circle`,
    `.unproven`, `.not_standing`, `.reach`, `.note_too_long`.
    """
    rules.check_keeps_peers(network.viewer_of(by))
    row = IncomingEdition.objects.select_for_update().filter(pk=incoming).first()
    if row is None:
        raise Refused("peers.no_incoming")
    if not peers:
        raise Refused("peers.nobody_chosen")
    note = rules.check_note(note)
    new = [peer for each in peers if (peer := _further(row, each)) is not None]
    for peer in new:
        send(PassedOn.objects.create(incoming=row, peer=peer, note=note, by=by))
    journal.record(
        "incoming.passed_on",
        by=by,
        subject=("incoming", row.pk),
        edition=row.edition,
        peers=[peer.pk for peer in new],
    )
    return len(new)


def _further(row: IncomingEdition, id: UUID) -> Peer | None:
    """The peer to send it to, None if it went there before."""
    peer = Peer.objects.filter(pk=id, state=PeerState.STANDING).first()
    if peer is None or peer.installation is None:
        raise Refused("peers.no_peer")
    if goes_back(row, peer):
        raise Refused("peers.circle")
    state = IncomingState(row.state)
    rules.check_passable(Proven(row.proven), state, Reach(row.reach), peer.granted)
    return None if PassedOn.objects.filter(incoming=row, peer=peer).exists() else peer


def goes_back(row: IncomingEdition, peer: Peer) -> bool:
    """Whether it came from there."""
    path = [UUID(hop["installation"]) for hop in row.path]
    assert peer.installation is not None
    return peer.pk == row.peer_id or rules.in_circle(peer.installation, row.installation, path)


def send(passing: PassedOn) -> bool:
    """Its event, if its hour has come for that peer; whether it was made. A part of acts."""
    row, peer = passing.incoming, passing.peer
    withdraws = row.follows == "withdraws"
    if peer.state != PeerState.STANDING or passing.number is not None:
        return False
    if not withdraws and not may_have(peer, Reach(row.reach), row.visible_from):
        return False
    facts = {"incoming": str(row.pk), "note": passing.note}
    passing.number = append(peer.pk, KINDS[row.follows], row.edition, facts)
    passing.save(update_fields=["number"])
    return True


def _reaches(peer: Peer, row: IncomingEdition) -> bool:
    return rules.covers(peer.granted, Reach(row.reach))


def _was_due(peer: Peer, row: IncomingEdition) -> bool:
    """Whether it was on its way once, and held back when the terms were narrowed."""
    return OutgoingEvent.objects.filter(peer=peer, edition=row.edition).exists()


def follow(before: IncomingEdition, later: IncomingEdition) -> None:
    """Wherever an edition was passed on to, what corrects or withdraws it goes too; what waits to
    be passed on and is withdrawn meanwhile stays here."""
    for passing in before.passings.select_related("peer"):
        if later.follows == "withdraws" and passing.number is None:
            passing.delete()
            if not _was_due(passing.peer, before):
                continue
        if later.follows != "withdraws" and not _reaches(passing.peer, later):
            continue
        row, new = PassedOn.objects.get_or_create(incoming=later, peer=passing.peer)
        if new:
            send(row)

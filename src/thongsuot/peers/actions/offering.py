"""Our editions on their way to those installations that are to have them."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.peers import rules
from thongsuot.peers.actions.holding_back import may_have
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.models import OutgoingEvent, Peer
from thongsuot.peers.terms import EDITIONS, EventKind, PeerState, Reach
from thongsuot.releases import queries as releases
from thongsuot.releases.models import Edition
from thongsuot.releases.terms import EditionState, Follows

KINDS = {
    "": EventKind.EDITION,
    Follows.CORRECTS: EventKind.CORRECTION,
    Follows.WITHDRAWS: EventKind.WITHDRAWAL,
}


@transaction.atomic
def offer_edition(*, edition: UUID) -> int:
    """An edition was sealed, or its hour has come: it goes to every peer that may have it now and
    has not got it. Returns to how many."""
    row = releases.edition_row(edition)
    if row.kind_id in rules.NOT_SENT:
        return 0
    peers = Peer.objects.filter(state=PeerState.STANDING).order_by("made_at")
    told = [peer.pk for peer in peers if _is_due(row, peer)]
    for peer in told:
        append(peer, KINDS[row.kind.follows], row.pk, {})
    if told:
        journal.record("edition.offered", by=None, subject=("edition", row.pk), peers=len(told))
    return len(told)


def _is_due(edition: Edition, peer: Peer) -> bool:
    events = OutgoingEvent.objects.filter(peer=peer)
    if events.filter(edition=edition.pk, kind__in=EDITIONS).exists():
        return False
    if edition.kind.follows == Follows.WITHDRAWS:
        # Who never had the words need not hear that they are taken back.
        return events.filter(edition__in=_before(edition)).exists()
    if edition.state == EditionState.WITHDRAWN:
        return False
    return may_have(peer, Reach(edition.reach), edition.visible_from)


def _before(edition: Edition) -> list[UUID]:
    chain, step = [], edition.predecessor
    while step is not None:
        chain.append(step.pk)
        step = step.predecessor
    return chain

"""An edition of another installation is kept: its bytes, its seal, what it takes back. Parts of
the act of receiving."""

from typing import Any
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.peers import proving, rules, standing
from thongsuot.peers.actions import passing
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.envelope import Event
from thongsuot.peers.models import IncomingEdition, IncomingFile, Peer
from thongsuot.peers.proving import Sealed
from thongsuot.peers.reading import words_of
from thongsuot.peers.terms import EventKind, IncomingState, PeerState, Proven
from thongsuot.releases import queries as releases
from thongsuot.search import actions as search
from thongsuot.work import actions as work


def keep(peer: Peer, event: Event) -> UUID:
    """The edition of an event; once, however many peers bring it. Better proof takes the place of
    worse. Returns the edition's id. Raises Refused `peers.unreadable`."""
    sealed, card = proving.read(event.content), standing.ourselves()
    if sealed.installation == card.installation:
        return sealed.edition  # it has been all the way round
    proven = proving.prove(sealed, sender=event.sender, confirmed=_confirmed(sealed.installation))
    row = _row(sealed)
    own = sealed.installation == event.sender
    if row is None or _tells_better(proven, row, own=own):
        row = _write(row, peer, sealed, proven, own=own)
        _settle(row)
    if row.proven != Proven.UNPROVEN:
        append(peer.pk, EventKind.RECEIVED, row.edition, _receipt(row))
    return row.edition


def _tells_better(proven: Proven, row: IncomingEdition, *, own: bool) -> bool:
    """Better proved; or told by the one who sealed it where so far another told it: the hour, the
    reach and whether it stands are outside the seal, and a sender may have left its words out."""
    if proven == row.proven:
        return own and row.peer.installation != row.installation
    return rules.worth(proven) > rules.worth(Proven(row.proven))


def _confirmed(installation: UUID) -> set[bytes]:
    """The keys known at first hand: confirmed by a person, or signed for by who has that one."""
    peers = Peer.objects.filter(installation=installation, state=PeerState.STANDING)
    direct = IncomingEdition.objects.filter(installation=installation, proven=Proven.DIRECT)
    keys = [*peers.values_list("public", flat=True), *direct.values_list("public", flat=True)]
    return {bytes(key) for key in keys if key}


def _row(sealed: Sealed) -> IncomingEdition | None:
    same = {"installation": sealed.installation, "edition": sealed.edition}
    return IncomingEdition.objects.select_for_update().filter(**same).first()


def _write(
    row: IncomingEdition | None, peer: Peer, sealed: Sealed, proven: Proven, *, own: bool
) -> IncomingEdition:
    row = row or IncomingEdition()
    for name, value in _columns(sealed, own).items():
        setattr(row, name, value)
    row.peer, row.proven = peer, proven
    row.save()
    row.files.all().delete()
    IncomingFile.objects.bulk_create(
        IncomingFile(
            incoming=row,
            remote=each.id,
            sha256=each.sha256,
            name=each.name,
            content_type=each.content_type,
            size=each.size,
            role=each.role,
            caption=each.caption,
            credit=each.credit,
            position=place,
        )
        for place, each in enumerate(sealed.files)
    )
    index(row)
    if sealed.files and proven != Proven.UNPROVEN:
        work.enqueue("peers.fetch_files", key=f"{row.pk}:{proven}", incoming=str(row.pk))
    return row


def _columns(sealed: Sealed, own: bool) -> dict[str, Any]:
    """`own`: the one who sealed it sends it. Of somebody else's edition a sender is not believed
    what it does to others, beyond what its sealed kind says."""
    kinds = {kind.code: kind.follows for kind in releases.kinds()}
    names = (
        "installation origin_name origin_url edition number_label kind kind_name unit_name title "
        "language reach manifest signature public key_id stored predecessor sealed_at visible_from"
    )
    gone = sealed.stored is None
    return {name: getattr(sealed, name) for name in names.split()} | {
        "path": [
            {"installation": str(hop.installation), "name": hop.name, "note": hop.note}
            for hop in sealed.path
        ],
        "follows": sealed.follows if own else kinds.get(sealed.kind, ""),
        "state": IncomingState.WITHDRAWN if gone else IncomingState.STANDING,
        "superseded_by": sealed.superseded_by if own else None,
    }


def _receipt(row: IncomingEdition) -> dict[str, str]:
    card = standing.ourselves()
    return {
        "edition": str(row.edition),
        "installation": str(card.installation),
        "installation_name": card.name,
        "at": row.received_at.isoformat(),
    }


def _settle(row: IncomingEdition) -> None:
    """What it follows, and what came earlier and follows it; the latter where two peers bring one
    chain."""
    mine = IncomingEdition.objects.select_for_update().filter(installation=row.installation)
    before = mine.filter(edition=row.predecessor).first() if row.predecessor else None
    if before is not None:
        supersede(before, row)
    for later in mine.filter(predecessor=row.edition).order_by("sealed_at"):
        supersede(row, later)


def supersede(before: IncomingEdition, later: IncomingEdition) -> None:
    """A withdrawal takes words back at once, a correction at its own hour."""
    if not rules.may_follow(Proven(later.proven), Proven(before.proven)) or not later.follows:
        return
    before.superseded_by = later.edition
    if later.follows == "withdraws":
        before.state = IncomingState.WITHDRAWN
    elif later.visible_from <= clock.now() and before.state == IncomingState.STANDING:
        before.state = IncomingState.CORRECTED
    before.save(update_fields=["superseded_by", "state"])
    index(before)
    passing.follow(before, later)


def index(row: IncomingEdition) -> None:
    """A standing edition is found by its words, one taken back by its title and number alone."""
    shown = row.state == IncomingState.STANDING and row.proven != Proven.UNPROVEN
    words = f"{row.number_label}\n{row.unit_name}\n{words_of(row) if shown else ''}"
    search.index("incoming", row.pk, row.title, words)

"""Two installations come to know one another: a code, two keys, and a person on each side."""

import secrets
from uuid import UUID, uuid4

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.peers import envelope, rules, standing
from thongsuot.peers.actions.holding_back import hold_back
from thongsuot.peers.actions.numbering import append
from thongsuot.peers.envelope import Code, Headers
from thongsuot.peers.models import Peer
from thongsuot.peers.terms import Card, EventKind, PeerState, Reach
from thongsuot.work import actions as work


@transaction.atomic
def invite(*, name: str, reach: Reach | None, gives_early: bool, by: Person) -> Peer:
    """A code for another installation to enter within days (`queries.code_of`); `reach` is what it
    will be sent, None for nothing.

    Raises `peers.coordinators_only`, `.name`.
    """
    rules.check_keeps_peers(network.viewer_of(by))
    row = Peer.objects.create(
        name=rules.check_name(name),
        state=PeerState.INVITED,
        reach=reach or "",
        gives_early=gives_early,
        invitation=uuid4(),
        secret=secrets.token_urlsafe(32),
        code_until=clock.now() + rules.CODE_LASTS,
        made_by=by,
    )
    journal.record("peer.invited", by=by, subject=("peer", row.pk), reach=row.reach)
    return row


@transaction.atomic
def enter_code(*, code: str, by: Person) -> Peer:
    """The installation that made the code is called; its key comes back, to be confirmed.

    Raises `peers.coordinators_only`, `.code`, `.code_own`.
    """
    rules.check_keeps_peers(network.viewer_of(by))
    told = envelope.read_code(code)
    if told.installation == standing.ourselves().installation:
        raise Refused("peers.code_own")
    row = Peer.objects.select_for_update().filter(installation=told.installation).first()
    if row is None:
        row = Peer(name=_host(told), installation=told.installation, made_by=by)
    else:
        rules.check_next(PeerState(row.state), PeerState.ASKING)
    row.url, row.pin, row.secret = told.url, told.pin, told.secret
    row.state, row.trouble, row.invitation = PeerState.ASKING, "", None
    row.entered = told.invitation
    row.code_until = clock.now() + rules.CODE_LASTS
    row.save()
    journal.record("peer.code_entered", by=by, subject=("peer", row.pk))
    work.enqueue("peers.introduce", key=f"{row.pk}:{told.invitation}", peer=str(row.pk))
    return row


@transaction.atomic
def answer_introduction(*, headers: Headers, body: bytes) -> tuple[dict[str, str], bytes]:
    """Another installation presents itself with a code of ours; the signed answer presents us.

    Asked again by the same one, as after a lost answer, it answers again.
    Raises `peers.unreadable`, `.not_for_us`, `.code_spent`, `.stands`, `webhook.*`.
    """
    card, to, invitation, tag = envelope.read_introduction(body)
    envelope.verified(card.public, headers, body, clock.now())
    if to != standing.ourselves().installation:
        raise Refused("peers.not_for_us")
    row = Peer.objects.select_for_update().filter(invitation=invitation).first()
    if row is None or not row.secret or not envelope.knows_secret(row.secret, card, tag):
        raise Refused("peers.code_spent")
    if row.installation != card.installation or row.public is None:
        _introduce(row, card)
    elif bytes(row.public) != card.public:
        raise Refused("peers.code_spent")
    return _presented()


def _introduce(row: Peer, card: Card) -> None:
    """The code is spent on that installation; one known before takes the place of its new row.

    A code says who may come in, not who they are: with it nobody cuts a link that stands. Who lost
    their key is let go by a person here first (`end`).
    """
    if row.state != PeerState.INVITED or row.code_until is None or row.code_until < clock.now():
        raise Refused("peers.code_spent")
    known = Peer.objects.select_for_update().filter(installation=card.installation).first()
    if known is not None:
        if known.state == PeerState.STANDING and bytes(known.public or b"") != card.public:
            raise Refused("peers.stands")
        rules.check_next(PeerState(known.state), PeerState.INTRODUCED)
        given = (row.invitation, row.secret, row.reach, row.gives_early)
        row.delete()
        known.invitation, known.secret, known.reach, known.gives_early = given
        row = known
    _present(row, card)


def _present(row: Peer, card: Card) -> None:
    row.installation, row.url, row.public = card.installation, card.url, card.public
    row.state, row.trouble, row.contact_at = PeerState.INTRODUCED, "", clock.now()
    row.failing_since = row.they_confirmed_at = None
    row.they_hold = False  # a promise is of who made it: with a new key it is given anew
    row.save()
    journal.record(
        "peer.introduced",
        by=None,
        subject=("peer", row.pk),
        installation=card.installation,
        key=envelope.pin(card.public),
    )


def _presented() -> tuple[dict[str, str], bytes]:
    own = standing.ourselves()
    body = envelope.answer(own)
    id = f"introduction:{secrets.token_hex(8)}"
    return envelope.signed(standing.key(), own.installation, id, body, clock.now()), body


@transaction.atomic
def note_answer(*, peer: UUID, headers: Headers, body: bytes) -> Peer:
    """Who made the code presents itself: with the very key that the code names.

    Raises `peers.not_now`, `.code`, `.unreadable`, `webhook.*`.
    """
    row = _peer(peer)
    if row.state != PeerState.ASKING:
        raise Refused("peers.not_now")
    card = envelope.read_answer(body)
    envelope.verified(card.public, headers, body, clock.now())
    if envelope.pin(card.public) != row.pin or card.installation != row.installation:
        raise Refused("peers.code")
    row.name, row.secret = card.name, ""
    # It was reached under the code's address; what it says of itself may be another name of it.
    _present(row, Card(card.installation, card.name, row.url, card.public))
    return row


@transaction.atomic
def confirm(
    *, peer: UUID, name: str, reach: Reach | None, gives_early: bool, we_hold: bool, by: Person
) -> Peer:
    """A person has compared the keys: from here on editions go over and are taken.

    `we_hold`: this installation promises to hold what it gets before its hour.
    Raises `peers.coordinators_only`, `.no_peer`, `.not_now`, `.name`.
    """
    rules.check_keeps_peers(network.viewer_of(by))
    row = _peer(peer)
    rules.check_next(PeerState(row.state), PeerState.STANDING)
    row.state, row.secret, row.invitation = PeerState.STANDING, "", None
    row.confirmed_at, row.confirmed_by = clock.now(), by
    _set(row, name, reach, gives_early, we_hold)
    journal.record("peer.confirmed", by=by, subject=("peer", row.pk), reach=row.reach)
    return row


@transaction.atomic
def set_terms(
    *, peer: UUID, name: str, reach: Reach | None, gives_early: bool, we_hold: bool, by: Person
) -> Peer:
    """What goes to a peer from here on. Raises as `confirm`."""
    rules.check_keeps_peers(network.viewer_of(by))
    row = _peer(peer)
    if row.state != PeerState.STANDING:
        raise Refused("peers.not_now")
    _set(row, name, reach, gives_early, we_hold)
    journal.record("peer.terms_set", by=by, subject=("peer", row.pk), reach=row.reach)
    return row


def _set(row: Peer, name: str, reach: Reach | None, gives_early: bool, we_hold: bool) -> None:
    row.name, row.reach = rules.check_name(name), reach or ""
    row.gives_early, row.we_hold = gives_early, we_hold
    row.save()
    hold_back(row)
    append(row.pk, EventKind.TERMS, None, {"holds": we_hold})


@transaction.atomic
def end(*, peer: UUID, by: Person) -> Peer:
    """Nothing goes over any more, either way; what came in stays. Raises as `confirm`."""
    rules.check_keeps_peers(network.viewer_of(by))
    row = _peer(peer)
    rules.check_next(PeerState(row.state), PeerState.ENDED)
    row.state, row.secret, row.invitation = PeerState.ENDED, "", None
    row.save()
    journal.record("peer.ended", by=by, subject=("peer", row.pk))
    return row


def _peer(id: UUID) -> Peer:
    row = Peer.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise Refused("peers.no_peer")
    return row


def _host(code: Code) -> str:
    return code.url.partition("//")[2]

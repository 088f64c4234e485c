"""Jobs of the room: events go over, what is missing is fetched, hours come. Idempotent.

A peer that cannot be reached keeps nobody waiting: each has a job or a thread of its own, and what
failed is tried again by the sweep each minute.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from thongsuot.channels.addresses import Unreached
from thongsuot.files import actions as files
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.peers import calling, offering
from thongsuot.peers.actions import keeping, passing
from thongsuot.peers.actions.introducing import note_answer
from thongsuot.peers.actions.numbering import note_delivered
from thongsuot.peers.actions.offering import offer_edition
from thongsuot.peers.actions.receiving import receive
from thongsuot.peers.envelope import Code
from thongsuot.peers.models import IncomingEdition, IncomingFile, OutgoingEvent, PassedOn, Peer
from thongsuot.peers.queries.adapting import name_of, origin_of
from thongsuot.peers.terms import EDITIONS, EventKind, IncomingState, PeerState, Proven
from thongsuot.releases import actions as release_actions
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import Follows, OriginMove
from thongsuot.work import actions as work
from thongsuot.work.queries import held
from thongsuot.work.registry import every, job

AT_ONCE = 16  # peers that are called side by side
MOST_AT_A_TIME = 500  # events of one job: a peer that was away for long leaves others their turn


@subscriber("peers", acts={"edition.sealed", "edition.opened", "kit.sealed"})
def on_edition(entry: EntryView) -> None:
    """What was sealed, or whose hour has come, is offered to the peers."""
    if entry.act == "kit.sealed":
        for edition in entry.facts["editions"]:
            offer_edition(edition=UUID(edition))
    else:
        offer_edition(edition=UUID(entry.subject_id))


@subscriber("peers.missed", acts={"peer.confirmed"})
def on_confirmed(entry: EntryView) -> None:
    """What followed its editions while a peer was not confirmed, with a new key say, goes now."""
    about = [*EDITIONS, EventKind.TERMS]  # of terms: what was held back
    sent = OutgoingEvent.objects.filter(peer=UUID(entry.subject_id), kind__in=about)
    for edition, facts in sent.values_list("edition", "facts").order_by("number"):
        if edition is None or "incoming" in facts:
            continue
        later = releases.edition_row(edition).superseded_by
        while later is not None:
            offer_edition(edition=later.pk)
            later = later.superseded_by


@subscriber("peers.adapting", acts={"peer.told"})
def on_told(entry: EntryView) -> None:
    """Local texts taken over from what an event corrects or takes back hear of it."""
    if edition := entry.facts.get("edition"):
        tell_adapters(UUID(edition))


@every(seconds=60, name="peers.origins")
def corrected_origins() -> None:
    """Corrections whose hour came since they arrived."""
    lately = Q(visible_from__gt=clock.in_days(-2), visible_from__lte=clock.now())
    for edition in (
        IncomingEdition.objects.filter(lately).exclude(follows="").values_list("edition", flat=True)
    ):
        tell_adapters(edition)


def tell_adapters(edition: UUID) -> None:
    """Once for each text, whatever calls it and how often."""
    row = IncomingEdition.objects.filter(edition=edition).first()
    if row is None or row.predecessor is None or row.proven == Proven.UNPROVEN:
        return
    withdraws = row.follows == Follows.WITHDRAWS
    if row.visible_from > clock.now() and not withdraws:
        return
    for taken in releases.taken_from_foreign(name_of(row.installation, row.predecessor)):
        release_actions.origin_moved(
            adaptation=taken,
            move=OriginMove.WITHDRAWN if withdraws else OriginMove.CORRECTED,
            newest=None if withdraws else origin_of(row),
            foreign=name_of(row.installation, row.edition),
        )


@every(seconds=60, name="peers.keep_up")
def keep_up() -> int:
    """Each peer is asked for what is new, and given what it has not got, side by side so that one
    that does not answer delays nobody. Returns how many. No durable calls: the next minute makes
    up for what this one missed, and hundreds of peers would leave millions of rows."""
    send_what_waited()
    due = Q(state=PeerState.STANDING) & ~Q(url="") | Q(state=PeerState.ASKING)
    rows = list(Peer.objects.filter(due).values_list("pk", "state"))
    if not rows or held() is not None:
        return 0
    with ThreadPoolExecutor(AT_ONCE, "peers") as pool:
        failed = [error for error in pool.map(_alone, rows) if error]
    if failed:
        raise failed[0]
    return len(rows)


def _alone(row: tuple[UUID, str]) -> Exception | None:
    """One peer, in a thread with a connection of its own."""
    peer, state = row
    try:
        (introduce if state == PeerState.ASKING else exchange)(peer=str(peer))
    except Exception as error:  # the others go on
        return error
    finally:
        connection.close()
    return None


def send_what_waited() -> None:
    """What was passed on before its hour goes when it comes; corrections count from theirs."""
    now = clock.now()
    waiting = PassedOn.objects.filter(number=None, incoming__visible_from__lte=now)
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            row = PassedOn.objects.select_for_update(of=("self",)).get(pk=pk)
            passing.send(row)
    corrected = IncomingEdition.objects.filter(
        state=IncomingState.STANDING, superseded_by__isnull=False
    )
    for before in corrected:
        with transaction.atomic():
            assert before.superseded_by is not None
            later = IncomingEdition.objects.filter(
                installation=before.installation, edition=before.superseded_by
            ).first()
            if later is not None and later.visible_from <= now:
                keeping.supersede(before, later)


@job("peers.push", sends=True, pauses=())
def push(*, peer: str) -> int:
    """Hands over what the peer has not got, in order; how many events. Nothing where it cannot be
    called: then it fetches."""
    row = Peer.objects.get(pk=peer)
    if row.state != PeerState.STANDING or not row.url:
        return 0
    return _reaching(row, lambda: _hand_over(row, row.delivered_until)) or 0


@job("peers.exchange", sends=True, pauses=())
def exchange(*, peer: str) -> int:
    """Fetches what is new, then hands over what waits; how many events came."""
    row = Peer.objects.get(pk=peer)
    if row.state != PeerState.STANDING or not row.url:
        return 0
    came = _reaching(row, lambda: _fetch(row))
    if came is None:
        return 0
    row.refresh_from_db()
    if row.delivered_until < row.last_number:
        push(peer=peer)
    for pk in _missing(row):
        work.enqueue("peers.fetch_files", key=f"{pk}:{int(clock.now().timestamp())}", incoming=pk)
    return came


@job("peers.introduce", sends=True, pauses=())
def introduce(*, peer: str) -> None:
    """Calls the installation whose code was entered."""
    row = Peer.objects.get(pk=peer)
    if row.state != PeerState.ASKING or row.installation is None or row.entered is None:
        return
    if row.code_until is not None and row.code_until < clock.now():
        _note(row, "peers.code_spent")
        return
    code = Code(row.url, row.installation, row.entered, row.pin, row.secret)
    _reaching(row, lambda: _present(row.pk, code))


@job("peers.fetch_files", sends=True)
def fetch_files(*, incoming: str) -> int:
    """The files of an edition that came in; how many are here now. Raises if some are not yet."""
    row = IncomingEdition.objects.select_related("peer").get(pk=incoming)
    peer, failed = row.peer, ""
    if row.state == IncomingState.WITHDRAWN or row.proven == Proven.UNPROVEN or not peer.url:
        return 0
    missing = list(row.files.filter(file=None).order_by("position"))
    for each in missing:
        failed = _fetch_file(row, each) or failed
    if failed:
        raise RuntimeError(failed)
    return len(missing)


def _hand_over(peer: Peer, after: int) -> int:
    rows = OutgoingEvent.objects.filter(peer=peer, number__gt=after).select_related("peer")
    given = 0
    for row in list(rows.order_by("number")[:MOST_AT_A_TIME]):
        until = calling.hand_over(peer.url, offering.signed(row, clock.now()))
        _delivered(peer, until)
        if until < row.number:  # it has less than it once said, or got this one too early
            return given + _hand_over_from(peer, until, row.number)
        given += 1
    return given


def _hand_over_from(peer: Peer, until: int, below: int) -> int:
    """What lies between, once: it asks for the rest by itself."""
    between = OutgoingEvent.objects.filter(peer=peer, number__gt=until, number__lte=below)
    for row in between.select_related("peer").order_by("number")[:MOST_AT_A_TIME]:
        _delivered(peer, calling.hand_over(peer.url, offering.signed(row, clock.now())))
    return 0


@transaction.atomic
def _delivered(peer: Peer, until: int) -> None:
    note_delivered(Peer.objects.select_for_update().get(pk=peer.pk), until)


def _fetch(peer: Peer) -> int:
    assert peer.installation is not None
    came = 0
    while came < MOST_AT_A_TIME:
        after = Peer.objects.values_list("received_until", flat=True).get(pk=peer.pk)
        events, last = calling.fetch(peer.url, peer.installation, after)
        Peer.objects.filter(pk=peer.pk, known_until__lt=last).update(known_until=last)
        for headers, body in events:
            receive(headers=headers, body=body)
        came += len(events)
        if not events or after + len(events) >= last:
            break
    return came


def _present(peer: UUID, code: Code) -> int:
    headers, body = calling.introduce(code)
    note_answer(peer=peer, headers=headers, body=body)
    return 1


def _fetch_file(row: IncomingEdition, file: IncomingFile) -> str:
    """Why it is not here, "" once it is."""
    peer = row.peer
    assert peer.installation is not None
    try:
        found = calling.fetch_file(
            peer.url, peer.installation, row.edition, file.remote, file.sha256
        )
        with transaction.atomic():
            kept = files.store(f"incoming:{row.pk}", file.name, found)
            IncomingFile.objects.filter(pk=file.pk).update(file=kept.pk, trouble="")
    except (Unreached, Refused) as failed:
        IncomingFile.objects.filter(pk=file.pk).update(trouble=failed.code)
        return failed.code
    return ""


def _missing(peer: Peer) -> list[str]:
    rows = IncomingEdition.objects.filter(
        peer=peer, state=IncomingState.STANDING, files__file=None, files__isnull=False
    ).exclude(proven=Proven.UNPROVEN)
    return [str(pk) for pk in rows.values_list("pk", flat=True).distinct()[:20]]


def _reaching(peer: Peer, call: Callable[[], int]) -> int | None:
    """What a call came to, and for people: whether the peer can be reached. None if not."""
    try:
        came = call()
    except (Unreached, Refused) as failed:
        _note(peer, failed.code)
        return None
    _note(peer, "")
    return came


def _note(peer: Peer, trouble: str) -> None:
    now: datetime = clock.now()
    rows = Peer.objects.filter(pk=peer.pk)
    if not trouble:
        rows.update(contact_at=now, failing_since=None, trouble="")
        return
    rows.filter(failing_since=None).update(failing_since=now)
    rows.update(trouble=trouble[:60])

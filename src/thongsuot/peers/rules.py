"""Who may do what with other installations, and what follows from what came in. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from thongsuot.channels.addresses import target_of
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Reach, Viewer
from thongsuot.peers.terms import IncomingState, PeerState, Proven

CODE_LASTS = timedelta(days=7)
MOST_AT_ONCE = 50  # events in one answer
MOST_OCTETS = 2_000_000  # of the events in one answer, unless a single one is longer
LONGEST_NOTE = 1000
MAX_NAME = 200
SILENT_AFTER = timedelta(minutes=15)
"""Asked every minute, a peer that has not answered for so long is shown as cut off."""

NOT_SENT = frozenset({"information_request"})
"""Kinds that ask and state nothing: only a body of this installation can answer."""

_NARROWNESS = {Reach.PUBLIC: 1, Reach.NETWORK: 2, Reach.UNITS: 3}
_WORTH = {Proven.UNPROVEN: 0, Proven.VOUCHED: 1, Proven.DIRECT: 2}

_ANEW = frozenset({PeerState.ASKING, PeerState.INTRODUCED, PeerState.ENDED})
NEXT: dict[PeerState, frozenset[PeerState]] = {
    PeerState.INVITED: frozenset({PeerState.INTRODUCED, PeerState.ENDED}),
    PeerState.ASKING: _ANEW,
    PeerState.INTRODUCED: _ANEW | {PeerState.STANDING},
    PeerState.STANDING: _ANEW,
    PeerState.ENDED: frozenset({PeerState.ASKING, PeerState.INTRODUCED}),
}
"""A peer introduced anew, with a new key or after an end, is confirmed anew."""


def check_keeps_peers(viewer: Viewer) -> None:
    """Which installations are trusted is the centre's to decide, at a screen."""
    if not viewer.coordinates or viewer.scopes is not None:
        raise Refused("peers.coordinators_only")


def check_next(state: PeerState, wanted: PeerState) -> None:
    if wanted not in NEXT[state]:
        raise Refused("peers.not_now")


def check_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise Refused("peers.name")
    return name


def check_note(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused("peers.note_too_long", limit=LONGEST_NOTE)
    return note


def check_url(url: str) -> str:
    """An origin without a path, as others call it; "" where nobody can."""
    url = url.strip().rstrip("/")
    if not url:
        return ""
    try:
        sound = target_of(url).path == ""
    except ValueError:
        sound = False
    if not sound or len(url) > 300:
        raise Refused("peers.url")
    return url


def covers(granted: Reach | None, reach: Reach) -> bool:
    """Whether a peer that is granted one reach is sent another."""
    return granted is not None and _NARROWNESS[reach] <= _NARROWNESS[granted]


def may_have(visible_from: datetime, at: datetime, gives_early: bool, they_hold: bool) -> bool:
    """Before its hour only who agreed to hold it, and whom we give it, has an edition."""
    return visible_from <= at or (gives_early and they_hold)


def worth(proven: Proven) -> int:
    return _WORTH[proven]


def may_follow(successor: Proven, before: Proven) -> bool:
    """Nobody takes back what is proven better than their own word."""
    return successor != Proven.UNPROVEN and worth(successor) >= worth(before)


def state_of(state: IncomingState, successor_from: datetime | None, at: datetime) -> IncomingState:
    """A correction counts from its own hour, whoever has been told by then."""
    if state == IncomingState.STANDING and successor_from is not None and successor_from <= at:
        return IncomingState.CORRECTED
    return state


def check_passable(
    proven: Proven, state: IncomingState, reach: Reach, granted: Reach | None
) -> None:
    """Refused: unproven, not_standing, reach."""
    if proven == Proven.UNPROVEN:
        raise Refused("peers.unproven")
    if state != IncomingState.STANDING:
        raise Refused("peers.not_standing")
    if not covers(granted, reach):
        raise Refused("peers.reach")


def in_circle(peer: UUID, origin: UUID, path: Collection[UUID]) -> bool:
    """Whether it would go back to where it came from."""
    return peer == origin or peer in path


def cut_off(contact_at: datetime | None, confirmed_at: datetime | None, at: datetime) -> bool:
    """Whether nothing was heard of a peer for so long that a person should look."""
    since = contact_at or confirmed_at
    return since is not None and at - since > SILENT_AFTER

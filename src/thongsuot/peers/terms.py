"""The words of peers: installations that know one another, and what goes between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from thongsuot.network.terms import Reach as Reach


class PeerState(StrEnum):
    """How far two installations know one another; each side has its own."""

    INVITED = "invited"
    """We made a code; nobody has used it."""
    ASKING = "asking"
    """We were given a code and are calling the installation that made it."""
    INTRODUCED = "introduced"
    """Keys are exchanged; a person of ours has yet to confirm whose key it is."""
    STANDING = "standing"
    ENDED = "ended"


class EventKind(StrEnum):
    """What goes from one installation to another, numbered without a gap for each."""

    EDITION = "edition"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    RECEIVED = "received"
    """An edition arrived and was verified."""
    ACKNOWLEDGED = "acknowledged"
    """A body over there says that it has it."""
    TERMS = "terms"
    """Whether embargoes will be held, and that a person confirmed the other side."""


EDITIONS = frozenset({EventKind.EDITION, EventKind.CORRECTION, EventKind.WITHDRAWAL})


class Proven(StrEnum):
    """What stands behind an edition that came in."""

    DIRECT = "direct"
    """Sealed with the key of an installation whose key our people confirmed."""
    VOUCHED = "vouched"
    """Sealed with a key that only the one who passed it on vouches for."""
    UNPROVEN = "unproven"
    """Seal or digests do not agree: its words are not shown and it is not passed on."""


class IncomingState(StrEnum):
    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Told(StrEnum):
    """What another installation told of an edition of ours."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True)
class Card:
    """How an installation presents itself. `public` is its raw Ed25519 key, 32 bytes; `url` is ""
    where nobody can call it: then it fetches."""

    installation: UUID
    name: str
    url: str
    public: bytes


@dataclass(frozen=True)
class PeerView:
    """Another installation as the desk shows it. `behind_out` events wait to be taken by it,
    `behind_in` are known to be still with it; `fingerprint` is read out on the telephone."""

    id: UUID
    name: str
    state: PeerState
    installation: UUID | None
    url: str
    fingerprint: str
    reach: Reach | None
    gives_early: bool
    we_hold: bool
    they_hold: bool
    they_confirmed_at: datetime | None
    last_number: int
    delivered_until: int
    received_until: int
    known_until: int
    contact_at: datetime | None
    event_at: datetime | None
    failing_since: datetime | None
    trouble: str
    code_until: datetime | None
    silent: bool
    """Nothing was heard of it for so long that a person should look."""

    @property
    def behind_out(self) -> int:
        return max(self.last_number - self.delivered_until, 0)

    @property
    def behind_in(self) -> int:
        return max(self.known_until - self.received_until, 0)


@dataclass(frozen=True)
class IncomingFileView:
    """A file of an edition that came in; `file` is its id in the files room once it is here."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    role: str
    caption: str
    credit: str
    file: UUID | None


@dataclass(frozen=True)
class Hop:
    """One installation on an edition's way, with its note."""

    installation: UUID
    name: str
    note: str = ""


@dataclass(frozen=True)
class IncomingView:
    """An edition of another installation, as a viewer may see it. Without `can_read` it has no
    words. `origin_name` sealed it; `path` are those who passed it on, the nearest last."""

    id: UUID
    edition: UUID
    installation: UUID
    origin_name: str
    path: tuple[Hop, ...]
    peer: UUID
    number_label: str
    kind: str
    kind_name: str
    follows: str
    unit_name: str
    title: str
    summary: str
    body: str
    language: str
    reach: Reach
    proven: Proven
    state: IncomingState
    predecessor: UUID | None
    superseded_by: UUID | None
    sealed_at: datetime
    visible_from: datetime
    before_hour: bool
    received_at: datetime
    key_id: str
    files: tuple[IncomingFileView, ...]
    acknowledged_at: datetime | None
    can_read: bool
    url: str
    """Its address at the installation that sealed it, "" if that has none."""


@dataclass(frozen=True)
class Received:
    """What came of an event: `until` is the last number that stands here."""

    until: int
    repeated: bool = False


@dataclass(frozen=True)
class ReceiptView:
    """What one installation told of an edition of ours; `unit_name` is "" for «received»."""

    installation: UUID
    installation_name: str
    unit_name: str
    told: Told
    at: datetime
    through: str


Body = dict[str, Any]
"""The content of an event, as JSON has it."""

"""The network's words: roles of bodies, mandates of persons, channels, and who is looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID


class UnitRole(StrEnum):
    """What a body is to the network; one body may be several things at once."""

    MINISTRY_UNIT = "ministry_unit"
    DEPARTMENT = "department"
    PRESS_AGENCY = "press_agency"
    PARTNER = "partner"


BODIES = frozenset({UnitRole.MINISTRY_UNIT, UnitRole.DEPARTMENT})
"""The bodies that acknowledge what is circulated; press agencies and partners never must."""


class MandateRole(StrEnum):
    """What a person may do at a unit, from a day to a day."""

    LEADER = "leader"
    OFFICER = "officer"
    SPOKESPERSON = "spokesperson"
    DELEGATE = "delegate"
    JOURNALIST = "journalist"
    COORDINATOR = "coordinator"


STAFF = frozenset(MandateRole) - {MandateRole.JOURNALIST}
"""The roles that work at the desk and must sign in with a second factor."""


class ChannelName(StrEnum):
    """Where an address reaches a person. Only push channels appear in the ledger."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    PHONE = "phone"
    ZALO = "zalo"  # a number to call by Zalo; nothing is pushed to it
    ZALO_OA = "zalo_oa"  # a follower of the house's official account, by Zalo's id
    PUSH = "push"  # a browser that asked to be told
    FOLDER = "folder"  # a folder that a press system watches
    SFTP = "sftp"
    SMS = "sms"  # to a PHONE address
    ZNS = "zns"  # a Zalo notification by template, to a PHONE address


class ContactState(StrEnum):
    GOOD = "good"
    FAILING = "failing"


class VerificationMethod(StrEnum):
    """How an address was checked; a call made by Zalo or telephone may be recorded as such."""

    LINK = "link"
    CODE = "code"
    VIDEO_CALL = "video_call"
    ZALO_CALL = "zalo_call"
    PHONE_CALL = "phone_call"
    IN_PERSON = "in_person"


class CheckResult(StrEnum):
    """What a check came to. Only a confirmed one makes an address verified."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REPEAT = "repeat"


class Reopening(StrEnum):
    """Why a verification no longer counts before its time."""

    BOUNCE = "bounce"
    POST = "post"
    """The person has another post, or is at another body."""
    ADDRESS = "address"
    """The address itself was corrected."""
    REFUSAL = "refusal"


class Standing(StrEnum):
    """What an address's checks are worth at an instant."""

    VERIFIED = "verified"
    EXPIRING = "expiring"
    """Verified, but not for long."""
    EXPIRED = "expired"
    REOPENED = "reopened"
    UNVERIFIED = "unverified"


class CheckedField(StrEnum):
    """What is confirmed in a check, beside the person's record."""

    NAME = "name"
    POST = "post"
    """The post and the body."""
    ADDRESS = "address"


class CallSide(StrEnum):
    """The two parties of a video call."""

    HOST = "host"
    GUEST = "guest"


class SignalKind(StrEnum):
    """What the browsers of a call say to one another before picture and sound flow."""

    READY = "ready"
    OFFER = "offer"
    ANSWER = "answer"
    CANDIDATE = "candidate"
    BYE = "bye"


class CallState(StrEnum):
    """Where a video call stands, by its hours and its end."""

    TO_COME = "to_come"
    OPEN = "open"
    MISSED = "missed"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Sharing(StrEnum):
    """Who may be shown an address. A journalist's is never wider than PRIVATE."""

    PUBLIC = "public"
    """Published with the list of spokespersons."""
    NETWORK = "network"
    """Shown to the staff of the network."""
    PRIVATE = "private"
    """Shown to the person, their body's leader and officer, and coordinators; every look is
    journalled."""


class Sight(StrEnum):
    """How much of an address a viewer is shown."""

    HIDDEN = "hidden"
    MASKED = "masked"
    """Theirs to see, once they say so: the look is journalled."""
    PLAIN = "plain"


class RequestKind(StrEnum):
    """What a data subject may ask (Law 91/2025/QH15)."""

    ACCESS = "access"
    RECTIFY = "rectify"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    OBJECT = "object"


class RequestOutcome(StrEnum):
    """What came of a data subject's request."""

    DONE = "done"
    PARTLY = "partly"
    """Done as far as no law asks to keep."""
    REFUSED = "refused"


class SheetState(StrEnum):
    """A sheet on its way into the network."""

    COLUMNS = "columns"
    """Its columns wait to be confirmed."""
    READING = "reading"
    READ = "read"
    """Each row has its outcome; nothing is written."""
    WRITING = "writing"
    DONE = "done"
    DISCARDED = "discarded"


class RowOutcome(StrEnum):
    """What a row of a sheet comes to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    AMBIGUOUS = "ambiguous"
    WRONG = "wrong"
    SKIPPED = "skipped"
    """The coordinator leaves it out."""
    OVERTAKEN = "overtaken"
    """The network changed between reading and writing; nothing of the row was written."""


class Confidence(StrEnum):
    """How sure a fact of a shipped profile is: seen in a source, or from memory alone."""

    FOUND = "found"
    UNVERIFIED = "unverified"


class ReorganisationAct(StrEnum):
    """What happens to bodies, or to provinces, on a day."""

    CREATE = "create"
    """A body joins the network."""
    RENAME = "rename"
    """The body stays who it is under another name, code, kind, parent or province."""
    MERGE = "merge"
    """Several become one, or one goes into another; those that went in end."""
    SPLIT = "split"
    """One becomes several and ends, unless it is one of them."""
    TRANSFER = "transfer"
    """A function goes from body to body; nobody ends."""
    DISSOLVE = "dissolve"
    """It ends and nobody succeeds it."""


class ProposalState(StrEnum):
    """Whether a mandate at a body that ended goes on. Nothing moves by itself."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Scope(StrEnum):
    """What an API token may do."""

    READ_EDITIONS = "read_editions"
    READ_DELIVERIES = "read_deliveries"


class Reach(StrEnum):
    """Who may ever read a thing, from the widest to the narrowest."""

    PUBLIC = "public"
    NETWORK = "network"
    UNITS = "units"


@dataclass(frozen=True)
class Viewer:
    """Who is looking: the public (nobody), or a person with the units of their mandates today.

    A token is a viewer too: its person, narrowed to what the token's scopes allow.
    """

    person: UUID | None = None
    name: str = ""
    leads: frozenset[UUID] = frozenset()
    """Units where the person is a leader, or deputises for one today."""
    works_for: frozenset[UUID] = frozenset()
    """Ministry units and departments where the person holds any staff mandate."""
    answers_for: frozenset[UUID] = frozenset()
    """Bodies whose leader (or deputy today) or officer the person is: they acknowledge for the
    body and keep its addresses right."""
    reports_for: frozenset[UUID] = frozenset()
    """Press agencies the person is a journalist of."""
    coordinates: bool = False
    in_ministry: bool = False
    """Holds a staff mandate at a unit of the ministry itself, not only at a department."""
    scopes: frozenset[Scope] | None = None
    """None for a person at a screen; the scopes for a token."""

    @property
    def is_public(self) -> bool:
        return self.person is None

    @property
    def is_staff(self) -> bool:
        return bool(self.works_for) or self.coordinates

    @property
    def is_journalist(self) -> bool:
        return bool(self.reports_for)


PUBLIC = Viewer()


def admits(reach: Reach, viewer: Viewer) -> bool:
    """Whether something of that reach is for this viewer at all, once its hour has come."""
    if reach == Reach.PUBLIC:
        return True
    if reach == Reach.NETWORK:
        return viewer.is_staff or viewer.is_journalist
    return viewer.is_staff


@dataclass(frozen=True)
class UnitView:
    """A body on a day. `roles` are UnitRole words; `codes` are "scheme:code"."""

    id: UUID
    name: str
    short_name: str = ""
    roles: tuple[str, ...] = ()
    detail: str = ""
    provinces: tuple[str, ...] = ()
    parent: UUID | None = None
    domains: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    province_ids: tuple[UUID, ...] = ()
    confidence: str = ""
    order: str = ""
    once: str = ""
    """The old name by which a search found it: that of a body it succeeds."""

    @property
    def is_body(self) -> bool:
        """Whether it acknowledges what is circulated."""
        return not BODIES.isdisjoint(self.roles)


@dataclass(frozen=True)
class PersonView:
    """A person in one mandate on a day. `email` and `phone` are the best good addresses, or ""."""

    id: UUID
    name: str
    post: str
    unit: UUID | None
    role: str
    email: str = ""
    phone: str = ""
    deputising: bool = False
    order: str = ""
    mandate: UUID | None = None
    masked: frozenset[str] = frozenset()
    """Channels whose address is shown masked: `queries.as_seen_by`."""


@dataclass(frozen=True)
class BodyReach:
    """Whether a body's leader and officer can be reached by e-mail, at an instant."""

    unit: UnitView
    leader: PersonView | None
    officer: PersonView | None
    leader_reachable: bool
    officer_reachable: bool


@dataclass(frozen=True)
class Checks:
    """What the checks of an address are worth at an instant: how they stand, until when, why they
    were reopened, and the last one (a row to read)."""

    standing: Standing
    until: datetime | None = None
    because: str = ""
    last: Any = None


@dataclass(frozen=True)
class VerificationGap:
    """An address of somebody in the network, or of a body itself, that should be checked."""

    point: UUID
    channel: str
    address: str
    standing: Standing
    person: UUID | None
    unit: UUID | None
    name: str
    """Of the person, or of the body."""
    post: str = ""
    until: datetime | None = None
    because: str = ""
    asked_at: datetime | None = None
    """When a link was last sent that still waits for an answer."""
    can_be_asked: bool = False
    """A link can be sent to it now."""
    row: Any = None


@dataclass(frozen=True)
class Asked:
    """What asking many at once did; `left_out` cannot take a link, or were asked lately."""

    sent: int
    left_out: int


@dataclass(frozen=True)
class Membership:
    """One person in one mandate, as an audience sees them."""

    person_id: UUID
    name: str
    order: str
    unit_id: UUID
    unit_name: str
    unit_roles: frozenset[str]
    role: str
    deputising: bool = False


class Seat(NamedTuple):
    """A mandate by which an audience names somebody: at which body, of which kinds, as what."""

    unit: UUID
    unit_roles: frozenset[str]
    role: str
    deputising: bool = False


class Address(NamedTuple):
    """An address as a channel needs it; `shared` means it is the unit's own mailbox."""

    id: UUID
    channel: str
    address: str
    shared: bool = False
    verified_until: datetime | None = None
    preference: int = 1
    """The person's own order: 1 is tried first."""
    details: Mapping[str, Any] = MappingProxyType({})
    """What the channel needs besides: keys, a format."""


@dataclass(frozen=True)
class Loaded:
    """What loading a profile did. `centre` is the body the profile names as its centre."""

    profile: str
    centre: UUID
    units_added: int
    people_added: int

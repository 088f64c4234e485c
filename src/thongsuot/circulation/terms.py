"""The words of circulation: audiences, dispatches, the ledger, and who still owes an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class DispatchState(StrEnum):
    PLANNING = "planning"
    """Also while it may still be undone: nothing is planned before `undo_until`."""
    SENDING = "sending"
    HELD = "held"
    """Its hour went by while nothing worked: a person decides whether it still goes."""
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"
    """Taken back before anything was planned; nobody ever had it."""


class DispatchReason(StrEnum):
    """Why it went out: a person circulated it, or a correction or withdrawal had to follow."""

    CIRCULATED = "circulated"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class DeliveryState(StrEnum):
    """One address. planned = sent + failed + stopped + those still waiting."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


class DeliveryOutcome(StrEnum):
    """What the last attempt came to; "" before the first."""

    SENT = "sent"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
    """Sent whole, the answer lost: it is sent again under the same id."""


class Said(StrEnum):
    """What a mail that came back says."""

    ACKNOWLEDGED = "acknowledged"
    QUESTION = "question"
    AUTOMATIC = "automatic"
    """Out of office, ticket numbers: no answer and no bounce."""
    BOUNCE = "bounce"
    OTHER = "other"


class Through(StrEnum):
    """How a body said it has the edition."""

    INBOX = "inbox"
    LINK = "link"
    REPLY = "reply"
    PHONE = "phone"
    ANSWER = "answer"
    """By answering the request for information that the edition is."""


class FollowUp(StrEnum):
    """How far a body that has not acknowledged has been followed up."""

    NONE = "none"
    REMINDED = "reminded"
    SECOND_CHANNEL = "second_channel"
    LEADER = "leader"
    COORDINATOR = "coordinator"


EVERY_KIND = ""
"""The plan of following up that kinds without one of their own go by."""


class Step(NamedTuple):
    """A step of following up, so many minutes after the hour that a body should have answered."""

    stage: FollowUp
    after: int


@dataclass(frozen=True)
class Plan:
    """How editions of a kind are followed up. Minutes.

    `acknowledge_within`: what bodies have where the sender sets no hour; None: then they owe
    nothing by an hour. `proof_after`: when an urgent edition is looked for; None: never.
    `own`: set by the house, not as shipped.
    """

    kind: str
    acknowledge_within: int | None
    steps: tuple[Step, ...]
    proof_after: int | None
    own: bool = False


@dataclass(frozen=True)
class Proven:
    """Bodies of one kind that a dispatch went to, and how many of them are known to have it."""

    unit_role: str
    bodies: int
    receipts: int


@dataclass(frozen=True)
class Audience:
    """A rule over the network; empty parts do not narrow, and the parts narrow one another.

    `persons` and `saved_list` add people outside the rule. Mandates are read at dispatch.
    """

    mandates: tuple[str, ...] = ()
    unit_roles: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    saved_list: str = ""
    persons: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {name: list(v) if isinstance(v, tuple) else v for name, v in vars(self).items() if v}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Audience":
        told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        return cls(**told)


@dataclass(frozen=True)
class Member:
    """One person of a resolved audience, once, with the body they would settle for."""

    person: str
    name: str
    unit: str
    unit_name: str
    settles_for_body: bool
    order: str = ""


@dataclass(frozen=True)
class Preview:
    """What a dispatch would reach: people once each, bodies, and who has no address.

    Of `members` and `without_address` only the first in the order of names are told, however many
    there are: `people` and `unreachable`.
    """

    people: int
    members: tuple[Member, ...]
    bodies: int
    without_address: tuple[Member, ...]
    unreachable: int = 0
    by_unit_role: dict[str, int] = field(default_factory=dict)
    already_have: int = 0
    beyond_reach: int = 0


@dataclass(frozen=True)
class Figures:
    """A dispatch in numbers. planned = sent + failed + waiting + stopped, always."""

    planned: int
    sent: int
    failed: int
    waiting: int
    stopped: int
    by_channel: dict[str, dict[str, int]]
    recipients: int
    bodies: int
    acknowledged: int
    overdue: int
    escalated: int
    resent: int = 0
    """Sent again because an answer was lost: the same mail, under the same id."""


@dataclass
class Counted:
    """Deliveries counted by their states. planned = sent + failed + stopped + waiting."""

    channel: str = ""
    sent: int = 0
    failed: int = 0
    stopped: int = 0
    waiting: int = 0  # with those in hand
    in_hand: int = 0
    resent: int = 0

    @property
    def planned(self) -> int:
        return self.sent + self.failed + self.stopped + self.waiting

    def add(self, channel: str, state: str, count: int, resent: int) -> None:
        column = "waiting" if state == DeliveryState.CLAIMED else state
        setattr(self, column, getattr(self, column) + count)
        self.in_hand += count if state == DeliveryState.CLAIMED else 0
        self.resent += resent or 0
        self.channel = channel

    def columns(self) -> dict[str, Any]:
        """As a batch keeps them."""
        names = ("channel", "planned", "sent", "failed", "stopped", "resent")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def total(cls, parts: Iterable["Counted"]) -> "Counted":
        found = cls()
        for part in parts:
            for name in ("sent", "failed", "stopped", "waiting", "in_hand", "resent"):
                setattr(found, name, getattr(found, name) + getattr(part, name))
        return found


@dataclass(frozen=True)
class Reconciled:
    """A dispatch's books, counted from the ledger; `mended` batches had counts that differed.

    recipients = with_way + without_way: nobody else has a delivery, and nobody is missing.
    """

    recipients: int
    with_way: int
    batches: int
    mended: int
    counted: Counted

    @property
    def without_way(self) -> int:
        return self.recipients - self.with_way

    @property
    def agrees(self) -> bool:
        """Whether nothing differed and nothing is in the ledger that was not planned."""
        return not self.mended and self.without_way >= 0 and self.counted.planned >= self.with_way

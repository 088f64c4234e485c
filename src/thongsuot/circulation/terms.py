"""The words of circulation: audiences, dispatches, the ledger, and who still owes an answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


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
    """What a dispatch would reach: people once each, bodies, and who has no address."""

    members: tuple[Member, ...]
    bodies: int
    without_address: tuple[Member, ...]
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

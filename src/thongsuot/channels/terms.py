"""What every channel answers, whatever it carries."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of one message."""

    SENT = "sent"  # the other side took responsibility for it
    TEMPORARY = "temporary"  # certainly not taken; may be tried again
    PERMANENT = "permanent"  # certainly not taken, and will not be
    AMBIGUOUS = "ambiguous"  # all of it was sent and the answer is lost: it may have been taken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the message `id`.

    `code` names the reason in snake case for the machine (``recipient_refused``); `text` is for
    the log and the operator: numeric codes and our own words, never the other side's, which may
    hold names and addresses. `retry_after` is in seconds, when the other side asked for it.
    """

    id: str
    status: Status
    code: str = ""
    text: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a channel could send now; `reason` as `Outcome.code`, `detail` as its text."""

    ok: bool
    reason: str = ""
    detail: str = ""

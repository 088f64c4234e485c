"""How soon and how long a notice is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

AT_ONCE_SECONDS = 8.0  # a person waits at the screen: for each answer of the mail server
SOON = timedelta(seconds=30)  # a code is of use for minutes only
CLAIM = timedelta(minutes=5)  # after which a claim belongs to a worker that died
FORGOTTEN = timedelta(hours=4)  # longer than the longest pause between two attempts
STALE = timedelta(days=2)  # after which it would tell nobody anything


@dataclass(frozen=True)
class Trouble:
    """A notice that could not be delivered: `reason` in the mail channel's words, no text."""

    id: UUID
    address: str
    subject: str
    reason: str
    failed_at: datetime

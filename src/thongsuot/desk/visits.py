"""What changed since one's last visit: kept in one's own browser, never here.

A cookie of the page names the house seen last, the one before it, and the day on which it changed:
that whole day the page says what is new.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

COOKIE = "noi-gi"
KEPT_FOR = 400 * 24 * 3600
"""Seconds: as long as browsers keep any cookie."""


@dataclass(frozen=True)
class Visit:
    """The house edition seen now, the one seen before, and the day on which that changed."""

    seen: UUID
    before: UUID | None = None
    changed_on: date | None = None

    def __str__(self) -> str:
        return ".".join(str(part or "") for part in (self.seen, self.before, self.changed_on))


def read(cookie: str) -> Visit | None:
    """What the browser says; None for nothing, and for anything malformed."""
    parts = cookie.split(".")
    if len(parts) != 3:
        return None
    seen, before, day = parts
    try:
        return Visit(
            UUID(seen),
            UUID(before) if before else None,
            date.fromisoformat(day) if day else None,
        )
    except ValueError:
        return None


def visit(last: Visit | None, edition: UUID, today: date) -> Visit:
    """This visit, after the last one."""
    if last is None:
        return Visit(edition)
    if last.seen == edition:
        return last
    return Visit(edition, last.seen, today)


def news_since(this: Visit, today: date) -> UUID | None:
    """The edition to compare with today, if there is anything to compare."""
    return this.before if this.changed_on == today else None

"""The one clock. Everything asks here, so that tests and the demo can say what time it is.

Instants are aware and in UTC; legal dates are those of Viet Nam (Asia/Ho_Chi_Minh, UTC+7).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)
_shift = timedelta()


def now() -> datetime:
    """The present instant, aware, UTC."""
    return _held.get() or datetime.now(UTC) + _shift


def shift(by: timedelta) -> None:
    """From here on this whole process lives so much later (or earlier); for demonstrations."""
    global _shift
    _shift = by


def legal_date(at: datetime | None = None) -> date:
    """The calendar date in Viet Nam at an instant (now unless said)."""
    return (at or now()).astimezone(VIETNAM).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Within the block it is `at`; `at` must be aware. Nests. Only this thread sees it."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    token = _held.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def in_days(days: float, *, since: datetime | None = None) -> datetime:
    """The instant `days` after now (or after `since`)."""
    return (since or now()) + timedelta(days=days)

"""What the network allows of checks: links, codes, video calls, accreditation. Pure, as `rules`."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.network.rules import check_span
from thongsuot.network.terms import CallState, CheckedField, CheckResult, VerificationMethod

LINK_FOR = timedelta(days=7)
CODE_FOR = timedelta(minutes=15)
CODE_TRIES = 5
BETWEEN_MAILS = timedelta(minutes=1)
ASKED_AGAIN_AFTER = timedelta(days=1)
EXPIRING = timedelta(days=30)
SELF_PROVING = frozenset({VerificationMethod.LINK, VerificationMethod.CODE})
CALL_OPENS = timedelta(minutes=30)
"""How long before its hour a call can be joined."""
CALL_CLOSES = timedelta(hours=2)
CALL_AHEAD = timedelta(days=90)
GONE_AFTER = timedelta(seconds=15)
"""Without a word from a page, nobody is on it; pages speak every few seconds."""
SIGNAL_SIZE = 16_000  # characters; an offer of one picture and one sound has about 6,000
SIGNALS_KEPT = 200
"""Of one side at a time; a connection needs about 20."""
SIGNALS_LIVE = timedelta(hours=1)
LONGEST_ACCREDITATION = timedelta(days=5 * 366)
"""A press card lasts five years (Press Law 103/2016; from memory)."""


def months_later(at: datetime, months: int) -> datetime:
    """The same day and hour so many months on; the last day where that month is shorter."""
    year, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + year, month + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def check_recorder(method: VerificationMethod, by: UUID | None, holder: UUID | None) -> None:
    """A link or a code proves itself, so the system records it; the rest, somebody else saw."""
    if by is None:
        return
    if by == holder:
        raise Refused("network.verifies_oneself")
    if method in SELF_PROVING:
        raise Refused("network.proves_itself")


def check_code(expires_at: datetime, tries: int, now: datetime) -> None:
    if tries >= CODE_TRIES:
        raise Refused("network.code_tries")
    if expires_at <= now:
        raise Refused("network.code_expired")


def check_pause(last: datetime | None, now: datetime) -> None:
    """One mail a minute to an address, whoever presses."""
    if last is not None and now < last + BETWEEN_MAILS:
        raise Refused("network.asked_just_now")


def check_call_time(starts_at: datetime, now: datetime) -> None:
    if not now - timedelta(minutes=5) <= starts_at <= now + CALL_AHEAD:
        raise Refused("network.call_time", days=CALL_AHEAD.days)


def call_state(starts_at: datetime, ended_at: datetime | None, result: str, at: datetime) -> str:
    if ended_at is not None:
        return CallState.ENDED if result else CallState.CANCELLED
    if at < starts_at - CALL_OPENS:
        return CallState.TO_COME
    return CallState.OPEN if at < starts_at + CALL_CLOSES else CallState.MISSED


def check_open(state: str) -> None:
    if state == CallState.TO_COME:
        raise Refused("network.call_to_come", minutes=int(CALL_OPENS.total_seconds() // 60))
    if state != CallState.OPEN:
        raise Refused("network.call_over")


def check_outcome(
    result: CheckResult, fields: Collection[str], addresses: int, heard: bool
) -> None:
    """Confirmed is what was confirmed whole: name, post, an address, and the spoken code."""
    if result is not CheckResult.CONFIRMED:
        return
    if not heard:
        raise Refused("network.call_code_not_heard")
    if not set(CheckedField) <= set(fields) or not addresses:
        raise Refused("network.call_not_all_ticked")


def check_signal(body: str, kept: int) -> None:
    if len(body) > SIGNAL_SIZE or kept >= SIGNALS_KEPT:
        raise Refused("network.signals_too_many")


def check_accreditation(
    journalist: bool, span: tuple[date, date], by: UUID | None, holder: UUID
) -> None:
    """Of a journalist, for five years at most, seen by somebody else."""
    check_span(*span)
    if not journalist:
        raise Refused("network.not_a_journalist")
    if by == holder:
        raise Refused("network.accredits_oneself")
    if span[1] - span[0] > LONGEST_ACCREDITATION:
        raise Refused("network.accreditation_too_long", years=5)


def check_ending(span: tuple[date, date | None], last: date) -> None:
    """An end that comes sooner, never later: what is longer is recorded anew."""
    check_span(span[0], last)
    if span[1] is not None and last > span[1]:
        raise Refused("network.accreditation_too_long", years=5)

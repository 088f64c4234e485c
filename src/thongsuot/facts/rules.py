"""Rules of the room. Pure: knows no database."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from thongsuot.facts.terms import Better, Cadence, Standing
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.inline import href_of
from thongsuot.network.terms import Viewer

LARGEST = Decimal(10) ** 17
FINEST = 6
"""Decimals that are kept."""

_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


@dataclass(frozen=True)
class Statement:
    """What the rules need of a value. `own`: the body owned the series when it stated it."""

    id: UUID
    number: Decimal
    as_of: date
    stated_at: datetime
    body: UUID
    own: bool
    settles: bool


# Which value counts -------------------------------------------------------------------------------


def known_on(statements: Iterable[Statement], day: date) -> list[Statement]:
    """What the bank held at the end of a day, of that day and those before, the newest first."""
    found = [
        each for each in statements if each.as_of <= day and clock.legal_date(each.stated_at) <= day
    ]
    return sorted(found, key=lambda each: (each.as_of, each.stated_at), reverse=True)


def standing_of_day(statements: Iterable[Statement]) -> Statement | None:
    """Which of the statements about one day counts: the newest that settles, else the owner's
    newest, else the newest."""
    return max(statements, key=lambda each: (each.settles, each.own, each.stated_at), default=None)


def counting(statements: Iterable[Statement], day: date) -> list[Statement]:
    """What counts as of a day, the newest day first: one for each day the series has a value of.

    Another body's word makes a day count only while neither the owner nor a coordinator has
    stated anything at all: nobody else moves an official figure.
    """
    days: dict[date, list[Statement]] = {}
    known = known_on(statements, day)
    settled = [each for each in known if each.own or each.settles]
    for each in settled or known:
        days.setdefault(each.as_of, [])
    for each in known:
        if each.as_of in days:
            days[each.as_of].append(each)
    return [found for group in days.values() if (found := standing_of_day(group))]


def counted(statements: Iterable[Statement], day: date) -> Statement | None:
    """The value that counts as of a day, as the bank stood at the end of that day."""
    return next(iter(counting(statements, day)), None)


def standing_ids(statements: Iterable[Statement], day: date) -> set[UUID]:
    """Those that count for their day."""
    return {each.id for each in counting(statements, day)}


# Disputes -----------------------------------------------------------------------------------------


def disputed(statements: Sequence[Statement], day: date) -> dict[date, list[Statement]]:
    """Days about which bodies differ, with what each states, the one that counts first.

    A settlement ends a dispute until somebody states another value after it. A claim about a day
    of which the owner said nothing stands against what counts, until the owner states a later day
    or a coordinator settles anything after it.
    """
    known = known_on(statements, day)
    count = {each.as_of: each for each in counting(known, day)}
    found: dict[date, list[Statement]] = {}
    for each_day in sorted({each.as_of for each in known}, reverse=True):
        about = [each for each in known if each.as_of == each_day]
        sides = _sides(about, count[each_day]) if each_day in count else _claims(about, known, day)
        if len({each.number for each in sides}) > 1:
            found[each_day] = sides
    return found


def _sides(about: Iterable[Statement], standing: Statement) -> list[Statement]:
    """What counts, and the newest of every other body; only what came after a settlement."""
    since = standing.stated_at if standing.settles else None
    others = _newest_of_each(
        each for each in about if not each.settles and (since is None or each.stated_at > since)
    )
    return [standing, *(each for each in others if standing.settles or each.body != standing.body)]


def _claims(about: list[Statement], known: list[Statement], day: date) -> list[Statement]:
    standing = counted(known, day)
    if standing is None or standing.as_of > about[0].as_of:
        return []
    settled_at = max((each.stated_at for each in known if each.settles), default=None)
    claims = _newest_of_each(
        each for each in about if not settled_at or each.stated_at > settled_at
    )
    return [standing, *claims]


def _newest_of_each(statements: Iterable[Statement]) -> list[Statement]:
    newest: dict[UUID, Statement] = {}
    for each in sorted(statements, key=lambda one: one.stated_at):
        newest[each.body] = each
    return sorted(newest.values(), key=lambda one: one.stated_at)


# Targets and due days -----------------------------------------------------------------------------


def standing(number: Decimal | None, target: Decimal, better: Better) -> Standing:
    """A value beside its target; nothing to say without a value or a way that is better."""
    if number is None or better is Better.NEITHER:
        return Standing.UNKNOWN
    if number == target:
        return Standing.MET
    return Standing.EXCEEDED if (number > target) is (better is Better.MORE) else Standing.SHORT


def step(day: date, cadence: Cadence, times: int = 1) -> date:
    """So many periods later (or earlier). The last day of a month stays the last."""
    if cadence is Cadence.WEEKLY:
        return day + timedelta(weeks=times)
    months = day.year * 12 + day.month - 1 + times * _MONTHS[cadence]
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if whole else min(day.day, last))


def next_due(
    due: date | None, as_of: date, cadence: Cadence, *, today: date, newest: bool
) -> date | None:
    """When the next value is due, after the owner stated one as of a day.

    `newest`: no earlier statement of the owner is of that day or a later one. A due day is met by a
    value of its own period; and by any newer value once that period has begun, since statistics
    come late. Corrections of old days meet nothing.
    """
    if cadence is Cadence.NONE:
        return None if newest else due
    if due is None:
        return step(as_of, cadence)
    late_news = newest and today > step(due, cadence, -1)
    while as_of > step(due, cadence, -1) or late_news:
        due, late_news = step(due, cadence), False
    return due


def is_overdue(due: date | None, day: date) -> bool:
    return due is not None and due < day


# Who may ------------------------------------------------------------------------------------------


def check_keeps_bank(viewer: Viewer | None) -> None:
    """None is the system itself, here and below."""
    if viewer is not None and not viewer.coordinates:
        raise Refused("facts.coordinator_only")


def may_open(viewer: Viewer | None, owner: UUID, about: UUID | None) -> bool:
    """A coordinator opens any series; a body's people those about the body itself."""
    if viewer is None or viewer.coordinates:
        return True
    return about == owner and owner in viewer.works_for


def may_state(viewer: Viewer | None, body: UUID) -> bool:
    """People of a body state for it; coordinators may for any, as they do with sheets."""
    return viewer is None or viewer.coordinates or body in viewer.works_for


def check_states(viewer: Viewer | None, body: UUID) -> None:
    if not may_state(viewer, body):
        raise Refused("facts.not_your_body")


def check_owns(viewer: Viewer | None, owner: UUID) -> None:
    if not may_state(viewer, owner):
        raise Refused("facts.not_the_owner")


# What may be kept ---------------------------------------------------------------------------------


def checked_number(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= LARGEST:
        raise Refused("facts.number_unfit")
    if number != round(number, FINEST):
        raise Refused("facts.number_too_fine", limit=FINEST)
    return number


def checked_source(source: str) -> str:
    found = " ".join(source.split())
    if not found:
        raise Refused("facts.source_missing")
    if len(found) > 300:
        raise Refused("facts.source_too_long", limit=300)
    return found


def checked_address(address: str) -> str:
    found = address.strip()
    if not found:
        return ""
    kept = href_of(found)
    if len(kept) > 500 or not kept.lower().startswith(("http://", "https://")):
        raise Refused("facts.address_unfit")
    return kept


def check_day(as_of: date, today: date) -> None:
    if as_of > today:
        raise Refused("facts.day_to_come")


def checked_decimals(decimals: int) -> int:
    if not 0 <= decimals <= FINEST:
        raise Refused("facts.decimals_too_many", limit=FINEST)
    return decimals


def check_about(unit: UUID | None, province: UUID | None) -> None:
    if unit and province:
        raise Refused("facts.about_two_things")


def check_opens(viewer: Viewer | None, owner: UUID, about: UUID | None) -> None:
    if not may_open(viewer, owner, about):
        raise Refused("facts.coordinator_only")

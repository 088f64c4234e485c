"""What the network allows. Pure: dates, words and who is looking go in; `Refused` comes out."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import STAFF, ChannelName, MandateRole, Scope, Sharing, Viewer

LONGEST_TOKEN = timedelta(days=366)
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_PHONE = re.compile(r"\+[0-9]{8,15}|0[0-9]{8,11}|1[0-9]{3,8}")
_PHONE_MARKS = re.compile(r"[\s.\-()]")


def overlapping(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two spans of days, both ends included (None: open), share a day."""
    (from_a, to_a), (from_b, to_b) = first, second
    return (to_b is None or from_a <= to_b) and (to_a is None or from_b <= to_a)


def check_span(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused("network.dates_out_of_order", first=first, last=last)


# Who may ----------------------------------------------------------------------------------------


def may_manage(viewer: Viewer | None) -> bool:
    """The network is kept by its coordinators; None is the system itself."""
    return viewer is None or viewer.coordinates


def check_manages(viewer: Viewer | None) -> None:
    if not may_manage(viewer):
        raise Refused("network.coordinator_only")


def may_keep_addresses(viewer: Viewer | None, holder: UUID | None, units: Collection[UUID]) -> bool:
    """Coordinators, the person, and the leader or officer of a body they belong to."""
    if viewer is None or viewer.coordinates:
        return True
    own = holder is not None and viewer.person == holder
    return own or not viewer.answers_for.isdisjoint(units)


def check_keeps_addresses(
    viewer: Viewer | None, holder: UUID | None, units: Collection[UUID]
) -> None:
    if not may_keep_addresses(viewer, holder, units):
        raise Refused("network.not_yours")


def may_name_deputy(viewer: Viewer | None, leader: UUID) -> bool:
    """A leader names their own deputy; a coordinator may note it for them."""
    return viewer is None or viewer.coordinates or viewer.person == leader


def may_hold_token_of(viewer: Viewer | None, person: UUID) -> bool:
    return viewer is None or viewer.coordinates or viewer.person == person


def check_token_of(viewer: Viewer | None, person: UUID) -> None:
    if not may_hold_token_of(viewer, person):
        raise Refused("network.not_yours")


# What is sound ----------------------------------------------------------------------------------


def check_deputy(
    role: MandateRole,
    mandate_span: tuple[date, date | None],
    leader: UUID,
    deputy: UUID,
    deputy_roles: Collection[MandateRole],
    span: tuple[date, date],
) -> None:
    """Only a leader has a deputy: somebody else of the staff, for days of the leader's mandate."""
    if role is not MandateRole.LEADER:
        raise Refused("network.deputy_of_leader_only")
    if leader == deputy:
        raise Refused("network.deputy_of_oneself")
    if STAFF.isdisjoint(deputy_roles):
        raise Refused("network.deputy_not_staff")
    check_span(*span)
    first, last = mandate_span
    if span[0] < first or (last is not None and span[1] > last):
        raise Refused("network.deputy_beyond_mandate")


def check_token(scopes: Collection[Scope], expires_at: datetime, now: datetime) -> None:
    if not scopes:
        raise Refused("network.token_without_scope")
    if not now < expires_at <= now + LONGEST_TOKEN:
        raise Refused("network.token_expiry", days=LONGEST_TOKEN.days)


def address(channel: ChannelName, written: str) -> str:
    """An address in the form that is kept. Raises `Refused` when it cannot be one.

    E-mail is kept in small letters: no mail service tells two people apart by case alone.
    """
    text = written.strip()
    if channel is ChannelName.EMAIL:
        if not _EMAIL.fullmatch(text):
            raise Refused("network.not_an_email", written=text)
        return text.lower()
    if channel in (ChannelName.PHONE, ChannelName.ZALO):
        number = _PHONE_MARKS.sub("", text)
        if not _PHONE.fullmatch(number):
            raise Refused("network.not_a_phone", written=text)
        return number
    if not text.startswith("https://"):
        raise Refused("network.not_a_web_address", written=text)
    return text


# Naming an officer, publishing a spokesperson, quiet hours ----------------------------------------

SPEAKING = frozenset({MandateRole.SPOKESPERSON, MandateRole.DELEGATE})
"""Those whom the public list names (Decree 244/2026 art. 3)."""

PUBLISHED_WITHIN: tuple[tuple[MandateRole, date, date | None, timedelta], ...] = (
    (MandateRole.DELEGATE, date(2017, 3, 30), date(2026, 6, 30), timedelta(hours=12)),
    (MandateRole.SPOKESPERSON, date(2026, 7, 1), None, timedelta(hours=24)),
)
"""How soon after the decision a mandate is published: Decree 09/2017 art. 3.6, then Decree
244/2026 art. 3.3. By the day of the decision; what is not here has no hour."""


def publish_by(role: str, decided_at: datetime) -> datetime | None:
    """The hour by which the law wants the mandate published; None: the law names none."""
    day = clock.legal_date(decided_at)
    for clocked, first, last, within in PUBLISHED_WITHIN:
        if role == clocked and first <= day and (last is None or day <= last):
            return decided_at + within
    return None


def check_delegate(role: MandateRole, matter: str, valid_to: date | None) -> None:
    """A delegate speaks on one matter, for a limited time (Decree 244/2026 art. 3.5)."""
    if role is MandateRole.DELEGATE and not (matter.strip() and valid_to):
        raise Refused("network.delegate_without_limits")


def check_speaks(role: MandateRole) -> None:
    if role not in SPEAKING:
        raise Refused("network.not_a_spokesperson")


def may_name_officer(viewer: Viewer | None, unit: UUID) -> bool:
    """The unit's leader (or deputy today), or a coordinator; never a leader or a coordinator."""
    return viewer is None or viewer.coordinates or unit in viewer.leads


def check_naming(
    viewer: Viewer | None, unit: UUID, is_body: bool, valid_from: date, today: date
) -> None:
    if not is_body or not may_name_officer(viewer, unit):
        raise Refused("network.not_yours")
    if valid_from < today:
        raise Refused("network.named_in_the_past")


def check_replaced(replaced: tuple[date, date | None], valid_from: date) -> None:
    """The old mandate had at least one day before the new one, and stood until then."""
    first, last = replaced
    if first >= valid_from or (last is not None and last < valid_from - timedelta(days=1)):
        raise Refused("network.replaced_has_no_day", first=first, last=last)


def check_sharing(sharing: Sharing, roles: Collection[str]) -> None:
    """Only a spokesperson's address is public; a journalist's is nobody's but theirs."""
    if sharing is Sharing.PUBLIC and SPEAKING.isdisjoint(roles):
        raise Refused("network.not_a_spokesperson")
    if sharing is not Sharing.PRIVATE and set(roles) == {MandateRole.JOURNALIST}:
        raise Refused("network.journalist_stays_private")


def check_quiet(start: time | None, end: time | None) -> None:
    """Both hours or none, and not the whole day."""
    if (start is None) != (end is None):
        raise Refused("network.quiet_half")
    if start is not None and start == end:
        raise Refused("network.quiet_all_day")


def quiet_until(at: datetime, start: time | None, end: time | None) -> datetime | None:
    """When the quiet hours that hold at that instant end; None outside them.

    Hours are those of Viet Nam, the first included, the last not; 22:00 to 06:00 spans midnight.
    """
    if start is None or end is None or start == end:
        return None
    local = at.astimezone(clock.VIETNAM)
    ends = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    hour = local.time()
    if start < end:
        return ends if start <= hour < end else None
    if hour >= start:
        return ends + timedelta(days=1)
    return ends if hour < end else None

"""What the network allows. Pure: dates, words and who is looking go in; `Refused` comes out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.known import CHANNELS
from thongsuot.lib import clock, emails, phones
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import (
    BODIES,
    STAFF,
    ChannelName,
    MandateRole,
    ReorganisationAct,
    Scope,
    Sharing,
    Sight,
    Viewer,
)

LONGEST_TOKEN = timedelta(days=366)


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


CENTRAL = frozenset({ChannelName.FOLDER, ChannelName.SFTP})
"""Addresses on a disk of ours, or reached with a key of ours: coordinators keep them."""


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


# Who sees an address -----------------------------------------------------------------------------

_OPEN = frozenset(map(str, STAFF | BODIES))


def may_see_address(
    viewer: Viewer | None,
    holder_roles: Collection[str],
    holder_units: Collection[UUID],
    sharing: str,
    holder_id: UUID | None,
) -> bool:
    """The one decision on who may see how somebody is reached.

    `holder_roles` are the mandates of a person today, or the roles of a body whose shared address
    it is (`holder_id` None). Journalists, and whoever holds nothing today, are shown to
    coordinators and to themselves; a spokesperson's PUBLIC address to everybody; NETWORK to staff;
    PRIVATE to the leader and officer of the person's body.
    """
    if viewer is None or viewer.coordinates:
        return True
    if holder_id is not None and viewer.person == holder_id:
        return True
    if _OPEN.isdisjoint(holder_roles):
        return False
    if sharing == Sharing.PRIVATE:
        return not viewer.answers_for.isdisjoint(holder_units)
    published = sharing == Sharing.PUBLIC and not SPEAKING.isdisjoint(holder_roles)
    return published or viewer.is_staff


def sight(
    viewer: Viewer | None,
    holder_roles: Collection[str],
    holder_units: Collection[UUID],
    sharing: str,
    holder_id: UUID | None,
) -> Sight:
    """As `may_see_address`; what is private of somebody else stays masked until it is looked at."""
    if not may_see_address(viewer, holder_roles, holder_units, sharing, holder_id):
        return Sight.HIDDEN
    own = viewer is None or viewer.person == holder_id
    if own or holder_id is None:
        return Sight.PLAIN
    private = sharing == Sharing.PRIVATE or _OPEN.isdisjoint(holder_roles)
    return Sight.MASKED if private else Sight.PLAIN


def masked(channel: str, address: str) -> str:
    """Enough to know an address by, not enough to use it: «09•• ••• 123», «n•••@bao.example»."""
    if channel == ChannelName.EMAIL:
        local, at, domain = address.partition("@")
        return f"{local[:1]}•••{at}{domain}"
    if channel in (ChannelName.PHONE, ChannelName.ZALO):
        shown = phones.shown(address)
        places = [i for i, char in enumerate(shown) if char.isdigit()]
        hidden = set(places[2:-3])
        return "".join("•" if i in hidden else char for i, char in enumerate(shown))
    return "•••"


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
    """An address in the form that is kept: E.164 for telephones. Raises `Refused`. Those of
    machines as they were written: `reached_at` judges them.

    E-mail is kept in small letters: no mail service tells two people apart by case alone.
    """
    text = written.strip()
    if channel is ChannelName.EMAIL:
        return _email(text)
    if channel in (ChannelName.PHONE, ChannelName.ZALO):
        return _phone(text)
    return text


def reached_at(
    channel: ChannelName, written: str, details: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """An address, and what its channel needs besides, as they are kept. Raises `Refused`.

    Channels of machines judge their own; what is made there (a secret) stays where it is told.
    """
    carrier = CHANNELS.get(channel)
    if carrier is None or carrier.at:
        return address(channel, written), dict(details)
    return carrier.address(written.strip(), details)


def _email(text: str) -> str:
    try:
        mailbox(text)
    except Refused as refused:
        raise Refused("network.not_an_email", written=text) from refused
    if not emails.may_exist(text):
        raise Refused("network.not_an_email", written=text)
    return text.lower()


def _phone(text: str) -> str:
    try:
        return phones.normalise(text)
    except Refused as refused:
        raise Refused("network.not_a_phone", written=text) from refused


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


# Reorganisations --------------------------------------------------------------------------------

Edge = tuple[UUID | None, UUID | None, str]
"""From whom, to whom, which function ("": the whole)."""


def ending(act: ReorganisationAct, edges: Collection[Edge]) -> frozenset[UUID]:
    """The bodies that end with the act: what goes into another or apart, unless it is the heir."""
    if act not in (ReorganisationAct.MERGE, ReorganisationAct.SPLIT, ReorganisationAct.DISSOLVE):
        return frozenset()
    froms = {origin for origin, _, _ in edges if origin}
    return frozenset(froms - {heir for _, heir, _ in edges if heir})


def check_edges(act: ReorganisationAct, edges: Collection[Edge]) -> None:
    """Whether so many bodies on each side make such an act. Raises `Refused`."""
    froms = {origin for origin, _, _ in edges if origin}
    tos = {heir for _, heir, _ in edges if heir}
    fits = {
        ReorganisationAct.CREATE: not froms and bool(tos),
        ReorganisationAct.RENAME: bool(froms) and tos <= froms,
        ReorganisationAct.MERGE: bool(froms) and len(tos) == 1 and froms != tos,
        ReorganisationAct.SPLIT: len(froms) == 1 and len(tos) > 1,
        ReorganisationAct.TRANSFER: bool(froms) and bool(tos) and not froms & tos,
        ReorganisationAct.DISSOLVE: bool(froms) and not tos,
    }
    if not fits[act]:
        raise Refused("network.batch_act_does_not_fit", act=act)
    if act is ReorganisationAct.TRANSFER and not all(function for _, _, function in edges):
        raise Refused("network.batch_function_missing")


def heir_of_all(edges: Collection[Edge], body: UUID) -> UUID | None:
    """The one body that succeeds this one as a whole, or None: nobody, or several."""
    heirs = {heir for origin, heir, function in edges if origin == body and heir and not function}
    return heirs.pop() if len(heirs) == 1 else None


def candidates(edges: Collection[Edge], body: UUID) -> tuple[UUID, ...]:
    """Every body that succeeds this one in anything, in the order of the file."""
    return tuple(dict.fromkeys(heir for origin, heir, _ in edges if origin == body and heir))


def check_undo(first_day: date, applied_on: date, today: date) -> None:
    """Until the day it takes effect; a batch applied later than that, on the day of applying."""
    if not (today < first_day or today == applied_on):
        raise Refused("network.batch_in_effect")


def takes_effect(effective: date, first_day: date, applied_on: date, today: date) -> bool:
    """Whether the house may be told: its day has come, and it can no longer be undone."""
    undoable = today < first_day or today == applied_on
    return effective <= today and not undoable


def last_day_at(began: date, ended: date) -> date:
    """The last day of a mandate at a body whose last day was `ended`."""
    return max(began, ended)


def check_delegate(
    role: MandateRole, matter: str, last: date | None, giver_roles: Collection[MandateRole] = ()
) -> None:
    """A delegate speaks on one matter, for a limited time, and passes it on to nobody
    (Decree 244/2026/NĐ-CP, art. 3.5)."""
    if role is not MandateRole.DELEGATE:
        return
    if not matter.strip() or last is None:
        raise Refused("network.delegate_without_limits")
    if MandateRole.DELEGATE in giver_roles:
        raise Refused("network.delegate_passes_on")

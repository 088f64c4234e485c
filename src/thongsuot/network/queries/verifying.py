"""What checks of addresses are worth, which should be made; calls and accreditation."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from thongsuot.lib import clock
from thongsuot.network import checking, links
from thongsuot.network.models import (
    Accreditation,
    CallSignal,
    ContactCode,
    ContactPoint,
    Mandate,
    Verification,
    VideoCall,
    counts_at,
)
from thongsuot.network.queries.units import names_of
from thongsuot.network.terms import (
    ChannelName,
    Checks,
    ContactState,
    SignalKind,
    Standing,
    VerificationGap,
    VerificationMethod,
)


def with_verified_until(points: QuerySet[Any], at: datetime | None = None) -> QuerySet[Any]:
    """Each address with `verified_until`, the latest end of the checks that count, or None."""
    counting = counts_at(at or clock.now(), "verifications__")
    return points.annotate(verified_until=Max("verifications__valid_until", filter=counting))


def contact_point(point_id: UUID | str) -> ContactPoint | None:
    """One address (a row to read with its person), or None."""
    return ContactPoint.objects.select_related("person").filter(pk=point_id).first()


def checks_of(checks: Iterable[Verification], at: datetime | None = None) -> Checks:
    """What these checks of one address are worth, for rows that are read anyhow."""
    now = at or clock.now()
    rows = sorted((c for c in checks if c.checked_at <= now), key=lambda c: c.checked_at)
    last = rows[-1] if rows else None
    ends = [c.valid_until for c in rows if c.counts(now) and c.valid_until]
    reopened = [c for c in rows if c.reopened_at and c.reopened_at <= now]
    because = reopened[-1].reopened_because if reopened else ""
    until = max(ends, default=None)
    return Checks(_standing(until, because, now), until, "" if until else because, last)


def _standing(until: datetime | None, because: str, now: datetime) -> Standing:
    if until is None:
        return Standing.REOPENED if because else Standing.UNVERIFIED
    if until <= now:
        return Standing.EXPIRED
    return Standing.EXPIRING if until <= now + checking.EXPIRING else Standing.VERIFIED


def unchecked_points(
    at: datetime | None = None,
    *,
    roles: Collection[str] = (),
    standing: str = "",
    email_only: bool = False,
) -> QuerySet[Any]:
    """Addresses in use that no check stands for, or whose check ends soon; rows to read.

    Of people with a mandate that day (in one of `roles`, if any are named) and, without `roles`,
    of bodies themselves. Machines' addresses prove themselves by answering.
    """
    now = at or clock.now()
    held = Mandate.objects.on(clock.legal_date(now))
    held = held.filter(role__in=list(roles)) if roles else held
    whose = Q(person__in=held.values("person"))
    whose = whose if roles else whose | Q(unit__isnull=False)
    points = ContactPoint.objects.filter(whose).exclude(channel=ChannelName.WEBHOOK)
    mail = {"channel": ChannelName.EMAIL, "state": ContactState.GOOD}
    points = points.filter(**mail) if email_only else points
    reopened = Verification.objects.filter(contact_point=OuterRef("pk"), reopened_at__lte=now)
    points = with_verified_until(points, now).annotate(was_reopened=Exists(reopened))
    by_name = F("person__order").asc(nulls_last=True)
    return points.filter(_gap(standing, now)).order_by(by_name, "channel", "created_at", "pk")


def unchecked_by_standing(at: datetime | None = None) -> dict[str, int]:
    """How many of `unchecked_points` there are of each standing; one question."""
    now = at or clock.now()
    each = {name: Count("pk", filter=condition) for name, condition in _gaps(now).items()}
    found: dict[str, int] = unchecked_points(now).order_by().aggregate(**each)
    return found


def _gap(standing: str, now: datetime) -> Q:
    anything = Q(verified_until=None) | Q(verified_until__lte=now + checking.EXPIRING)
    return _gaps(now).get(standing, anything)


def _gaps(now: datetime) -> dict[str, Q]:
    soon, nothing = now + checking.EXPIRING, Q(verified_until=None)
    conditions = {
        Standing.EXPIRING: Q(verified_until__gt=now, verified_until__lte=soon),
        Standing.REOPENED: nothing & Q(was_reopened=True),
        Standing.EXPIRED: Q(verified_until__lte=now),
        Standing.UNVERIFIED: nothing & Q(was_reopened=False),
    }
    return {str(standing): condition for standing, condition in conditions.items()}


def verification_gaps(
    at: datetime | None = None,
    *,
    roles: Collection[str] = (),
    standing: str = "",
    offset: int = 0,
    limit: int | None = None,
) -> list[VerificationGap]:
    """`unchecked_points` with whose they are and when they were asked, some at a time."""
    now = at or clock.now()
    rows = unchecked_points(now, roles=roles, standing=standing).select_related("person")
    end = None if limit is None else offset + limit
    points = list(rows[offset:end])
    checks: dict[UUID, list[Verification]] = {}
    for check in Verification.objects.filter(contact_point__in=[p.pk for p in points]):
        checks.setdefault(check.contact_point_id, []).append(check)
    sent = _links_waiting([p.pk for p in points], now)
    names = names_of({p.unit_id for p in points if p.unit_id}, clock.legal_date(now))
    return [_told(p, checks_of(checks.get(p.pk, ()), now), names, sent, now) for p in points]


def _links_waiting(points: Collection[UUID], now: datetime) -> dict[UUID, datetime]:
    waiting = ContactCode.objects.filter(contact_point__in=points, expires_at__gt=now)
    waiting = waiting.filter(method=VerificationMethod.LINK)
    return dict(waiting.values_list("contact_point_id", "made_at"))


def _told(
    point: Any, checks: Checks, names: dict[UUID, Any], sent: dict[UUID, datetime], now: datetime
) -> VerificationGap:
    asked = sent.get(point.pk)
    again = asked is None or asked <= now - checking.ASKED_AGAIN_AFTER
    return VerificationGap(
        point=point.pk,
        channel=point.channel,
        address=point.address,
        standing=checks.standing,
        person=point.person_id,
        unit=point.unit_id,
        name=point.person.name if point.person else names[point.unit_id].name,
        post=point.person.post if point.person else "",
        until=checks.until,
        because=checks.because,
        asked_at=asked,
        can_be_asked=again and _takes_mail(point),
        row=point,
    )


def _takes_mail(point: Any) -> bool:
    return bool(point.channel == ChannelName.EMAIL and point.state == ContactState.GOOD)


def link_to_answer(token: str, at: datetime | None = None) -> ContactCode | None:
    """What a mailed link asks (a row with the address and whose it is); None: it is over."""
    rows = ContactCode.objects.select_related("contact_point__person")
    asked = links.subject(links.VERIFY, token)
    row = rows.filter(pk=asked).first() if asked else None
    return row if row is not None and row.expires_at > (at or clock.now()) else None


def codes_waiting(points: Iterable[UUID], at: datetime | None = None) -> set[UUID]:
    """Those of the addresses whose code can still be typed."""
    rows = ContactCode.objects.filter(contact_point__in=list(points))
    rows = rows.filter(method=VerificationMethod.CODE, expires_at__gt=at or clock.now())
    return set(
        rows.filter(tries__lt=checking.CODE_TRIES).values_list("contact_point_id", flat=True)
    )


# Calls --------------------------------------------------------------------------------------------


def calls_to_come(person: UUID | None = None, at: datetime | None = None) -> list[VideoCall]:
    """Calls that are neither over nor past, the next first; of one person, or of all."""
    since = (at or clock.now()) - checking.CALL_CLOSES
    rows = _calls().filter(ended_at=None, starts_at__gt=since)
    rows = rows.filter(person_id=person) if person else rows
    return list(rows.order_by("starts_at", "id"))


def calls_of(person: UUID | str, limit: int = 10) -> list[VideoCall]:
    """A person's calls, the newest first."""
    return list(_calls().filter(person_id=person).order_by("-starts_at")[:limit])


def call(call_id: UUID | str) -> VideoCall | None:
    row: VideoCall | None = _calls().filter(pk=call_id).first()
    return row


def call_by_token(token: str) -> VideoCall | None:
    """The call whose guest holds this link."""
    subject = links.subject(links.CALL, token)
    return call(subject) if subject else None


def call_state(row: VideoCall, at: datetime | None = None) -> str:
    return checking.call_state(row.starts_at, row.ended_at, row.result, at or clock.now())


def call_opens(row: VideoCall) -> datetime:
    """From when on it can be joined."""
    return row.starts_at - checking.CALL_OPENS


def call_link(row: VideoCall) -> str:
    """The guest's page."""
    return links.link(links.CALL, row.pk)


def spoken_code(row: VideoCall) -> str:
    """The six digits for the guest's page, and for no other."""
    return links.spoken_code(row.pk, row.wrong_codes // checking.CODE_TRIES)


def ice_servers(row: VideoCall) -> list[dict[str, Any]]:
    """STUN and TURN for the two parties of the call, and for nobody else."""
    return links.ice_servers(row.pk, row.starts_at + checking.CALL_CLOSES)


def is_here(seen_at: datetime | None, at: datetime | None = None) -> bool:
    """Whether a side was on its page a moment ago."""
    return seen_at is not None and seen_at > (at or clock.now()) - checking.GONE_AFTER


def newest_page(row: VideoCall, side: str) -> str:
    """What the page of that side said that was ready last; an older page of theirs gives way."""
    said = CallSignal.objects.filter(call=row, side=side, kind=SignalKind.READY)
    return said.order_by("pk").values_list("body", flat=True).last() or ""


def signals_after(row: VideoCall, side: str, number: int) -> list[CallSignal]:
    """What the other side said since; at most what one answer should carry."""
    said = CallSignal.objects.filter(call=row, pk__gt=number).exclude(side=side)
    return list(said.order_by("pk")[:60])


def _calls() -> QuerySet[Any]:
    rows: QuerySet[Any] = VideoCall.objects.select_related("person", "host")
    return rows.prefetch_related("points")


# Accreditation ------------------------------------------------------------------------------------


def accreditations_of(person: UUID | str) -> QuerySet[Any]:
    """A journalist's accreditations, the newest first (rows to read)."""
    rows: QuerySet[Any] = Accreditation.objects.filter(person_id=person)
    return rows.select_related("seen_by").order_by("-valid_from", "-recorded_at")

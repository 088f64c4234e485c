"""Readiness: of all bodies, which have a leader and an officer who can really be reached.

A body is ready when it has both, both are verified (a check of an own address that was confirmed,
was not reopened and has not run out), both have two channels (a good e-mail address and a good
number of telephone or Zalo, their own), and the body was reached within `RECENTLY`: it acknowledged
an edition, or an address of one of the two was verified.

Mandates, names, checks and acknowledgements are those of the instant. Addresses are not dated: a
past instant is answered with the addresses known now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate, Verification
from thongsuot.network.queries.people import view_of
from thongsuot.network.queries.units import ordered, views, with_roles
from thongsuot.network.terms import (
    BODIES,
    ChannelName,
    ContactState,
    MandateRole,
    PersonView,
    UnitView,
)

RECENTLY = timedelta(days=30)
POSTS = (MandateRole.LEADER, MandateRole.OFFICER)
SPOKEN = frozenset({ChannelName.PHONE, ChannelName.ZALO})


class GapKind(StrEnum):
    """What a body lacks; NO_ACCOUNT alone does not keep it from being ready."""

    LEADER = "leader"
    OFFICER = "officer"
    UNVERIFIED = "unverified"
    ONE_CHANNEL = "one_channel"
    SILENT = "silent"
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True)
class Gap:
    """One thing lacking: of the person named, or (None) of the body."""

    kind: GapKind
    role: str = ""
    person: PersonView | None = None


@dataclass(frozen=True)
class Post:
    """One of the two posts that every body fills, and how its holder can be reached."""

    role: MandateRole
    person: PersonView | None = None
    verified: bool = False
    two_channels: bool = False
    account: bool = False

    @property
    def gaps(self) -> tuple[Gap, ...]:
        if self.person is None:
            return (Gap(GapKind(self.role.value), self.role),)
        lacking = {
            GapKind.UNVERIFIED: not self.verified,
            GapKind.ONE_CHANNEL: not self.two_channels,
            GapKind.NO_ACCOUNT: not self.account,
        }
        return tuple(Gap(kind, self.role, self.person) for kind, is_so in lacking.items() if is_so)


@dataclass(frozen=True)
class BodyReadiness:
    """How ready one body is. `reached_at`: last within `RECENTLY`, None if it was not."""

    unit: UnitView
    leader: Post
    officer: Post
    reached_at: datetime | None

    @property
    def with_leader(self) -> bool:
        return self.leader.person is not None

    @property
    def with_officer(self) -> bool:
        return self.officer.person is not None

    @property
    def verified(self) -> bool:
        return self.leader.verified and self.officer.verified

    @property
    def two_channels(self) -> bool:
        return self.leader.two_channels and self.officer.two_channels

    @property
    def reached(self) -> bool:
        return self.reached_at is not None

    @property
    def ready(self) -> bool:
        # Nobody is verified or has channels at a post that nobody holds.
        return self.verified and self.two_channels and self.reached

    @property
    def gaps(self) -> tuple[Gap, ...]:
        silent = () if self.reached else (Gap(GapKind.SILENT),)
        return (*self.leader.gaps, *self.officer.gaps, *silent)


@dataclass(frozen=True)
class Tally:
    """How many of these bodies fulfil each condition."""

    bodies: int
    with_leader: int
    with_officer: int
    verified: int
    two_channels: int
    reached: int
    ready: int


CONDITIONS = ("with_leader", "with_officer", "verified", "two_channels", "reached", "ready")


def tally(rows: Collection[BodyReadiness]) -> Tally:
    counted = {name: sum(getattr(row, name) for row in rows) for name in CONDITIONS}
    return Tally(bodies=len(rows), **counted)


def standings(
    at: datetime | None = None, acknowledged: Mapping[UUID, datetime] | None = None
) -> list[BodyReadiness]:
    """Every body in Vietnamese order. `acknowledged`: when each last acknowledged, until `at`.

    Nine questions for any number of bodies.
    """
    now = at or clock.now()
    day = clock.legal_date(now)
    bodies = with_roles(BODIES, day)
    held = Mandate.objects.on(day).filter(unit__in=bodies, role__in=POSTS)
    people = held.values("person")
    checks = _checks(people, now)
    channels = _channels(people)
    posts: dict[tuple[UUID, str], list[Post]] = defaultdict(list)
    seen: dict[UUID, list[datetime]] = defaultdict(list)
    for unit, moment in (acknowledged or {}).items():
        seen[unit].append(moment)
    for mandate in held.select_related("person"):
        posts[mandate.unit_id, mandate.role].append(_post(mandate, checks, channels))
        seen[mandate.unit_id] += checks.last.get(mandate.person_id, [])
    return [
        BodyReadiness(
            unit=view,
            leader=_best(posts[view.id, MandateRole.LEADER], MandateRole.LEADER),
            officer=_best(posts[view.id, MandateRole.OFFICER], MandateRole.OFFICER),
            reached_at=max((s for s in seen[view.id] if s > now - RECENTLY), default=None),
        )
        for view in ordered(views(bodies, day).values())
    ]


@dataclass(frozen=True)
class _Checks:
    standing: frozenset[UUID]  # people with a check that counts
    last: Mapping[UUID, list[datetime]]  # when addresses of a person were confirmed


def _checks(people: Any, now: datetime) -> _Checks:
    good = Q(contact_point__person__in=people, contact_point__state=ContactState.GOOD)
    rows = Verification.objects.standing(now).filter(good)
    last: dict[UUID, list[datetime]] = defaultdict(list)
    for person, checked_at in rows.values_list("contact_point__person_id", "checked_at"):
        if person is not None:
            last[person].append(checked_at)
    return _Checks(frozenset(last), dict(last))


def _channels(people: Any) -> dict[tuple[UUID, str], str]:
    """The best own good address of each person on each channel."""
    rows = ContactPoint.objects.filter(person__in=people, state=ContactState.GOOD)
    best: dict[tuple[UUID, str], str] = {}
    for point in rows.order_by("preference", "created_at", "id"):
        if point.person_id is not None:
            best.setdefault((point.person_id, point.channel), point.address)
    return best


def _post(mandate: Any, checks: _Checks, channels: dict[tuple[UUID, str], str]) -> Post:
    person = mandate.person_id
    mail = (person, ChannelName.EMAIL) in channels
    return Post(
        role=MandateRole(mandate.role),
        person=view_of(mandate.person, mandate, channels),
        verified=person in checks.standing,
        two_channels=mail and any((person, channel) in channels for channel in SPOKEN),
        account=mandate.person.account_id is not None,
    )


def _best(found: Iterable[Post], role: MandateRole) -> Post:
    """Of several holders, the one nearest to being reached; then by Vietnamese order."""
    return min(found, key=_rank, default=Post(role))


def _rank(post: Post) -> tuple[int, bool, str, str]:
    assert post.person is not None
    lacking = (not post.verified) + (not post.two_channels)
    return lacking, not post.verified, post.person.order, str(post.person.id)

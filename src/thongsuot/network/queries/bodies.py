"""The installation, its centre, and how far the network's bodies can be reached."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.order import sort_key
from thongsuot.network.models import ContactPoint, Installation, Mandate, Province, UnitRoleHeld
from thongsuot.network.queries.people import view_of
from thongsuot.network.queries.units import ordered, unit, views, with_roles
from thongsuot.network.terms import (
    BODIES,
    BodyReach,
    ChannelName,
    ContactState,
    MandateRole,
    PersonView,
    UnitView,
)

Installed = Installation


def installation() -> Installation:
    """This installation's row. Raises `Refused("network.not_set_up")` before `init`."""
    row = Installation.objects.first()
    if row is None:
        raise Refused("network.not_set_up")
    return row


def centre(at: datetime | None = None) -> UnitView:
    """The Information Centre of this installation. Raises `Refused("network.not_set_up")`."""
    return unit(installation().centre_id, clock.legal_date(at))


def provinces(on: date | None = None) -> list[Province]:
    """The provinces of the day, in Vietnamese order (rows to read)."""
    rows = Province.objects.on(on or clock.legal_date())
    return sorted(rows, key=lambda row: sort_key(row.name))


def members_by_kind(at: datetime | None = None) -> dict[str, int]:
    """How many bodies hold each role; VietNamNet counts as a ministry unit and as the press."""
    rows = UnitRoleHeld.objects.on(clock.legal_date(at)).values("role")
    counted = rows.annotate(n=Count("unit", distinct=True)).order_by("role")
    return {row["role"]: row["n"] for row in counted}


def people_by_mandate(at: datetime | None = None) -> dict[str, int]:
    """How many people hold each mandate."""
    rows = Mandate.objects.on(clock.legal_date(at)).values("role")
    counted = rows.annotate(n=Count("person", distinct=True)).order_by("role")
    return {row["role"]: row["n"] for row in counted}


def reachability(
    at: datetime | None = None, within: Collection[UUID] | None = None
) -> list[BodyReach]:
    """Every body (or those named) with leader and officer, and whether e-mail reaches them.

    Eight questions for any number of bodies. A body with several leaders shows the first that
    can be reached, by Vietnamese order.
    """
    day = clock.legal_date(at)
    bodies = with_roles(BODIES, day)
    if within is not None:
        bodies = bodies.filter(unit__in=within)
    mandates = Mandate.objects.on(day).filter(
        unit__in=bodies, role__in=[MandateRole.LEADER, MandateRole.OFFICER]
    )
    own, shared = _good_addresses(bodies, mandates)
    held: dict[tuple[UUID, str], list[PersonView]] = defaultdict(list)
    for mandate in mandates.select_related("person"):
        held[mandate.unit_id, mandate.role].append(view_of(mandate.person, mandate, own))
    return [_reach(view, held, shared) for view in ordered(views(bodies, day).values())]


def _reach(
    view: UnitView, held: dict[tuple[UUID, str], list[PersonView]], shared: set[UUID]
) -> BodyReach:
    leader = _first(held.get((view.id, MandateRole.LEADER), ()))
    officer = _first(held.get((view.id, MandateRole.OFFICER), ()))
    mailbox = view.id in shared
    return BodyReach(
        unit=view,
        leader=leader,
        officer=officer,
        leader_reachable=leader is not None and bool(leader.email or mailbox),
        officer_reachable=officer is not None and bool(officer.email or mailbox),
    )


def _first(found: Iterable[PersonView]) -> PersonView | None:
    return min(found, key=lambda p: (not p.email, p.order, str(p.id)), default=None)


def _good_addresses(
    bodies: QuerySet[Any], mandates: QuerySet[Any]
) -> tuple[dict[tuple[UUID, str], str], set[UUID]]:
    """The people's best addresses by channel, and the bodies with a good shared mailbox."""
    rows = ContactPoint.objects.filter(state=ContactState.GOOD).filter(
        Q(person__in=mandates.values("person")) | Q(unit__in=bodies, channel=ChannelName.EMAIL)
    )
    own: dict[tuple[UUID, str], str] = {}
    shared: set[UUID] = set()
    for point in rows.order_by("preference", "created_at", "id"):
        if point.person_id is not None:
            own.setdefault((point.person_id, point.channel), point.address)
        elif point.unit_id is not None:
            shared.add(point.unit_id)
    return own, shared

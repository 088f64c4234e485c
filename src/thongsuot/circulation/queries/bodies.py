"""Bodies and what they owe: who is late, whom to telephone, what a body was sent."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from thongsuot.circulation import rules
from thongsuot.circulation.models import Acknowledgement, FollowUpAct
from thongsuot.circulation.queries.dispatches import dispatch_for
from thongsuot.circulation.queries.owing import late
from thongsuot.circulation.terms import FollowUp
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName, Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView


@dataclass(frozen=True)
class Callee:
    """Somebody who may answer for the body; `phone` is "" when none is known."""

    person: UUID
    name: str
    role: str
    phone: str
    masked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Late:
    """A body the coordinator should telephone: about what, and whom at which number."""

    acknowledgement: Acknowledgement
    edition: EditionView
    unit_name: str
    people: tuple[Callee, ...]


def acknowledgement_of(dispatch: UUID, unit: UUID) -> Acknowledgement | None:
    acts = Prefetch("follow_up_acts", FollowUpAct.objects.order_by("at"))
    found = Acknowledgement.objects.filter(dispatch=dispatch, unit=unit)
    return found.select_related("settled_by").prefetch_related(acts).first()


def late_bodies(viewer: Viewer) -> list[Late]:
    """The coordinator's list: bodies past their hour, with the people to telephone."""
    if not viewer.coordinates:
        return []
    found = Acknowledgement.objects.filter(late(clock.now()))
    return _called(viewer, found.exclude(next_follow_up_at=None, follow_up=FollowUp.NONE))


def late_in(viewer: Viewer, dispatch: UUID) -> list[Late]:
    """The bodies of one dispatch that are past their hour, for whoever may follow it. Telephone
    numbers as they are kept: a door shows them as the viewer may see them."""
    if dispatch_for(viewer, dispatch) is None:
        return []
    return _called(viewer, Acknowledgement.objects.filter(late(clock.now()), dispatch=dispatch))


def _called(viewer: Viewer, found: QuerySet[Acknowledgement]) -> list[Late]:
    rows = list(found.select_related("dispatch").order_by("due_at", "pk")[:100])
    views = releases.editions_by_id(viewer, [row.dispatch.edition_id for row in rows])
    units = {row.unit_id for row in rows}
    people = _callees(units)
    names = network.names_of(units, clock.legal_date())
    return [
        Late(row, views[row.dispatch.edition_id], names[row.unit_id].name, people[row.unit_id])
        for row in rows
        if row.dispatch.edition_id in views
    ]


def _callees(units: set[UUID]) -> dict[UUID, tuple[Callee, ...]]:
    found = network.resolve(units=list(units), mandates=rules.SETTLES) if units else []
    phones = network.addresses({m.person_id for m in found}, [ChannelName.PHONE])
    people: dict[UUID, tuple[Callee, ...]] = dict.fromkeys(units, ())
    for m in found:
        numbers = phones.get(m.person_id) or []
        callee = Callee(m.person_id, m.name, m.role, numbers[0].address if numbers else "")
        people[m.unit_id] = (*people[m.unit_id], callee)
    return people


def received_by_body(
    viewer: Viewer, unit: UUID, limit: int = 10
) -> list[tuple[Acknowledgement, EditionView]]:
    """What a body was sent lately and whether it answered: editions the viewer may see, newest
    first."""
    found = Acknowledgement.objects.filter(unit=unit, dispatch__closed_at__isnull=False)
    rows = list(
        found.select_related("dispatch", "settled_by").order_by("-dispatch__made_at")[:limit]
    )
    views = releases.editions_by_id(viewer, {row.dispatch.edition_id for row in rows})
    return [
        (row, views[row.dispatch.edition_id]) for row in rows if row.dispatch.edition_id in views
    ]

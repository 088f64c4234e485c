"""Who speaks for the bodies, as the law has it published: name, post, telephone, e-mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.text.fold import fold
from thongsuot.network import rules
from thongsuot.network.models import ContactPoint, Mandate
from thongsuot.network.queries.units import names_of
from thongsuot.network.terms import ChannelName, ContactState, Sharing, UnitView, Viewer


@dataclass(frozen=True)
class Spokesperson:
    """A published mandate to speak, with the addresses that are public; nothing else of a person.

    `since` may lie ahead: the decision is published at once. `matter` of a delegate alone.
    """

    id: UUID
    name: str
    post: str
    role: str
    unit: UnitView
    matter: str
    since: date
    until: date | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    order: str = ""


@dataclass(frozen=True)
class Unpublished:
    """A mandate to speak that the list does not show in full. `due`: the hour of the law, if any.

    `lost`: it is published, but no telephone number or no e-mail address of it is left.
    """

    mandate: Any
    unit: UnitView
    decided_at: datetime
    due: datetime | None
    lost: bool = False

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < clock.now() and not self.lost


def spokespersons(
    text: str = "", province: str = "", at: datetime | None = None
) -> list[Spokesperson]:
    """The public list: who was published and whose mandate has not ended, by body and name.

    `text` is sought without accents in names, posts, bodies and provinces; `province` is its id.
    Eight questions, however many.
    """
    now = at or clock.now()
    rows = list(_speaking(now).filter(published_at__lte=now))
    units = names_of({row.unit_id for row in rows}, clock.legal_date(now)) if rows else {}
    points = _public(row.person_id for row in rows)
    views = [_view(row, units[row.unit_id], points[row.person_id]) for row in rows]
    found = [view for view in views if _matches(view, text, province)]
    return sorted(found, key=lambda v: (v.unit.order, v.role == "delegate", v.order, str(v.id)))


def unpublished(viewer: Viewer) -> list[Unpublished]:
    """What a coordinator must publish, the hour of the law first; what lost its addresses too."""
    if not viewer.coordinates:
        return []
    rows = list(_speaking(clock.now()))
    points = _public(row.person_id for row in rows)
    lacking = [row for row in rows if row.published_at is None or _lost(points[row.person_id])]
    units = names_of({row.unit_id for row in lacking}) if lacking else {}
    found = [_unpublished(row, units[row.unit_id]) for row in lacking]
    return sorted(
        found, key=lambda each: (each.lost, each.due is None, each.due or each.decided_at)
    )


def to_remind(at: datetime) -> list[tuple[UUID, datetime]]:
    """Unpublished mandates past the middle of their time, of which nobody was reminded."""
    rows = _speaking(at).filter(published_at=None, publication_reminded_at=None)
    found = []
    for row in rows:
        decided = _decided(row)
        due = rules.publish_by(row.role, decided)
        if due is not None and at >= decided + (due - decided) / 2:
            found.append((row.pk, due))
    return found


def _speaking(at: datetime) -> Any:
    """Mandates to speak that have not ended, begun or not, in one order."""
    day = clock.legal_date(at)
    rows = Mandate.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    rows = rows.filter(role__in=rules.SPEAKING, person__erased_at__isnull=True)
    return rows.select_related("person").order_by("valid_from", "id")


def _decided(row: Any) -> datetime:
    """When it was decided; a decision of unknown hour counts from its first day."""
    return row.decided_at or datetime.combine(row.valid_from, time(), clock.VIETNAM)


def _public(people: Iterable[UUID]) -> dict[UUID, list[ContactPoint]]:
    points: dict[UUID, list[ContactPoint]] = defaultdict(list)
    rows = ContactPoint.objects.filter(
        person__in=set(people), sharing=Sharing.PUBLIC, state=ContactState.GOOD
    )
    for point in rows.order_by("preference", "created_at", "id"):
        if point.person_id is not None:
            points[point.person_id].append(point)
    return points


def _lost(points: list[ContactPoint]) -> bool:
    return not {ChannelName.EMAIL, ChannelName.PHONE} <= {point.channel for point in points}


def _unpublished(row: Any, unit: UnitView) -> Unpublished:
    decided = _decided(row)
    lost = row.published_at is not None
    due = None if lost else rules.publish_by(row.role, decided)
    return Unpublished(row, unit, decided, due, lost)


def _view(row: Any, unit: UnitView, points: list[ContactPoint]) -> Spokesperson:
    def on(channel: ChannelName) -> tuple[str, ...]:
        return tuple(point.address for point in points if point.channel == channel)

    return Spokesperson(
        id=row.pk,
        name=row.person.name,
        post=row.person.post,
        role=row.role,
        unit=unit,
        matter=row.matter,
        since=row.valid_from,
        until=row.valid_to,
        phones=on(ChannelName.PHONE),
        emails=on(ChannelName.EMAIL),
        order=row.person.order,
    )


def _matches(view: Spokesperson, text: str, province: str) -> bool:
    if province and province not in map(str, view.unit.province_ids):
        return False
    unit = view.unit
    words = [view.name, view.post, view.matter, unit.name, unit.short_name, *unit.provinces]
    told = fold(" ".join(words))
    return all(word in told for word in fold(text).split())

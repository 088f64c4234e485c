"""Dispatches: whom one would reach, which a viewer may follow, who is in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from thongsuot.circulation import audiences, rules
from thongsuot.circulation.models import Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DeliveryState, Preview
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.models import Edition
from thongsuot.releases.terms import EditionState, Reach


def preview(edition: UUID, audience: Audience, viewer: Viewer, again: bool = False) -> Preview:
    """Whom a dispatch would reach now. Raises `circulation.not_yours`."""
    row = releases.edition_row(edition)
    rules.check_circulate(viewer, row.unit_id, EditionState(row.state))
    on = clock.legal_date()
    found = audiences.resolve(audience, Reach(row.reach), on)
    have = set(Recipient.objects.filter(edition=row).values_list("person_id", flat=True))
    new = [m for m in found if again or UUID(m.person) not in have]
    addresses = network.addresses([UUID(m.person) for m in new], rules.PUSH)
    units = network.names_of({UUID(m.unit) for m in new}, on)
    roles = Counter(role for m in new for role in units[UUID(m.unit)].roles)
    return Preview(
        members=tuple(sorted(new, key=lambda member: member.order)),
        bodies=len({m.unit for m in new if m.settles_for_body}),
        without_address=tuple(m for m in new if not addresses.get(UUID(m.person))),
        by_unit_role=dict(roles),
        already_have=len(found) - len(new),
        beyond_reach=audiences.beyond_reach(audience, Reach(row.reach), on),
    )


def bodies_in(audience: Audience, reach: Reach = Reach.UNITS) -> set[UUID]:
    """The bodies that a dispatch to this audience would ask to acknowledge, or to answer, today."""
    found = audiences.resolve(audience, reach, clock.legal_date())
    return {UUID(member.unit) for member in found if member.settles_for_body}


@dataclass(frozen=True)
class PartPreview:
    """Whom a part of a kit would reach: the edition, how many people, of how many bodies."""

    edition: Edition
    people: int
    units: int


def preview_kit(
    kit: UUID, audience: Audience, viewer: Viewer
) -> tuple[Preview, tuple[PartPreview, ...]]:
    """Whom a kit would reach now: its release as `preview` tells it, and each part, the release
    first. Raises `circulation.not_yours`, `.kit_not_sealed`."""
    editions = releases.kit_editions(kit)
    if not editions:
        raise Refused("circulation.kit_not_sealed")
    lead = preview(editions[0].pk, audience, viewer)
    mailed = {member.person for member in lead.members}
    parts = [PartPreview(editions[0], len(mailed), len({m.unit for m in lead.members}))]
    for edition in editions[1:]:
        if edition.state == EditionState.WITHDRAWN:  # it does not go along
            continue
        found = audiences.resolve(audience, Reach(edition.reach), clock.legal_date())
        have = Recipient.objects.filter(edition=edition).values_list("person_id", flat=True)
        without = mailed - {str(person) for person in have}
        new = [m for m in found if m.person in without]
        parts.append(PartPreview(edition, len(new), len({m.unit for m in new})))
    return lead, tuple(parts)


def carried_with(dispatch: Dispatch) -> list[Dispatch]:
    """The dispatches of the other parts that go with its mail, with their editions and how many
    people have each (`people_count`)."""
    rows = dispatch.carries.select_related("edition__kind").annotate(
        people_count=Count("recipients")
    )
    return list(rows.order_by("edition__release__kit_part__position"))


def dispatches(viewer: Viewer, before: datetime | None = None, limit: int = 30) -> list[Dispatch]:
    """Dispatches the viewer may follow, newest first: the centre all, a unit its own editions'.
    Parts that go with another's mail are told of there."""
    found = _followed(viewer).filter(carried_by=None).select_related("edition__kind", "made_by")
    if before:
        found = found.filter(made_at__lt=before)
    return list(found.order_by("-made_at")[:limit])


def dispatch_for(viewer: Viewer, dispatch: UUID) -> Dispatch | None:
    rows = _followed(viewer).select_related("edition__kind", "made_by", "carried_by__edition")
    return rows.filter(pk=dispatch).first()


def dispatches_of(viewer: Viewer, edition: UUID) -> list[Dispatch]:
    return list(_followed(viewer).filter(edition=edition).order_by("-made_at"))


def dispatches_by_id(viewer: Viewer, ids: Iterable[UUID | str]) -> dict[UUID, Dispatch]:
    """Those of these dispatches that the viewer may follow, with their editions."""
    found = _followed(viewer).filter(pk__in=list(ids)).select_related("edition")
    return {row.pk: row for row in found}


def dispatch_ids(viewer: Viewer, limit: int = 5_000) -> list[UUID]:
    """Ids of the dispatches the viewer may follow, newest first."""
    return list(_followed(viewer).order_by("-made_at").values_list("pk", flat=True)[:limit])


def _followed(viewer: Viewer) -> QuerySet[Dispatch]:
    if viewer.scopes is not None:
        return Dispatch.objects.none()
    if viewer.coordinates:
        return Dispatch.objects.all()
    return Dispatch.objects.filter(edition__unit__in=viewer.works_for)


def failures(dispatch: UUID, limit: int = 200) -> list[Delivery]:
    """Deliveries that failed, with their reasons."""
    return list(
        Delivery.objects.filter(dispatch=dispatch, state=DeliveryState.FAILED)
        .select_related("recipient__person")
        .order_by("recipient__person__order")[:limit]
    )


def recipients(dispatch: UUID) -> list[Recipient]:
    """Everybody of a dispatch with their deliveries, in the order of names (for the export)."""
    return list(
        Recipient.objects.filter(dispatch=dispatch)
        .select_related("person", "acknowledgement__settled_by")
        .prefetch_related("deliveries")
        .order_by("person__order")
    )

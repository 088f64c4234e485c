"""Dispatches: which a viewer may follow, and who is in one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from thongsuot.circulation.models import Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import DeliveryState
from thongsuot.network.terms import Viewer


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
    found = followed(viewer).filter(carried_by=None).select_related("edition__kind", "made_by")
    if before:
        found = found.filter(made_at__lt=before)
    return list(found.order_by("-made_at")[:limit])


def dispatch_for(viewer: Viewer, dispatch: UUID) -> Dispatch | None:
    rows = followed(viewer).select_related("edition__kind", "made_by", "carried_by__edition")
    return rows.filter(pk=dispatch).first()


def dispatches_of(viewer: Viewer, edition: UUID) -> list[Dispatch]:
    return list(followed(viewer).filter(edition=edition).order_by("-made_at"))


def dispatches_by_id(viewer: Viewer, ids: Iterable[UUID | str]) -> dict[UUID, Dispatch]:
    """Those of these dispatches that the viewer may follow, with their editions."""
    found = followed(viewer).filter(pk__in=list(ids)).select_related("edition")
    return {row.pk: row for row in found}


def dispatch_ids(viewer: Viewer, limit: int = 5_000) -> list[UUID]:
    """Ids of the dispatches the viewer may follow, newest first."""
    return list(followed(viewer).order_by("-made_at").values_list("pk", flat=True)[:limit])


def followed(viewer: Viewer) -> QuerySet[Dispatch]:
    """The dispatches the viewer may follow."""
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

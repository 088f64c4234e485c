"""Texts taken over from an edition, what became of their origins, and where editions stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.clarity.adapting import Altered
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import origins
from thongsuot.releases.models import Adaptation, Edition, Posting, Release
from thongsuot.releases.queries.work import visible_releases
from thongsuot.releases.terms import EditionState, EditionView, Origin, OriginMove, ReleaseState


@dataclass(frozen=True)
class Taken:
    """A text taken over, beside its origin. `altered` where it says something else."""

    adaptation: Adaptation
    origin: Origin
    moved: str
    compared: bool
    altered: tuple[Altered, ...]


def origin_of_edition(view: EditionView) -> Origin:
    """An edition of this house as it is taken over; `view` must be readable."""
    return Origin(
        unit_name=view.unit_name,
        number=view.number_label,
        title=view.title,
        summary=view.summary,
        body=view.body or "",
        reach=view.reach.value,
        language=view.language,
        link=f"{settings.SITE_URL}/tin/{view.id}/",
    )


def taken(release: Release, title: str, summary: str, body: str) -> Taken | None:
    """How these words of a text stand to its origin, as the origin stands now; None if it was not
    taken over."""
    row = Adaptation.objects.filter(release=release).select_related("compared_by").first()
    if row is None:
        return None
    origin = origins.origin_of(row.newest or row.taken)
    return Taken(
        adaptation=row,
        origin=origin,
        moved=row.moved,
        compared=row.compared_at is not None,
        altered=origins.changes(origin, title, summary, body),
    )


def adapted_from(edition: UUID) -> Origin | None:
    """What an edition was taken over from, for its page."""
    row = Adaptation.objects.filter(release__edition=edition).first()
    return origins.origin_of(row.taken) if row else None


def taken_from_foreign(foreign: str) -> list[int]:
    """Ids of the adaptations of an edition of another installation."""
    return list(Adaptation.objects.filter(foreign=foreign).values_list("pk", flat=True))


def moved_under(viewer: Viewer) -> list[Adaptation]:
    """Texts of the viewer's units whose origin moved and that nobody has dealt with: a draft not
    compared yet, an edition that still stands."""
    rows = Adaptation.objects.exclude(moved="").filter(release__unit__in=viewer.works_for)
    open_work = [ReleaseState.DRAFT, ReleaseState.RETURNED, ReleaseState.IN_APPROVAL]
    standing = Q(release__edition__state=EditionState.STANDING)
    settled = Q(moved=OriginMove.CORRECTED, compared_at__isnull=False)
    found = rows.filter(standing | Q(release__state__in=open_work) & ~settled)
    return list(found.exclude(standing & settled).select_related("release").order_by("-moved_at"))


def adaptations_of(viewer: Viewer, edition: UUID) -> list[Adaptation]:
    """Local texts taken over from an edition or from what it corrected, of those the viewer may
    know: with their editions. The unit that issued the origin sees every one that is out."""
    chain = _chain(edition)
    rows = Adaptation.objects.filter(origin__in=chain).select_related("release__edition")
    seen = Q(release__in=visible_releases(viewer).values("pk"))
    if viewer.coordinates or _issued(viewer, edition):
        seen |= Q(release__edition__visible_from__lte=clock.now())
    return list(rows.filter(seen).order_by("taken_at"))


def _issued(viewer: Viewer, edition: UUID) -> bool:
    return Edition.objects.filter(pk=edition, unit__in=viewer.works_for).exists()


def _chain(edition: UUID) -> list[UUID]:
    """The edition and all that follow it."""
    found, step = [edition], [edition]
    while step:
        step = list(Edition.objects.filter(predecessor__in=step).values_list("pk", flat=True))
        found += step
    return found


@dataclass(frozen=True)
class PostingView:
    """One place where an edition stands, or stood."""

    id: UUID
    edition: UUID
    number: str
    title: str
    unit: UUID
    unit_name: str
    place: str
    where: str
    link: str
    posted_at: datetime
    by_name: str
    taken_down_at: datetime | None


def postings(viewer: Viewer, editions: Iterable[UUID]) -> list[PostingView]:
    """Where these editions were posted, the newest first: those of the viewer's own units, and to
    a coordinator or the unit that issued the edition all of them."""
    wanted = list(editions)
    rows = Posting.objects.filter(edition__in=wanted).select_related("edition", "by")
    if not viewer.coordinates:
        issued = Q(edition__unit__in=viewer.works_for)
        issued |= Q(edition__release__adaptation__origin__unit__in=viewer.works_for)
        rows = rows.filter(issued | Q(unit__in=viewer.works_for))
    found = list(rows.order_by("-posted_at"))
    names = network.names_of({row.unit_id for row in found}, clock.legal_date())
    return [_posting(row, names) for row in found]


def _posting(row: Posting, names: dict[UUID, Any]) -> PostingView:
    unit = names.get(row.unit_id)
    return PostingView(
        id=row.pk,
        edition=row.edition_id,
        number=row.edition.number_label,
        title=row.edition.title,
        unit=row.unit_id,
        unit_name=unit.name if unit else "",
        place=row.place,
        where=row.where,
        link=row.link,
        posted_at=row.posted_at,
        by_name=row.by.name,
        taken_down_at=row.taken_down_at,
    )

"""Kits as a viewer may see them: those at work, and those that wait for their hour."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.network.terms import Viewer
from thongsuot.releases import announcing, standing
from thongsuot.releases.models import Edition, Kit, KitSpeaker
from thongsuot.releases.queries.kit_rows import names_for, releases_of, view_of, with_parts
from thongsuot.releases.queries.work import findings_of, listed, visible_kits, visible_releases
from thongsuot.releases.terms import KitState, KitView, ReleaseState, ReleaseView

MOST_TEXTS = 100


def kit_for(viewer: Viewer, id: UUID | str) -> KitView | None:
    """All that the page of a kit shows, or None if there is none for this viewer."""
    row = with_parts(visible_kits(viewer).filter(pk=id)).first()
    if row is None:
        return None
    releases = releases_of(row)
    works = [standing.work_of(release) for release in releases]
    state = standing.state_of_kit(row, releases)
    found = {r.pk: tuple(findings_of(r, viewer)) for r in releases}
    return replace(
        view_of(row, names_for([row]), found), can=announcing.allowed(works, state, viewer)
    )


def kits_for(viewer: Viewer, limit: int = 200) -> list[KitView]:
    """Last changed first. For lists: without findings, and without what may be done."""
    rows = list(with_parts(visible_kits(viewer)).order_by("-changed_at", "pk")[:limit])
    names = names_for(rows)
    return [view_of(row, names, {}) for row in rows]


def texts_for_kit(viewer: Viewer, kit: UUID) -> list[ReleaseView]:
    """Texts of the kit's unit still being written, part of none, that would fit a role it lacks."""
    row = visible_kits(viewer).filter(pk=kit).first()
    if row is None:
        return []
    wanted = announcing.kinds_wanted(row.parts.values_list("role", flat=True))
    rows = visible_releases(viewer).filter(
        unit=row.unit_id,
        state__in=(ReleaseState.DRAFT, ReleaseState.RETURNED),
        kind__in=wanted,
        kit_part=None,
        predecessor=None,
    )
    return listed(rows.order_by("-changed_at", "pk")[:MOST_TEXTS])


def kit_titles(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of those of these kits that the viewer may see."""
    wanted = list(ids)
    rows = visible_kits(viewer).filter(pk__in=wanted) if wanted else Kit.objects.none()
    return dict(rows.values_list("pk", "title"))


def kit_editions(kit: UUID) -> list[Edition]:
    """The sealed parts, the release first; empty before the kit is sealed. For rooms above."""
    rows = Edition.objects.filter(release__kit_part__kit=kit).select_related("kind", "predecessor")
    return list(rows.order_by("release__kit_part__position"))


# What waits for its hour --------------------------------------------------------------------------


@dataclass(frozen=True)
class ComingKit:
    """An announcement to come. `title` is "" for a speaker who has not promised to hold it;
    `opens` says whether its page is for the viewer, `rehearses` whether its rehearsal is."""

    id: UUID
    title: str
    unit_name: str
    hour: datetime | None
    state: KitState
    opens: bool
    rehearses: bool
    parts: int = 0


def coming_kits(viewer: Viewer, limit: int = 10) -> list[ComingKit]:
    """What the viewer prepares, decides on or will speak for; the nearest hour first."""
    if viewer.scopes is not None or not viewer.is_staff:
        return []
    speaks = {row.kit_id: row for row in KitSpeaker.objects.filter(person=viewer.person)}
    seen = visible_kits(viewer)
    alive = Kit.objects.filter(dropped_at=None, created_at__gte=clock.in_days(-365))
    mine = alive.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=list(speaks)))
    rows = list(with_parts(mine.order_by("-changed_at")[:100]))
    rows = [row for row in rows if not any(map(standing.taken_back, releases_of(row)[:1]))]
    names, opened = names_for(rows), set(seen.values_list("pk", flat=True)) if rows else set()
    found = [
        _coming(view, view.id in opened, speaks.get(view.id))
        for view in (view_of(row, names, {}) for row in rows)
        if view.state in announcing.COMING
    ]
    shown = [each for each in found if each.opens or each.rehearses]
    return sorted(shown, key=lambda each: (each.hour is None, each.hour or clock.now()))[:limit]


def _coming(view: KitView, opens: bool, speaker: KitSpeaker | None) -> ComingKit:
    told = opens or bool(speaker and speaker.agreed_at)
    return ComingKit(
        id=view.id,
        title=view.title if told else "",
        unit_name=view.unit_name,
        hour=view.hour,
        state=view.state,
        opens=opens,
        rehearses=view.state in announcing.REHEARSED,
        parts=len(view.parts),
    )

"""Editions as a viewer may see them. `visible_editions` is the one query that decides."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from thongsuot.lib import clock
from thongsuot.network.terms import PUBLIC, Scope, Viewer, admits
from thongsuot.releases import houses
from thongsuot.releases.houses import House
from thongsuot.releases.models import Approval, EarlyReader, Edition, EditionFile, Step
from thongsuot.releases.terms import (
    ApprovalView,
    Decision,
    EditionHead,
    EditionState,
    EditionView,
    FileRole,
    FileView,
    Follows,
    PolicyStage,
    Reach,
    StepState,
)


def visible_editions(viewer: Viewer, at: datetime | None = None) -> QuerySet[Edition]:
    """The editions of which the viewer may know at an instant (`EditionView.can_read` then says
    whether their words too).

    From its hour on an edition is seen by those whom its reach admits. Before it: by its unit,
    those who approved it, coordinators, and early readers who agreed to hold it. A token needs
    the scope read_editions.
    """
    if viewer.scopes is not None and Scope.READ_EDITIONS not in viewer.scopes:
        return Edition.objects.none()
    if viewer.coordinates:
        return Edition.objects.all()
    admitted = Q(reach__in=[reach for reach in Reach if admits(reach, viewer)])
    seen = admitted & Q(visible_from__lte=at or clock.now())
    if viewer.person is not None:
        early = EarlyReader.objects.filter(
            edition=OuterRef("pk"), person=viewer.person, agreed_at__isnull=False
        )
        seen |= admitted & Q(Exists(early))
    if viewer.is_staff:
        decided = Approval.objects.filter(
            revision__release=OuterRef("release"), decided_by=viewer.person
        )
        seen |= Q(unit__in=viewer.works_for) | Q(Exists(decided))
    return Edition.objects.filter(seen)


def edition_for(viewer: Viewer, id: UUID | str, at: datetime | None = None) -> EditionView | None:
    """The edition, or None if there is none for this viewer: the two are never told apart."""
    found = views(viewer, visible_editions(viewer, at).filter(pk=id), at)
    return found[0] if found else None


def editions_for(
    viewer: Viewer,
    *,
    kind: str | None = None,
    unit: UUID | None = None,
    topic: str | None = None,
    ids: Iterable[UUID] | None = None,
    before: datetime | UUID | str | None = None,
    limit: int = 30,
    at: datetime | None = None,
) -> list[EditionView]:
    """Newest hour first. `before` is an hour, or the id of the last edition shown: hours are often
    shared, so only the id loses nothing between two pages.

    `topic` takes its parts too. Five questions, however many editions.
    """
    rows = visible_editions(viewer, at)
    if kind:
        rows = rows.filter(kind=kind)
    if unit:
        rows = rows.filter(unit=unit)
    if topic:
        rows = rows.filter(Q(topic=topic) | Q(topic__parent=topic))
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if before:
        rows = rows.filter(_after(before, rows))
    return views(viewer, rows.order_by("-visible_from", "-sealed_at", "pk")[:limit], at)


def _after(before: datetime | UUID | str, seen: QuerySet[Edition]) -> Q:
    """What comes later in a list than an hour, or than an edition the viewer may know of."""
    if isinstance(before, datetime):
        return Q(visible_from__lt=before)
    last = seen.filter(pk=before).only("visible_from", "sealed_at").first()
    if last is None:
        return Q(pk__in=())
    same = Q(visible_from=last.visible_from)
    return (
        Q(visible_from__lt=last.visible_from)
        | same & Q(sealed_at__lt=last.sealed_at)
        | same & Q(sealed_at=last.sealed_at, pk__gt=last.pk)
    )


def public_log(
    at: datetime | None = None, *, before: datetime | UUID | str | None = None, limit: int = 100
) -> list[EditionView]:
    """What is public, standing or not, newest first: the public's own view."""
    return editions_for(PUBLIC, before=before, limit=limit, at=at)


def next_opening(at: datetime | None = None) -> datetime | None:
    """The earliest hour still to come of any edition: what is cached expires by then."""
    coming = Edition.objects.filter(visible_from__gt=at or clock.now())
    return coming.order_by("visible_from").values_list("visible_from", flat=True).first()


def early_readers(edition_id: UUID) -> list[tuple[UUID, str, datetime | None]]:
    """(person, name, when they agreed to hold it) of an edition's early readers."""
    rows = EarlyReader.objects.filter(edition=edition_id).select_related("person")
    return [(r.person_id, r.person.name, r.agreed_at) for r in rows.order_by("person__order")]


def views(viewer: Viewer, rows: QuerySet[Edition], at: datetime | None) -> list[EditionView]:
    """Rows that `visible_editions` let through, as views."""
    at = at or clock.now()
    wanted = rows.select_related("kind", "topic", "predecessor__kind", "superseded_by__kind")
    approvals = Approval.objects.filter(decision=Decision.APPROVED).select_related("decided_by")
    related = [
        Prefetch("files", EditionFile.objects.order_by("position")),
        Prefetch("successors", Edition.objects.select_related("kind").order_by("sealed_at")),
    ]
    if viewer.is_staff:
        skipped = Step.objects.filter(state=StepState.SKIPPED).order_by("position")
        related += [
            Prefetch("revision__approvals", approvals.order_by("decided_at")),
            Prefetch("revision__steps", skipped),
        ]
        wanted = wanted.select_related("revision", "release__cleared_by")
    return [_view(viewer, row, at) for row in wanted.prefetch_related(*related)]


def state_at(edition: Edition, at: datetime) -> tuple[EditionState, Edition | None]:
    """Its state and what superseded it, decided by the clock and not by the timer: a correction
    counts from its own hour, even if nobody has told the house yet."""
    state = EditionState(edition.state)
    if state == EditionState.STANDING:
        for successor in edition.successors.all():
            if successor.kind.follows == Follows.CORRECTS and successor.visible_from <= at:
                return EditionState.CORRECTED, successor
    return state, edition.superseded_by


def can_read(viewer: Viewer, edition: Edition, at: datetime) -> bool:
    """Whether a visible edition shows its words: what was taken back only to unit and centre."""
    state, _later = state_at(edition, at)
    inside = viewer.coordinates or edition.unit_id in viewer.works_for
    return state == EditionState.STANDING or inside


def _view(viewer: Viewer, row: Edition, at: datetime) -> EditionView:
    state, later = state_at(row, at)
    readable = can_read(viewer, row, at)
    kept: dict[str, Any] = json.loads(bytes(row.stored)) if readable else {}
    return EditionView(
        id=row.id,
        release=row.release_id,
        number_label=row.number_label,
        year=row.year,
        number=row.number,
        kind=row.kind_id,
        kind_name=row.kind.name,
        kind_name_en=row.kind.name_en,
        follows=row.kind.follows,
        unit=row.unit_id,
        unit_name=row.unit_name,
        unit_short_name=row.unit_short_name,
        place=row.place,
        topic=row.topic_id or "",
        topic_name=row.topic.name if row.topic else "",
        topic_name_en=row.topic.name_en if row.topic else "",
        title=row.title,
        summary=kept.get("summary", ""),
        body=kept.get("body"),
        files=tuple(_file(each) for each in row.files.all()) if readable else (),
        reach=Reach(row.reach),
        state=state,
        notice=_notice(row, state),
        predecessor=_head(row.predecessor) if row.predecessor else None,
        superseded_by=_seen_head(row, later, at),
        sealed_at=row.sealed_at,
        embargo_until=row.embargo_until,
        visible_from=row.visible_from,
        opened_at=row.opened_at,
        policy_stage=PolicyStage(row.policy_stage),
        language=row.language,
        approvals=_approvals(row) if viewer.is_staff else (),
        shortened=_shortened(row) if viewer.is_staff else "",
        key_id=row.key_id,
        signature=bytes(row.signature).hex(),
        can_read=readable,
        before_hour=at < row.visible_from,
        house=_house(viewer, row, kept),
        **_clearance(viewer, row),
    )


def _house(viewer: Viewer, row: Edition, kept: dict[str, Any]) -> House | None:
    """The lines of what may be read; those from inside for people of the units at a screen."""
    if "house" not in kept:
        return None
    opened = houses.read(kept["house"])
    if not row.guarded or viewer.scopes is not None or not admits(Reach.UNITS, viewer):
        return opened
    return houses.merge(opened, houses.read(json.loads(bytes(row.guarded))["house"]))


def _clearance(viewer: Viewer, row: Edition) -> dict[str, Any]:
    """Who cleared a draft policy for publication, and when: for staff."""
    if not viewer.is_staff or row.policy_stage != PolicyStage.DRAFT:
        return {}
    release = row.release
    name = release.cleared_by.name if release.cleared_by else ""
    return {"cleared_by": name, "cleared_at": release.cleared_at}


def _notice(row: Edition, state: EditionState) -> str:
    """What happened to it comes before what it is."""
    if state != EditionState.STANDING:
        return state.value
    return {"corrects": "correction", "withdraws": "withdrawal", "": ""}[row.kind.follows]


def _seen_head(row: Edition, later: Edition | None, at: datetime) -> EditionHead | None:
    """A successor whose hour has not come is told of only to those who know of both before it."""
    if later is None or row.visible_from <= at < later.visible_from:
        return None
    return _head(later)


def _head(row: Edition) -> EditionHead:
    return EditionHead(
        row.id, row.number_label, row.title, row.kind_id, row.kind.name, row.sealed_at
    )


def _file(row: EditionFile) -> FileView:
    return FileView(
        id=row.file,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
        role=FileRole(row.role),
        caption=row.caption,
        credit=row.credit,
        width=row.width,
        height=row.height,
    )


def _approvals(row: Edition) -> tuple[ApprovalView, ...]:
    made = row.revision.approvals.all()
    return tuple(ApprovalView(a.decided_by.name, a.decided_at, a.deputising) for a in made)


def _shortened(row: Edition) -> str:
    return next((step.note for step in row.revision.steps.all()), "")

"""Editions of other installations, as a viewer may see them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.peers import reading, rules
from thongsuot.peers.models import IncomingAcknowledgement, IncomingEdition, IncomingFile
from thongsuot.peers.terms import (
    Hop,
    IncomingFileView,
    IncomingState,
    IncomingView,
    Proven,
    Reach,
)


def visible_incoming(viewer: Viewer, at: datetime | None = None) -> QuerySet[IncomingEdition]:
    """Of which the viewer may know: staff at a screen from the hour on, coordinators before it.

    Before its hour it came because this installation promised to hold it.
    """
    if not viewer.is_staff or viewer.scopes is not None:
        return IncomingEdition.objects.none()
    rows = IncomingEdition.objects.all()
    return rows if viewer.coordinates else rows.filter(visible_from__lte=at or clock.now())


def incoming(
    viewer: Viewer,
    *,
    peer: UUID | None = None,
    ids: Iterable[UUID] | None = None,
    editions: Iterable[UUID] | None = None,
    unit_answers: bool = False,
    before: UUID | None = None,
    limit: int = 50,
    at: datetime | None = None,
) -> list[IncomingView]:
    """What came in, the newest arrival first; `before` is the id of the last one shown.
    `editions` are ids of who sealed them. `unit_answers`: only what the viewer's bodies have not
    acknowledged."""
    at = at or clock.now()
    rows = visible_incoming(viewer, at)
    if peer is not None:
        rows = rows.filter(peer=peer)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if editions is not None:
        rows = rows.filter(edition__in=list(editions))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if unit_answers:
        rows = _owed(viewer, rows)
    return _views(viewer, rows.order_by("-pk")[:limit], at)


def incoming_edition(
    viewer: Viewer, id: UUID | str, at: datetime | None = None
) -> IncomingView | None:
    """The edition, or None if there is none for this viewer."""
    at = at or clock.now()
    found = _views(viewer, visible_incoming(viewer, at).filter(pk=id), at)
    return found[0] if found else None


def unacknowledged(viewer: Viewer) -> int:
    """How many editions that stand wait for a body that the viewer answers for."""
    return _owed(viewer, visible_incoming(viewer)).count() if viewer.is_staff else 0


def incoming_file(viewer: Viewer, id: UUID | str) -> File | None:
    """A file of an edition whose words the viewer may read, by its id in the files room."""
    row = IncomingFile.objects.filter(file=id).first()
    view = incoming_edition(viewer, row.incoming_id) if row else None
    return files.get(id) if view is not None and view.can_read else None


def _owed(viewer: Viewer, rows: QuerySet[IncomingEdition]) -> QuerySet[IncomingEdition]:
    units = _answers_for(viewer)
    done = IncomingAcknowledgement.objects.filter(unit__in=units).values("incoming")
    stands = Q(state=IncomingState.STANDING) & ~Q(proven=Proven.UNPROVEN)
    return rows.filter(stands).exclude(pk__in=done) if units else rows.none()


def _answers_for(viewer: Viewer) -> set[UUID]:
    return set(viewer.answers_for) | ({network.centre().id} if viewer.coordinates else set())


def _views(viewer: Viewer, rows: QuerySet[IncomingEdition], at: datetime) -> list[IncomingView]:
    units = _answers_for(viewer)
    done = IncomingAcknowledgement.objects.filter(unit__in=units).order_by("at")
    found = list(
        rows.prefetch_related(
            Prefetch("files", IncomingFile.objects.order_by("position")),
            Prefetch("acknowledgements", done, to_attr="done"),
        )
    )
    later = _hours({row.superseded_by for row in found if row.superseded_by})
    return [_view(viewer, row, later, at) for row in found]


def _hours(editions: set[UUID]) -> dict[UUID, datetime]:
    rows = IncomingEdition.objects.filter(edition__in=editions)
    return dict(rows.values_list("edition", "visible_from"))


def _view(
    viewer: Viewer, row: IncomingEdition, later: dict[UUID, datetime], at: datetime
) -> IncomingView:
    successor_from = later.get(row.superseded_by) if row.superseded_by else None
    state = rules.state_of(IncomingState(row.state), successor_from, at)
    readable = _readable(viewer, row, state)
    done: list[IncomingAcknowledgement] = getattr(row, "done", [])
    return IncomingView(
        id=row.pk,
        edition=row.edition,
        installation=row.installation,
        origin_name=row.origin_name,
        path=tuple(Hop(UUID(h["installation"]), h["name"], h["note"]) for h in row.path),
        peer=row.peer_id,
        number_label=row.number_label,
        kind=row.kind,
        kind_name=row.kind_name,
        follows=row.follows,
        unit_name=row.unit_name,
        title=row.title,
        summary=reading.summary(row) if readable else "",
        body=reading.body(row) if readable else "",
        language=row.language,
        reach=Reach(row.reach),
        proven=Proven(row.proven),
        state=state,
        predecessor=row.predecessor,
        superseded_by=row.superseded_by,
        sealed_at=row.sealed_at,
        visible_from=row.visible_from,
        before_hour=at < row.visible_from,
        received_at=row.received_at,
        key_id=row.key_id,
        files=tuple(_file(each) for each in row.files.all()) if readable else (),
        acknowledged_at=done[0].at if done else None,
        can_read=readable,
        url=f"{row.origin_url}/tin/{row.edition}/" if row.origin_url else "",
    )


def _readable(viewer: Viewer, row: IncomingEdition, state: IncomingState) -> bool:
    """Words that stand behind a seal that holds; what was taken back, only for coordinators."""
    if row.stored is None or row.proven == Proven.UNPROVEN:
        return False
    return state == IncomingState.STANDING or viewer.coordinates


def _file(row: IncomingFile) -> IncomingFileView:
    return IncomingFileView(
        id=row.remote,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
        role=row.role,
        caption=row.caption,
        credit=row.credit,
        file=row.file,
    )

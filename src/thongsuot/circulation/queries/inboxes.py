"""What a person received, owes, follows and keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from thongsuot.circulation import links
from thongsuot.circulation.models import (
    Acknowledgement,
    Delivery,
    Recipient,
    SavedList,
    TopicFollowing,
)
from thongsuot.circulation.terms import DispatchState
from thongsuot.lib import clock
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView


@dataclass(frozen=True)
class InboxItem:
    """An edition somebody received, newest dispatch first; `owes` while their body must answer."""

    edition: EditionView
    dispatch: UUID
    recipient: UUID
    received_at: datetime
    note: str
    acknowledge_by: datetime | None
    acknowledgement: Acknowledgement | None
    must_agree_to_hold: bool
    asks: bool = False
    """A request: the body answers it (at the desk, by the dispatch), it does not acknowledge."""
    over: bool = False
    """A request that was closed: nobody owes an answer any more."""

    @property
    def answer_at(self) -> str:
        """Where the body answers, if the edition asks."""
        return links.answer_path(self.dispatch)

    @property
    def owes(self) -> bool:
        open_debt = self.acknowledgement is not None and self.acknowledgement.settled_at is None
        return open_debt and not self.over

    @property
    def overdue(self) -> bool:
        return self.owes and bool(self.acknowledge_by and self.acknowledge_by < clock.now())


def inbox(viewer: Viewer, before: datetime | None = None, limit: int = 30) -> list[InboxItem]:
    """What the viewer received, each edition once. What they may not read yet shows its hour."""
    received = _received(viewer).select_related("dispatch", "acknowledgement__settled_by")
    if before:
        received = received.filter(dispatch__made_at__lt=before)
    latest: dict[UUID, Recipient] = {}
    for row in received.order_by("-dispatch__made_at")[: limit * 3]:
        latest.setdefault(row.edition_id, row)
    return _items(viewer, list(latest.values())[:limit])


def inbox_item(viewer: Viewer, edition: UUID) -> InboxItem | None:
    """The viewer's copy of one edition, if they received it."""
    rows = (
        _received(viewer)
        .filter(edition=edition)
        .select_related("dispatch", "acknowledgement__settled_by")
    )
    newest = rows.order_by("-dispatch__made_at").first()
    return next(iter(_items(viewer, [newest])), None) if newest else None


def owed_by(viewer: Viewer) -> list[InboxItem]:
    """What the viewer's bodies have not acknowledged yet, the most urgent first."""
    owing = (
        _received(viewer)
        .filter(acknowledgement__isnull=False, acknowledgement__settled_at=None)
        .exclude(dispatch__asks=True, dispatch__state=DispatchState.STOPPED)
    )
    rows = owing.select_related("dispatch", "acknowledgement").order_by(
        F("dispatch__acknowledge_by").asc(nulls_last=True)
    )
    return _items(viewer, list(rows[:100]))


def _received(viewer: Viewer) -> QuerySet[Recipient]:
    """Only a plan that is closed shows: before, nothing has been sent. Nor has anything of what
    outlived its hour and waits for a decision, or was dropped then."""
    if viewer.person is None:
        return Recipient.objects.none()
    rows = Recipient.objects.filter(person=viewer.person, dispatch__closed_at__isnull=False)
    return rows.exclude(_NEVER_WENT)


_RELEASED = Q(dispatch__not_before__gte=F("dispatch__held_at"))
_NEVER_WENT = Q(dispatch__state=DispatchState.HELD) | (
    Q(dispatch__state=DispatchState.STOPPED, dispatch__held_at__isnull=False) & ~_RELEASED
)


def _items(viewer: Viewer, rows: Iterable[Recipient]) -> list[InboxItem]:
    rows = list(rows)
    views = releases.editions_by_id(viewer, [row.edition_id for row in rows])
    pending = {row.edition_id for row in rows} - set(views)
    views |= releases.heads_for_recipients(pending)
    return [_item(row, views[row.edition_id]) for row in rows if row.edition_id in views]


def _item(row: Recipient, edition: EditionView) -> InboxItem:
    early = row.dispatch.under_embargo and edition.visible_from > clock.now()
    return InboxItem(
        edition=edition,
        dispatch=row.dispatch_id,
        recipient=row.pk,
        received_at=row.dispatch.made_at,
        note=row.dispatch.note,
        acknowledge_by=row.dispatch.acknowledge_by,
        acknowledgement=row.acknowledgement,
        must_agree_to_hold=early and row.held_since is None,
        asks=row.dispatch.asks,
        over=row.dispatch.asks and row.dispatch.state == DispatchState.STOPPED,
    )


def deliveries_of(viewer: Viewer, limit: int = 100) -> list[Delivery]:
    """The viewer's own deliveries, newest first: what was sent to them, where, when."""
    if viewer.person is None:
        return []
    return list(
        Delivery.objects.filter(recipient__person=viewer.person, dispatch__closed_at__isnull=False)
        .exclude(_NEVER_WENT)
        .select_related("dispatch__edition", "recipient")
        .order_by("-dispatch__made_at")[:limit]
    )


def answer_address(dispatch: UUID) -> str:
    """Where in the site a body answers the request that a dispatch is."""
    return links.answer_path(dispatch)


def recipient_by_token(purpose: str, token: str) -> Recipient | None:
    """Whose mailed link this is. It grants the one act of its purpose, nothing else."""
    found = links.recipient(purpose, token)
    rows = Recipient.objects.select_related(
        "person", "dispatch__edition", "acknowledgement__settled_by"
    )
    return rows.filter(pk=found).first() if found else None


def topics_followed(viewer: Viewer) -> set[str]:
    rows = TopicFollowing.objects.filter(person=viewer.person)
    return set(rows.values_list("topic_id", flat=True))


def saved_lists(viewer: Viewer) -> list[SavedList]:
    found = (
        SavedList.objects.all()
        if viewer.coordinates
        else SavedList.objects.filter(unit__in=viewer.works_for)
    )
    return list(found.annotate(people_count=Count("people")).order_by("name"))

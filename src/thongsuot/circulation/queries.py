"""What circulation tells others: inboxes, dispatches, figures, who is late. Visibility included:
an edition is always read through `releases.queries`, which decides what a viewer may see."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from thongsuot.circulation import audiences, links, rules
from thongsuot.circulation.models import (
    Acknowledgement,
    Delivery,
    Dispatch,
    FollowUpAct,
    Recipient,
    SavedList,
    TopicFollowing,
)
from thongsuot.circulation.terms import (
    Audience,
    DeliveryState,
    Figures,
    FollowUp,
    Member,
    Preview,
)
from thongsuot.lib import clock
from thongsuot.lib.text.order import sort_key
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName, Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionState, EditionView, Reach


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

    @property
    def owes(self) -> bool:
        return self.acknowledgement is not None and self.acknowledgement.settled_at is None

    @property
    def overdue(self) -> bool:
        return self.owes and bool(self.acknowledge_by and self.acknowledge_by < clock.now())


@dataclass(frozen=True)
class Progress:
    """How far one body, or one province, is."""

    name: str
    unit: UUID | None
    planned: int
    sent: int
    failed: int
    waiting: int
    bodies: int
    acknowledged: int
    overdue: int
    acknowledgement: Acknowledgement | None = None


@dataclass(frozen=True)
class Callee:
    """Somebody who may answer for the body; `phone` is "" when none is known."""

    person: UUID
    name: str
    role: str
    phone: str


@dataclass(frozen=True)
class Late:
    """A body the coordinator should telephone: about what, and whom at which number."""

    acknowledgement: Acknowledgement
    edition: EditionView
    unit_name: str
    people: tuple[Callee, ...]


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


def dispatches(viewer: Viewer, before: datetime | None = None, limit: int = 30) -> list[Dispatch]:
    """Dispatches the viewer may follow, newest first: the centre all, a unit its own editions'."""
    found = _followed(viewer).select_related("edition__kind", "made_by")
    if before:
        found = found.filter(made_at__lt=before)
    return list(found.order_by("-made_at")[:limit])


def dispatch_for(viewer: Viewer, dispatch: UUID) -> Dispatch | None:
    return _followed(viewer).select_related("edition__kind", "made_by").filter(pk=dispatch).first()


def dispatches_of(viewer: Viewer, edition: UUID) -> list[Dispatch]:
    return list(_followed(viewer).filter(edition=edition).order_by("-made_at"))


def _followed(viewer: Viewer) -> QuerySet[Dispatch]:
    if viewer.scopes is not None:
        return Dispatch.objects.none()
    if viewer.coordinates:
        return Dispatch.objects.all()
    return Dispatch.objects.filter(edition__unit__in=viewer.works_for)


def figures(dispatch: UUID) -> Figures:
    """A dispatch in numbers; two grouped counts, whatever its size."""
    rows = (
        Delivery.objects.filter(dispatch=dispatch)
        .values_list("channel", "state")
        .annotate(count=Count("pk"))
    )
    by_channel: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(LEDGER, 0))
    for channel, state, count in rows:
        by_channel[channel][_column(state)] += count
        by_channel[channel]["planned"] += count
    total = {name: sum(c[name] for c in by_channel.values()) for name in LEDGER}
    debts = _debts(Acknowledgement.objects.filter(dispatch=dispatch))
    recipients = Recipient.objects.filter(dispatch=dispatch).count()
    return Figures(**total, by_channel=dict(by_channel), recipients=recipients, **debts)


LEDGER = ("planned", "sent", "failed", "waiting", "stopped")


def _column(state: str) -> str:
    """In hand is still waiting: nobody outside the job needs to tell them apart."""
    return "waiting" if state == DeliveryState.CLAIMED else state


def _debts(rows: QuerySet[Acknowledgement]) -> dict[str, int]:
    late = Q(settled_at=None, due_at__lt=clock.now())
    return rows.aggregate(
        bodies=Count("pk"),
        acknowledged=Count("pk", filter=Q(settled_at__isnull=False)),
        overdue=Count("pk", filter=late),
        escalated=Count("pk", filter=Q(follow_up__in=[FollowUp.LEADER, FollowUp.COORDINATOR])),
    )


def progress(dispatch: UUID, by: str = "unit") -> list[Progress]:
    """How far each body is (`by="unit"`), or each province (`by="province"`), in order."""
    recipients = Recipient.objects.filter(dispatch=dispatch).values_list(
        "unit_id", "deliveries__state"
    )
    units = network.names_of({unit for unit, _ in recipients if unit}, clock.legal_date())
    debts = {a.unit_id: a for a in Acknowledgement.objects.filter(dispatch=dispatch)}
    groups: dict[str, list[tuple[UUID | None, str | None]]] = defaultdict(list)
    for unit, state in recipients:
        view = units.get(unit)
        names = [view.name if view else ""] if by == "unit" else (view and view.provinces) or [""]
        groups[names[0]].append((unit, state))
    return [_progress(name, rows, debts) for name, rows in sorted(groups.items(), key=_by_name)]


def _by_name(group: tuple[str, object]) -> str:
    return sort_key(group[0])


def _progress(
    name: str,
    rows: list[tuple[UUID | None, str | None]],
    debts: dict[UUID, Acknowledgement],
) -> Progress:
    states = Counter(_column(state) for _, state in rows if state)
    units = {unit for unit, _ in rows if unit}
    owed = [debts[unit] for unit in units if unit in debts]
    return Progress(
        name=name,
        unit=next(iter(units)) if len(units) == 1 else None,
        planned=states.total(),
        sent=states["sent"],
        failed=states["failed"],
        waiting=states["waiting"],
        bodies=len(owed),
        acknowledged=sum(a.settled_at is not None for a in owed),
        overdue=sum(_is_late(a) for a in owed),
        acknowledgement=owed[0] if len(owed) == 1 else None,
    )


def _is_late(debt: Acknowledgement) -> bool:
    return debt.settled_at is None and debt.due_at is not None and debt.due_at < clock.now()


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


def acknowledgement_of(dispatch: UUID, unit: UUID) -> Acknowledgement | None:
    acts = Prefetch("follow_up_acts", FollowUpAct.objects.order_by("at"))
    found = Acknowledgement.objects.filter(dispatch=dispatch, unit=unit)
    return found.select_related("settled_by").prefetch_related(acts).first()


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
    owing = _received(viewer).filter(
        acknowledgement__isnull=False, acknowledgement__settled_at=None
    )
    rows = owing.select_related("dispatch", "acknowledgement").order_by(
        F("dispatch__acknowledge_by").asc(nulls_last=True)
    )
    return _items(viewer, list(rows[:100]))


def _received(viewer: Viewer) -> QuerySet[Recipient]:
    """Only a plan that is closed shows: before, nothing has been sent."""
    if viewer.person is None:
        return Recipient.objects.none()
    return Recipient.objects.filter(person=viewer.person, dispatch__closed_at__isnull=False)


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
    )


def late_bodies(viewer: Viewer) -> list[Late]:
    """The coordinator's list: bodies past their hour, with the people to telephone."""
    if not viewer.coordinates:
        return []
    rows = list(
        Acknowledgement.objects.filter(settled_at=None, due_at__lt=clock.now())
        .exclude(next_follow_up_at=None, follow_up=FollowUp.NONE)
        .select_related("dispatch")
        .order_by("due_at")[:100]
    )
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


def deliveries_of(viewer: Viewer, limit: int = 100) -> list[Delivery]:
    """The viewer's own deliveries, newest first: what was sent to them, where, when."""
    if viewer.person is None:
        return []
    return list(
        Delivery.objects.filter(recipient__person=viewer.person, dispatch__closed_at__isnull=False)
        .select_related("dispatch__edition", "recipient")
        .order_by("-dispatch__made_at")[:limit]
    )


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


def has_edition(person: UUID, edition: UUID) -> bool:
    return Recipient.objects.filter(person=person, edition=edition).exists()


def members_of(dispatch: UUID) -> list[Member]:
    """The frozen audience of a dispatch."""
    rows = Recipient.objects.filter(dispatch=dispatch).select_related("person")
    return [
        Member(
            person=str(row.person_id),
            name=row.person.name,
            unit=str(row.unit_id or ""),
            unit_name="",
            settles_for_body=row.acknowledgement_id is not None,
            order=row.person.order,
        )
        for row in rows.order_by("person__order")
    ]


def moments(dispatch: UUID) -> tuple[list[datetime], list[datetime]]:
    """When mails went out, and when bodies answered: two sorted lists, for the curve."""
    sent = Delivery.objects.filter(dispatch=dispatch, sent_at__isnull=False)
    settled = Acknowledgement.objects.filter(dispatch=dispatch, settled_at__isnull=False)
    return (
        [at for at in sent.order_by("sent_at").values_list("sent_at", flat=True) if at],
        [at for at in settled.order_by("settled_at").values_list("settled_at", flat=True) if at],
    )


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


def dispatches_by_id(viewer: Viewer, ids: Iterable[UUID | str]) -> dict[UUID, Dispatch]:
    """Those of these dispatches that the viewer may follow, with their editions."""
    found = _followed(viewer).filter(pk__in=list(ids)).select_related("edition")
    return {row.pk: row for row in found}


def dispatch_ids(viewer: Viewer, limit: int = 5_000) -> list[UUID]:
    """Ids of the dispatches the viewer may follow, newest first."""
    return list(_followed(viewer).order_by("-made_at").values_list("pk", flat=True)[:limit])


def waiting_deliveries() -> int:
    """How many deliveries of all dispatches have not gone yet."""
    waiting = [DeliveryState.WAITING, DeliveryState.CLAIMED]
    return Delivery.objects.filter(state__in=waiting).count()

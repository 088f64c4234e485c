"""Requests as a viewer may see them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from thongsuot.circulation import queries as circulation
from thongsuot.circulation.models import Acknowledgement
from thongsuot.circulation.terms import Audience, DispatchState
from thongsuot.exchange import rules
from thongsuot.exchange.models import Answer, Request
from thongsuot.exchange.terms import RequestState, RequestView, Wanted
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitView, Viewer


def requests_for(
    viewer: Viewer,
    *,
    state: RequestState | None = None,
    topic: str | None = None,
    limit: int = 50,
) -> list[RequestView]:
    """What the viewer may follow, newest first: coordinators all, staff what their units asked.

    `topic` takes its parts too.
    """
    rows = managed(viewer)
    if state:
        rows = rows.filter(state=state)
    if topic:
        rows = rows.filter(Q(topic=topic) | Q(topic__parent=topic))
    return _views(viewer, rows.order_by("-asked_at", "pk")[:limit])


def request_for(viewer: Viewer, id: UUID | str) -> RequestView | None:
    """One request, for who follows it and for people of a body that was asked."""
    return next(iter(_views(viewer, visible(viewer).filter(pk=id))), None)


def request_of_dispatch(viewer: Viewer, dispatch: UUID | str) -> RequestView | None:
    """`request_for` by the dispatch: what mails link to."""
    return next(iter(_views(viewer, visible(viewer).filter(dispatch_id=dispatch))), None)


def titles(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of those of these requests that the viewer may see."""
    return dict(visible(viewer).filter(pk__in=list(ids)).values_list("pk", "title"))


def to_answer(viewer: Viewer) -> list[RequestView]:
    """Open requests that bodies the viewer answers for owe an answer to, the most urgent first."""
    owing = _debts(viewer).filter(settled_at=None)
    rows = Request.objects.filter(Exists(owing), state=RequestState.OPEN)
    rows = rows.exclude(dispatch__state=DispatchState.STOPPED)
    return _views(viewer, rows.order_by("due_at", "pk")[:100])


def whom(audience: Audience | None) -> Sequence[UnitView]:
    """The bodies that a request to this audience would ask today, in Vietnamese order."""
    found = circulation.bodies_in(rules.asked_audience(audience))
    return sorted(network.names_of(found).values(), key=lambda unit: unit.order) if found else []


def managed(viewer: Viewer) -> QuerySet[Request]:
    """The requests whose every answer the viewer sees (`rules.manages` for one)."""
    if viewer.scopes is not None:
        return Request.objects.none()
    if viewer.coordinates:
        return Request.objects.all()
    return Request.objects.filter(unit__in=viewer.works_for)


def visible(viewer: Viewer) -> QuerySet[Request]:
    """Those, and what bodies of the viewer were asked."""
    if viewer.scopes is not None or not viewer.is_staff:
        return Request.objects.none()
    return managed(viewer) | Request.objects.filter(Exists(_debts(viewer, viewer.works_for)))


def _debts(viewer: Viewer, units: Iterable[UUID] | None = None) -> QuerySet[Acknowledgement]:
    """What bodies of the viewer were asked, of a request around it; planned and on its way."""
    if viewer.scopes is not None:
        return Acknowledgement.objects.none()
    own = viewer.answers_for if units is None else units
    return Acknowledgement.objects.filter(dispatch=OuterRef("dispatch"), unit__in=list(own))


def _views(viewer: Viewer, found: QuerySet[Request]) -> list[RequestView]:
    """Six questions, however many requests."""
    rows = list(found.select_related("topic", "asked_by", "dispatch"))
    if not rows:
        return []
    names = network.names_of({row.unit_id for row in rows})
    debts = _debts_of(rows)
    nothing = _nothing_of(rows)
    return [_view(viewer, row, names, debts[row.dispatch_id], nothing[row.pk]) for row in rows]


def _debts_of(rows: Iterable[Request]) -> dict[UUID, list[Acknowledgement]]:
    owed: dict[UUID, list[Acknowledgement]] = defaultdict(list)
    for debt in Acknowledgement.objects.filter(dispatch__in=[row.dispatch_id for row in rows]):
        owed[debt.dispatch_id].append(debt)
    return owed


def newest_answers(answers: QuerySet[Answer]) -> dict[tuple[UUID, UUID], Answer]:
    """Of each request and body the answer that counts."""
    return {(row.request_id, row.unit_id): row for row in answers.order_by("number")}


def _nothing_of(rows: Iterable[Request]) -> Counter[UUID]:
    found = newest_answers(
        Answer.objects.filter(request__in=[row.pk for row in rows]).defer("text")
    )
    return Counter(request for (request, _), answer in found.items() if answer.nothing)


def _view(
    viewer: Viewer,
    row: Request,
    names: dict[UUID, UnitView],
    debts: list[Acknowledgement],
    nothing: int,
) -> RequestView:
    stopped = row.dispatch.state == DispatchState.STOPPED  # by hand, or with a withdrawal
    open_now = row.state == RequestState.OPEN and not stopped
    owed = [debt for debt in debts if debt.settled_at is None]
    return RequestView(
        id=row.pk,
        title=row.title,
        question=row.question,
        topic=row.topic_id or "",
        topic_name=row.topic.name if row.topic else "",
        unit=row.unit_id,
        unit_name=names[row.unit_id].name if row.unit_id in names else "",
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        due_at=row.due_at,
        wants=tuple(Wanted(each) for each in row.wants),
        series=tuple(UUID(each) for each in row.series),
        state=RequestState(row.state),
        edition=row.edition_id,
        dispatch=row.dispatch_id,
        asked=len(debts),
        answered=len(debts) - len(owed),
        nothing=nothing,
        late=len(owed) if open_now and row.due_at < clock.now() else 0,
        closed_at=row.closed_at,
        routine=row.routine_id,
        manages=rules.manages(row.unit_id, viewer),
        owing=tuple(d.unit_id for d in owed if open_now and d.unit_id in viewer.answers_for),
    )

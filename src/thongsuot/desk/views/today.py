"""Today: what waits for me, what is late, what is going out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.queries import Late
from thongsuot.circulation.terms import Figures, FollowUp, Through
from thongsuot.desk import office
from thongsuot.desk.guards import coordinator_only, staff_only
from thongsuot.desk.views import board
from thongsuot.desk.views.calling import next_calls
from thongsuot.desk.views.naming import leads_without_officer
from thongsuot.desk.views.waiting import parts, telephoned
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Viewer
from thongsuot.peers import queries as peers
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView, ReleaseState, ReleaseView

LATELY = timedelta(days=7)
MOST = 6
ANSWERING = (MandateRole.LEADER, MandateRole.OFFICER)


@dataclass(frozen=True)
class Going:
    """A dispatch on its way, or gone and not yet answered by all."""

    dispatch: Any
    edition: EditionView
    figures: Figures
    running: bool
    state: str


@staff_only
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    viewer = office.viewer_of(request)
    waiting, owed = releases.waiting_for(viewer), office.owed(viewer)
    store = parts(viewer)
    asked, returned = _asked(viewer), _returned(viewer)
    late, urgent = _late(request), board.waiting(viewer)
    going, coming = _going(viewer), _coming(viewer)
    namings, unpublished = network.namings(viewer), network.unpublished(viewer)
    unofficered, data_requests = leads_without_officer(viewer), network.requests_waiting(viewer)
    incoming, peers_to_see = peers.unacknowledged(viewer), peers.in_trouble(viewer)
    answers_waiting = circulation.replies_waiting(viewer)
    failing_addresses = network.failing_count() if viewer.coordinates else 0
    ended, origins_moved = _after_reorganising(viewer), releases.moved_under(viewer)
    shown: dict[str, Any] = {
        "now": clock.now(),
        "waiting": waiting,
        "owed": owed,
        "asked": asked,
        "returned": returned,
        "origins_moved": origins_moved,
        "incoming": incoming,
        "peers_to_see": peers_to_see,
        "late": late,
        **urgent,
        "gone": network.gone([row.acknowledgement.unit_id for row in late if not row.people]),
        "going": going,
        "coming": coming,
        "coming_kits": releases.coming_kits(viewer),
        "calls": next_calls() if viewer.coordinates else [],
        "namings": namings,
        "unpublished": unpublished,
        "unofficered": unofficered,
        "data_requests": data_requests,
        "after_reorganising": ended,
        "replies_waiting": answers_waiting,
        "failing_count": failing_addresses,
        **store,
        "nothing_waits": not (
            waiting
            or owed
            or asked
            or returned
            or origins_moved
            or incoming
            or unofficered
            or store["store_waits"]
        ),
        "urgent_waits": any(urgent.values()),
        "network_waits": bool(
            namings
            or unpublished
            or peers_to_see
            or answers_waiting
            or failing_addresses
            or any(data_requests)
            or any(ended.values())
        ),
        "nav_counts": {"today": len(waiting) + len(owed) + len(store["to_answer"])},
    }
    return office.page(request, "desk/today/today.html", "today", **shown)


def _after_reorganising(viewer: Viewer) -> dict[str, int]:
    """What reorganisations left to a coordinator: mandates to decide, bodies' work without heir."""
    if not viewer.coordinates:
        return {}
    return {
        "mandates": network.waiting_mandates(),
        "bodies": len(circulation.left_behind()),
    }


def _late(request: HttpRequest) -> list[Late]:
    """Bodies past their hour; a private number stays masked."""
    late = circulation.late_bodies(office.viewer_of(request))
    return telephoned(request, [row for row in late if _to_call(row)])


def _to_call(row: Late) -> bool:
    """A request tells on its own page who is late; here are those that only a call helps."""
    debt = row.acknowledgement
    return not debt.dispatch.asks or debt.follow_up == FollowUp.COORDINATOR


def _asked(viewer: Viewer) -> list[dict[str, Any]]:
    """Opinions asked of the viewer's units that nobody has given yet, the most urgent first."""
    rows = (
        releases.visible_releases(viewer)
        .filter(
            consultations__unit__in=viewer.works_for,
            consultations__answered_at=None,
            state__in=[ReleaseState.DRAFT, ReleaseState.IN_APPROVAL, ReleaseState.RETURNED],
        )
        .order_by("consultations__answer_by")
        .values("pk", "title", "kind__name", "kind__name_en", "consultations__answer_by")[:20]
    )
    return [
        {
            "id": row["pk"],
            "title": row["title"],
            "kind": naming.either(row["kind__name"], row["kind__name_en"]),
            "answer_by": row["consultations__answer_by"],
            "late": row["consultations__answer_by"] < clock.now(),
        }
        for row in rows
    ]


def _returned(viewer: Viewer) -> list[ReleaseView]:
    rows = releases.releases_for(viewer, state=ReleaseState.RETURNED, limit=60)
    return [row for row in rows if row.author == viewer.person]


def _going(viewer: Viewer) -> list[Going]:
    """Running dispatches, then those of the last days that not every body has answered. Requests
    stand beside them, by their answers."""
    since = clock.now() - LATELY
    recent = [
        row
        for row in circulation.dispatches(viewer, limit=30)
        if not row.asks and (row.state in office.RUNNING or row.made_at >= since)
    ]
    views = releases.editions_by_id(viewer, {row.edition_id for row in recent})
    found: list[Going] = []
    for row in sorted(recent, key=lambda row: row.state not in office.RUNNING):
        if len(found) == MOST:
            break
        figures = circulation.figures(row.pk)
        running = row.state in office.RUNNING
        if row.edition_id in views and (running or _unanswered(row, figures)):
            found.append(Going(row, views[row.edition_id], figures, running, board.state_of(row)))
    return found


def _unanswered(row: Any, figures: Figures) -> bool:
    return row.state != "stopped" and figures.acknowledged < figures.bodies


def _coming(viewer: Viewer) -> list[EditionView]:
    """Editions whose hour has not come, the nearest first."""
    rows = releases.visible_editions(viewer).filter(visible_from__gt=clock.now())
    ids = list(rows.order_by("visible_from").values_list("pk", flat=True)[:10])
    views = releases.editions_by_id(viewer, ids)
    return [views[id] for id in ids if id in views]


@staff_only
@require_POST
def acknowledge(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """«Đã nhận»: the body of the viewer has it. The rules see that it is their body."""
    person = request.person  # type: ignore[attr-defined]
    actions.acknowledge(dispatch=id, unit=unit, by=person, through=Through.INBOX)
    messages.success(request, _("Đã ghi nhận: đơn vị anh/chị đã nhận."))
    return redirect(office.way_back(request, "desk:today"))


@coordinator_only
@require_POST
def called(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """«Đã gọi, đơn vị xác nhận»: a coordinator notes whom they spoke to."""
    spoken = request.POST.get("person", "")
    holders = {str(holder.id): holder for holder in network.holders(unit, ANSWERING)}
    back = office.way_back(request, "desk:today")
    if spoken not in holders:
        messages.error(request, _("Hãy chọn người của đơn vị đã nghe máy."))
        return redirect(back)
    try:
        actions.acknowledge(
            dispatch=id,
            unit=unit,
            by=network.person(spoken),
            through=Through.PHONE,
            note=request.POST.get("note", "")[:500],
            noted_by=request.person,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        told = {"name": holders[spoken].name, "unit": network.name_of(unit)}
        messages.success(request, _("Đã ghi: %(name)s, %(unit)s xác nhận qua điện thoại.") % told)
    return redirect(back)

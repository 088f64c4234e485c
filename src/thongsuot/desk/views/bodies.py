"""One body in one dispatch: what it was sent, how it was followed up, and its answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.desk import office
from thongsuot.desk.guards import staff_only
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.states import state_of
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.releases import queries as releases

ANSWERING = (MandateRole.LEADER, MandateRole.OFFICER)


@staff_only
@require_GET
def body(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """Who was told when, whom to call, and the button for a call that was made."""
    viewer = office.viewer_of(request)
    row = circulation.dispatch_for(viewer, id)
    if row is None and unit not in viewer.answers_for:
        raise Http404
    return _page(request, id, unit, followed=row is not None)


def own(request: HttpRequest, id: UUID) -> HttpResponse:
    """Somebody who may not follow the dispatch but answers for a body that it went to: a late
    body's leader comes here from the reminder."""
    for unit in sorted(office.viewer_of(request).answers_for):
        if circulation.acknowledgement_of(id, unit) is not None:
            return _page(request, id, unit, followed=False)
    raise Http404


def _page(request: HttpRequest, id: UUID, unit: UUID, followed: bool) -> HttpResponse:
    viewer = office.viewer_of(request)
    debt = circulation.acknowledgement_of(id, unit)
    if debt is None:
        raise Http404
    edition = _edition(viewer, id, debt)
    acts = list(debt.follow_up_acts.all())
    told = {name for act in acts for name in act.people}
    names = network.names_of_people(told)
    shown = {
        "id": id,
        "followed": followed,
        "unit": network.unit(unit),
        "debt": debt,
        "asks": debt.dispatch.asks,
        "edition": edition,
        "late": debt.settled_at is None and bool(debt.due_at and debt.due_at < clock.now()),
        "steps": _steps(debt, acts, names),
        "people": network.as_seen_by(viewer, network.holders(unit, ANSWERING)),
        "mine": unit in viewer.answers_for,
        "may_note": viewer.coordinates and debt.settled_at is None,
    }
    return office.page(request, "desk/dispatches/body.html", "dispatches", **shown)


def _edition(viewer: Any, dispatch: UUID, debt: Any) -> Any:
    """The edition if the viewer may see it; else its number and hour, without words."""
    edition = debt.dispatch.edition_id
    seen = releases.edition_for(viewer, edition)
    return seen or releases.heads_for_recipients([edition])[edition]


def _steps(debt: Any, acts: list[Any], names: dict[UUID, str]) -> list[dict[str, Any]]:
    steps = [{"what": _("Đợt gửi được lập"), "at": debt.dispatch.made_at, "icon": "send"}]
    for act in acts:
        look = state_of("follow_up", act.stage)
        people = sorted({names.get(UUID(person), "") for person in act.people} - {""})
        steps.append(
            {
                "what": str(look.label),
                "who": ", ".join(people) or _("không có địa chỉ nào để báo"),
                "at": act.at,
                "icon": look.icon,
                "tone": look.tone,
            }
        )
    if debt.settled_at:
        steps.append(
            {
                "what": _("Đơn vị trả lời") if debt.dispatch.asks else _("Đơn vị xác nhận đã nhận"),
                "who": _settled(debt),
                "at": debt.settled_at,
                "note": debt.note,
                "icon": "checks",
                "tone": "good",
            }
        )
    return steps


def _settled(debt: Any) -> str:
    """Who answered, how, and who wrote it down for them."""
    told = f"{debt.settled_by.name} · {state_of('through', debt.through).label}"
    if debt.noted_by is None:
        return told
    return told + " · " + _("%(name)s ghi") % {"name": debt.noted_by.name}


@staff_only
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, id: UUID) -> HttpResponse:
    """What has not gone stays. The reason is shown again when it is refused."""
    row = office.dispatch_or_404(office.viewer_of(request), id)
    refusal, reason = "", request.POST.get("reason", "")[:500]
    if request.method == "POST":
        try:
            actions.stop(dispatch=id, by=request.person, reason=reason)  # type: ignore[attr-defined]
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã dừng. Thư đã đi thì không lấy lại được."))
            return redirect("desk:dispatch", id)
    shown = {
        "dispatch": row,
        "edition": releases.edition_for(office.viewer_of(request), row.edition_id),
        "figures": circulation.figures(id),
        "refusal": refusal,
        "reason": reason,
    }
    status = 409 if refusal else 200
    return office.page(request, "desk/dispatches/stop.html", "dispatches", status, **shown)

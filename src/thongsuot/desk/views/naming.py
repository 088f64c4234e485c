"""Officers named by leaders: the leader's page, and the coordinator's answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.desk import office
from thongsuot.desk.forms.readiness import OfficerForm
from thongsuot.desk.guards import coordinator_only, staff_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.desk.views.keeping import unit_or_404
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import actions, queries
from thongsuot.network.terms import STAFF, MandateRole, UnitView, Viewer


@staff_only
@both
def name_officer(request: HttpRequest, unit: UUID) -> HttpResponse:
    """The unit's leader names or replaces its officer; a coordinator may do it for them."""
    viewer, view = office.viewer_of(request), unit_or_404(unit)
    office.check(view.is_body and (viewer.coordinates or unit in viewer.leads))
    today = clock.legal_date()
    officers = queries.officers_to_replace(unit)
    form = OfficerForm(
        posted(request),
        people=_eligible(unit, {row.person_id for row in officers}),
        officers=[(str(row.pk), row.person.name) for row in officers if row.valid_from < today],
        initial={"valid_from": today},
    )
    act = Act(
        heading=_("Cử cán bộ đầu mối"),
        about=view.name,
        button=_("Cử cán bộ"),
        done=_("Đã cử cán bộ đầu mối. Cán bộ điều phối được báo để mở tài khoản."),
        back=reverse("desk:unit", args=[unit]),
        form=form,
        do=lambda asked: _name(view, asked, by_of(request)),
        told=(
            _("Cán bộ đầu mối nhận tin thay đơn vị, xác nhận đã nhận và soạn tin của đơn vị."),
            _("Phân công lãnh đạo, cán bộ điều phối do Trung tâm ghi."),
        ),
    )
    return run(request, act)


def _eligible(unit: UUID, officers: set[UUID]) -> list[tuple[str, str]]:
    """The unit's people who are not its officers already."""
    found = {p.id: p for p in queries.people(unit=unit) if p.role in STAFF}
    return [(str(p.id), p.name) for p in found.values() if p.id not in officers]


def _name(view: Any, asked: dict[str, Any], by: Any) -> None:
    given = {name: asked[name] for name in ("valid_from", "decision")}
    new = {name: asked[name] for name in ("name", "post", "email", "phone")}
    who = {"person": asked["person"]} if asked["person"] else new
    replaces = asked["replaces"] or None
    actions.name_officer(unit=view.id, by=by, replaces=replaces, **given, **who)


@coordinator_only
@require_POST
def ask(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Asks the unit's leader by mail to name an officer."""
    view = unit_or_404(unit)
    try:
        actions.ask_for_officer(unit=unit, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, _("Đã gửi thư đề nghị lãnh đạo %(unit)s.") % {"unit": view.name})
    return redirect(office.way_back(request, "desk:readiness"))


@coordinator_only
@require_POST
def accept(request: HttpRequest, id: int) -> HttpResponse:
    actions.accept_naming(naming=id, by=by_of(request))
    messages.success(request, _("Đã ghi nhận cán bộ đầu mối do lãnh đạo cử."))
    return redirect(office.way_back(request, "desk:today"))


@coordinator_only
@require_POST
def undo(request: HttpRequest, id: int) -> HttpResponse:
    actions.undo_naming(naming=id, by=by_of(request))
    messages.success(request, _("Đã hủy việc cử; phân công trước đó được giữ như cũ."))
    return redirect(office.way_back(request, "desk:today"))


def leads_without_officer(viewer: Viewer) -> list[UnitView]:
    """Bodies that the viewer leads and that have no officer: for Today."""
    bodies = [view for view in queries.names_of(viewer.leads).values() if view.is_body]
    return [view for view in bodies if not queries.holders(view.id, [MandateRole.OFFICER])]

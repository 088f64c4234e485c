"""Kits of announcements: the list, a new one, and one with its checklist."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sections, sheets, texts
from thongsuot.desk.forms.kits import ROLES, BeginKitForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views.acting import both
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.look.states import state_of
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import KitPartView, KitState, KitView, PartRole

TABS = {
    "": gettext_lazy("Đang chuẩn bị"),
    "da-cong-bo": gettext_lazy("Đã công bố"),
    "da-bo": gettext_lazy("Đã bỏ"),
}
_OF_TAB = {"da-cong-bo": KitState.OUT, "da-bo": KitState.DROPPED}


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """Those to come by their hour, those that are out, those given up."""
    here = request.GET.get("trang-thai", "")
    here = here if here in TABS else ""
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "kits", sections.READY),
        "states": [
            {"label": label, "href": f"?trang-thai={key}" if key else "?", "here": key == here}
            for key, label in TABS.items()
        ],
        "rows": _listed(request, here),
        "here": here,
        "may_begin": bool(texts.own_units(request.viewer)),
    }
    return office.page(request, "desk/kits/list.html", "ready", **shown)


def _listed(request: DeskRequest, tab: str) -> list[KitView]:
    rows = queries.kits_for(request.viewer)
    if tab:
        return [row for row in rows if row.state == _OF_TAB[tab]]
    rows = [row for row in rows if row.state not in _OF_TAB.values()]
    return sorted(rows, key=lambda row: (row.hour is None, row.hour or row.changed_at))


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    heads = (
        _("Bộ công bố"),
        _("Đơn vị"),
        _("Trạng thái"),
        _("Giờ công bố"),
        _("Các phần"),
        _("Người phát ngôn"),
        _("Đang chờ ở"),
    )
    rows = (
        (
            row.title,
            row.unit_name,
            str(state_of("kit", row.state).label),
            row.hour,
            "; ".join(_named(part) for part in row.parts),
            "; ".join(speaker.name for speaker in row.speakers),
            row.waits_at_name,
        )
        for row in queries.kits_for(request.viewer)
    )
    return sheets.sheet("bo-cong-bo", _("Bộ công bố"), heads, rows)


def _named(part: KitPartView) -> str:
    words = naming.either(part.kind_name, part.kind_name_en)
    return f"{words} {part.number_label}".strip()


@staff_only
@both
def begin(request: DeskRequest) -> HttpResponse:
    """What is announced, and which texts it needs; all of them or none are begun."""
    form = BeginKitForm(
        request.POST or None,
        units=texts.own_units(request.viewer),
        topics=list(queries.topics()),
        initial={"parts": ["answers", "talking_points"], "topic": request.GET.get("chu-de", "")},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:kit", _begun(request, form.cleaned_data))
        except Refused as refused:
            refusal = refusals.words(refused)
    status = 409 if refusal else 422 if form.errors else 200
    return office.page(request, "desk/kits/new.html", "ready", status, form=form, refusal=refusal)


@transaction.atomic
def _begun(request: DeskRequest, asked: dict[str, Any]) -> UUID:
    by = request.person
    kit = actions.begin_kit(
        title=asked["title"], unit=UUID(asked["unit"]), by=by, topic=asked["topic"] or None
    )
    for role in asked["parts"]:
        actions.add_part(kit=kit, role=role, by=by)
    if asked["hour"]:
        actions.set_kit_hour(kit=kit, embargo_until=asked["hour"], by=by)
    return kit.pk


# One kit ------------------------------------------------------------------------------------------


def kit_or_404(request: DeskRequest, id: UUID) -> KitView:
    found = queries.kit_for(request.viewer, id)
    if found is None:
        raise Http404
    return found


@staff_only
@require_GET
def show(request: DeskRequest, id: UUID) -> HttpResponse:
    kit = kit_or_404(request, id)
    lead = kit.lead
    sent = circulation.dispatches_of(request.viewer, lead.edition) if lead and lead.edition else []
    shown: dict[str, Any] = {
        "kit": kit,
        "parts": [_part(request, kit, part) for part in kit.parts],
        "missing": [ROLES[role] for role in PartRole if kit.part(role) is None],
        "returned": _returned(request, kit),
        "sent": sent,
        "may_circulate": bool(lead and lead.edition)
        and (request.viewer.coordinates or kit.unit in request.viewer.works_for),
        "coming": kit.hour is not None and kit.hour > clock.now(),
        "rehearsed": kit.state in (KitState.IN_APPROVAL, KitState.APPROVED),
    }
    return office.page(request, "desk/kits/kit.html", "ready", **shown)


def _part(request: DeskRequest, kit: KitView, part: KitPartView) -> dict[str, Any]:
    ws = queries.workspace(request.viewer, part.release)
    remarks = texts.remarks(part.findings) if "edit" in kit.can else []
    return {
        "part": part,
        "label": ROLES[part.role],
        "text": texts.newest(ws) if ws and ws.revision else None,
        "may_edit": bool(ws and "edit" in ws.can),
        "required": [r for r in remarks if r.severity == "required"],
        "others": [r for r in remarks if r.severity == "warning"],
    }


def _returned(request: DeskRequest, kit: KitView) -> Any:
    """The step at which the kit came back, with who said why."""
    if kit.state != KitState.RETURNED or kit.lead is None:
        return None
    ws = queries.workspace(request.viewer, kit.lead.release)
    return next((step for step in ws.steps if step.reason), None) if ws else None

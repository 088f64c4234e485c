"""Deciding on a text with a thumb, and naming who decides in a leader's place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.desk import texts
from thongsuot.desk.forms.acts import DeputyForm
from thongsuot.desk.guards import DeskRequest, leader_only, staff_only
from thongsuot.desk.views import clarity
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.compare import Change
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.network.terms import STAFF, MandateRole
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import Workspace


@staff_only
@require_http_methods(["GET", "POST"])
def step(request: DeskRequest, id: UUID) -> HttpResponse:
    """One step that waits for the viewer. GET shows; only POST decides."""
    viewer = request.viewer
    mine = next((w for w in queries.waiting_for(viewer) if w.step == id), None)
    if mine is None:
        return _not_waiting(request, id)
    ws = texts.workspace(request, mine.release.id)
    if ws.kit is not None:
        return redirect("desk:kit", ws.kit.pk)
    if request.method == "GET":
        return _page(request, ws, id)
    try:
        return _decided(request, ws, id)
    except Refused as refused:
        return _page(request, ws, id, refusal=texts.refusal(refused), status=409)


def _not_waiting(request: DeskRequest, id: UUID) -> HttpResponse:
    """Somebody was quicker, or it is not the viewer's: to the text if they may see it."""
    release = queries.release_of_step(request.viewer, id)
    if release is None:
        return render(request, "desk/releases/not_waiting.html", {}, status=404)
    messages.info(request, _("Bước này không còn chờ anh/chị. Đây là tình trạng của tin."))
    return redirect("desk:release", release)


def _decided(request: DeskRequest, ws: Workspace, id: UUID) -> HttpResponse:
    by, then = request.person, request.POST.get("decision", "")
    if then == "approve":
        edition = actions.approve(step=id, by=by)
        messages.success(request, _approved(ws, edition))
    elif then == "return":
        actions.send_back(step=id, by=by, reason=request.POST.get("reason", "")[:4000])
        messages.success(request, _("Đã trả lại kèm lý do. Người soạn đã được báo."))
    elif then == "take_over":
        actions.take_over(step=id, by=by)
        messages.success(request, _("Anh/chị đã nhận soạn. Bài này sẽ do người khác duyệt."))
        return redirect("desk:editor", ws.release.id)
    else:
        return _page(request, ws, id, refusal=_("Chưa rõ anh/chị chọn gì."), status=422)
    return redirect("desk:release", ws.release.id)


def _approved(ws: Workspace, edition: Any) -> str:
    if edition is None:
        return _("Đã duyệt. Tin chuyển sang bước tiếp theo.")
    return _("Đã duyệt và phát hành: số %(number)s.") % {"number": edition.number_label}


def _page(
    request: DeskRequest, ws: Workspace, id: UUID, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    person = request.viewer.person
    text = texts.newest(ws)
    pending = next(each for each in ws.steps if each.id == id)
    shown = {
        "ws": ws,
        "text": text,
        "rows": texts.file_rows(ws, text.files),
        "figures": texts.figures(text.body, ws.release.reach),
        "clear": clarity.panel(request, ws, text, acts=False),
        "step": pending,
        "last": ws.steps[-1].id == id,
        "acts_for": texts.acts_for(pending, person),
        "changed": _changed(request, ws),
        "before": [each for each in ws.steps if each.decision],
        "comments": [each for each in ws.comments if each.settled_at is None],
        "moved": texts.in_words(pending.note, {}) if pending.note.startswith("releases.") else "",
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/releases/decide.html", shown, status=status)


def _changed(request: DeskRequest, ws: Workspace) -> list[Any]:
    """The rows that differ from the revision before."""
    if len(ws.revisions) < 2:
        return []
    old, new = ws.revisions[1].number, ws.revisions[0].number
    viewer = request.viewer
    rows = queries.compare(viewer, ws.release.id, old, new) or []
    return [row for row in rows if row.change != Change.SAME]


# In a leader's place ------------------------------------------------------------------------------


@leader_only
@require_http_methods(["GET", "POST"])
def deputy(request: DeskRequest) -> HttpResponse:
    """A leader names who acts in their place, from a day to a day, and sees who does."""
    mandates = _leading(request)
    form = DeputyForm(
        request.POST or None,
        mandates=[(str(mandate.id), name) for mandate, name in mandates],
        people=_colleagues(request, mandates),
        initial={"first": clock.legal_date(), "last": clock.legal_date()},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _name(request, form.cleaned_data)
        except Refused as refused:
            refusal = texts.refusal(refused)
        else:
            messages.success(request, _("Đã ủy quyền. Người được ủy quyền thấy việc từ ngày đó."))
            return redirect("desk:deputy")
    shown = {
        "form": form,
        "refusal": refusal,
        "mandates": mandates,
        "named": _named(mandates),
    }
    return render(
        request, "desk/releases/deputy.html", shown, status=422 if refusal or form.errors else 200
    )


def _name(request: DeskRequest, asked: dict[str, Any]) -> None:
    network_actions.name_deputy(
        mandate=asked["mandate"],
        person=asked["person"],
        valid_from=asked["first"],
        valid_to=asked["last"],
        by=request.person,
    )


def _leading(request: DeskRequest) -> list[tuple[Any, str]]:
    held = network.mandates_of(request.person.pk)
    mine = [mandate for mandate in held if mandate.role == MandateRole.LEADER]
    return [(mandate, network.name_of(mandate.unit_id)) for mandate in mine]


def _colleagues(request: DeskRequest, mandates: list[tuple[Any, str]]) -> list[tuple[str, str]]:
    """The staff of the units the leader leads, except the leader."""
    found: dict[str, str] = {}
    for mandate, _unit in mandates:
        for person in network.people(unit=mandate.unit_id):
            if person.role in STAFF and person.id != request.person.pk:
                found[str(person.id)] = f"{person.name}, {person.post}".rstrip(", ")
    return list(found.items())


def _named(mandates: list[tuple[Any, str]]) -> list[Any]:
    own = {mandate.id for mandate, _unit in mandates}
    rows = [row for mandate, _unit in mandates for row in network.deputies_of(mandate.unit_id)]
    return list({row.pk: row for row in rows if row.mandate_id in own}.values())


@leader_only
@require_POST
def end_deputy(request: DeskRequest, id: int) -> HttpResponse:
    """From now on the deputy acts no more. Only one's own; another's is not found."""
    if id not in {row.pk for row in _named(_leading(request))}:
        return render(request, "desk/releases/not_waiting.html", {}, status=404)
    network_actions.end_deputy(deputy=id, by=request.person)
    messages.success(request, _("Đã thôi ủy quyền."))
    return redirect("desk:deputy")

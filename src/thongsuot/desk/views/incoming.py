"""Editions of other installations: read, acknowledged for a body, passed on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import office, sections, sheets, texts
from thongsuot.desk.forms.adapting import AdaptForm
from thongsuot.desk.forms.peers import PassForm
from thongsuot.desk.guards import DeskRequest, coordinator_only, staff_only
from thongsuot.desk.views import adapting
from thongsuot.desk.views.acting import Act, both, posted, run
from thongsuot.files import queries as files
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.states import state_of
from thongsuot.peers import actions, queries
from thongsuot.peers.terms import IncomingState, IncomingView, Proven
from thongsuot.releases import actions as releases

PAGE = 30
MOST = 2000


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """The newest arrival first; `sau` is the last one of the page before."""
    owed = request.GET.get("chua-nhan") == "1"
    rows = queries.incoming(
        request.viewer, unit_answers=owed, before=_id(request.GET.get("sau", "")), limit=PAGE + 1
    )
    waiting = queries.unacknowledged(request.viewer)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "incoming"),
        "rows": rows[:PAGE],
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "owed": owed,
        "choices": [
            {"label": _("Tất cả"), "href": "?", "here": not owed},
            {"label": _("Chưa xác nhận"), "href": "?chua-nhan=1", "here": owed, "count": waiting},
        ],
    }
    return office.page(request, "desk/peers/incoming.html", "network", **shown)


def _id(given: str) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    heads = (
        *(_("Số"), _("Tiêu đề"), _("Cơ quan"), _("Hệ thống gốc"), _("Chuyển qua")),
        *(_("Kiểm chứng"), _("Tình trạng"), _("Giờ phát hành"), _("Nhận lúc"), _("Đã nhận")),
    )
    rows = (
        (
            row.number_label,
            row.title,
            row.unit_name,
            row.origin_name,
            " → ".join(hop.name for hop in row.path),
            str(state_of("proven", row.proven).label),
            str(state_of("edition", row.state).label),
            row.visible_from,
            row.received_at,
            row.acknowledged_at,
        )
        for row in queries.incoming(request.viewer, limit=MOST)
    )
    return sheets.sheet("tin-tu-he-thong-khac", _("Tin từ hệ thống khác"), heads, rows)


@staff_only
@require_GET
def show(request: DeskRequest, id: UUID) -> HttpResponse:
    view = _seen(request, id)
    viewer = request.viewer
    stands = view.state == IncomingState.STANDING and view.proven != Proven.UNPROVEN
    shown: dict[str, Any] = {
        "row": view,
        "body": mark_safe(_own_pictures(view)),  # noqa: S308 - cleaned by the room
        "attachments": [each for each in view.files if each.role == "attachment"],
        "pictures": [each for each in view.files if each.role == "photo"],
        "before": _other(request, view.predecessor),
        "later": _other(request, view.superseded_by),
        "passed": queries.passed_on(viewer, id),
        "receipts": queries.receipts(view.edition) if viewer.coordinates else [],
        "takeable": bool(viewer.works_for) and queries.takeable(viewer, id) is not None,
        "further": queries.further(viewer, id) if stands else [],
        "may_acknowledge": stands
        and not view.acknowledged_at
        and (viewer.answers_for or viewer.coordinates),
    }
    return office.page(request, "desk/peers/edition.html", "network", **shown)


def _other(request: DeskRequest, edition: UUID | None) -> IncomingView | None:
    """What it follows, or what came after it, if that is here."""
    if edition is None:
        return None
    return next(iter(queries.incoming(request.viewer, editions=[edition])), None)


def _own_pictures(view: IncomingView) -> str:
    """Pictures inside the body stand where they were fetched to."""
    body = view.body
    for each in view.files:
        if each.file:
            here = reverse("desk:incoming_file", args=[each.file])
            body = body.replace(f"/tep/{each.id}", here.rstrip("/") + "/")
    return body


@staff_only
@require_GET
def file(request: DeskRequest, file: UUID) -> HttpResponseBase:
    kept = queries.incoming_file(request.viewer, file)
    if kept is None:
        raise Http404
    response = FileResponse(files.open_stream(kept), content_type=kept.content_type)
    response["Content-Disposition"] = files.disposition(kept, inline=True)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@staff_only
@require_POST
def acknowledge(request: DeskRequest, id: UUID) -> HttpResponse:
    """For the bodies that the person answers for; the other side hears which."""
    try:
        actions.acknowledge_incoming(incoming=id, by=request.person)
        messages.success(request, _("Đã báo cho hệ thống gửi: đơn vị đã nhận."))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    return redirect(office.way_back(request, "desk:incoming_edition", id))


@staff_only
@both
def take(request: DeskRequest, id: UUID) -> HttpResponse:
    """Into a text of one's own unit, with its origin named."""
    view, found = _seen(request, id), queries.takeable(request.viewer, id)
    if found is None:
        messages.info(request, _("Bản này chưa lấy về biên tập được."))
        return redirect("desk:incoming_edition", id)
    told: dict[str, Any] = vars(found)
    here = reverse("desk:incoming_edition", args=[id])
    form = AdaptForm(posted(request), units=texts.own_units(request.viewer))
    return adapting.taking(
        request,
        form,
        view,
        back=here,
        begin=lambda unit: releases.adapt_foreign(**told, unit=unit, by=request.person),
    )


@coordinator_only
@both
def pass_on(request: DeskRequest, id: UUID) -> HttpResponse:
    """To further installations, with the seal of who sealed it and a note of ours."""
    view = _seen(request, id)
    further = queries.further(request.viewer, id)
    if not further:
        messages.info(request, _("Không còn hệ thống nào để chuyển tới."))
        return redirect("desk:incoming_edition", id)
    form = PassForm(posted(request), further=further)
    act = Act(
        heading=_("Chuyển tiếp"),
        about=view.title,
        button=_("Chuyển tiếp"),
        done=_("Đã chuyển tiếp. Đính chính và thu hồi sau này sẽ tự đi theo."),
        back=reverse("desk:incoming_edition", args=[id]),
        form=form,
        do=lambda asked: actions.pass_on(
            incoming=id,
            peers=[UUID(each) for each in asked["peers"]],
            note=asked["note"],
            by=request.person,
        ),
        told=(_("Bản đi nguyên văn với chữ ký của nơi phát hành."),),
    )
    return run(request, act)


def _seen(request: DeskRequest, id: UUID) -> IncomingView:
    found = queries.incoming_edition(request.viewer, id)
    if found is None:
        raise Http404
    return found

"""Mails that came back to dispatches: those that wait for somebody, one of them, what is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import Said, Through
from thongsuot.desk import office, sheets
from thongsuot.desk.forms.replies import AnswerForm, CloseForm
from thongsuot.desk.guards import coordinator_only, staff_only
from thongsuot.desk.views.acting import both, by_of
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.states import state_of
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases

WAITING, ALL, AUTOMATIC = "", "moi", "tu-dong"
SHEET = 5_000


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Those that wait first; all that people wrote; what machines answered."""
    viewer = office.viewer_of(request)
    which = request.GET.get("loai", WAITING)
    rows = circulation.replies(viewer, waiting=which == WAITING, automatic=which == AUTOMATIC)
    shown: dict[str, Any] = {
        "tabs": _tabs(viewer, which),
        "rows": _with_editions(viewer, rows),
        "waiting": which == WAITING,
        "which": which,
    }
    return office.page(request, "desk/replies/list.html", "dispatches", **shown)


def _tabs(viewer: Viewer, here: str) -> list[dict[str, Any]]:
    labels = {WAITING: _("Chờ xử lý"), ALL: _("Mọi thư"), AUTOMATIC: _("Trả lời tự động")}
    waiting = circulation.replies_waiting(viewer)
    return [
        {
            "label": label,
            "href": f"?loai={which}" if which else "?",
            "here": which == here,
            "count": waiting if which == WAITING else None,
        }
        for which, label in labels.items()
    ]


def _with_editions(viewer: Viewer, rows: list[Any]) -> list[dict[str, Any]]:
    views = releases.editions_by_id(viewer, {row.dispatch.edition_id for row in rows})
    return [{"reply": row, "edition": views.get(row.dispatch.edition_id)} for row in rows]


@staff_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """All that people wrote, as a sheet, the newest first."""
    viewer = office.viewer_of(request)
    rows = circulation.replies(viewer, waiting=False, limit=SHEET)
    heads = [
        *(_("Nhận lúc"), _("Bản phát hành"), _("Người nhận tin"), _("Nội dung")),
        *(_("Tiêu đề"), _("Nội dung thư"), _("Xử lý lúc"), _("Người xử lý"), _("Ghi chú")),
    ]
    found = (_line(**each) for each in _with_editions(viewer, rows))
    return sheets.sheet("thu-hoi-dap", _("Thư hồi đáp"), heads, found)


def _line(reply: Any, edition: Any) -> list[Any]:
    return [
        *(reply.received_at, edition.number_label if edition else ""),
        *(reply.recipient.person.name, str(state_of("said", reply.says).label)),
        *(reply.subject, reply.text, reply.handled_at),
        *(reply.handled_by.name if reply.handled_by else "", reply.note),
    ]


@staff_only
@both
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """One mail, and what may be done: answer it by mail, or close it with a note."""
    viewer = office.viewer_of(request)
    row = _reply_or_404(viewer, id)
    posted = request.POST if request.method == "POST" else None
    answers = bool(posted and "text" in posted)
    answer = AnswerForm(posted if answers else None)
    close = CloseForm(posted if posted and not answers else None)
    refusal = ""
    form = answer if answers else close
    if posted is not None and form.is_valid():
        try:
            return _done(request, row, form.cleaned_data)
        except Refused as refused:
            refusal = refusals.words(refused)
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    shown = {
        "reply": row,
        "edition": releases.edition_for(viewer, row.dispatch.edition_id),
        "unit_name": network.name_of(row.recipient.unit_id) if row.recipient.unit_id else "",
        "answer": answer,
        "close": close,
        "refusal": refusal,
        "may_answer": bool(row.address) and row.says != Said.AUTOMATIC,
        "owes": _owes(viewer, row),
    }
    return office.page(request, "desk/replies/reply.html", "dispatches", status, **shown)


def _done(request: HttpRequest, row: Any, told: dict[str, Any]) -> HttpResponse:
    if "text" in told:
        actions.answer_reply(reply=row.pk, text=told["text"], by=by_of(request))
        messages.success(request, _("Đã gửi trả lời."))
    else:
        actions.close_reply(reply=row.pk, note=told["note"], by=by_of(request))
        messages.success(request, _("Đã ghi là xử lý xong."))
    return redirect("desk:replies")


def _owes(viewer: Viewer, row: Any) -> bool:
    """Whether a coordinator may note from this mail that the body has the edition."""
    debt = row.recipient.acknowledgement
    owed = debt is not None and debt.settled_at is None and not row.dispatch.asks
    return viewer.coordinates and owed and row.handled_at is None


@coordinator_only
@require_POST
def note_received(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Ghi là đơn vị đã nhận»: what the mail says counts, though it came from another address."""
    row = _reply_or_404(office.viewer_of(request), id)
    debt = row.recipient.acknowledgement
    if debt is None:
        raise Http404
    try:
        actions.acknowledge(
            dispatch=debt.dispatch_id,
            unit=debt.unit_id,
            by=row.recipient.person,
            through=Through.REPLY,
            noted_by=by_of(request),
        )
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect("desk:reply", id)
    if row.handled_at is None:
        actions.close_reply(reply=row.pk, note="", by=by_of(request))
    messages.success(request, _("Đã ghi nhận: đơn vị đã nhận."))
    return redirect("desk:replies")


def _reply_or_404(viewer: Viewer, id: UUID) -> Any:
    row = circulation.reply_for(viewer, id)
    if row is None:
        raise Http404
    return row

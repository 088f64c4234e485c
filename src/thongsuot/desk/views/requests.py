"""Requests for information: the list, one with its answers growing, and what is made of them."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.circulation import actions as circulating
from thongsuot.circulation import queries as circulation
from thongsuot.desk import answers, curves, office, polling, sections, sheets
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views.waiting import telephoned
from thongsuot.exchange import actions
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import AnswerView, Into, RequestState, RequestView
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.releases import queries as releases

LISTED = 200


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What my bodies owe on top, then what I follow: open ones first."""
    viewer = office.viewer_of(request)
    state = _state(request)
    topic = request.GET.get("chu-de", "")[:40]
    rows = exchange.requests_for(viewer, state=state, topic=topic or None, limit=LISTED)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "exchange", sections.READY),
        "owed": exchange.to_answer(viewer),
        "rows": rows,
        "states": _state_tabs(state, topic),
        "topic": topic,
        "topics": [(row.pk, naming.named(row)) for row in releases.topics()],
        "open": state == RequestState.OPEN,
    }
    return office.page(request, "desk/exchange/list.html", "ready", **shown)


def _state(request: HttpRequest) -> RequestState:
    closed = request.GET.get("trang-thai") == "da-dong"
    return RequestState.CLOSED if closed else RequestState.OPEN


def _state_tabs(here: RequestState, topic: str) -> list[dict[str, Any]]:
    kept = f"&chu-de={topic}" if topic else ""
    return [
        {
            "label": label,
            "href": f"?trang-thai={word}{kept}",
            "here": here == state,
        }
        for state, word, label in (
            (RequestState.OPEN, "dang-mo", _("Đang mở")),
            (RequestState.CLOSED, "da-dong", _("Đã đóng")),
        )
    ]


@staff_only
@require_GET
def list_export(request: HttpRequest) -> HttpResponse:
    """Every request that the viewer follows, as a sheet."""
    viewer = office.viewer_of(request)
    rows = exchange.requests_for(viewer, limit=5_000)
    heads = [
        *(_("Yêu cầu"), _("Chủ đề"), _("Đơn vị gửi yêu cầu")),
        *(_("Người hỏi"), _("Hỏi lúc"), _("Hạn")),
        *(_("Số đơn vị được hỏi"), _("Đã trả lời"), _("Không có nội dung")),
        *(_("Quá hạn"), _("Trạng thái")),
    ]
    cells = [
        [
            *(row.title, row.topic_name, row.unit_name, row.asked_by, row.asked_at, row.due_at),
            *(row.asked, row.answered, row.nothing, row.late),
            _("đang mở") if row.state == RequestState.OPEN else _("đã đóng"),
        ]
        for row in rows
    ]
    return sheets.sheet("yeu-cau", _("Yêu cầu thông tin"), heads, cells)


# One request -------------------------------------------------------------------------------------


@staff_only
@require_GET
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """For the asking side; people of a body that was asked go to their own answer."""
    row = _seen(request, id)
    if not row.manages:
        return redirect("desk:answer", id)
    rows = exchange.answers_of(office.viewer_of(request), id)
    shown = _live(request, row, rows) | _tables(request, row, rows)
    return office.page(request, "desk/exchange/request.html", "ready", **shown)


def _seen(request: HttpRequest, id: UUID) -> RequestView:
    found = exchange.request_for(office.viewer_of(request), id)
    if found is None:
        raise Http404
    return found


def _managed(request: HttpRequest, id: UUID) -> RequestView:
    """For the asking side alone; what is not theirs is not there."""
    found = _seen(request, id)
    if not found.manages:
        raise Http404
    return found


@staff_only
@require_GET
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """The figures alone, for polling: 304 while nothing has changed."""
    row = _managed(request, id)
    live = _live(request, row, exchange.answers_of(office.viewer_of(request), id))
    return polling.same(request, live) or polling.tagged(
        render(request, "desk/exchange/live.html", live), live
    )


@staff_only
@require_GET
def table(request: HttpRequest, id: UUID) -> HttpResponse:
    """The curve, who is late and the answers, which ask less often."""
    row = _managed(request, id)
    rows = exchange.answers_of(office.viewer_of(request), id)
    live = _live(request, row, rows)
    if (kept := polling.same(request, live)) is not None:
        return kept
    shown = live | _tables(request, row, rows)
    return polling.tagged(render(request, "desk/exchange/table.html", shown), live)


def _live(request: HttpRequest, row: RequestView, rows: list[AnswerView]) -> dict[str, Any]:
    running = row.state == RequestState.OPEN
    told = row.answered - row.nothing
    waiting = row.asked - row.answered - row.late
    return {
        "row": row,
        "running": running,
        "every": (5 if row.answered < row.asked else 30) if running else 0,
        "tag": _tag(request, row, rows),
        "tab": _tab(request),
        "new": sum(one.answer is not None and not one.consolidated for one in rows),
        "parts": [
            (_("Có nội dung"), told, "good"),
            (_("Không có nội dung"), row.nothing, "plain"),
            (_("Chưa, còn hạn"), max(waiting, 0), "wait"),
            (_("Quá hạn"), row.late, "bad"),
        ],
    }


def _tag(request: HttpRequest, row: RequestView, rows: list[AnswerView]) -> str:
    """Moves with every answer, every reminder, every consolidation, and with the clock."""
    told = [(one.unit, one.answer, one.late, one.follow_up, one.consolidated) for one in rows]
    viewer = office.viewer_of(request)
    parts = (row.state, row.asked, told, _tab(request), get_language(), viewer.person)
    return sha256(repr(parts).encode()).hexdigest()[:32]


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("xem", "")
    return asked if asked in answers.TABS else ""


def _tables(request: HttpRequest, row: RequestView, rows: list[AnswerView]) -> dict[str, Any]:
    viewer, tab = office.viewer_of(request), _tab(request)
    chosen = sorted(filter(answers.TABS.get(tab, bool), rows), key=answers.urgency)
    late = circulation.late_in(viewer, row.dispatch) if row.late else []
    return {
        "curve": _curve(request, row),
        "answer_tabs": answers.tabs(tab, rows),
        "answers": answers.told(viewer, chosen),
        "late": telephoned(request, late) if row.state == RequestState.OPEN else [],
        "consolidations": exchange.consolidations(viewer, row.id),
    }


def _curve(request: HttpRequest, row: RequestView) -> curves.Curve | None:
    moments = exchange.moments(office.viewer_of(request), row.id)
    done = row.answered == row.asked and bool(moments)
    until = moments[-1] if done else row.closed_at or clock.now()
    return curves.curve(
        row.asked_at, until, [], moments, planned=0, bodies=row.asked, due=row.due_at
    )


@staff_only
@require_GET
def export(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every body with what it answered, as a sheet."""
    return _sheet(request, _managed(request, id))


def _sheet(request: HttpRequest, row: RequestView) -> HttpResponse:
    viewer = office.viewer_of(request)
    told = answers.told(viewer, exchange.answers_of(viewer, row.id))
    heads = [
        *(_("Đơn vị"), _("Trạng thái"), _("Nội dung"), _("Số liệu"), _("Nguồn số liệu")),
        *(_("Tệp"), _("Người trả lời"), _("Trả lời lúc"), _("Lần trả lời")),
    ]
    return sheets.sheet("tra-loi", _("Trả lời"), heads, map(answers.line, told))


# What is done with one ---------------------------------------------------------------------------


@staff_only
@require_POST
def remind(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Nhắc tất cả đơn vị chậm», once for all of them."""
    row = _managed(request, id)
    try:
        told = circulating.remind_late(dispatch=row.dispatch, by=request.person)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        words = ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", told) % {"n": told}
        nobody = _("Các đơn vị chậm vừa được nhắc cách đây chưa lâu; chưa nhắc lại.")
        messages.success(request, words if told else nobody)
    return redirect("desk:request", id)


@staff_only
@require_POST
def consolidate(request: HttpRequest, id: UUID) -> HttpResponse:
    """Into a draft, the topic's message house, or a sheet; then there."""
    row = _managed(request, id)
    asked = request.POST.get("into", "")
    if asked not in set(Into):
        raise PermissionDenied
    try:
        made = actions.consolidate(request=id, into=Into(asked), by=request.person)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect("desk:request", id)
    if asked == Into.SHEET:
        return _sheet(request, row)
    n = made.answers.count()
    words = ngettext(
        "Đã tổng hợp %(n)s trả lời, giữ nguồn của từng phần.",
        "Đã tổng hợp %(n)s trả lời, giữ nguồn của từng phần.",
        n,
    )
    messages.success(request, words % {"n": n})
    return redirect("desk:editor", made.release_id)


@staff_only
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, id: UUID) -> HttpResponse:
    """Nobody is reminded any more. What was answered stays."""
    row, refusal = _managed(request, id), ""
    if request.method == "POST":
        try:
            actions.close(request=id, by=request.person)  # type: ignore[attr-defined]
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã đóng yêu cầu. Các trả lời vẫn ở đây."))
            return redirect("desk:request", id)
    shown: dict[str, Any] = {"row": row, "left": row.asked - row.answered, "refusal": refusal}
    status = 409 if refusal else 200
    return office.page(request, "desk/exchange/close.html", "ready", status, **shown)

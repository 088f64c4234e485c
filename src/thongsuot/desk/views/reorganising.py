"""Batches of reorganisation: looked at before anything is written, applied, undone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sections, sheets
from thongsuot.desk.forms import reorganising as forms
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.desk.views.deciding import held_words
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import actions, queries
from thongsuot.network.terms import ProposalState

DAY = timedelta(days=1)
COLUMNS = (
    ("event", "1"),
    ("act", "create, rename, merge, split, transfer, dissolve"),
    ("subject", "unit, province"),
    ("effective", "2025-07-01"),
    ("from, to", gettext_lazy("hệ-mã:mã, hoặc tên đầy đủ vào ngày trước đó")),
    ("to_name, to_short_name, to_kind", gettext_lazy("đơn vị mới hoặc tên mới")),
    ("to_role", "ministry_unit, department, press_agency, partner, none"),
    ("to_parent, to_province, to_code", gettext_lazy("nếu thay đổi")),
    ("function", gettext_lazy("chức năng được chuyển; để trống là toàn bộ")),
    ("legal_basis, confidence, source", gettext_lazy("căn cứ; found hoặc unverified; nguồn")),
)


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Batches applied and shipped, a file to look at, and what was left to decide."""
    shown: dict[str, Any] = {
        "tabs": sections.tabs(office.viewer_of(request), "reorganisations"),
        "batches": [(row, queries.batch_title(row.name)) for row in queries.batches()[:100]],
        "shipped": [one for one in queries.shipped_batches() if one.applied is None],
        "waiting": queries.waiting_mandates(),
        "left": [(one, held_words(one.touched)) for one in circulation.left_behind()],
        "centre_gone": bool(queries.gone([queries.centre().id])),
        "form": forms.FileForm(),
        "columns": COLUMNS,
    }
    return office.page(request, "desk/network/reorganisations/list.html", "network", **shown)


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The batches as a sheet."""
    heads = [_("Đợt"), _("Hiệu lực từ"), _("Số việc"), _("Chờ quyết định")]
    heads += [_("Áp dụng lúc"), _("Người áp dụng"), _("Hoàn tác lúc")]
    rows = [
        [
            queries.batch_title(row.name),
            f"{row.first_day:%d/%m/%Y}",
            row.acts,
            row.waiting,
            row.applied_at,
            row.applied_by.name if row.applied_by else _("Hệ thống"),
            row.undone_at,
        ]
        for row in queries.batches()
    ]
    return sheets.sheet("sap-xep", _("Sắp xếp tổ chức"), heads, rows)


@coordinator_only
@require_GET
def shipped(request: HttpRequest, name: str) -> HttpResponse:
    """A shipped file, to read or to begin one's own from."""
    try:
        text = queries.shipped_text(name)
    except Refused as refused:
        raise Http404 from refused
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@coordinator_only
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """What a file, or a shipped batch (`?dot=`), would do. Nothing is written."""
    if request.method == "GET":
        name = request.GET.get("dot", "")[:120]
        try:
            return _preview(request, queries.shipped_text(name), name)
        except Refused as refused:
            raise Http404 from refused
    form = forms.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form, "", 422)
    file = form.cleaned_data["file"]
    try:
        text = queries.batch_text(file.read())
    except Refused as refused:
        return _again(request, form, refusals.words(refused), 422)
    return _preview(request, text, file.name.rsplit(".", 1)[0][:120])


def _again(request: HttpRequest, form: Any, refusal: str, status: int) -> HttpResponse:
    shown: dict[str, Any] = {"form": form, "refusal": refusal, "columns": COLUMNS}
    template = "desk/network/reorganisations/file.html"
    return office.page(request, template, "network", status, **shown)


def _preview(
    request: HttpRequest, text: str, name: str, refusal: str = "", status: int = 200
) -> HttpResponse:
    plan = queries.preview(text, name)
    title = queries.batch_title(name) or _("Đợt sắp xếp")
    shown: dict[str, Any] = {"plan": plan, "name": name, "title": title, "refusal": refusal}
    if plan.faults:
        shown["faults"] = [(f.row, f.column, refusals.words(f.why)) for f in plan.faults]
        status = 422 if status == 200 and request.method == "POST" else status
    else:
        shown |= _impact(plan)
    template = "desk/network/reorganisations/preview.html"
    return office.page(request, template, "network", status, **shown)


def _impact(plan: Any) -> dict[str, Any]:
    """What goes on of itself, and what somebody must decide, above the network too."""
    touched = circulation.touched_by([body.id for body in plan.ends])
    names = {body.id: body.name for body in plan.ends}
    heirs = {edge.to.id: edge.to.name for act in plan.units for edge in act.edges if edge.to}
    moves: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for unit, held in touched.items():
        heir = plan.heirs.get(unit)
        row = {
            "name": names[unit],
            "held": held_words(held),
            "heir": heirs.get(heir) if heir else "",
        }
        (moves if heir else left).append(row)
    return {
        "evident": [mandate for mandate in plan.mandates if mandate.to],
        "moves": moves,
        "left": left,
        "mailboxes": sum(orphan.why == "mailbox" for orphan in plan.orphans),
        "orphans": [orphan for orphan in plan.orphans if orphan.why != "mailbox"],
    }


@coordinator_only
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Writes what was looked at; if the network has changed since, it is to be looked at anew."""
    text, name = request.POST.get("text", ""), request.POST.get("name", "")[:120]
    try:
        row = actions.apply_batch(
            text=text,
            name=name,
            fingerprint=request.POST.get("fingerprint", ""),
            by=by_of(request),
        )
    except Refused as refused:
        return _preview(request, text, name, refusals.words(refused), 409)
    messages.success(request, _("Đã áp dụng đợt sắp xếp. Xem các phân công cần quyết định."))
    return redirect("desk:reorganisation", row.pk)


def _batch(batch: UUID) -> Any:
    try:
        return queries.batch(batch)
    except Refused as refused:
        raise Http404 from refused


@coordinator_only
@require_GET
def show(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What was done, and the mandates that wait for a decision."""
    row, refusal = _batch(batch), request.session.pop("reorganising", "")
    proposals = queries.proposals(batch)
    waiting = [p for p in proposals if p.row.state == ProposalState.PROPOSED]
    shown: dict[str, Any] = {
        "batch": row,
        "title": queries.batch_title(row.name) or _("Đợt sắp xếp"),
        "refusal": refusal,
        "may_undo": queries.may_undo(row),
        "waiting": waiting,
        "evident": [p for p in waiting if p.evident],
        "with_main": [p for p in waiting if p.undecided and p.whole],
        "decided": [p for p in proposals if p.row.state != ProposalState.PROPOSED],
        "acts": _acts(batch),
    }
    return office.page(request, "desk/network/reorganisations/batch.html", "network", **shown)


def _acts(batch: UUID) -> list[dict[str, Any]]:
    rows = list(queries.acts_of(batch))
    units = {key for row in rows for e in row.successions.all() for key in _ends(e)} - {None}
    days = {day for row in rows for day in (row.effective - DAY, row.effective)}
    named = {day: queries.names_of(units, day) for day in days}
    return [{"row": row} | _sides(row, named) for row in rows]


def _ends(edge: Any) -> tuple[Any, Any]:
    return edge.from_unit_id, edge.to_unit_id


def _sides(row: Any, named: dict[Any, Any]) -> dict[str, Any]:
    """Whom an act took from and whom it gave to, each once, by the names of the day before and of
    the day; and the functions that it moved."""
    before, after = named[row.effective - DAY], named[row.effective]
    edges = list(row.successions.all())
    places = list(row.province_successions.all())
    befores = [before.get(e.from_unit_id) for e in edges] + [e.from_province for e in places]
    afters = [after.get(e.to_unit_id) for e in edges] + [e.to_province for e in places]
    return {
        "address": "desk:province" if places else "desk:unit",
        "befores": list(dict.fromkeys(one for one in befores if one)),
        "afters": list(dict.fromkeys(one for one in afters if one)),
        "functions": list(dict.fromkeys(e.function for e in edges if e.function)),
    }


@coordinator_only
@both
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    row = _batch(batch)
    act = Act(
        heading=_("Hoàn tác đợt sắp xếp"),
        about=queries.batch_title(row.name),
        button=_("Hoàn tác"),
        done=_("Đã hoàn tác. Mạng lưới trở lại như trước đợt sắp xếp."),
        back=reverse("desk:reorganisation", args=[batch]),
        form=forms.UndoForm(posted(request)),
        do=lambda asked: actions.undo_batch(batch=row.pk, by=by_of(request)),
        told=(
            _(
                "Các tên, mã, vai trò, đơn vị mà đợt này tạo ra sẽ được gỡ; những gì đợt này kết "
                "thúc sẽ có hiệu lực trở lại."
            ),
        ),
    )
    return run(request, act)

"""Sheets into the network and out of it: bring, choose columns, see each row, confirm."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.desk import looking, office, polling, rows, sections, sheets
from thongsuot.desk.forms.importing import ColumnsForm, FileForm
from thongsuot.desk.guards import DeskRequest, coordinator_only, staff_only
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.sheets import delimited, workbook
from thongsuot.look import refusals
from thongsuot.look.states import state_of
from thongsuot.network import actions, queries
from thongsuot.network.terms import RowOutcome, SheetState

PAGE, LISTED = 50, 20
MOST = 20 * 1024 * 1024
RUNNING = (SheetState.READING, SheetState.WRITING)
SETTLED_HERE = (RowOutcome.AMBIGUOUS, RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SKIPPED)
both = require_http_methods(["GET", "POST"])


@coordinator_only
@both
def listing(request: DeskRequest) -> HttpResponse:
    """The sheets of before, and a new one."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:import", _brought(request, form.cleaned_data["file"]).pk)
        except Refused as refused:
            refusal = refusals.words(refused)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "imports"),
        "form": form,
        "refusal": refusal,
        "sheets": list(queries.sheets_brought()[:LISTED]),
    }
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    return office.page(request, "desk/network/import/list.html", "network", status, **shown)


def _brought(request: DeskRequest, file: Any) -> Any:
    if file.size > MOST:
        raise Refused("sheets.too_large", limit=MOST // 2**20)
    return actions.bring_sheet(name=file.name or "bang", content=file.read(), by=request.person)


def _sheet(sheet: UUID) -> Any:
    try:
        return queries.sheet(sheet)
    except Refused as refused:
        raise Http404 from refused


@coordinator_only
@both
def show(request: DeskRequest, sheet: UUID) -> HttpResponse:
    """Where the sheet stands: its columns, its progress, or its rows."""
    row = _sheet(sheet)
    if row.state == SheetState.COLUMNS:
        return _columns(request, row)
    if request.method == "POST":
        return redirect("desk:import", row.pk)
    if row.state in RUNNING:
        return _page(request, "running", row, **_live(row))
    return _rows(request, row)


def _page(
    request: HttpRequest, name: str, row: Any, status: int = 200, **shown: Any
) -> HttpResponse:
    template = f"desk/network/import/{name}.html"
    return office.page(request, template, "network", status, **{"sheet": row, **shown})


# Columns ----------------------------------------------------------------------------------------


def _columns(request: DeskRequest, row: Any) -> HttpResponse:
    columns = queries.columns_of(row)
    provinces = [province.name for province in queries.provinces()]
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        columns=columns,
        units=queries.units(),
        provinces=provinces,
        initial=row.settings,
    )
    refusal = _failed(row)
    if request.method == "POST" and form.is_valid():
        try:
            _read(request, row, form)
            return redirect("desk:import", row.pk)
        except Refused as refused:
            refusal = refusals.words(refused)
    status = 409 if refusal and request.method == "POST" else 422 if form.errors else 200
    shown = {"form": form, "refusal": refusal, "tabs_of_file": queries.tabs_of(row)}
    return _page(request, "columns", row, status, **shown, **_noticed(columns, row))


def _read(request: DeskRequest, row: Any, form: ColumnsForm) -> None:
    asked = form.cleaned_data
    actions.choose_columns(
        sheet=row.pk,
        fields_of_columns=form.fields_of_columns(),
        unit=asked["unit"] or None,
        role=asked["role"],
        province=asked["province"],
        by=request.person,
    )


def _failed(row: Any) -> str:
    """Why the last reading did not come to its end."""
    if not row.failure:
        return ""
    return refusals.words(Refused(row.failure["code"], **row.failure["params"]))


def _noticed(columns: Iterable[Any], row: Any) -> dict[str, Any]:
    return {
        "refused": [rows.refused(column) for column in columns if column.refused],
        "notes": [column.heading for column in columns if column.field == "note"],
        "fonts": [name.upper() for name in row.encodings],
    }


@coordinator_only
@require_POST
def tab(request: DeskRequest, sheet: UUID) -> HttpResponse:
    return _act(request, sheet, actions.choose_tab, tab=request.POST.get("tab", ""))


# Progress ---------------------------------------------------------------------------------------


def _live(row: Any) -> dict[str, Any]:
    parts = (row.pk, row.state, row.rows_read, row.rows_judged, row.rows_written, get_language())
    return {
        "sheet": row,
        "tag": sha256(repr(parts).encode()).hexdigest()[:32],
        "total": row.rows_read if row.read_whole else 0,
        "done": row.rows_written if row.state == SheetState.WRITING else row.rows_judged,
    }


@coordinator_only
@require_GET
def progress(request: DeskRequest, sheet: UUID) -> HttpResponse:
    """The bar alone, for polling: 304 while nothing moved; when all is done, the whole page."""
    row = _sheet(sheet)
    live = _live(row)
    if row.state not in RUNNING:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    if (kept := polling.same(request, live)) is not None:
        return kept
    return polling.tagged(render(request, "desk/network/import/live.html", live), live)


# Rows -------------------------------------------------------------------------------------------


def _rows(request: DeskRequest, row: Any) -> HttpResponse:
    counts = queries.counts_of(row)
    here = _tab(request, counts)
    found = [] if row.erased_at else _found(request, row, here)
    shown: dict[str, Any] = {
        "counts": counts,
        "here": here,
        "tabs": [_tab_link(outcome, n, here) for outcome, n in counts.items()],
        "rows": [rows.told(view) for view in found[:PAGE]],
        "settles": row.state == SheetState.READ and here in SETTLED_HERE,
        "to_write": counts.get("new", 0) + counts.get("changed", 0),
        "new": counts.get("new", 0),
        "changed": counts.get("changed", 0),
        "left_out": sum(counts.get(o, 0) for o in ("ambiguous", "wrong", "skipped")),
    }
    shown |= _pager(request, found, here)
    return _page(
        request, "rows", row, **shown, **_noticed(queries.columns_of(row, examples=False), row)
    )


def _tab(request: HttpRequest, counts: dict[str, int]) -> str:
    """The one asked for; else what waits for the coordinator, before what does not."""
    asked = request.GET.get("tab", "")
    if asked in counts:
        return asked
    order = ("ambiguous", "wrong", "changed", "new", "overtaken", "unchanged", "skipped")
    return next((outcome for outcome in order if outcome in counts), "")


def _tab_link(outcome: str, count: int, here: str) -> dict[str, Any]:
    label = state_of("row", outcome).label
    return {"label": label, "href": f"?tab={outcome}", "here": outcome == here, "count": count}


def _found(request: HttpRequest, row: Any, outcome: str) -> list[Any]:
    before = _number(request.GET.get("truoc", ""))
    after = _number(request.GET.get("sau", "")) or 0
    return queries.rows_of(row, outcome, after=after, before=before, limit=PAGE + (not before))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _pager(request: HttpRequest, found: list[Any], outcome: str) -> dict[str, str]:
    if not found:
        return {}
    back = "truoc" in request.GET
    further = "?" + urlencode({"tab": outcome, "sau": found[:PAGE][-1].place})
    before = "?" + urlencode({"tab": outcome, "truoc": found[0].place})
    return {
        "next": further if back or len(found) > PAGE else "",
        "previous": before if "sau" in request.GET or (back and len(found) == PAGE) else "",
    }


@coordinator_only
@require_POST
def settle(request: DeskRequest, sheet: UUID) -> HttpResponse:
    """What rows mean, as chosen on the page: `row-<place>`."""
    choices = {
        place: value
        for name, value in request.POST.items()
        if name.startswith("row-") and (place := _number(name[4:])) is not None
    }
    here = urlencode({"tab": request.POST.get("tab", "")})
    return _act(request, sheet, actions.settle_rows, here, choices=choices)


@coordinator_only
@require_POST
def confirm(request: DeskRequest, sheet: UUID) -> HttpResponse:
    return _act(request, sheet, actions.confirm_sheet)


@coordinator_only
@require_POST
def back(request: DeskRequest, sheet: UUID) -> HttpResponse:
    return _act(request, sheet, actions.back_to_columns)


@coordinator_only
@require_POST
def discard(request: DeskRequest, sheet: UUID) -> HttpResponse:
    return _act(request, sheet, actions.discard_sheet)


def _act(
    request: DeskRequest, sheet: UUID, do: Callable[..., Any], query: str = "", **asked: Any
) -> HttpResponse:
    """Done, or a sentence why not, and back to the sheet."""
    _sheet(sheet)
    try:
        do(sheet=sheet, by=request.person, **asked)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    address = reverse("desk:import", args=[sheet])
    return redirect(f"{address}?{query}" if query else address)


@coordinator_only
@require_GET
def rows_sheet(request: DeskRequest, sheet: UUID) -> HttpResponse:
    """The rows of an outcome as they were written, with what is to be done: to be corrected there
    and brought again."""
    row = _sheet(sheet)
    here = _tab(request, queries.counts_of(row))
    found = queries.rows_of(row, here, limit=100_000)
    heads = list(dict.fromkeys(name for view in found for name in view.cells))
    titles = [_("Dòng"), *(str(rows.field(name)) for name in heads), _("Kết quả"), _("Lý do")]
    lines = ([v.number, *(v.cells.get(h, "") for h in heads), *rows.verdict(v)] for v in found)
    return sheets.sheet("dong-nhap", _("Dòng nhập"), titles, lines)


# Out of the network ------------------------------------------------------------------------------


@staff_only
@require_GET
def network_xlsx(request: DeskRequest) -> HttpResponse:
    """The network as the sheet that is taken back."""
    taken = queries.Taken()
    listed = queries.network_rows(request.viewer, taken)
    content = workbook(_("Danh bạ"), queries.EXPORT_HEADINGS, listed)
    return _download(request, content, sheets.KIND, "xlsx", taken)


@staff_only
@require_GET
def network_csv(request: DeskRequest) -> HttpResponse:
    taken = queries.Taken()
    listed = queries.network_rows(request.viewer, taken)
    content = delimited(queries.EXPORT_HEADINGS, listed)
    return _download(request, content, "text/csv; charset=utf-8", "csv", taken)


def _download(
    request: HttpRequest, content: bytes, kind: str, suffix: str, taken: Any
) -> HttpResponse:
    """Private addresses in it are looks, and journalled as such."""
    looking.note_taken(request, taken.people, "danh-ba")
    response = HttpResponse(content, content_type=kind)
    name = f"danh-ba-{clock.legal_date()}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

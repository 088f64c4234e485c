"""Sheets of figures: each row is told before anything is written."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thongsuot.desk import bank, figure_rows, office, sections
from thongsuot.desk.figure_rows import Asked, Raw, Told
from thongsuot.desk.forms.figures import BY_OWNER, SheetForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.facts import actions
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network.terms import RowOutcome

MOST = 10 * 1024 * 1024
SALT = "figures-sheet"
TO_WRITE = (RowOutcome.NEW, RowOutcome.CHANGED)
ORDER = (
    *(RowOutcome.WRONG, RowOutcome.CHANGED, RowOutcome.NEW),
    *(RowOutcome.UNCHANGED, RowOutcome.SKIPPED),
)


@staff_only
@require_http_methods(["GET", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    """GET asks for the file; POST tells its rows; POST of what was told writes them."""
    if "told" in request.POST:
        return _write(request)
    units = bank.states_for(request.viewer)
    if request.viewer.coordinates:
        units.insert(0, (BY_OWNER, _("Cơ quan giữ từng số liệu")))
    form = SheetForm(*_sent(request), units=units)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            rows, lacking = _read(form.cleaned_data["file"])
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            if not lacking:
                return _tell(request, rows, form.cleaned_data)
            form.add_error("file", _lacking(lacking))
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    return _page(request, "bring", status, form=form, refusal=refusal)


def _sent(request: DeskRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _page(request: DeskRequest, name: str, status: int = 200, **shown: Any) -> HttpResponse:
    shown["tabs"] = sections.tabs(request.viewer, "facts", sections.READY)
    return office.page(request, f"desk/figures/{name}.html", "ready", status, **shown)


def _read(file: Any) -> tuple[list[Raw], list[str]]:
    if file.size > MOST:
        raise Refused("sheets.too_large", limit=MOST // 2**20)
    return figure_rows.read(file.read())


def _lacking(heads: list[str]) -> str:
    return _("Không thấy cột %(columns)s. Hãy dùng biểu mẫu.") % {
        "columns": ", ".join(f"«{head}»" for head in heads)
    }


def _tell(request: DeskRequest, rows: list[Raw], given: dict[str, Any]) -> HttpResponse:
    """Every row and what it comes to; the rows travel in the page, signed, until confirmed."""
    day = given["as_of"]
    kept = {
        "rows": rows,
        "stated_for": given["stated_for"],
        "as_of": day.isoformat() if day else "",
        "source": given["source"],
        "name": given["file"].name or "",
    }
    found = figure_rows.told(request.viewer, rows, _asked(kept))
    counts = Counter(each.outcome for each in found)
    shown = {
        "file": kept["name"],
        "told": signing.dumps(kept, salt=SALT, compress=True),
        "counts": [(outcome, counts[outcome]) for outcome in ORDER if counts[outcome]],
        "to_write": sum(counts[outcome] for outcome in TO_WRITE),
        "rows": sorted(found, key=lambda each: ORDER.index(each.outcome)),
    }
    return _page(request, "told", **shown)


def _asked(kept: dict[str, Any]) -> Asked:
    chosen = kept["stated_for"]
    return Asked(
        stated_for=None if chosen == BY_OWNER else UUID(chosen),
        as_of=date.fromisoformat(kept["as_of"]) if kept["as_of"] else None,
        source=kept["source"],
    )


def _write(request: DeskRequest) -> HttpResponse:
    """Judged anew against the bank as it is now: a second press writes nothing."""
    try:
        kept = signing.loads(request.POST["told"], salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        messages.error(request, _("Bảng tải lên đã quá hạn. Hãy tải lên lại; chưa có gì được ghi."))
        return redirect("desk:figures_import")
    rows = [(number, cells) for number, cells in kept["rows"]]
    found = figure_rows.told(request.viewer, rows, _asked(kept))
    try:
        written = _state(found, request.person)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect("desk:figures_import")
    messages.success(request, _done(written))
    return redirect("desk:figures")


def _state(found: list[Told], by: Any) -> int:
    rows = [each.row for each in found if each.row and each.outcome in TO_WRITE]
    return len(actions.state_values(rows=rows, by=by)) if rows else 0


def _done(written: int) -> str:
    if not written:
        return _("Kho số liệu đã có đủ; không có gì phải ghi thêm.")
    words = ngettext("Đã ghi %(n)s số liệu vào kho.", "Đã ghi %(n)s số liệu vào kho.", written)
    return words % {"n": written}

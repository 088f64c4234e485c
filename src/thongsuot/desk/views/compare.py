"""Any two revisions of a text side by side, words marked."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from thongsuot.desk import texts
from thongsuot.desk.guards import staff_only
from thongsuot.lib.text.compare import Change
from thongsuot.releases import queries


@staff_only
@require_GET
def compare(request: HttpRequest, id: UUID) -> HttpResponse:
    """`?cu=1&moi=2`; without them the newest two."""
    ws = texts.workspace(request, id)
    if len(ws.revisions) < 2:
        return redirect("desk:release", id)
    old = _number(request.GET.get("cu"), ws.revisions[1].number)
    new = _number(request.GET.get("moi"), ws.revisions[0].number)
    rows = queries.compare(request.viewer, id, old, new)  # type: ignore[attr-defined]
    if rows is None:
        raise Http404
    by_number = {revision.number: revision for revision in ws.revisions}
    shown = {
        "section": "releases",
        "ws": ws,
        "old": by_number[old],
        "new": by_number[new],
        "rows": rows,
        "same": all(row.change == Change.SAME for row in rows),
    }
    return render(request, "desk/releases/compare.html", shown)


def _number(text: str | None, usual: int) -> int:
    if not text:
        return usual
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1

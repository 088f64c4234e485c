"""Any two revisions of a text side by side, words marked."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from thongsuot.desk import texts
from thongsuot.desk.guards import DeskRequest, staff_only


@staff_only
@require_GET
def compare(request: DeskRequest, id: UUID) -> HttpResponse:
    """`?cu=1&moi=2`; without them the newest two."""
    ws = texts.workspace(request, id)
    if len(ws.revisions) < 2:
        return redirect("desk:release", id)
    old = _number(request.GET.get("cu"), ws.revisions[1].number)
    new = _number(request.GET.get("moi"), ws.revisions[0].number)
    by_number = {revision.number: revision for revision in ws.revisions}
    if old not in by_number or new not in by_number:
        raise Http404
    shown = {
        "section": "releases",
        "ws": ws,
        "old": by_number[old],
        "new": by_number[new],
        "parts": texts.side_by_side(by_number[old], by_number[new]),
    }
    return render(request, "desk/releases/compare.html", shown)


def _number(text: str | None, usual: int) -> int:
    if not text:
        return usual
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1

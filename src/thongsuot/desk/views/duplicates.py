"""People who stand twice in the network: found, looked at side by side, made one, parted again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import looking, office, sections
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import both, by_of
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import actions, queries

LIKENESSES = {
    "email": gettext_lazy("cùng địa chỉ thư"),
    "phone": gettext_lazy("cùng số điện thoại"),
    "name_unit": gettext_lazy("cùng tên (bỏ dấu) ở cùng đơn vị"),
    "name_post": gettext_lazy("cùng tên và chức vụ ở cùng tỉnh"),
}


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Groups of rows that may be one person, the likeliest first."""
    groups, more = queries.duplicates()
    shown: dict[str, Any] = {
        "tabs": sections.tabs(office.viewer_of(request), "duplicates"),
        "groups": [
            {"group": group, "why": [LIKENESSES[each] for each in group.likenesses]}
            for group in groups
        ],
        "more": more,
    }
    return office.page(request, "desk/network/privacy/duplicates.html", "network", **shown)


@coordinator_only
@both
def compare(request: HttpRequest, first: UUID, second: UUID) -> HttpResponse:
    """Two side by side: merge one way or the other, or say that they are two."""
    refusal = ""
    done = request.POST.get("act", "") if request.method == "POST" else ""
    if done in ("first", "second", "apart"):
        try:
            return _decide(request, done, first, second)
        except Refused as refused:
            refusal = refusals.words(refused)
    return _side_by_side(request, first, second, refusal)


def _decide(request: HttpRequest, done: str, first: UUID, second: UUID) -> HttpResponse:
    by = by_of(request)
    if done == "apart":
        actions.note_not_same(first=first, second=second, by=by)
        messages.success(request, _("Đã ghi: đây là hai người khác nhau."))
        return redirect("desk:duplicates")
    keep, other = (first, second) if done == "first" else (second, first)
    actions.merge_people(keep=keep, other=other, by=by)
    messages.success(request, _("Đã gộp thành một người. Có thể tách lại ở trang dữ liệu."))
    return redirect("desk:person", keep)


def _side_by_side(request: HttpRequest, first: UUID, second: UUID, refusal: str) -> HttpResponse:
    sides = queries.sides([first, second])
    if first == second or not {first, second} <= set(sides):
        raise Http404
    points = queries.addresses_kept(person_ids=[first, second])
    seen = looking.points(request, points, "duplicates")
    if piece := looking.piece(request, seen):
        return piece
    people = [
        {"side": sides[key], "points": [seen[p.pk] for p in points if p.person_id == key]}
        for key in (first, second)
    ]
    shown: dict[str, Any] = {
        "people": people,
        "why": [LIKENESSES[each] for each in queries.likenesses(first, second)],
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return office.page(request, "desk/network/privacy/compare.html", "network", status, **shown)


@coordinator_only
@require_POST
def undo(request: HttpRequest, merge: UUID) -> HttpResponse:
    try:
        row = actions.undo_merge(merge=merge, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect(office.way_back(request, "desk:duplicates"))
    messages.success(request, _("Đã tách lại thành hai người như trước."))
    return redirect("desk:person", row.other_id)

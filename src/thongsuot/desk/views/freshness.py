"""How fresh the store is: topics reviewed, figures in date, hours to an answer; by body."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sections, sheets
from thongsuot.desk.guards import staff_only
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import Freshness
from thongsuot.network.terms import Viewer

ORDERS: dict[str, Callable[[Freshness], float]] = {
    "chu-de": lambda row: _share(row.topics_reviewed, row.topics),
    "so-lieu": lambda row: _share(row.figures_in_date, row.figures),
    "tra-loi": lambda row: _share(row.answers, row.requests),
    "gio": lambda row: -(row.median_hours or 0.0),
}
"""By what the table may be sorted: what lacks most comes first. Unasked, by name."""
SORTED = {
    "": gettext_lazy("Theo tên"),
    "chu-de": gettext_lazy("Chủ đề"),
    "so-lieu": gettext_lazy("Số liệu"),
    "tra-loi": gettext_lazy("Trả lời"),
    "gio": gettext_lazy("Giờ chờ trả lời"),
}


def _share(part: int, whole: int) -> float:
    """Of nothing, all is well."""
    return part / whole if whole else 1.0


@staff_only
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The whole network in three figures, then each body with what mends its gaps."""
    viewer = office.viewer_of(request)
    order = request.GET.get("xep", "")
    rows, late = _rows(order), _late(viewer)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "freshness", sections.READY),
        "whole": exchange.freshness(),
        "rows": [{"fresh": row, "mends": mends(viewer, row, late)} for row in rows],
        "orders": [
            {
                "label": label,
                "href": f"?xep={name}#by-unit" if name else "?#by-unit",
                "here": name == (order if order in ORDERS else ""),
            }
            for name, label in SORTED.items()
        ],
        "mine": viewer.answers_for,
    }
    return office.page(request, "desk/exchange/freshness.html", "ready", **shown)


def _rows(order: str) -> list[Freshness]:
    """Bodies in Vietnamese order; sorted, those that lack most come first."""
    rows = exchange.freshness_by_unit()
    return sorted(rows, key=ORDERS[order]) if order in ORDERS else rows


def _late(viewer: Viewer) -> set[UUID]:
    """Bodies that owe an answer: those past the hour for a coordinator, for others their own."""
    if viewer.coordinates:
        late = circulation.late_bodies(viewer)
        return {row.acknowledgement.unit_id for row in late if row.acknowledgement.dispatch.asks}
    return {unit for request in exchange.to_answer(viewer) for unit in request.owing}


def mends(viewer: Viewer, row: Freshness, late: set[UUID]) -> dict[str, bool]:
    """What a viewer can do about a body's gaps: their own, or as a coordinator."""
    may = viewer.coordinates or row.unit in viewer.works_for
    return {
        "topics": may and row.topics_reviewed < row.topics,
        "figures": may and row.figures_in_date < row.figures,
        "answers": row.unit in late,
    }


@staff_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same as a sheet."""
    heads = [
        _("Đơn vị"),
        _("Chủ đề"),
        _("Rà soát đúng hạn"),
        _("Số liệu"),
        _("Còn hạn"),
        _("Yêu cầu"),
        _("Đã trả lời"),
        _("Giờ chờ trả lời (trung vị)"),
    ]
    rows = [_line(row) for row in _rows(request.GET.get("xep", ""))]
    return sheets.sheet("do-cap-nhat", _("Độ cập nhật"), heads, rows)


def _line(row: Freshness) -> list[Any]:
    hours = None if row.median_hours is None else round(row.median_hours, 1)
    topics, figures = (row.topics, row.topics_reviewed), (row.figures, row.figures_in_date)
    return [row.unit_name, *topics, *figures, row.requests, row.answers, hours]

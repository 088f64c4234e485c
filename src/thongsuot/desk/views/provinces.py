"""A province through time: what it came from, what became of it, its bodies then and now."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from thongsuot.desk import office
from thongsuot.desk.guards import staff_only
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries


@staff_only
@require_GET
def show(request: HttpRequest, province: UUID) -> HttpResponse:
    """Codes and names were re-used for other provinces: each stands with its days."""
    try:
        row = queries.province(province)
    except Refused as refused:
        raise Http404 from refused
    shown: dict[str, Any] = {
        "province": row,
        "ended": row.valid_to is not None and row.valid_to < clock.legal_date(),
        "events": queries.province_timeline(province),
        "then": queries.provinces_then(province),
    }
    return office.page(request, "desk/network/province.html", "network", **shown)

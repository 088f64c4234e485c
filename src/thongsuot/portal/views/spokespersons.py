"""Who speaks for the bodies: the public list that the law asks for (Decree 244/2026 art. 3)."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.lib import clock
from thongsuot.lib.sheets import workbook
from thongsuot.lib.text import nfc
from thongsuot.look.guarding import public
from thongsuot.network import queries as network
from thongsuot.network.queries.spokespersons import Spokesperson
from thongsuot.network.terms import MandateRole
from thongsuot.portal import caching
from thongsuot.portal.pages import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """By body, as of now; the same for whoever looks."""
    asked = _asked(request)
    told: dict[str, Any] = {
        "people": network.spokespersons(asked["tim"], asked["tinh"]),
        "asked": asked,
        "filtered": bool(asked["tim"] or asked["tinh"]),
        "provinces": network.provinces(),
        "today": clock.legal_date(),
    }
    return _shared(request, page(request, "portal/spokespersons.html", told))


@public
@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The same list as a sheet."""
    asked = _asked(request)
    heads = [_("Đơn vị"), _("Họ và tên"), _("Chức vụ"), _("Tư cách"), _("Việc được ủy quyền")]
    heads += [_("Điện thoại"), _("Thư điện tử"), _("Từ ngày"), _("Đến hết ngày")]
    rows = [_line(one) for one in network.spokespersons(asked["tim"], asked["tinh"])]
    content = workbook(_("Người phát ngôn"), heads, rows)
    response = HttpResponse(content, content_type=XLSX)
    name = f"nguoi-phat-ngon-{clock.legal_date()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _shared(request, response)


def _asked(request: HttpRequest) -> dict[str, str]:
    given = {name: nfc(request.GET.get(name, "").replace("\0", "")) for name in ("tim", "tinh")}
    return {"tim": given["tim"].strip()[:100], "tinh": given["tinh"][:36]}


def _line(one: Spokesperson) -> list[Any]:
    until = f"{one.until:%d/%m/%Y}" if one.until else ""
    return [
        *(one.unit.name, one.name, one.post, _standing(one.role), one.matter),
        *("; ".join(one.phones), "; ".join(one.emails)),
        *(f"{one.since:%d/%m/%Y}", until),
    ]


def _standing(role: str) -> str:
    if role == MandateRole.DELEGATE:
        return _("Người được ủy quyền phát ngôn")
    return _("Người phát ngôn")


def _shared(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Kept by caches for seconds, never over midnight, when mandates end."""
    midnight = datetime.combine(clock.legal_date() + timedelta(days=1), time(), clock.VIETNAM)
    return caching.shared(request, response, until=midnight)

"""The list of texts: tabs, a kind, words, pages, and the same as a sheet."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from thongsuot.desk import texts
from thongsuot.desk.forms.texts import REACH_NAMES
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib import clock
from thongsuot.lib.text import fold
from thongsuot.look import naming
from thongsuot.look.states import state_of
from thongsuot.releases import queries
from thongsuot.releases.terms import ReleaseState, ReleaseView

PAGE = 30
MOST_EXPORTED = 5000
TABS = ("mine", "waiting", "in_approval", "released", "dropped")
STATES = {
    "in_approval": ReleaseState.IN_APPROVAL,
    "released": ReleaseState.RELEASED,
    "dropped": ReleaseState.DROPPED,
}


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """Tabs, a kind, words, and pages by the hour of the last change."""
    asked = _asked(request)
    rows = list(islice(_rows(request, asked, _before(request)), PAGE + 1))
    shown = {
        "section": "releases",
        "tabs": _tabs(request, asked),
        "asked": asked,
        "kinds": list(queries.kinds()),
        "units": texts.own_units(request.viewer),
        "rows": rows[:PAGE],
        "steps": {w.release.id: w.step for w in queries.waiting_for(request.viewer)},
        "next": _next(asked, rows),
        "export": reverse("desk:releases_export") + "?" + urlencode(_filled(asked)),
        "filtered": bool(asked["q"] or asked["kind"]),
    }
    return render(request, "desk/releases/list.html", shown)


def _asked(request: DeskRequest) -> dict[str, str]:
    tab = request.GET.get("tab", "mine")
    return {
        "tab": tab if tab in TABS else "mine",
        "kind": request.GET.get("kind", "")[:30],
        "unit": request.GET.get("unit", "")[:36],
        "q": request.GET.get("q", "").replace("\0", "").strip()[:200],
    }


def _filled(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}


def _unit(request: DeskRequest, asked: dict[str, str]) -> UUID | None:
    """The unit of the tab "mine": the one chosen, else the first."""
    own = {str(unit.id): unit.id for unit in texts.own_units(request.viewer)}
    return own.get(asked["unit"]) or next(iter(own.values()), None)


def _rows(
    request: DeskRequest, asked: dict[str, str], before: datetime | None
) -> Iterator[ReleaseView]:
    viewer = request.viewer
    if asked["tab"] == "waiting":
        return (w.release for w in queries.waiting_for(viewer) if _wanted(w.release, asked))
    unit = _unit(request, asked) if asked["tab"] == "mine" else None
    narrowed = {"state": STATES.get(asked["tab"]), "unit": unit, "text": asked["q"] or None}
    return (row for row in _all(viewer, before, narrowed) if _of_kind(row, asked))


def _all(viewer: Any, before: datetime | None, narrowed: dict[str, Any]) -> Iterator[ReleaseView]:
    while True:
        rows = queries.releases_for(viewer, before=before, limit=100, **narrowed)
        yield from rows
        if len(rows) < 100:
            return
        before = rows[-1].changed_at


def _of_kind(row: ReleaseView, asked: dict[str, str]) -> bool:
    return asked["kind"] in ("", row.kind)


def _wanted(row: ReleaseView, asked: dict[str, str]) -> bool:
    return _of_kind(row, asked) and all(w in fold(row.title) for w in fold(asked["q"]).split())


def _before(request: DeskRequest) -> datetime | None:
    try:
        at = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return at if at.tzinfo and 2000 < at.year < 3000 else None


def _next(asked: dict[str, str], rows: list[ReleaseView]) -> str:
    if len(rows) <= PAGE or asked["tab"] == "waiting":
        return ""
    return "?" + urlencode(_filled(asked) | {"before": rows[PAGE - 1].changed_at.isoformat()})


def _tabs(request: DeskRequest, asked: dict[str, str]) -> list[dict[str, Any]]:
    waiting = len(queries.waiting_for(request.viewer))
    words = [
        _("Của đơn vị tôi"),
        _("Chờ tôi duyệt"),
        _("Đang duyệt"),
        _("Đã phát hành"),
        _("Bỏ"),
    ]
    return [
        {
            "label": label,
            "href": "?" + urlencode({"tab": tab}),
            "here": tab == asked["tab"],
            "count": (waiting or None) if tab == "waiting" else None,
        }
        for tab, label in zip(TABS, words, strict=True)
    ]


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The list as asked for, as a sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Tin bài"))
    sheet.append(
        [
            _("Tiêu đề"),
            _("Loại tin"),
            _("Đơn vị"),
            _("Người soạn"),
            _("Trạng thái"),
            _("Đang chờ ở"),
            _("Phạm vi"),
            _("Khẩn"),
            _("Tạo lúc"),
            _("Sửa lúc"),
        ]
    )
    for row in islice(_rows(request, _asked(request), None), MOST_EXPORTED):
        sheet.append(_cells(row))
    content = BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(content.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="tin-bai-{clock.legal_date()}.xlsx"'
    return response


def _cells(row: ReleaseView) -> list[Any]:
    return [
        _safe(row.title),
        naming.kind_of(row),
        row.unit_name,
        row.author_name,
        str(state_of("release", row.state).label),
        row.waits_at_name,
        str(REACH_NAMES[row.reach]),
        _("có") if row.urgent else "",
        row.created_at.astimezone(clock.VIETNAM).replace(tzinfo=None),
        row.changed_at.astimezone(clock.VIETNAM).replace(tzinfo=None),
    ]


def _safe(text: str) -> str:
    """No cell begins as a formula, and none holds what a sheet cannot."""
    shown = "".join(char for char in text if char >= " " or char in "\t\n")
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown

"""Readiness: of all bodies, which have a leader and an officer who can really be reached."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thongsuot.circulation import queries as circulation
from thongsuot.circulation.queries.readiness import Readiness
from thongsuot.desk import curves, looking, office, sections, sheets, words
from thongsuot.desk.guards import coordinator_only
from thongsuot.lib import clock
from thongsuot.look import maps
from thongsuot.network import queries
from thongsuot.network.queries.readiness import BodyReadiness, GapKind, Tally
from thongsuot.network.terms import BODIES, UnitRole

PAGE = 30
CONDITIONS = {
    "with_leader": gettext_lazy("Có lãnh đạo phụ trách"),
    "with_officer": gettext_lazy("Có cán bộ đầu mối"),
    "verified": gettext_lazy("Cả hai đã xác minh"),
    "two_channels": gettext_lazy("Cả hai có hai kênh liên lạc"),
    "reached": gettext_lazy("Liên lạc được trong 30 ngày"),
    "ready": gettext_lazy("Sẵn sàng"),
}
GAPS = {
    GapKind.LEADER: gettext_lazy("Chưa có lãnh đạo phụ trách"),
    GapKind.OFFICER: gettext_lazy("Chưa có cán bộ đầu mối"),
    GapKind.UNVERIFIED: gettext_lazy("Chưa xác minh địa chỉ"),
    GapKind.ONE_CHANNEL: gettext_lazy("Thiếu thư hoặc số điện thoại"),
    GapKind.SILENT: gettext_lazy("Chưa liên lạc được trong 30 ngày"),
    GapKind.NO_ACCOUNT: gettext_lazy("Chưa có tài khoản"),
}
SHORT = {
    GapKind.LEADER: gettext_lazy("Thiếu lãnh đạo"),
    GapKind.OFFICER: gettext_lazy("Thiếu cán bộ"),
    GapKind.UNVERIFIED: gettext_lazy("Chưa xác minh"),
    GapKind.ONE_CHANNEL: gettext_lazy("Thiếu kênh"),
    GapKind.SILENT: gettext_lazy("Lâu chưa liên lạc"),
    GapKind.NO_ACCOUNT: gettext_lazy("Chưa có tài khoản"),
}
DRAWN = ("ready", "verified", "with_officer")


@dataclass(frozen=True)
class Asked:
    """Of which day, which bodies, what they lack, which page."""

    day: date
    kind: str = ""
    province: str = ""
    gap: str = ""
    page: int = 1

    @property
    def past(self) -> bool:
        return self.day < clock.legal_date()

    def query(self, **other: Any) -> str:
        told = {
            "ngay": str(self.day) if self.past else "",
            "loai": self.kind,
            "tinh": self.province,
            "thieu": self.gap,
            **other,
        }
        return "?" + urlencode({name: value for name, value in told.items() if value})


@coordinator_only
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The figures, the map, their course, and the gaps with what closes each."""
    asked, viewer = _asked(request), office.viewer_of(request)
    found = circulation.readiness_on(asked.day)
    lacking = _lacking(found, asked)
    start = (asked.page - 1) * PAGE
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "readiness"),
        "asked": asked,
        "today": clock.legal_date(),
        "whole": found.whole,
        "conditions": _conditions(found),
        "map": _map(found, asked),
        "gaps": _gap_tabs(found, asked),
        "rows": _rows(request, lacking[start : start + PAGE]),
        "count": len(lacking),
        "previous": asked.query(trang=asked.page - 1) if asked.page > 1 else "",
        "next": asked.query(trang=asked.page + 1) if len(lacking) > start + PAGE else "",
        "here": request.get_full_path(),
        "export": reverse("desk:readiness_export") + asked.query(),
        **_course(asked.day),
    }
    return office.page(request, "desk/network/readiness/show.html", "network", **shown)


def _asked(request: HttpRequest) -> Asked:
    get, today = request.GET, clock.legal_date()
    kind, gap, page = get.get("loai", ""), get.get("thieu", ""), get.get("trang", "")
    return Asked(
        day=min(_day(get.get("ngay", "")) or today, today),
        kind=kind if kind in BODIES else "",
        province=get.get("tinh", "")[:36],
        gap=gap if gap in set(GapKind) else "",
        page=min(max(int(page), 1), 1000) if page.isascii() and page.isdecimal() else 1,
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _conditions(found: Readiness) -> list[dict[str, Any]]:
    """Each condition: how many bodies fulfil it, of all and of each kind."""
    kinds = [(kind, found.of_kind(kind)) for kind in (UnitRole.MINISTRY_UNIT, UnitRole.DEPARTMENT)]
    whole = found.whole
    return [
        {
            "name": name,
            "label": label,
            "value": getattr(whole, name),
            "max": whole.bodies,
            "kinds": [
                (words.UNITS[kind], getattr(figures, name), figures.bodies)
                for kind, figures in kinds
            ],
        }
        for name, label in CONDITIONS.items()
    ]


def _map(found: Readiness, asked: Asked) -> dict[str, Any] | None:
    """The provinces of the day (63, or 34 since 1 July 2025), each in the colour of its share of
    ready bodies; None where the provinces are not those of the map."""
    tallies, shapes = found.by_province(), queries.shapes_of_provinces(asked.day)
    regions = [
        _region(row, tallies.get(row.pk), shapes[row.pk], asked)
        for row in queries.provinces(asked.day)
    ]
    told = {"day": f"{asked.day:%d/%m/%Y}"}
    title = _("Đơn vị sẵn sàng theo tỉnh, thành phố, ngày %(day)s") % told
    try:
        return maps.draw(regions, title, maps.Legend(_("Tỷ lệ đơn vị sẵn sàng")))
    except ValueError:
        return None


def _region(row: Any, tally: Tally | None, shapes: tuple[str, ...], asked: Asked) -> maps.Region:
    if tally is None:
        return maps.Region(str(row.pk), row.name, shapes, None, _("chưa có đơn vị"))
    counts = {"ready": tally.ready, "bodies": tally.bodies}
    label = _("%(ready)s trên %(bodies)s đơn vị") % counts
    href = asked.query(tinh=row.pk, trang="") + "#gaps"
    return maps.Region(str(row.pk), row.name, shapes, tally.ready / tally.bodies, label, href)


def _lacking(found: Readiness, asked: Asked) -> list[BodyReadiness]:
    """Bodies with gaps that are asked for. Unasked, an account alone is no gap."""
    return [row for row in found.bodies if _wanted(row, asked) and _open(row, asked.gap)]


def _wanted(row: BodyReadiness, asked: Asked) -> bool:
    return asked.kind in ("", *row.unit.roles) and (
        not asked.province or asked.province in map(str, row.unit.province_ids)
    )


def _open(row: BodyReadiness, gap: str) -> bool:
    return any(each.kind == gap for each in row.gaps) if gap else not row.ready


def _rows(request: HttpRequest, lacking: list[BodyReadiness]) -> list[dict[str, Any]]:
    """Bodies with what they lack; a private number stays masked, to be looked at elsewhere."""
    rows = [_row(row) for row in lacking]
    seen = looking.people(request, [row["callee"] for row in rows], "readiness")
    for row in rows:
        callee = row["callee"]
        row["callee"] = callee and seen[callee.id, callee.role]
    return rows


def _row(row: BodyReadiness) -> dict[str, Any]:
    """A body with what it lacks, in words, and whom to telephone about it."""
    leader = row.leader.person
    phones = [p for p in (leader, row.officer.person) if p and p.phone]
    return {
        "unit": row.unit,
        "reached_at": row.reached_at,
        "gaps": [{"gap": gap, "words": GAPS[gap.kind]} for gap in row.gaps],
        "leader": leader,
        "callee": phones[0] if phones else None,
    }


def _gap_tabs(found: Readiness, asked: Asked) -> list[dict[str, Any]]:
    rows = [row for row in found.bodies if _wanted(row, asked)]
    tabs = [("", _("Chưa sẵn sàng"))] + [(kind, SHORT[kind]) for kind in GapKind]
    return [
        {
            "label": label,
            "href": asked.query(thieu=kind) or "?",
            "here": kind == asked.gap,
            "count": sum(_open(row, kind) for row in rows),
        }
        for kind, label in tabs
    ]


def _course(day: date) -> dict[str, Any]:
    """The daily figures as lines, and as the table they were drawn from."""
    days = circulation.readiness_days(until=day)
    drawn = [(row.day, row.bodies, {name: getattr(row, name) for name in DRAWN}) for row in days]
    return {"days": list(reversed(days)), "trend": curves.trend(drawn)}


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Every body asked for, with each condition and what it lacks."""
    asked = _asked(request)
    found = circulation.readiness_on(asked.day)
    heads = [_("Đơn vị"), _("Loại"), _("Tỉnh, thành phố"), _("Lãnh đạo"), _("Cán bộ đầu mối")]
    heads += [str(label) for label in CONDITIONS.values()] + [_("Còn thiếu")]
    rows = [_line(row) for row in found.bodies if _wanted(row, asked)]
    return sheets.sheet("san-sang", _("Mức sẵn sàng"), heads, rows)


def _line(row: BodyReadiness) -> list[str]:
    people = [post.person.name if post.person else "" for post in (row.leader, row.officer)]
    marks = [_("có") if getattr(row, name) else _("chưa") for name in CONDITIONS]
    unit = row.unit
    where = [unit.name, words.unit_roles(unit.roles), ", ".join(unit.provinces)]
    return [*where, *people, *marks, "; ".join(map(_gap_words, row.gaps))]


def _gap_words(gap: Any) -> str:
    said = str(GAPS[gap.kind])
    return f"{said} ({gap.person.name})" if gap.person else said

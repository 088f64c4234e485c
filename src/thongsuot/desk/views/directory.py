"""The network's lists: bodies, the press, people; a page at a time, as one types, as a sheet."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import office, sections, sheets, words
from thongsuot.desk.guards import staff_only
from thongsuot.lib.text import nfc
from thongsuot.network import queries
from thongsuot.network.terms import BODIES, BodyReach, UnitRole, Viewer

TABS = ("bodies", "press", "people")
NARROWING = ("q", "kind", "province", "role")


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Bodies with their leader and officer; the press; people: a page at a time."""
    viewer, asked = office.viewer_of(request), _asked(request)
    page = _page(asked, _number(request))
    reached, bodies = queries.reached()
    shown: dict[str, Any] = {
        "asked": asked,
        "tabs": sections.tabs(viewer, "directory"),
        "kinds_of_list": _tabs(asked, bodies),
        "provinces": queries.provinces(),
        "roles": words.MANDATES.items(),
        "reached": reached,
        "bodies": bodies,
        "page": page,
        "filtered": any(asked[name] for name in NARROWING),
        "export": reverse("desk:network_export") + "?" + urlencode(asked),
        "may_see_press": viewer.coordinates,
        **_neighbours(asked, page),
    }
    return office.page(request, "desk/network/list.html", "network", **shown)


def _asked(request: HttpRequest) -> dict[str, str]:
    get, tab = request.GET, request.GET.get("tab", "bodies")
    kind, role = get.get("kind", ""), get.get("role", "")
    return {
        "tab": tab if tab in TABS else "bodies",
        "q": nfc(get.get("q", "").replace("\0", "")).strip()[:100],
        "kind": kind if kind in BODIES else "",
        "province": get.get("province", "") if _is_id(get.get("province", "")) else "",
        "role": role if role in words.MANDATES else "",
    }


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("trang", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def _tabs(asked: dict[str, str], bodies: int) -> list[dict[str, Any]]:
    press = queries.members_by_kind().get(UnitRole.PRESS_AGENCY, 0)
    labels = (_("Đơn vị và Sở"), bodies), (_("Cơ quan báo chí"), press), (_("Từng người"), None)
    return [
        {"label": label, "href": f"?tab={tab}", "here": tab == asked["tab"], "count": count}
        for tab, (label, count) in zip(TABS, labels, strict=True)
    ]


def _page(asked: dict[str, str], number: int) -> Any:
    if asked["tab"] == "press":
        return queries.agencies_page(asked["q"], number)
    if asked["tab"] == "people":
        return queries.people_page(asked["q"], asked["role"], number)
    return queries.bodies_page(asked["q"], asked["kind"], asked["province"], number)


def _neighbours(asked: dict[str, str], page: Any) -> dict[str, str]:
    """Where the pages before and after this one are."""
    kept = {name: value for name, value in asked.items() if value}

    def address(number: int) -> str:
        return "?" + urlencode(kept | {"trang": number})

    return {
        "previous": address(page.number - 1) if page.number > 1 else "",
        "next": address(page.number + 1) if page.number < page.pages else "",
    }


@staff_only
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """What the letters typed so far may mean, as links: a piece of the list's page."""
    text = nfc(request.GET.get("q", "").replace("\0", "")).strip()[:100]
    return render(
        request, "desk/network/suggested.html", {"found": queries.suggest(text), "q": text}
    )


@staff_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as asked for, as a sheet; how to reach journalists only for coordinators."""
    asked = _asked(request)
    if asked["tab"] == "press":
        return _export_press(office.viewer_of(request), asked)
    if asked["tab"] == "people":
        titles = [_("Họ và tên"), _("Chức vụ"), _("Vai trò"), _("Đơn vị")]
        return sheets.sheet("nguoi", _("Từng người"), titles, _people_lines(asked))
    heads = [
        *(_("Đơn vị"), _("Tên viết tắt"), _("Loại"), _("Tỉnh, thành phố")),
        *(_("Lãnh đạo phụ trách"), _("Thư"), _("Điện thoại")),
        *(_("Cán bộ đầu mối"), _("Thư"), _("Điện thoại"), _("Liên lạc được")),
    ]
    rows = (_line(row) for row in _all(asked))
    return sheets.sheet("mang-luoi", _("Mạng lưới"), heads, rows)


def _all(asked: dict[str, str], page_of: Callable[[int], Any] | None = None) -> Iterator[Any]:
    """Every row of the list as asked for, page after page."""
    number, pages = 1, 1
    while number <= pages:
        page = page_of(number) if page_of else _page(asked, number)
        yield from page.rows
        number, pages = number + 1, page.pages


def _line(row: BodyReach) -> list[str]:
    people = (row.leader, row.officer)
    cells = [(p.name, p.email, p.phone) if p else ("", "", "") for p in people]
    both = row.leader_reachable and row.officer_reachable
    unit = row.unit
    kind = words.unit_roles(unit.roles)
    whose = [unit.name, unit.short_name, kind, ", ".join(unit.provinces)]
    return [*whose, *cells[0], *cells[1], _("có") if both else _("chưa đủ")]


def _export_press(viewer: Viewer, asked: dict[str, str]) -> HttpResponse:
    heads = [_("Cơ quan báo chí"), _("Nhà báo"), _("Chức vụ")]
    if viewer.coordinates:
        heads += [_("Thư"), _("Điện thoại")]
    return sheets.sheet("bao-chi", _("Báo chí"), heads, _press_lines(viewer, asked))


def _press_lines(viewer: Viewer, asked: dict[str, str]) -> Iterator[list[str]]:
    for agency in _all(asked, lambda number: queries.agencies_page(asked["q"], number, each=None)):
        for person in agency.people or [None]:
            line = [agency.unit.name, *((person.name, person.post) if person else ("", ""))]
            reach = [person.email, person.phone] if person and viewer.coordinates else []
            yield [*line, *reach]


def _people_lines(asked: dict[str, str]) -> Iterator[list[str]]:
    """No addresses here: each list of those has its own rule of who may see them."""
    for row in _all(asked):
        yield [row.name, row.post, words.mandate(row.role), row.unit_name]

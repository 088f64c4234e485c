"""The network's lists: bodies, the press, people; a page at a time, as one types, as a sheet."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thongsuot.desk import looking, office, sections, sheets, words
from thongsuot.desk.guards import staff_only
from thongsuot.lib import clock
from thongsuot.lib.text import nfc
from thongsuot.network import queries
from thongsuot.network.queries.directory import SHOWN_PER_AGENCY
from thongsuot.network.terms import BODIES, BodyReach, PersonView, UnitRole

TABS = ("bodies", "press", "people")
NARROWING = ("q", "kind", "province", "role")


@staff_only
@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Bodies with their leader and officer; the press; people: a page at a time.

    POST says that one looks at the private addresses on the page.
    """
    viewer, asked = office.viewer_of(request), _asked(request)
    page, masked = _as_seen(request, asked, _page(asked, _number(request)))
    reached, bodies = queries.reached(_at(asked))
    shown: dict[str, Any] = {
        "asked": asked,
        "tabs": sections.tabs(viewer, "directory"),
        "kinds_of_list": _tabs(asked, bodies),
        "provinces": queries.provinces(clock.legal_date(_at(asked))),
        "as_of": asked["ngay"] and date.fromisoformat(asked["ngay"]),
        "roles": words.MANDATES.items(),
        "reached": reached,
        "bodies": bodies,
        "page": page,
        "masked": masked,
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
        "ngay": _day(get.get("ngay", "")),
    }


def _day(written: str) -> str:
    """The day that the list is asked for, if it is another than today."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return ""
    return "" if day == clock.legal_date() or not 1900 < day.year < 2200 else day.isoformat()


def _at(asked: dict[str, str]) -> datetime | None:
    if not asked["ngay"]:
        return None
    return datetime.combine(date.fromisoformat(asked["ngay"]), time(12), clock.VIETNAM)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("trang", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def _tabs(asked: dict[str, str], bodies: int) -> list[dict[str, Any]]:
    press = queries.members_by_kind(_at(asked)).get(UnitRole.PRESS_AGENCY, 0)
    day = f"&ngay={asked['ngay']}" if asked["ngay"] else ""
    labels = (_("Đơn vị và Sở"), bodies), (_("Cơ quan báo chí"), press), (_("Từng người"), None)
    return [
        {
            "label": label,
            "href": f"?tab={tab}{day}",
            "here": tab == asked["tab"],
            "count": count,
        }
        for tab, (label, count) in zip(TABS, labels, strict=True)
    ]


def _page(asked: dict[str, str], number: int, each: int | None = SHOWN_PER_AGENCY) -> Any:
    at = _at(asked)
    if asked["tab"] == "people":
        return queries.people_page(asked["q"], asked["role"], number, at)
    if asked["tab"] == "press":
        page: Any = queries.agencies_page(asked["q"], number, at, each)
    else:
        page = queries.bodies_page(asked["q"], asked["kind"], asked["province"], number, at)
    return _of_then(asked, page) if at else page


def _of_then(asked: dict[str, str], page: Any) -> Any:
    """Who was there on another day, not how they are reached today."""
    everybody = [person for person in _everybody(asked, page) if person]
    bare = {(p.id, p.role): replace(p, email="", phone="") for p in everybody}
    return _with(asked, page, bare)


def _as_seen(request: HttpRequest, asked: dict[str, str], page: Any) -> tuple[Any, bool]:
    """The page with addresses as the viewer may see them, and whether some are masked."""
    word = "journalists" if asked["tab"] == "press" else "bodies"
    seen = looking.people(request, _everybody(asked, page), word)
    return _with(asked, page, seen), any(view.masked for view in seen.values())


def _everybody(asked: dict[str, str], page: Any) -> list[PersonView | None]:
    """Those whose addresses the list shows."""
    if asked["tab"] == "people":
        return []
    if asked["tab"] == "press":
        return [person for row in page.rows for person in row.people]
    return [person for row in page.rows for person in (row.leader, row.officer)]


def _with(asked: dict[str, str], page: Any, seen: dict[Any, Any]) -> Any:
    def shown(person: PersonView | None) -> PersonView | None:
        return person and seen[person.id, person.role]

    if asked["tab"] == "people":
        return page
    if asked["tab"] == "press":
        rows = [replace(row, people=tuple(map(shown, row.people))) for row in page.rows]
    else:
        rows = [replace(r, leader=shown(r.leader), officer=shown(r.officer)) for r in page.rows]
    return replace(page, rows=tuple(rows))


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
        return _export_press(request, asked)
    if asked["tab"] == "people":
        titles = [_("Họ và tên"), _("Chức vụ"), _("Vai trò"), _("Đơn vị")]
        return sheets.sheet("nguoi", _("Từng người"), titles, _people_lines(asked))
    heads = [
        *(_("Đơn vị"), _("Tên viết tắt"), _("Loại"), _("Tỉnh, thành phố")),
        *(_("Lãnh đạo phụ trách"), _("Thư"), _("Điện thoại")),
        *(_("Cán bộ đầu mối"), _("Thư"), _("Điện thoại"), _("Liên lạc được")),
    ]
    taken: set[UUID] = set()
    rows = (_line(row) for row in _whole(request, asked, taken))
    sheet = sheets.sheet("mang-luoi", _("Mạng lưới"), heads, rows)
    looking.note_taken(request, taken, "export_bodies")
    return sheet


def _all(asked: dict[str, str], page_of: Callable[[int], Any]) -> Iterator[Any]:
    """Every page of the list as asked for."""
    number, pages = 1, 1
    while number <= pages:
        page = page_of(number)
        yield page
        number, pages = number + 1, page.pages


def _whole(request: HttpRequest, asked: dict[str, str], taken: set[UUID]) -> Iterator[Any]:
    """Every row with the addresses that the viewer may see, in full; `taken` gathers whose
    private ones are among them."""

    def page_of(number: int) -> Any:
        return _page(asked, number, each=None)

    for page in _all(asked, page_of):
        seen = looking.take_away(request, _everybody(asked, page), taken)
        yield from _with(asked, page, seen).rows


def _line(row: BodyReach) -> list[str]:
    people = (row.leader, row.officer)
    cells = [(p.name, p.email, p.phone) if p else ("", "", "") for p in people]
    both = row.leader_reachable and row.officer_reachable
    unit = row.unit
    kind = words.unit_roles(unit.roles)
    whose = [unit.name, unit.short_name, kind, ", ".join(unit.provinces)]
    return [*whose, *cells[0], *cells[1], _("có") if both else _("chưa đủ")]


def _export_press(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    heads = [_("Cơ quan báo chí"), _("Nhà báo"), _("Chức vụ")]
    coordinates = office.viewer_of(request).coordinates
    if coordinates:
        heads += [_("Thư"), _("Điện thoại")]
    taken: set[UUID] = set()
    agencies = _whole(request, asked, taken)
    lines = (line for agency in agencies for line in _press_lines(agency, coordinates))
    sheet = sheets.sheet("bao-chi", _("Báo chí"), heads, lines)
    looking.note_taken(request, taken, "export_journalists")
    return sheet


def _press_lines(agency: Any, coordinates: bool) -> Iterator[list[str]]:
    for person in agency.people or [None]:
        line = [agency.unit.name, *((person.name, person.post) if person else ("", ""))]
        reach = [person.email, person.phone] if person and coordinates else []
        yield [*line, *reach]


def _people_lines(asked: dict[str, str]) -> Iterator[list[str]]:
    """No addresses here: each list of those has its own rule of who may see them."""
    rows = (row for page in _all(asked, partial(_page, asked)) for row in page.rows)
    for row in rows:
        yield [row.name, row.post, words.mandate(row.role), row.unit_name]

"""The network: bodies and the press, and the page of a body and of a person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sheets, words
from thongsuot.desk.guards import staff_only
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import fold, nfc
from thongsuot.network import queries
from thongsuot.network.terms import BODIES, BodyReach, MandateRole, UnitRole, Viewer

TABS = ("bodies", "press")


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Bodies with their leader and officer and whether they can be reached; or the press."""
    viewer, asked = office.viewer_of(request), _asked(request)
    everybody = queries.reachability()
    shown: dict[str, Any] = {
        "asked": asked,
        "tabs": _tabs(asked, len(everybody)),
        "provinces": queries.provinces(),
        "reached": sum(row.leader_reachable and row.officer_reachable for row in everybody),
        "bodies": len(everybody),
        "filtered": any(asked[name] for name in ("q", "kind", "province")),
        "export": reverse("desk:network_export") + "?" + urlencode(asked),
        "may_see_press": viewer.coordinates,
    }
    if asked["tab"] == "press":
        shown["agencies"] = _press(asked)
    else:
        shown["rows"] = _bodies(asked, everybody)
    return office.page(request, "desk/network/list.html", "network", **shown)


def _asked(request: HttpRequest) -> dict[str, str]:
    get, tab = request.GET, request.GET.get("tab", "bodies")
    kind = get.get("kind", "")
    return {
        "tab": tab if tab in TABS else "bodies",
        "q": nfc(get.get("q", "").replace("\0", "")).strip()[:100],
        "kind": kind if kind in BODIES else "",
        "province": get.get("province", "")[:36],
    }


def _tabs(asked: dict[str, str], bodies: int) -> list[dict[str, Any]]:
    counts = queries.members_by_kind()
    press = counts.get(UnitRole.PRESS_AGENCY, 0)
    labels = (_("Đơn vị và Sở"), bodies), (_("Cơ quan báo chí, nhà báo"), press)
    return [
        {"label": label, "href": f"?tab={tab}", "here": tab == asked["tab"], "count": count}
        for tab, (label, count) in zip(TABS, labels, strict=True)
    ]


def _bodies(asked: dict[str, str], everybody: list[BodyReach]) -> list[BodyReach]:
    """Narrowed by kind, province, and words in any name the body had or in its people's."""
    rows = [row for row in everybody if asked["kind"] in ("", *row.unit.roles)]
    if asked["province"]:
        rows = [r for r in rows if asked["province"] in map(str, r.unit.province_ids)]
    if not asked["q"]:
        return rows
    named = {unit.id for unit in queries.units(text=asked["q"])}
    return [row for row in rows if row.unit.id in named or _of_people(row, asked["q"])]


def _of_people(row: BodyReach, text: str) -> bool:
    names = " ".join(person.name for person in (row.leader, row.officer) if person)
    return all(word in fold(names) for word in fold(text).split())


def _press(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Agencies with their journalists, both in the order of names."""
    people: dict[Any, list[Any]] = {}
    for each in queries.people(role=MandateRole.JOURNALIST):
        people.setdefault(each.unit, []).append(each)
    agencies = queries.units(role=UnitRole.PRESS_AGENCY)
    rows: list[dict[str, Any]] = [
        {"unit": unit, "people": people.get(unit.id, [])} for unit in agencies
    ]
    if not asked["q"]:
        return rows
    named = {unit.id for unit in queries.units(text=asked["q"])}
    wanted = fold(asked["q"]).split()
    found = []
    for row in rows:
        mine = [p for p in row["people"] if all(word in fold(p.name) for word in wanted)]
        if row["unit"].id in named or mine:
            found.append(row if row["unit"].id in named else row | {"people": mine})
    return found


@staff_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as asked for, as a sheet; how to reach journalists only for coordinators."""
    asked = _asked(request)
    if asked["tab"] == "press":
        return _export_press(office.viewer_of(request), asked)
    heads = [
        *(_("Đơn vị"), _("Tên viết tắt"), _("Loại"), _("Tỉnh, thành phố")),
        *(_("Lãnh đạo phụ trách"), _("Thư"), _("Điện thoại")),
        *(_("Cán bộ đầu mối"), _("Thư"), _("Điện thoại"), _("Liên lạc được")),
    ]
    rows = [_line(row) for row in _bodies(asked, queries.reachability())]
    return sheets.sheet("mang-luoi", _("Mạng lưới"), heads, rows)


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
    rows = []
    for row in _press(asked):
        for person in row["people"] or [None]:
            line = [row["unit"].name, person.name if person else "", person.post if person else ""]
            reach = [person.email, person.phone] if person and viewer.coordinates else []
            rows.append([*line, *reach])
    return sheets.sheet("bao-chi", _("Báo chí"), heads, rows)


@staff_only
@require_GET
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """A body: its names, its people with their days, how to reach them, what it received."""
    viewer = office.viewer_of(request)
    try:
        view = queries.unit(unit)
    except Refused as refused:
        raise Http404 from refused
    today = clock.legal_date()
    mandates = list(queries.all_mandates(unit_id=unit))
    standing = [m for m in mandates if m.valid_to is None or m.valid_to >= today]
    points = queries.addresses_kept(unit_id=unit, person_ids={m.person_id for m in standing})
    shown: dict[str, Any] = {
        "unit": view,
        "names": list(queries.names_over_time(unit)),
        "parent": queries.names_of([view.parent]).get(view.parent) if view.parent else None,
        "people": [_member(viewer, m, points, today) for m in standing],
        "former": [m for m in mandates if m not in standing],
        "deputies": list(queries.deputies_of(unit)),
        "points": [_point(p) for p in points if p.unit_id == view.id],
        "shows_points": office.may_see_addresses(viewer, view.roles),
        "received": circulation.received_by_body(viewer, unit) if view.is_body else [],
        "now": clock.now(),
        "may_manage": viewer.coordinates,
        "may_keep": viewer.coordinates or unit in viewer.answers_for,
    }
    return office.page(request, "desk/network/unit.html", "network", **shown)


def _member(viewer: Viewer, mandate: Any, points: list[Any], today: Any) -> dict[str, Any]:
    mine = [point for point in points if point.person_id == mandate.person_id]
    return {
        "mandate": mandate,
        "person": mandate.person,
        "points": [_point(p) for p in mine] if _shown(viewer, mandate) else None,
        "to_come": mandate.valid_from > today,
    }


def _shown(viewer: Viewer, mandate: Any) -> bool:
    """Journalists' addresses are for coordinators, and for themselves."""
    press = mandate.role == MandateRole.JOURNALIST
    return viewer.coordinates or not press or mandate.person_id == viewer.person


def _point(point: Any) -> dict[str, Any]:
    """An address with its last verification: verified, run out, or never."""
    last = point.checks[0] if point.checks else None
    until = max((check.valid_until for check in point.checks), default=None)
    state = "unverified" if until is None else "verified" if until > clock.now() else "expired"
    return {"row": point, "last": last, "until": until, "verified": state}


@staff_only
@require_GET
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A person with their mandates; how to reach them for those who may know."""
    viewer = office.viewer_of(request)
    try:
        row = queries.person(person)
    except Refused as refused:
        raise Http404 from refused
    today = clock.legal_date()
    mandates = list(queries.all_mandates(person_id=person))
    standing = [m for m in mandates if m.valid_to is None or m.valid_to >= today]
    units = queries.names_of({m.unit_id for m in mandates})
    roles = {m.role for m in standing}
    shows = viewer.coordinates or viewer.person == row.pk or not roles <= {MandateRole.JOURNALIST}
    keeps = not viewer.answers_for.isdisjoint(m.unit_id for m in standing)
    shown: dict[str, Any] = {
        "person": row,
        "mandates": [_held(m, units, today) for m in mandates],
        "shows_points": shows,
        "points": [_point(p) for p in queries.addresses_kept(person_ids=[row.pk])] if shows else [],
        "may_manage": viewer.coordinates,
        "may_keep": viewer.coordinates or viewer.person == row.pk or keeps,
        "account": row.account is not None,
    }
    return office.page(request, "desk/network/person.html", "network", **shown)


def _held(mandate: Any, units: dict[UUID, Any], today: Any) -> dict[str, Any]:
    over = mandate.valid_to is not None and mandate.valid_to < today
    return {"row": mandate, "unit": units.get(mandate.unit_id), "over": over}

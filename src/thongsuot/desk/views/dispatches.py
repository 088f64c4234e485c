"""Dispatches: the list, the page that shows one on its way, and its sheet."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.circulation import queries as circulation
from thongsuot.circulation.queries import Progress
from thongsuot.circulation.terms import DispatchState, Figures
from thongsuot.desk import curves, looking, office, polling, sheets, words
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views import board, bodies
from thongsuot.lib import clock
from thongsuot.look.states import state_of
from thongsuot.network import queries as network
from thongsuot.network.terms import Sight, UnitView, Viewer
from thongsuot.peers import queries as peers
from thongsuot.releases import queries as releases

PAGE = 20
SHEET = 500
WATCHED = timedelta(days=2)
"""How long a page that was left open goes on asking after the last mail went."""


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    viewer = office.viewer_of(request)
    rows = circulation.dispatches(viewer, before=_before(request), limit=PAGE + 1)
    views = releases.editions_by_id(viewer, {row.edition_id for row in rows})
    found = [
        {
            "dispatch": row,
            "edition": views[row.edition_id],
            "figures": circulation.figures(row.pk),
            "state": board.state_of(row),
        }
        for row in rows[:PAGE]
        if row.edition_id in views
    ]
    more = len(rows) > PAGE
    older = "?" + urlencode({"before": rows[PAGE - 1].made_at.isoformat()}) if more else ""
    shown: dict[str, Any] = {"rows": found, "next": older, "now": clock.now()}
    return office.page(request, "desk/dispatches/list.html", "dispatches", **shown)


@staff_only
@require_GET
def listing_sheet(request: HttpRequest) -> HttpResponse:
    """Every dispatch the viewer may follow, as a sheet, the newest first."""
    viewer = office.viewer_of(request)
    rows = circulation.dispatches(viewer, limit=SHEET)
    views = releases.editions_by_id(viewer, {row.edition_id for row in rows})
    heads = [
        *(_("Gửi lúc"), _("Số"), _("Tên"), _("Người gửi"), _("Khẩn"), _("Trạng thái")),
        *(_("Người nhận"), _("Lần gửi"), _("Đã gửi"), _("Gửi hỏng"), _("Đang chờ")),
        *(_("Đơn vị phải xác nhận"), _("Đã xác nhận"), _("Quá hạn")),
    ]
    found = ((row, views[row.edition_id]) for row in rows if row.edition_id in views)
    return sheets.sheet("dot-gui", _("Đợt gửi"), heads, (_summed(*each) for each in found))


def _summed(row: Any, edition: Any) -> list[Any]:
    figures = circulation.figures(row.pk)
    return [
        *(row.made_at, edition.number_label, edition.title),
        *(row.made_by.name if row.made_by else "", _("khẩn") if row.urgent else ""),
        str(state_of("dispatch", board.state_of(row)).label),
        *(figures.recipients, figures.planned, figures.sent, figures.failed, figures.waiting),
        *(figures.bodies, figures.acknowledged, figures.overdue),
    ]


def _before(request: HttpRequest) -> datetime | None:
    try:
        at = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None


@staff_only
@require_GET
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """One dispatch. The figures and the tables below it ask for themselves while it runs."""
    viewer = office.viewer_of(request)
    row = circulation.dispatch_for(viewer, id)
    if row is None:
        return bodies.own(request, id)
    live = _live(request, row)
    shown = live | _tables(request, row, live["figures"]) | board.late(request, row)
    shown["edition"] = releases.edition_for(viewer, row.edition_id)
    shown["carried"] = circulation.carried_with(row)
    shown["receipts"] = peers.receipts(row.edition_id)
    return office.page(request, "desk/dispatches/dispatch.html", "dispatches", **shown)


@staff_only
@require_GET
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """The figures alone, for polling: 304 while nothing has changed."""
    row = office.dispatch_or_404(office.viewer_of(request), id)
    live = _live(request, row)
    return polling.same(request, live) or polling.tagged(
        render(request, "desk/dispatches/live.html", live), live
    )


@staff_only
@require_GET
def late(request: HttpRequest, id: UUID) -> HttpResponse:
    """The bodies past their hour, whom to call; asked again while the page stands open."""
    row = office.dispatch_or_404(office.viewer_of(request), id)
    shown = board.late(request, row)
    tagged = {"tag": shown["late_tag"]}
    return polling.same(request, tagged) or polling.tagged(
        render(request, "desk/dispatches/late.html", shown), tagged
    )


@staff_only
@require_GET
def tables(request: HttpRequest, id: UUID) -> HttpResponse:
    """The tables and the curve, which ask less often."""
    row = office.dispatch_or_404(office.viewer_of(request), id)
    live = _live(request, row)
    if (kept := polling.same(request, live)) is not None:
        return kept
    shown = live | _tables(request, row, live["figures"])
    return polling.tagged(render(request, "desk/dispatches/tables.html", shown), live)


def _tag(request: HttpRequest, row: Any, figures: Figures, state: str) -> str:
    """Moves with the ledger (`version`), and with what the clock alone changes."""
    parts = (
        *(row.pk, row.version, state, figures.waiting, figures.sent, figures.overdue),
        *(figures.resent, _tab(request), get_language()),
        office.viewer_of(request).person,
    )
    return sha256(repr(parts).encode()).hexdigest()[:32]


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "unit")
    return asked if asked in ("unit", "tiles", "province", "failed") else "unit"


def _live(request: HttpRequest, row: Any) -> dict[str, Any]:
    figures = circulation.figures(row.pk)
    state, running = board.state_of(row), row.state in office.RUNNING
    open_bodies = figures.bodies - figures.acknowledged - figures.overdue
    watched = row.state != DispatchState.STOPPED and row.made_at > clock.now() - WATCHED
    return {
        "dispatch": row,
        "figures": figures,
        "state": state,
        "running": running,
        "every": 2 if running else 20 if watched and figures.acknowledged < figures.bodies else 0,
        "tag": _tag(request, row, figures, state),
        "tab": _tab(request),
        "may_stop": running and state != "undoable",
        "in_channels": [(words.channel(name), c) for name, c in figures.by_channel.items()],
        **board.arrived(row, figures),
        "sending": [
            (_("Đã gửi"), figures.sent, "good"),
            (_("Đang chờ"), figures.waiting, "wait"),
            (_("Gửi hỏng"), figures.failed, "bad"),
            (_("Đã dừng"), figures.stopped, "plain"),
        ],
        "answering": [
            (_("Đã xác nhận"), figures.acknowledged, "good"),
            (_("Chưa, còn hạn"), open_bodies, "wait"),
            (_("Quá hạn"), figures.overdue, "bad"),
        ],
    }


def _tables(request: HttpRequest, row: Any, figures: Figures) -> dict[str, Any]:
    viewer, tab = office.viewer_of(request), _tab(request)
    shown: dict[str, Any] = {"curve": _curve(row, figures), "tabs": _tab_links(tab, figures)}
    if tab == "failed":
        shown["failures"] = _failures(viewer, row)
    else:
        by = "province" if tab == "province" else "unit"
        shown["progress"] = sorted(circulation.progress(row.pk, by=by), key=_urgency)
    return shown


def _urgency(line: Progress) -> int:
    """Late bodies first, then those that may still answer, then the rest; each in their order."""
    if line.overdue:
        return 0
    if line.acknowledged < line.bodies:
        return 1
    return 2 if line.bodies else 3


def _curve(row: Any, figures: Figures) -> curves.Curve | None:
    sent, settled = circulation.moments(row.pk)
    done = not figures.waiting and figures.acknowledged == figures.bodies
    until = row.made_at if done else clock.now()
    whole = {"planned": figures.planned, "bodies": figures.bodies}
    return curves.curve(row.made_at, until, sent, settled, due=row.acknowledge_by, **whole)


def _tab_links(here: str, figures: Figures) -> list[dict[str, Any]]:
    tabs = (
        ("unit", _("Theo đơn vị"), None),
        ("tiles", _("Bảng theo dõi"), None),
        ("province", _("Theo tỉnh, thành phố"), None),
        ("failed", _("Gửi hỏng"), figures.failed or None),
    )
    return [
        {"label": label, "href": f"?tab={tab}#bang", "here": tab == here, "count": count}
        for tab, label, count in tabs
    ]


def _failures(viewer: Viewer, row: Any) -> list[dict[str, Any]]:
    found = circulation.failures(row.pk)
    units: dict[Any, UnitView] = dict(
        network.names_of({d.recipient.unit_id for d in found if d.recipient.unit_id})
    )
    seen = network.addresses_seen_by(viewer, [_used(d.recipient, d) for d in found])
    return [
        {
            "person": delivery.recipient.person,
            "unit": units.get(delivery.recipient.unit_id),
            "address": seen[_used(delivery.recipient, delivery)][1],
            "reason": delivery.reason,
            "attempts": delivery.attempts,
            "tried": len(delivery.tried),
        }
        for delivery in found
    ]


def _used(recipient: Any, delivery: Any) -> tuple[UUID, str, str]:
    return (recipient.person_id, delivery.channel, delivery.address)


@staff_only
@require_GET
def export(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every recipient with what became of it, as a sheet."""
    viewer = office.viewer_of(request)
    row = office.dispatch_or_404(viewer, id)
    people = circulation.recipients(row.pk)
    units: dict[Any, UnitView] = dict(
        network.names_of({each.unit_id for each in people if each.unit_id})
    )
    heads = [
        _("Người nhận"),
        _("Đơn vị"),
        _("Tỉnh, thành phố"),
        _("Kênh"),
        _("Địa chỉ"),
        _("Trạng thái gửi"),
        _("Lý do"),
        _("Số lần thử"),
        _("Gửi lúc"),
        _("Đơn vị xác nhận"),
        _("Qua"),
        _("Người xác nhận"),
        _("Xác nhận lúc"),
    ]
    used = [_used(each, delivery) for each in people for delivery in each.deliveries.all()]
    seen = network.addresses_seen_by(viewer, used)
    whole = network.addresses_seen_by(viewer, used, looked=True)
    taken = {key[0] for key, (sight, _shown) in seen.items() if sight is Sight.MASKED}
    cells = (line for each in people for line in _lines(whole, each, units.get(each.unit_id)))
    sheet = sheets.sheet("dot-gui", _("Người nhận"), heads, cells)
    looking.note_taken(request, taken, "export_recipients")
    return sheet


def _lines(seen: dict[Any, Any], person: Any, unit: UnitView | None) -> list[list[Any]]:
    debt = person.acknowledgement
    whose = [
        person.person.name,
        unit.name if unit else "",
        ", ".join(unit.provinces if unit else ()),
    ]
    answer = [
        "" if debt is None else _acknowledged(debt),
        str(state_of("through", debt.through).label) if debt and debt.through else "",
        debt.settled_by.name if debt and debt.settled_by else "",
        debt.settled_at if debt else None,
    ]
    sent = [
        [
            words.channel(delivery.channel),
            seen[_used(person, delivery)][1],
            str(state_of("delivery", delivery.state).label),
            delivery.reason,
            delivery.attempts,
            delivery.sent_at,
        ]
        for delivery in person.deliveries.all()
    ]
    nothing = [["", "", _("Chỉ có trong hộp tin"), "", 0, None]]
    return [[*whose, *line, *answer] for line in sent or nothing]


def _acknowledged(debt: Any) -> str:
    if debt.settled_at:
        return _("đã xác nhận")
    return _("quá hạn") if debt.due_at and debt.due_at < clock.now() else _("chưa")

"""The fact bank: its list, a page at a time, as a sheet; a figure with its course and history."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import bank, curves, office, sections, sheets
from thongsuot.desk.forms.figures import BETTER, CADENCES
from thongsuot.desk.guards import DeskRequest, in_background, staff_only
from thongsuot.facts import queries
from thongsuot.facts.terms import Dispute, FigureView, ValueView
from thongsuot.lib.text import nfc
from thongsuot.network import queries as network

PAGE = 50
WHOLE = "whole"
NARROWING = ("q", "owner", "place", "show")
SHOWS = ("overdue", "disputed")


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """What the bank holds, narrowed by whose it is, of where, and what needs a look; for a script
    the lines alone."""
    asked, number = _asked(request), _number(request)
    found = _found(request, asked)
    start = (number - 1) * PAGE
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "facts", sections.READY),
        "asked": asked,
        "lines": [bank.line(view) for view in found[start : start + PAGE]],
        "count": len(found),
        "owners": [unit for unit in network.units() if unit.is_body],
        "provinces": network.provinces(),
        "filtered": any(asked.values()),
        "export": reverse("desk:figures_export") + _query(asked),
        "previous": _query(asked, trang=number - 1) if number > 1 else "",
        "next": _query(asked, trang=number + 1) if len(found) > start + PAGE else "",
        "coordinates": request.viewer.coordinates,
    }
    if in_background(request):
        return render(request, "desk/figures/lines.html", shown)
    return office.page(request, "desk/figures/list.html", "ready", **shown)


def _asked(request: DeskRequest) -> dict[str, str]:
    get = request.GET
    place, show = get.get("place", ""), get.get("show", "")
    return {
        "q": nfc(get.get("q", "").replace("\0", "")).strip()[:100],
        "owner": _id(get.get("owner", "")),
        "place": place if place == WHOLE else _id(place),
        "show": show if show in SHOWS else "",
    }


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _number(request: DeskRequest) -> int:
    asked = request.GET.get("trang", "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def _query(asked: dict[str, str], **other: Any) -> str:
    return "?" + urlencode({name: value for name, value in (asked | other).items() if value})


def _found(request: DeskRequest, asked: dict[str, str]) -> list[FigureView]:
    place = asked["place"]
    found = queries.figures(
        request.viewer,
        owner=UUID(asked["owner"]) if asked["owner"] else None,
        province=UUID(place) if place and place != WHOLE else None,
        text=asked["q"],
        overdue=True if asked["show"] == "overdue" else None,
    )
    if place == WHOLE:
        found = [view for view in found if not view.about]
    return [view for view in found if view.disputed] if asked["show"] == "disputed" else found


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The list as asked for, in the columns in which a sheet is brought in."""
    found = _found(request, _asked(request))
    return sheets.sheet("so-lieu", _("Số liệu"), [str(h) for h in bank.HEADS], bank.rows(found))


# One figure -------------------------------------------------------------------------------------


@staff_only
@require_GET
def show(request: DeskRequest, series: UUID) -> HttpResponse:
    """The value with its day and source, beside its target; its course, history, disputes."""
    viewer = request.viewer
    view = bank.figure_or_404(viewer, series)
    history = queries.history(viewer, series)
    dispute = next((d for d in queries.disputes(viewer) if d.figure.series == series), None)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "facts", sections.READY),
        "line": bank.line(view),
        "forms": _forms(view),
        "course": _course(view, history),
        "history": [(value, bank.number(view, value.number)) for value in history],
        "targets": [(t, bank.number(view, t.number)) for t in queries.targets(viewer, series)],
        "dispute": _sides(view, dispute),
        "dispute_day": dispute and dispute.as_of,
        "cadence": CADENCES[view.cadence],
        "better": BETTER[view.better],
        "may_state": bool(bank.states_for(viewer, view.owner)),
        "may_keep": bank.keeps(viewer, view),
        "coordinates": viewer.coordinates,
    }
    return office.page(request, "desk/figures/figure.html", "ready", **shown)


def _forms(view: FigureView) -> list[tuple[Any, str]]:
    """How it may be written in a text, to copy."""
    found = queries.forms(view) if view.value else {}
    return [(bank.FORMS[form], words) for form, words in bank.apart(found)]


def _course(view: FigureView, history: list[ValueView]) -> dict[str, Any] | None:
    """The line of the values that stand, with the numbers of its scale in words."""
    standing = sorted((value.as_of, value.number) for value in history if value.stands)
    drawn = curves.course(standing, view.target.number if view.target else None)
    if drawn is None:
        return None
    scale = [bank.number(view, each) for each in (drawn.high, drawn.middle, drawn.low)]
    return {"drawn": drawn, "scale": scale}


def _sides(view: FigureView, dispute: Dispute | None) -> list[tuple[ValueView, str]]:
    return [(v, bank.number(view, v.number)) for v in dispute.values] if dispute else []

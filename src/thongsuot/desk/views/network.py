"""The page of a body and of a person."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from thongsuot.circulation import queries as circulation
from thongsuot.desk import looking, office
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views.calling import calls_of
from thongsuot.desk.views.verifying import accreditations
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries
from thongsuot.network.terms import MandateRole

PEOPLE, MOST_FORMER = 40, 100
looked = require_http_methods(["GET", "POST"])
"""POST says that one looks at private addresses on the page (`desk/looking.py`)."""


@staff_only
@looked
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
    former = [m for m in mandates if m.valid_to is not None and m.valid_to < today]
    standing, pages = _page(request, standing)
    points = queries.addresses_kept(unit_id=unit, person_ids={m.person_id for m in standing})
    theirs = defaultdict(list)
    for point in points:
        theirs[point.person_id].append(point)
    seen = looking.points(request, points, "unit")
    if piece := looking.piece(request, seen):
        return piece
    shown: dict[str, Any] = {
        "unit": view,
        "names": list(queries.names_over_time(unit)),
        **_through_time(view),
        "parent": queries.names_of([view.parent]).get(view.parent) if view.parent else None,
        "people": [_member(m, theirs[m.person_id], seen, today) for m in standing],
        "former": former[:MOST_FORMER],
        **pages,
        "deputies": list(queries.deputies_of(unit)),
        "points": [_point(p, seen[p.pk]) for p in points if p.unit_id == view.id and p.pk in seen],
        "hidden_points": any(p.unit_id == view.id and p.pk not in seen for p in points),
        "received": circulation.received_by_body(viewer, unit) if view.is_body else [],
        "now": clock.now(),
        "may_manage": viewer.coordinates,
        "may_keep": viewer.coordinates or unit in viewer.answers_for,
    }
    return office.page(request, "desk/network/unit.html", "network", **shown)


def _page(request: HttpRequest, rows: list[Any]) -> tuple[list[Any], dict[str, str]]:
    """A page of a body's people (a press agency may have thousands) and the pages beside it."""
    asked = request.GET.get("trang", "1")
    last = max(1, -(-len(rows) // PEOPLE))
    number = min(int(asked), last) if asked.isdecimal() and 0 < len(asked) < 7 else 1
    number = max(1, number)
    beside = {
        "previous": f"?trang={number - 1}" if number > 1 else "",
        "next": f"?trang={number + 1}" if number < last else "",
    }
    return rows[PEOPLE * (number - 1) : PEOPLE * number], beside


def _through_time(view: Any) -> dict[str, Any]:
    """What the body came from and what became of it."""
    ended = view.id in queries.gone([view.id])
    last = (
        max((row.valid_to for row in queries.names_over_time(view.id)), default=None)
        if ended
        else None
    )
    return {
        "history": queries.timeline(view.id),
        "ended": last + timedelta(days=1) if last else None,
        "heirs": queries.successors(view.id) if ended else [],
        "places": list(zip(view.province_ids, view.provinces, strict=True)),
    }


def _member(mandate: Any, mine: list[Any], seen: dict[Any, Any], today: Any) -> dict[str, Any]:
    return {
        "mandate": mandate,
        "person": mandate.person,
        "points": [_point(p, seen[p.pk]) for p in mine if p.pk in seen],
        "hidden": any(p.pk not in seen for p in mine),
        "to_come": mandate.valid_from > today,
    }


def _point(point: Any, seen: Any) -> dict[str, Any]:
    """An address as the viewer sees it, with what its checks are worth."""
    return {"row": point, "seen": seen, "checks": queries.checks_of(point.checks)}


@staff_only
@looked
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A person with their mandates; how to reach them for those who may know."""
    viewer = office.viewer_of(request)
    try:
        row = queries.person(person)
    except Refused as refused:
        raise Http404 from refused
    if row.merged_into_id:
        return redirect("desk:person", row.merged_into_id)
    today = clock.legal_date()
    mandates = list(queries.all_mandates(person_id=person))
    standing = [m for m in mandates if m.valid_to is None or m.valid_to >= today]
    units = queries.names_of({m.unit_id for m in mandates})
    points = queries.addresses_kept(person_ids=[row.pk])
    seen = looking.points(request, points, "person")
    if piece := looking.piece(request, seen):
        return piece
    keeps = not viewer.answers_for.isdisjoint(m.unit_id for m in standing)
    shown: dict[str, Any] = {
        "person": row,
        "mandates": [_held(m, units, today) for m in mandates],
        "hidden_points": any(p.pk not in seen for p in points),
        "points": [_point(p, seen[p.pk]) for p in points if p.pk in seen],
        "may_manage": viewer.coordinates,
        "may_keep": viewer.coordinates or viewer.person == row.pk or keeps,
        "account": row.account is not None,
        "is_journalist": any(m.role == MandateRole.JOURNALIST for m in standing),
        "accreditations": accreditations(row.pk) if _sees_cards(viewer, row) else [],
        "calls": calls_of(row.pk) if viewer.coordinates else [],
    }
    return office.page(request, "desk/network/person.html", "network", **shown)


def _sees_cards(viewer: Any, person: Any) -> bool:
    """Accreditations are for coordinators and the person (`network/fields.py`)."""
    return bool(viewer.coordinates or viewer.person == person.pk)


def _held(mandate: Any, units: dict[UUID, Any], today: Any) -> dict[str, Any]:
    over = mandate.valid_to is not None and mandate.valid_to < today
    return {"row": mandate, "unit": units.get(mandate.unit_id), "over": over}

"""Requests that repeat: what they ask, when next; keep one, let one rest."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.desk import office, sections
from thongsuot.desk.forms.exchange import RoutineForm
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views import asking
from thongsuot.exchange import actions
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import RoutineView
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals


@staff_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    viewer = office.viewer_of(request)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "exchange", sections.READY),
        "rows": [
            {"routine": row, "turn": asking.turn(row.rhythm, row.day, row.hour)}
            for row in exchange.routines(viewer)
        ],
        "templates": exchange.routine_templates(),
    }
    return office.page(request, "desk/exchange/routines.html", "ready", **shown)


@staff_only
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, id: UUID) -> HttpResponse:
    """A routine as it shall be from now on; what was asked already stays. Keeping one that rests
    wakes it."""
    row = _routine(request, id)
    choices = asking.choices(office.viewer_of(request))
    data = asking.joined(request.POST) if request.method == "POST" else None
    form = RoutineForm(data, choices=choices, initial=asking.of_routine(row))
    if request.method == "GET" or request.POST.get("step") == "find":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        _keep(request, row, form)
    except Refused as refused:
        return _page(request, row, form, refusals.words(refused), 409)
    messages.success(request, _("Đã lưu yêu cầu định kỳ."))
    return redirect("desk:routines")


def _keep(request: HttpRequest, row: RoutineView, form: RoutineForm) -> None:
    asked = form.cleaned_data
    actions.keep_routine(
        routine=row.id,
        unit=UUID(asked["unit"]),
        by=request.person,  # type: ignore[attr-defined]
        audience=form.audience(),
        **form.given(),
        **form.turn(asked["rhythm"]),
    )


def _routine(request: HttpRequest, id: UUID) -> RoutineView:
    for row in exchange.routines(office.viewer_of(request)):
        if row.id == id:
            return row
    raise Http404


def _page(
    request: HttpRequest,
    row: RoutineView,
    form: RoutineForm,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, Any] = {
        "routine": row,
        "form": form,
        "show_errors": status == 422,
        "refusal": refusal,
        **asking.chosen_figures(request, form.initial.get("series")),
    }
    return office.page(request, "desk/exchange/routine.html", "ready", status, **shown)


@staff_only
@require_POST
def rest(request: HttpRequest, id: UUID) -> HttpResponse:
    """It asks no more until somebody keeps it again."""
    row = _routine(request, id)
    try:
        actions.rest_routine(routine=row.id, by=request.person)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, _("Đã tạm dừng. Mở ra và lưu lại thì yêu cầu chạy tiếp."))
    return redirect("desk:routines")

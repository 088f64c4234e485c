"""What every page of the office carries: counts of the rail, and whether sending is held."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from thongsuot.circulation import queries as circulation
from thongsuot.circulation.queries import InboxItem
from thongsuot.circulation.terms import DispatchState
from thongsuot.exchange import queries as exchange
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.work import queries as work

RUNNING = (DispatchState.PLANNING, DispatchState.SENDING)


def page(
    request: HttpRequest, template: str, section: str, status: int = 200, **shown: Any
) -> HttpResponse:
    """A page of the office in its frame."""
    viewer = request.viewer  # type: ignore[attr-defined]
    shown.setdefault("nav_counts", {"today": waits_for(viewer)})
    frame = {"section": section, "hold": work.held(), "coordinates": viewer.coordinates}
    return render(request, template, frame | shown, status=status)


def waits_for(viewer: Viewer) -> int:
    """How many things wait for the viewer; counted as Today lists them."""
    asked = exchange.to_answer(viewer)
    return len(releases.waiting_for(viewer)) + len(owed(viewer)) + len(asked)


def owed(viewer: Viewer) -> list[InboxItem]:
    """What the viewer's bodies have to acknowledge; requests are answered instead."""
    return [item for item in circulation.owed_by(viewer) if not item.asks]


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]


def dispatch_or_404(viewer: Viewer, id: UUID) -> Any:
    """The dispatch, if the viewer may follow it; whether others exist is nobody's business."""
    found = circulation.dispatch_for(viewer, id)
    if found is None:
        raise Http404
    return found


def check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def way_back(request: HttpRequest, name: str, *args: Any) -> str:
    """The page of ours that a form names in `next`, else the one named here."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours else reverse(name, args=args)

"""What everybody may read: the newest editions, the log of all, where to subscribe."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from thongsuot.lib import clock
from thongsuot.look.guarding import public
from thongsuot.network import queries as network
from thongsuot.network.terms import PUBLIC, UnitView
from thongsuot.portal import caching
from thongsuot.portal.pages import page
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView, Reach

PAGE = 20
TIED = 50  # editions of one instant are never parted by the pager, up to so many


@public
@require_safe
def newsroom(request: HttpRequest) -> HttpResponseBase:
    """The newest public editions, as the public sees them whoever looks."""
    chosen = _chosen(request)
    found = releases.editions_for(
        PUBLIC,
        kind=chosen.get("loai"),
        unit=_uuid(chosen.get("don-vi")),
        topic=chosen.get("chu-de"),
        before=_before(request),
        limit=PAGE + TIED,
    )
    shown = page_of(found)
    return caching.shared(
        request,
        page(
            request,
            "portal/newsroom.html",
            {
                "editions": shown,
                "older": older(request, found, shown),
                "chosen": chosen,
                "kinds": releases.kinds().filter(reach=Reach.PUBLIC),
                "topics": releases.topics(),
                "units": _units(),
                "later_page": bool(_before(request)),
            },
        ),
    )


@public
@require_safe
def log(request: HttpRequest) -> HttpResponseBase:
    """Every public edition with its number and seal, standing or not."""
    found = releases.public_log(before=_before(request), limit=100 + TIED)
    shown = page_of(found, 100)
    told = {"editions": shown, "older": older(request, found, shown)}
    return caching.shared(request, page(request, "portal/log.html", told))


@public
@require_safe
def feeds(request: HttpRequest) -> HttpResponseBase:
    """Where machines and readers of feeds subscribe."""
    return caching.shared(request, page(request, "portal/feeds.html"))


def page_of(found: list[EditionView], size: int = PAGE) -> list[EditionView]:
    """The first `size`, and those of the same instant as the last of them."""
    if len(found) <= size:
        return found
    last = found[size - 1].visible_from
    return [one for n, one in enumerate(found) if n < size or one.visible_from == last]


def older(request: HttpRequest, found: list[EditionView], shown: list[EditionView]) -> str:
    """The address of the next page, or "" on the last."""
    if len(found) == len(shown):
        return ""
    kept = {k: str(v) for k, v in request.GET.items() if k != "truoc"}
    return "?" + urlencode({**kept, "truoc": shown[-1].visible_from.isoformat()})


def _chosen(request: HttpRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "") for name in ("loai", "don-vi", "chu-de")}
    return {name: value for name, value in given.items() if value}


def _before(request: HttpRequest) -> Any:
    try:
        at = parse_datetime(request.GET.get("truoc", ""))
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _units() -> list[UnitView]:
    """Those who have published, under their names of today."""
    rows = releases.visible_editions(PUBLIC).order_by().values_list("unit", flat=True).distinct()
    return sorted(
        network.names_of(set(rows), clock.legal_date()).values(), key=lambda unit: unit.order
    )

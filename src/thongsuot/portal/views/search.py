"""Search over every edition the viewer may know of, with or without accents."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from thongsuot.look.guarding import Request, public
from thongsuot.portal import caching
from thongsuot.portal.pages import page
from thongsuot.releases import queries as releases
from thongsuot.search import queries as search_room

PAGE = 20
FARTHEST = 200


@public
@require_safe
def search(request: Request) -> HttpResponseBase:
    query = request.GET.get("q", "").strip()[:200]
    start = _start(request)
    within = {"edition": releases.visible_editions(request.viewer).values("id")}
    hits = search_room.find(query, within=within, limit=PAGE + 1, offset=start)
    views = releases.editions_by_id(request.viewer, [hit.subject for hit in hits[:PAGE]])
    found = [(views[hit.subject], hit) for hit in hits[:PAGE] if hit.subject in views]
    more = start + PAGE if len(hits) > PAGE and start + PAGE < FARTHEST else None
    told = {"query": query, "found": found, "more": more, "start": start}
    return caching.shared(request, page(request, "portal/search.html", told))


def _start(request: Request) -> int:
    given = request.GET.get("tu", "0")
    return min(int(given), FARTHEST) if given.isdecimal() and len(given) < 6 else 0

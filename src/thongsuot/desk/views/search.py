"""Search over everything the viewer may see: editions, texts, people, units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from thongsuot.desk import office
from thongsuot.desk.guards import staff_only
from thongsuot.lib.text import nfc
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.peers import queries as peers
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import ReleaseState
from thongsuot.search import queries as search_room

SHOWN = 12


@staff_only
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    viewer = office.viewer_of(request)
    query = nfc(request.GET.get("q", "").replace("\0", "")).strip()[:200]
    shown: dict[str, Any] = {"query": query}
    if query:
        shown |= {
            "editions": _editions(viewer, query),
            "releases": _releases(viewer, query),
            "incoming": _incoming(viewer, query),
            **_network(query),
        }
        shown["nothing"] = not any(
            shown[name] for name in ("editions", "releases", "incoming", "units", "people")
        )
    return office.page(request, "desk/search/search.html", "search", **shown)


def _editions(viewer: Viewer, query: str) -> list[dict[str, Any]]:
    """The words of an edition that was taken back are not shown to those who may not read it."""
    within = {"edition": releases.visible_editions(viewer).values("id")}
    hits = search_room.find(query, within=within, limit=SHOWN)
    views = releases.editions_by_id(viewer, [hit.subject for hit in hits])
    return [{"view": views[h.subject], "hit": h} for h in hits if h.subject in views]


def _releases(viewer: Viewer, query: str) -> list[dict[str, Any]]:
    """Texts at work; what is released is found as an edition."""
    visible = releases.visible_releases(viewer).exclude(state=ReleaseState.RELEASED)
    hits = search_room.find(query, within={"release": visible.values("id")}, limit=SHOWN)
    rows = visible.filter(pk__in=[hit.subject for hit in hits]).select_related("kind", "author")
    found = {row.pk: row for row in rows}
    return [{"row": found[h.subject], "hit": h} for h in hits if h.subject in found]


def _incoming(viewer: Viewer, query: str) -> list[dict[str, Any]]:
    """Editions of other installations; without words where those may not be read."""
    within = {"incoming": peers.visible_incoming(viewer).values("id")}
    hits = search_room.find(query, within=within, limit=SHOWN)
    seen = peers.incoming(viewer, ids=[hit.subject for hit in hits], limit=SHOWN)
    views = {view.id: view for view in seen}
    return [{"view": views[h.subject], "hit": h} for h in hits if h.subject in views]


def _network(query: str) -> dict[str, Any]:
    found = network.suggest(query, SHOWN)
    return {"units": found.units, "people": found.people}

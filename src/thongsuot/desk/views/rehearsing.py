"""The rehearsal of an announcement, for those who will speak: until the hour, and under promise."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from thongsuot.desk import office
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import clean
from thongsuot.releases import actions, queries


@staff_only
@require_http_methods(["GET", "POST"])
def rehearse(request: DeskRequest, id: UUID) -> HttpResponse:
    """GET shows the cards, or first asks for the promise; POST is the promise. 404 for all who are
    neither named nor at work on it; once it is out, the release itself."""
    found = queries.rehearsal_for(request.viewer, id)
    if found is None:
        if edition := queries.announced(request.viewer, id):
            return redirect("portal:edition", edition)
        raise Http404
    if request.method == "POST":
        try:
            actions.agree_to_hold_kit(kit=id, by=request.person)
        except Refused as refused:
            raise Http404 from refused
        return redirect("desk:rehearse", id)
    bodies = [(text, clean(text.body)) for text in found.texts]
    template = "desk/kits/promise.html" if found.must_agree else "desk/kits/rehearsal.html"
    return office.page(request, template, "ready", rehearsal=found, bodies=bodies)

"""Plainer wordings beside the editor: the house's own, and those of an endpoint that was set up."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from thongsuot.desk import clarity, rewriting, texts
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views.clarity import sent
from thongsuot.lib.clarity.rewriting import Proposal, Way
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, queries


@staff_only
@require_POST
def rewrites(request: DeskRequest, id: UUID) -> JsonResponse:
    """JSON in as for `clarity.look`; out {version, list, rewrites}. Nothing leaves the house."""
    ws = texts.workspace(request, id)
    try:
        told = sent(request)
        document = queries.document_from(told, ws.release)
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=400)
    looked = queries.look(request.viewer, ws.release, document, clarity.language())
    found = queries.proposals(document, looked.report, queries.registry(request.viewer))
    return _answer(request, told, found if ws.release.language == "vi" else ())


@staff_only
@require_POST
def outside(request: DeskRequest, id: UUID) -> JsonResponse:
    """JSON {version, text}: one wording of the endpoint, compared already. 409 with words where
    there is none that may be shown; 404 where no endpoint is set."""
    ws = texts.workspace(request, id)
    if not queries.may_ask_outside() or "edit" not in ws.can:
        raise Http404
    try:
        told = sent(request)
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=400)
    text = str(told.get("text", ""))
    found = actions.ask_outside(release=ws.release, text=text, by=request.person)
    if not found.text:
        words = rewriting.refused(found.changed) if found.changed else ""
        return JsonResponse({"words": words or rewriting.trouble(found.trouble)}, status=409)
    return _answer(request, told, [Proposal(Way.OUTSIDE, "body", 0, len(text), text, found.text)])


def _answer(request: DeskRequest, told: dict[str, Any], found: Iterable[Proposal]) -> JsonResponse:
    offers = rewriting.offers(tuple(found))
    part = render_to_string("desk/clarity/rewrites.html", {"offers": offers}, request)
    typed = [rewriting.typed(offer) for offer in offers]
    return JsonResponse({"version": told.get("version", 0), "list": part, "rewrites": typed})

"""The checker beside the editor: asked for every pause in typing, answered within a moment."""

import json
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from thongsuot.desk import clarity, texts
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib.refused import Refused
from thongsuot.releases import queries


@staff_only
@require_POST
def look(request: DeskRequest, id: UUID) -> JsonResponse:
    """JSON in (`queries.document_from`, with a `version`); out {version, marks, list}; else 400."""
    ws = texts.workspace(request, id)
    try:
        sent = _sent(request)
        document = queries.document_from(sent, ws.release)
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=400)
    report = queries.look(request.viewer, ws.release, document, clarity.language()).report
    rows = clarity.remarks(report.findings)
    part = render_to_string("desk/clarity/list.html", clarity.shown(rows), request)
    marks = clarity.marks(report.findings)
    return JsonResponse({"version": sent.get("version", 0), "marks": marks, "list": part})


def _sent(request: DeskRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise Refused("releases.clarity_input", part="body") from error
    if not isinstance(found, dict):
        raise Refused("releases.clarity_input", part="body")
    return found

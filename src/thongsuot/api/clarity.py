"""Whether a text is clear: the checker of the house for machines. Nothing sent is kept."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from thongsuot.api import limits, schemas
from thongsuot.api.access import HOLDER
from thongsuot.api.answering import as_json
from thongsuot.lib.clarity.printing import data
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases

router = Router(tags=["clarity"], auth=HOLDER)


@router.post("/clarity", response=schemas.Clear)
def clarity(request: HttpRequest, text: schemas.Text) -> HttpResponse:
    """What there is to say of a text in Vietnamese, and its measures."""
    viewer: Viewer = request.auth  # type: ignore[attr-defined]
    limits.count(f"clarity:{viewer.person}", limits.TEXTS, 1 + len(request.body) // limits.LONG)
    told = text.dict()
    document = releases.document_from(told, kind=text.kind, outside=text.outside)
    return as_json(data.of(releases.remarks(viewer, document, text.language)))

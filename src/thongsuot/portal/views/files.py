"""Files of editions, of texts in work and of answers, behind the visibility check."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from thongsuot.exchange import queries as exchange
from thongsuot.facts import queries as facts
from thongsuot.files import queries as files
from thongsuot.files.terms import PICTURES
from thongsuot.look.guarding import Request, public
from thongsuot.portal import caching
from thongsuot.releases import queries as releases

ALONE = "default-src 'none'; sandbox"
"""A file opened by itself runs nothing, loads nothing, belongs to no origin."""


@public
@require_safe
def original(request: Request, file: UUID) -> HttpResponseBase:
    """The bytes as they came. Pictures may stand in a page; all else is saved, never opened."""
    found = _found(request, file)
    response = FileResponse(files.open_stream(found), content_type=found.content_type)
    shown = found.content_type in PICTURES
    response["Content-Disposition"] = files.disposition(found, inline=shown)
    response["Content-Length"] = str(found.size)
    return _guarded(request, response)


@public
@require_safe
def preview(request: Request, file: UUID) -> HttpResponseBase:
    """A smaller copy of a picture without its metadata; `?rong=` is the width wanted."""
    found = _found(request, file)
    if found.content_type not in PICTURES:
        raise Http404
    asked = request.GET.get("rong", "")
    width = int(asked) if asked.isdecimal() and len(asked) < 6 else 960
    return _guarded(request, HttpResponse(files.preview(found, width), content_type="image/webp"))


def _found(request: Request, file: UUID) -> Any:
    doors = (releases.file_for, exchange.file_for, facts.file_for)
    found = next((held for door in doors if (held := door(request.viewer, file))), None)
    if found is None:
        raise Http404
    return found


def _guarded(request: Request, response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return caching.shared(request, response)

"""One edition for whoever may see it: its page, its print view, what newsrooms take away."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from thongsuot.circulation import queries as circulation
from thongsuot.lib.wire import ninjs, pdf, photos, plain, word
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.look.guarding import Request, public
from thongsuot.portal import caching
from thongsuot.portal.pages import page
from thongsuot.releases import houses
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView, FileRole

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _ninjs(doc: EditionDocument) -> bytes:
    return json.dumps(ninjs.item(doc), ensure_ascii=False, indent=2).encode()


FORMS: dict[str, tuple[str, bool, Callable[[EditionDocument], bytes]]] = {
    # name: content type, whether the files' bytes go into it, who makes it
    "pdf": ("application/pdf", True, pdf.pdf),
    "docx": (_DOCX, True, word.docx),
    "zip": ("application/zip", True, photos.archive),
    "zalo.txt": ("text/plain; charset=utf-8", False, lambda doc: plain.for_zalo(doc).encode()),
    "ninjs.json": ("application/json", False, _ninjs),
}


@public
@require_safe
def edition_page(request: Request, edition: UUID) -> HttpResponseBase:
    view = seen(request, edition)
    return caching.shared(request, page(request, "portal/edition.html", _told(request, view)))


@public
@require_safe
def print_view(request: Request, edition: UUID) -> HttpResponseBase:
    told = {"edition": (view := seen(request, edition)), "photos": _gallery(view)}
    return caching.shared(request, page(request, "portal/print.html", told))


@public
@require_safe
def download(request: Request, edition: UUID, form: str) -> HttpResponseBase:
    """A rendition; of an edition that was taken back, its notice alone."""
    if form not in FORMS:
        raise Http404
    kind, with_bytes, made = FORMS[form]
    view = seen(request, edition)
    content = made(releases.document(view, with_bytes=with_bytes))
    name = f"{view.number_label.replace('/', '-')}.{form}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return caching.shared(request, response)


def seen(request: Request, edition: UUID) -> EditionView:
    """The edition as the viewer may see it; 404 whether it is hidden or does not exist."""
    view = releases.edition_for(request.viewer, edition)
    if view is None:
        raise Http404
    return view


def _told(request: Request, view: EditionView) -> dict[str, Any]:
    viewer = request.viewer
    item = None if viewer.is_public else circulation.inbox_item(viewer, view.id)
    return {
        "edition": view,
        "photos": _gallery(view),
        "pictures": [file for file in view.files if file.role != FileRole.ATTACHMENT],
        "attachments": _of(view, FileRole.ATTACHMENT),
        "zalo": plain.for_zalo(releases.document(view)) if view.can_read else "",
        "item": item,
        "origin": releases.adapted_from(view.id) if view.can_read else None,
        "inside": houses.guarded_part(view.house) if view.house else None,
        "works_here": viewer.coordinates or view.unit in viewer.works_for,
    }


def _of(view: EditionView, role: FileRole) -> list[Any]:
    return [file for file in view.files if file.role == role]


def _gallery(view: EditionView) -> list[Any]:
    """The photos that the body does not place itself."""
    return [file for file in _of(view, FileRole.PHOTO) if str(file.id) not in (view.body or "")]

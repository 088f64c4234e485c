"""Editions for newsroom systems: ninjs, renditions, seals, and the public log."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router

from thongsuot.api import schemas
from thongsuot.api.access import ANYONE, READER
from thongsuot.api.answering import as_json, dated
from thongsuot.lib.refused import Refused
from thongsuot.lib.wire import entry, ninjs, pdf, photos, plain, word
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.network.terms import PUBLIC, Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView

router = Router(tags=["editions"], auth=READER)
OPEN: dict[str, Any] = {"security": [{}]}  # a token is welcome and not needed

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[EditionDocument], bytes]]] = {
    "pdf": ("application/pdf", pdf.pdf),
    "docx": (_DOCX, word.docx),
    "zip": ("application/zip", photos.archive),
    "txt": ("text/plain; charset=utf-8", lambda doc: plain.for_zalo(doc).encode()),
}


@router.get("/editions", response=schemas.Items, openapi_extra=OPEN)
def editions(request: HttpRequest, asked: Query[schemas.Narrowed]) -> HttpResponse:
    """Editions in ninjs, newest first. Without a token: the public ones."""
    viewer: Viewer = request.auth  # type: ignore[attr-defined]
    _check_before(viewer, asked.before)
    found = releases.editions_for(
        viewer,
        kind=asked.kind,
        unit=asked.unit,
        topic=asked.topic,
        ids=_since(viewer, asked.since),
        before=asked.before,
        limit=asked.limit + 1,
    )
    shown = found[: asked.limit]
    following = _next(request, found, asked.limit)
    told = {"items": [ninjs.item(releases.document(view)) for view in shown], "next": following}
    return _linked(as_json(told, newest(releases.document(view) for view in shown)), following)


def _since(viewer: Viewer, since: datetime | None) -> Iterable[UUID] | None:
    if since is None:
        return None
    visible = releases.visible_editions(viewer).filter(visible_from__gte=since)
    return visible.values_list("pk", flat=True)


@router.get("/editions/{uuid:edition}", response=schemas.Item, openapi_extra=OPEN)
def edition(request: HttpRequest, edition: UUID) -> HttpResponse:
    """One edition in ninjs. Withdrawn: `canceled`, without its text."""
    view = _seen(request, edition)
    return as_json(ninjs.item(releases.document(view)), entry.changed_at(releases.document(view)))


_CONTENT = {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind, _ in FORMS.values()}
_FILE = {200: {"description": "The rendition", "content": _CONTENT}}


@router.get(
    "/editions/{uuid:edition}/renditions/{form}",
    openapi_extra={**OPEN, "responses": _FILE},
)
def rendition(request: HttpRequest, edition: UUID, form: schemas.Form) -> HttpResponse:
    """PDF, Word, a ZIP of the original photos with captions, or the plain text for Zalo groups."""
    view = _seen(request, edition)
    kind, made = FORMS[form]
    doc = releases.document(view, with_bytes=form != "txt")
    response = HttpResponse(made(doc), content_type=kind)
    name = f"{view.number_label.replace('/', '-')}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return dated(response, entry.changed_at(doc))


@router.get("/editions/{uuid:edition}/seal", response=schemas.Sealed, openapi_extra=OPEN)
def seal_of(request: HttpRequest, edition: UUID) -> HttpResponse:
    """The seal: manifest, signature, public key, and the text it was put on."""
    view = _seen(request, edition)
    holds, manifest, public_key = releases.seal_check(edition)
    signed, stored = releases.sealed_bytes(view)
    return as_json(
        {
            "edition": str(view.id),
            "number": view.number_label,
            "holds": holds,
            "manifest": manifest,
            "signed": signed.decode(),
            "signature": view.signature,
            "key_id": view.key_id,
            "public_key": public_key.hex(),
            "stored": stored.decode() if stored is not None else None,
            "files": [f"{settings.SITE_URL}/tep/{file.id}" for file in view.files],
        }
    )


@router.get("/log", auth=ANYONE, response=schemas.Log, openapi_extra=OPEN)
def log(request: HttpRequest, asked: Query[schemas.Page]) -> HttpResponse:
    """The public log: every public edition with its seal, corrected and withdrawn ones too."""
    _check_before(PUBLIC, asked.before)
    found = releases.public_log(before=asked.before, limit=asked.limit + 1)
    shown = [_entry(view) for view in found[: asked.limit]]
    following = _next(request, found, asked.limit)
    return _linked(as_json({"entries": shown, "next": following}), following)


def _entry(view: EditionView) -> dict[str, Any]:
    before, after = view.predecessor, view.superseded_by
    return {
        "id": str(view.id),
        "number": view.number_label,
        "kind": view.kind,
        "unit": str(view.unit),
        "unit_name": view.unit_name,
        "title": view.title,
        "published": view.visible_from.isoformat(),
        "sealed": view.sealed_at.isoformat(),
        "state": view.state.value,
        "notice": view.notice,
        "predecessor": str(before.id) if before else None,
        "superseded_by": str(after.id) if after else None,
        "key_id": view.key_id,
        "signature": view.signature,
        "url": f"{settings.SITE_URL}/tin/{view.id}/",
    }


def _seen(request: HttpRequest, edition: UUID) -> EditionView:
    """`api.no_edition` whether it is hidden from this viewer or does not exist."""
    view = releases.edition_for(request.auth, edition)  # type: ignore[attr-defined]
    if view is None:
        raise Refused("api.no_edition")
    return view


def _check_before(viewer: Viewer, before: UUID | None) -> None:
    """A page begins after an edition that the viewer may know: another id tells nothing."""
    if before and not releases.visible_editions(viewer).filter(pk=before).exists():
        raise Refused("api.before")


def _next(request: HttpRequest, found: list[EditionView], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    asked = {name: value for name, value in request.GET.items() if name != "before"}
    query = urlencode({**asked, "before": str(found[limit - 1].id)})
    return f"{settings.SITE_URL}{request.path}?{query}"


def _linked(response: HttpResponse, following: str | None) -> HttpResponse:
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def newest(docs: Iterable[EditionDocument]) -> datetime | None:
    """When any of them last changed."""
    return max((entry.changed_at(doc) for doc in docs), default=None)

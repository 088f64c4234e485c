"""Is this genuine? The seal of an edition checked here and now, and what is needed to check it
elsewhere without trusting this site."""

import re
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from thongsuot.lib import seal
from thongsuot.look.guarding import Request, public
from thongsuot.portal import caching
from thongsuot.portal.pages import page
from thongsuot.portal.views.editions import seen
from thongsuot.releases import queries as releases

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,6})\s*/\s*(\d{4})(?:\s*/\s*([\w.\-]{1,40}))?")
PARTS = {
    "manifest.json": "application/json",
    "chu-ky.bin": "application/octet-stream",
    "khoa-cong-khai.pem": "application/x-pem-file",
}


@public
@require_safe
def ask(request: Request) -> HttpResponseBase:
    """Explains, and takes the link or the number of an edition."""
    asked = request.GET.get("so", "").strip()[:400]
    found = _found(request, asked) if asked else None
    if found is not None:
        return redirect("portal:seal", found)
    return caching.shared(request, page(request, "portal/verify.html", {"asked": asked}))


@public
@require_safe
def check(request: Request, edition: UUID) -> HttpResponseBase:
    view = seen(request, edition)
    holds, manifest, public_key = releases.seal_check(edition)
    told = {
        "edition": view,
        "holds": holds,
        "manifest": manifest,
        "key_id": seal.key_id(public_key) if public_key else "",
        "section": "verify",
    }
    return caching.shared(request, page(request, "portal/seal.html", told))


@public
@require_safe
def proof(request: Request, edition: UUID, part: str) -> HttpResponseBase:
    """One of the three things with which anybody can verify the seal: only to who may read."""
    view = seen(request, edition)
    if part not in PARTS or not view.can_read:
        raise Http404
    response = HttpResponse(_part(view, part), content_type=PARTS[part])
    name = f"{view.number_label.replace('/', '-')}-{part}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return caching.shared(request, response)


def _part(view: Any, part: str) -> bytes:
    """RFC 8785 has one byte form, so what is made again here is what was signed; 404 if not."""
    _holds, manifest, public_key = releases.seal_check(view.id)
    signed, signature = seal.canonical(manifest), bytes.fromhex(view.signature)
    if not seal.verify(public_key, signed, signature):
        raise Http404
    return {
        "manifest.json": signed,
        "chu-ky.bin": signature,
        "khoa-cong-khai.pem": _pem(public_key),
    }[part]


def _found(request: Request, asked: str) -> UUID | None:
    """The edition of a link, an id or a number, among those the viewer may know of."""
    visible = releases.visible_editions(request.viewer)
    if named := _ID.search(asked):
        return visible.filter(pk=named[0]).values_list("pk", flat=True).first()
    if numbered := _NUMBER.search(asked):
        number, year, short = numbered.groups()
        found = visible.filter(number=int(number), year=int(year))
        found = found.filter(unit_short_name__iexact=short) if short else found
        rows = list(found.values_list("pk", flat=True)[:2])
        return rows[0] if len(rows) == 1 else None
    return None


def _pem(public_key: bytes) -> bytes:
    """As openssl and others read it."""
    return Ed25519PublicKey.from_public_bytes(public_key).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

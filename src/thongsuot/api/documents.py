"""Editions as machines get them: a document for the wire, and what the seal was put on."""

from dataclasses import replace
from typing import Any

from thongsuot.lib import seal
from thongsuot.lib.wire import ninjs
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView


def document(view: EditionView, *, with_bytes: bool = False) -> EditionDocument:
    """The document; before its hour it is withheld until then, whatever the reason for the hour."""
    made = releases.document(view, with_bytes=with_bytes)
    return replace(made, embargo_until=view.visible_from) if view.before_hour else made


def item(view: EditionView) -> dict[str, Any]:
    """The edition in ninjs; of one whose text is not shown (any more) there are no empty bodies,
    which would wipe out what a newsroom has."""
    made = ninjs.item(document(view))
    if not view.can_read:
        made["representationtype"] = "partial"
        made.pop("bodies", None)
    return made


def stored(view: EditionView, body_sha256: str) -> str | None:
    """The sealed text. RFC 8785 has one byte form, so what is made again here is what was sealed;
    None if it is not, or if the viewer may not read it."""
    if not view.can_read:
        return None
    uses = [
        {"file": str(f.id), "role": f.role.value, "caption": f.caption, "credit": f.credit}
        for f in view.files
    ]
    words = {"title": view.title, "summary": view.summary, "body": view.body}
    made = seal.canonical({"language": view.language, **words, "files": uses})
    return made.decode() if seal.digest(made) == body_sha256 else None

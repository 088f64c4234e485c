"""What the renditions are made of, the files behind the visibility check, and the seal."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock, seal
from thongsuot.lib.wire.document import (
    Attachment,
    EditionDocument,
    Notice,
    Picture,
    Status,
)
from thongsuot.network.terms import Viewer
from thongsuot.releases.models import Edition, EditionFile, SealKey
from thongsuot.releases.queries.editions import can_read, visible_editions
from thongsuot.releases.queries.work import visible_releases
from thongsuot.releases.terms import EditionHead, EditionState, EditionView, FileRole, FileView

_STATUS = {
    EditionState.STANDING: Status.CURRENT,
    EditionState.CORRECTED: Status.CORRECTED,
    EditionState.WITHDRAWN: Status.WITHDRAWN,
}


def document(view: EditionView, *, with_bytes: bool = False) -> EditionDocument:
    """The document of an edition as its view allows: a view that cannot be read has no body and
    no files, so no rendition has them either. `with_bytes` reads the files' contents."""
    with override(view.language):
        notice = _notice(view)
    pictures = [f for f in view.files if f.role != FileRole.ATTACHMENT]
    rest = [f for f in view.files if f.role == FileRole.ATTACHMENT]
    return EditionDocument(
        id=view.id,
        version=1,
        number=view.number_label,
        kind=view.kind,
        kind_label=view.kind_name if view.language == "vi" else view.kind_name_en,
        language=view.language,
        title=view.title,
        summary=view.summary,
        body_html=view.body or "",
        unit_name=view.unit_name,
        unit_id=view.unit,
        place=view.place,
        issued_at=view.visible_from,
        embargo_until=view.visible_from if view.before_hour else None,
        reach=view.reach.value,
        status=_STATUS[view.state],
        notice=notice,
        predecessor_id=view.predecessor.id if view.predecessor else None,
        predecessor_url=_url(view.predecessor.id) if view.predecessor else "",
        url=_url(view.id),
        verify_url=f"{settings.SITE_URL}/kiem-chung/{view.id}/",
        topics=((view.topic, view.topic_name),) if view.topic else (),
        pictures=tuple(_picture(f, with_bytes) for f in pictures),
        attachments=tuple(_attachment(f, with_bytes) for f in rest),
        signature=view.signature,
        key_id=view.key_id,
    )


def _url(edition: UUID) -> str:
    return f"{settings.SITE_URL}/tin/{edition}/"


def _file_url(file: FileView) -> str:
    return f"{settings.SITE_URL}/tep/{file.id}"


def _content(file: FileView) -> bytes | None:
    kept = files.get(file.id)
    return files.read(kept) if kept else None


def _picture(file: FileView, with_bytes: bool) -> Picture:
    return Picture(
        id=file.id,
        name=file.name,
        content_type=file.content_type,
        width=file.width or 0,
        height=file.height or 0,
        caption=file.caption,
        credit=file.credit,
        url=_file_url(file),
        content=_content(file) if with_bytes else None,
    )


def _attachment(file: FileView, with_bytes: bool) -> Attachment:
    return Attachment(
        id=file.id,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        url=_file_url(file),
        content=_content(file) if with_bytes else None,
    )


def _notice(view: EditionView) -> Notice | None:
    """What a reader must know first, in the language of the edition."""
    other = view.superseded_by
    if view.state == EditionState.WITHDRAWN:
        text = gettext("Bản phát hành này đã được thu hồi. Đề nghị không sử dụng.")
        return _told("withdrawn", text, other, view)
    if view.state == EditionState.CORRECTED:
        text = gettext("Bản phát hành này đã được đính chính. Hãy dùng bản mới.")
        return _told("corrected", text, other, view)
    if view.predecessor and view.follows == "withdraws":
        text = gettext("Thu hồi bản phát hành số %(number)s.")
        return _told("withdrawal", text, view.predecessor, view)
    if view.predecessor:
        text = gettext("Đính chính bản phát hành số %(number)s.")
        return _told("correction", text, view.predecessor, view)
    return None


def _told(kind: Any, text: str, other: EditionHead | None, view: EditionView) -> Notice:
    number, url = (other.number_label, _url(other.id)) if other else ("", "")
    earlier = kind in ("correction", "withdrawal")
    at = view.sealed_at if earlier or not other else other.sealed_at
    return Notice(kind, text % {"number": number} if earlier else text, at, url)


def file_for(viewer: Viewer, file_id: UUID | str, at: datetime | None = None) -> File | None:
    """A file of an edition that the viewer may read, or of a text they may work on; else None."""
    file = files.get(file_id)
    if file is None:
        return None
    at = at or clock.now()
    within = EditionFile.objects.filter(file=file.id).values("edition")
    found = visible_editions(viewer, at).filter(pk__in=within).select_related("superseded_by")
    if any(can_read(viewer, row, at) for row in found.prefetch_related("successors__kind")):
        return file
    kind, _, release = file.subject.partition(":")
    working = kind == "release" and visible_releases(viewer).filter(pk=release).exists()
    return file if working else None


def seal_check(edition_id: UUID) -> tuple[bool, dict[str, Any], bytes]:
    """Whether the seal holds over what is stored: (it holds, the manifest, the public key).

    It checks the signature, the stored text, what stays inside and each file's kept digest
    against the manifest.
    LookupError for an unknown edition. It says nothing of visibility: ask `edition_for` first.
    """
    row = Edition.objects.filter(pk=edition_id).first()
    if row is None:
        raise LookupError(f"no edition {edition_id}")
    key = SealKey.objects.filter(pk=row.key_id).first()
    told: dict[str, Any] = json.loads(bytes(row.manifest))
    if key is None:
        return False, told, b""
    public = bytes(key.public)
    signed = seal.verify(public, bytes(row.manifest), bytes(row.signature))
    return signed and _matches(row, told), told, public


def sealed_bytes(view: EditionView) -> tuple[bytes, bytes | None]:
    """The bytes that were signed, and the stored text they vouch for (None if the viewer may not
    read it); as they were kept on the day, never made again."""
    row = Edition.objects.only("manifest", "stored").get(pk=view.id)
    return bytes(row.manifest), bytes(row.stored) if view.can_read else None


def _digest(guarded: bytes) -> str:
    """Of nothing there is none: an edition without guarded lines names none in its manifest."""
    return seal.digest(guarded) if guarded else ""


def _matches(row: Edition, told: dict[str, Any]) -> bool:
    kept = {str(f.file): f.sha256 for f in row.files.all()}
    return (
        told["edition"] == str(row.id)
        and told["number"] == row.number_label
        and told["title"] == row.title
        and told["unit_name"] == row.unit_name
        and told["body_sha256"] == seal.digest(bytes(row.stored))
        and told.get("guarded_sha256", "") == _digest(bytes(row.guarded))
        and {each["id"]: each["sha256"] for each in told["attachments"]} == kept
    )

"""Files of a text: pictures and attachments taken in, a Word file opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thongsuot.desk import texts
from thongsuot.desk.guards import DeskRequest, in_background, staff_only
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions
from thongsuot.releases.terms import FileRole, FileUse, Workspace


@staff_only
@require_POST
def upload(request: DeskRequest, id: UUID) -> HttpResponse:
    """Attaches what was sent as `file` (several from a plain form, one at a time by script)."""
    ws = texts.workspace(request, id)
    sent = request.FILES.getlist("file")
    if not sent:
        return _refuse(request, id, _("Chưa chọn tệp nào."))
    try:
        stored = [_attach(request, ws, file) for file in sent]
    except Refused as refused:
        return _refuse(request, id, texts.refusal(refused))
    if in_background(request):
        return _row(request, id, str(stored[-1].id))
    words = ngettext("Đã thêm %(n)s tệp.", "Đã thêm %(n)s tệp.", len(stored)) % {"n": len(stored)}
    messages.success(request, words)
    return redirect("desk:editor", id)


def _attach(request: DeskRequest, ws: Workspace, file: UploadedFile) -> Any:
    picture = (file.content_type or "").startswith("image/")
    return actions.attach(
        release=ws.release,
        by=request.person,
        name=file.name or "tep",
        content=file.read(),
        role=FileRole.PHOTO if picture else FileRole.ATTACHMENT,
    )


def _row(request: DeskRequest, id: UUID, file: str) -> JsonResponse:
    ws = texts.workspace(request, id)
    role = next(use.role for use in texts.current(ws).files if use.file == file)
    row = texts.file_rows(ws, [FileUse(file, role)])[0]
    part = render_to_string("desk/releases/parts/file_row.html", {"row": row}, request)
    return JsonResponse({"file": file, "picture": row.picture, "row": part})


def _refuse(request: DeskRequest, id: UUID, words: str) -> HttpResponse:
    if in_background(request):
        return JsonResponse({"words": words}, status=409)
    messages.error(request, words)
    return redirect("desk:editor", id)


@staff_only
@require_POST
def word(request: DeskRequest, id: UUID) -> HttpResponse:
    """Opens a .docx in place of one's unsaved copy, if `replace` says that this is wanted."""
    ws = texts.workspace(request, id)
    file = request.FILES.get("word")
    if file is None:
        return _refuse(request, id, _("Chưa chọn tệp Word nào."))
    if texts.current(ws).body and not request.POST.get("replace"):
        words = _("Bài đang có nội dung. Hãy đánh dấu ô đồng ý thay bằng nội dung của tệp Word.")
        return _refuse(request, id, words)
    try:
        actions.open_word(release=ws.release, by=request.person, content=file.read())
    except Refused as refused:
        return _refuse(request, id, texts.refusal(refused))
    messages.success(request, _("Đã mở tệp Word vào bản nháp. Xem lại rồi lưu."))
    return redirect("desk:editor", id)

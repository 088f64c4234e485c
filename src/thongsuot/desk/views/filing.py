"""Files of a text: pictures and attachments taken in, a Word file opened."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thongsuot.desk import texts
from thongsuot.desk.guards import in_background, staff_only
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions
from thongsuot.releases.terms import FileRole, FileUse


@staff_only
@require_POST
def upload(request: HttpRequest, id: UUID) -> HttpResponse:
    """Attaches what was sent as `file` (several from a plain form, one at a time by script)."""
    texts.workspace(request, id)
    sent = request.FILES.getlist("file")
    if not sent:
        return _refuse(request, id, _("Chưa chọn tệp nào."))
    try:
        stored = [_attach(request, id, file) for file in sent]
    except Refused as refused:
        return _refuse(request, id, texts.refusal(refused))
    if in_background(request):
        return _row(request, id, str(stored[-1].id))
    words = ngettext("Đã thêm %(n)s tệp.", "Đã thêm %(n)s tệp.", len(stored)) % {"n": len(stored)}
    messages.success(request, words)
    return redirect("desk:editor", id)


def _attach(request: HttpRequest, id: UUID, file: UploadedFile):  # type: ignore[no-untyped-def]
    picture = (file.content_type or "").startswith("image/")
    return actions.attach(
        release=id,
        by=request.person,  # type: ignore[attr-defined]
        name=file.name or "tep",
        content=file.read(),
        role=FileRole.PHOTO if picture else FileRole.ATTACHMENT,
    )


def _row(request: HttpRequest, id: UUID, file: str) -> JsonResponse:
    ws = texts.workspace(request, id)
    role = next(use.role for use in texts.current(ws).files if use.file == file)
    row = texts.file_rows(ws, [FileUse(file, role)])[0]
    part = render_to_string("desk/releases/parts/file_row.html", {"row": row}, request)
    return JsonResponse({"file": file, "picture": row.picture, "row": part})


def _refuse(request: HttpRequest, id: UUID, words: str) -> HttpResponse:
    if in_background(request):
        return JsonResponse({"words": words}, status=409)
    messages.error(request, words)
    return redirect("desk:editor", id)


@staff_only
@require_POST
def word(request: HttpRequest, id: UUID) -> HttpResponse:
    """Opens a .docx in place of one's unsaved copy, if `replace` says that this is wanted."""
    ws = texts.workspace(request, id)
    file = request.FILES.get("word")
    if file is None:
        return _refuse(request, id, _("Chưa chọn tệp Word nào."))
    if texts.current(ws).body and not request.POST.get("replace"):
        words = _("Bài đang có nội dung. Hãy đánh dấu ô đồng ý thay bằng nội dung của tệp Word.")
        return _refuse(request, id, words)
    try:
        actions.open_word(release=id, by=request.person, content=file.read())  # type: ignore[attr-defined]
    except Refused as refused:
        return _refuse(request, id, texts.refusal(refused))
    messages.success(request, _("Đã mở tệp Word vào bản nháp. Xem lại rồi lưu."))
    return redirect("desk:editor", id)

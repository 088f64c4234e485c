"""Talking about a text: remarks, and the opinion of a unit that was asked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.desk import texts
from thongsuot.desk.forms.acts import AnswerForm, CommentForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views.releases import page
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions


@staff_only
@require_POST
def comment(request: DeskRequest, id: UUID) -> HttpResponse:
    """Leaves a remark, about some words of the text or about all of it."""
    ws, form = texts.workspace(request, id), CommentForm(request.POST)
    if not form.is_valid():
        return page(request, ws, status=422, comment_form=form)
    try:
        actions.comment(release=ws.release, by=request.person, **form.cleaned_data)
    except Refused as refused:
        words = texts.refusal(refused)
        return page(request, ws, status=409, comment_form=form, refusal=words)
    messages.success(request, _("Đã ghi góp ý."))
    return _back(request, ws, "#gop-y")


@staff_only
@require_POST
def settle(request: DeskRequest, id: UUID, comment: UUID) -> HttpResponse:
    """Marks a remark as dealt with."""
    ws = texts.workspace(request, id)
    if comment not in {each.id for each in ws.comments}:
        raise Http404
    actions.settle_comment(comment=comment, by=request.person)
    return _back(request, ws, "#gop-y")


@staff_only
@require_POST
def answer(request: DeskRequest, id: UUID, consultation: UUID) -> HttpResponse:
    """Gives the opinion of the unit that was asked."""
    ws, form = texts.workspace(request, id), AnswerForm(request.POST)
    if consultation not in {each.id for each in ws.consultations}:
        raise Http404
    if not form.is_valid():
        return page(request, ws, status=422, answer_form=form)
    try:
        actions.answer_consultation(
            consultation=consultation,
            by=request.person,
            text=form.cleaned_data["text"],
        )
    except Refused as refused:
        words = texts.refusal(refused)
        return page(request, ws, status=409, answer_form=form, refusal=words)
    messages.success(request, _("Đã gửi ý kiến của đơn vị."))
    return _back(request, ws, "#y-kien")


def _back(request: DeskRequest, ws: texts.Workspace, mark: str) -> HttpResponse:
    """To the approval page where the remark was made there, else to the text."""
    if request.POST.get("back") == "step" and ws.pending is not None:
        return redirect("desk:step", ws.pending.id)
    return HttpResponse(status=302, headers={"Location": f"/ban/tin/{ws.release.id}/{mark}"})

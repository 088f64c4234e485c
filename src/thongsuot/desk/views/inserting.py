"""Figures of the bank in a text: chosen, told of, brought up to date."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import bank, office, sections, texts
from thongsuot.desk.guards import DeskRequest, in_background, staff_only
from thongsuot.facts import queries
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import nfc
from thongsuot.network.terms import Reach
from thongsuot.releases import actions

OFFERED = 12
LANGUAGES = ("vi", "en")


@staff_only
@require_GET
def choose(request: DeskRequest) -> HttpResponse:
    """Figures by name, each in its forms: a piece of the editor, or a page to copy from."""
    text = nfc(request.GET.get("q", "").replace("\0", "")).strip()[:100]
    language = request.GET.get("language", "")
    language = language if language in LANGUAGES else "vi"
    reach = request.GET.get("reach", "")
    shown: dict[str, Any] = {
        "q": text,
        "language": language,
        "reach": reach if reach in set(Reach) else "",
        "offered": _offered(request, text, language, reach),
    }
    if in_background(request):
        return render(request, "desk/figures/offered.html", shown)
    shown["tabs"] = sections.tabs(request.viewer, "facts", sections.READY)
    return office.page(request, "desk/figures/choose.html", "ready", **shown)


def _offered(request: DeskRequest, text: str, language: str, reach: str) -> list[dict[str, Any]]:
    """Figures with a value, and whether a text of this reach may hold them."""
    found = [view for view in queries.figures(request.viewer, text=text) if view.value]
    return [
        {
            "line": bank.line(view),
            "beyond": reach in set(Reach) and texts.narrower(view.reach, Reach(reach)),
            "forms": [
                (bank.FORMS[form], words, queries.reference_html(view, form, language))
                for form, words in bank.apart(queries.forms(view, language))
            ],
        }
        for view in found[:OFFERED]
    ]


@staff_only
@require_POST
def renew(request: DeskRequest, id: UUID) -> HttpResponse:
    """Puts what moved up to date in one's unsaved copy, from the page of a text."""
    ws = texts.workspace(request, id)
    office.check("edit" in ws.can)
    typed = texts.renewed(texts.current(ws), request.POST.get("value", ""))
    kept = {"title": typed.title, "summary": typed.summary, "body": typed.body}
    try:
        actions.autosave(
            release=ws.release.id,
            by=request.person,
            files=list(typed.files),
            base=typed.base,
            **kept,
        )
    except Refused as refused:
        messages.error(request, texts.refusal(refused))
        return redirect("desk:release", id)
    messages.success(request, _("Đã cập nhật số liệu trong bản nháp. Xem lại rồi lưu."))
    return redirect("desk:editor", id)

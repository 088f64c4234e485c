"""What is kept about people and why, for everybody; and each person's own data and requests."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import personal_data, refusals
from thongsuot.look.guarding import Request, member, public
from thongsuot.network import actions, queries
from thongsuot.portal.pages import page


class AskForm(forms.Form):
    """What a person asks about their own data."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Tôi muốn"), choices=list(personal_data.KINDS.items())
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung cụ thể"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@public
@require_safe
def purposes(request: Request) -> HttpResponseBase:
    """Each field that is kept: why, on which ground, who sees it, for how long."""
    return page(request, "portal/privacy.html", {"fields": personal_data.purposes()})


@member
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request) -> HttpResponseBase:
    """One's own data: a copy to take away, who looked, what one asked; POST hands out the copy or
    takes a request."""
    if request.method != "POST":
        return _page(request, AskForm())
    if wanted := request.POST.get("form", ""):
        return _copy(request, wanted)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.note_request(person=request.person, by=request.person, **form.cleaned_data)
    except Refused as refused:
        return _page(request, form, refusal=refusals.words(refused), status=409)
    messages.success(request, _("Đã gửi yêu cầu. Câu trả lời sẽ hiện ở trang này."))
    return redirect("portal:own_data")


def _copy(request: Request, wanted: str) -> HttpResponseBase:
    if wanted not in personal_data.FORMS:
        return _page(request, AskForm(), status=422)
    actions.note_export(person=request.person, by=request.person)
    make, kind = personal_data.FORMS[wanted]
    response = HttpResponse(make(request.person.pk), content_type=kind)
    name = f"du-lieu-cua-toi-{clock.legal_date()}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(
    request: Request, form: AskForm, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    told: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "requests": [_asked(row) for row in queries.requests_of(request.person)],
        "looks": [
            (look, personal_data.PAGES.get(look.page, look.page))
            for look in queries.looks_at(request.person)[:100]
        ],
        "kept": personal_data.KEPT_BY_LAW,
    }
    return page(request, "portal/own_data.html", told, status=status)


def _asked(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "kind": personal_data.KINDS[row.kind],
        "outcome": personal_data.OUTCOMES.get(row.outcome, ""),
        "by_when": personal_data.due_words(row.act_due if row.answered_at else row.answer_due),
    }

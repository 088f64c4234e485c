"""Pages of one form and one act: the form, the refusal or the errors, and where one goes after."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from thongsuot.desk import office
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals

both = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Act:
    """A page with one form and what its button does."""

    heading: str
    about: str
    button: str
    done: str
    back: str
    form: Form
    do: Callable[[dict[str, Any]], Any]
    told: tuple[str, ...] = field(default=())
    section: str = "network"


def run(
    request: HttpRequest, act: Act, template: str = "desk/network/act.html", **more: Any
) -> HttpResponse:
    """GET shows the form; POST does it, or shows why not with what was typed."""
    refusal = ""
    if request.method == "POST" and act.form.is_valid():
        try:
            act.do(act.form.cleaned_data)
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            if act.done:
                messages.success(request, act.done)
            return redirect(act.back)
    status = 409 if refusal else 422 if act.form.is_bound and act.form.errors else 200
    shown = {"act": act, "form": act.form, "refusal": refusal, **more}
    return office.page(request, template, act.section, status, **shown)


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing as long as the page is only looked at."""
    return request.POST if request.method == "POST" else None


def by_of(request: HttpRequest) -> Any:
    """Who does it: a Person row."""
    return request.person  # type: ignore[attr-defined]

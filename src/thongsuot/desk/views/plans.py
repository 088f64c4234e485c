"""How late bodies are followed up, kind by kind: shown, changed, put back as shipped."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import EVERY_KIND, Plan
from thongsuot.desk import office, sheets
from thongsuot.desk.forms.plans import STAGES, PlanForm
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import both, by_of, posted
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.releases import queries as releases

EVERY = "moi-loai"
"""The plan for every kind without one of its own, in addresses."""


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    rows = [_row(plan, name) for plan, name in _plans()]
    shown: dict[str, Any] = {"rows": rows, "stages": list(STAGES.values())}
    return office.page(request, "desk/dispatches/plans.html", "dispatches", **shown)


@coordinator_only
@both
def edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Minutes after the hour that a body should have answered, step by step."""
    plan, name = _one(kind)
    form, refusal = PlanForm(posted(request), initial=PlanForm.told(plan)), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_follow_up_plan(
                kind=plan.kind,
                steps=form.steps(),
                acknowledge_within=form.cleaned_data["acknowledge_within"] or None,
                proof_after=form.cleaned_data["proof_after"] or None,
                by=by_of(request),
            )
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã ghi cách đôn đốc: %(name)s.") % {"name": name})
            return redirect("desk:follow_up_plans")
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "refusal": refusal, **_row(plan, name)}
    shown["steps"] = [form[str(stage)] for stage in STAGES]
    return office.page(request, "desk/dispatches/plan.html", "dispatches", status, **shown)


@coordinator_only
@require_POST
def reset(request: HttpRequest, kind: str) -> HttpResponse:
    """Back to what is shipped."""
    plan, name = _one(kind)
    actions.drop_follow_up_plan(kind=plan.kind, by=by_of(request))
    messages.success(request, _("%(name)s: đã trở lại cách đôn đốc có sẵn.") % {"name": name})
    return redirect("desk:follow_up_plans")


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The plans as a sheet, in minutes."""
    heads = [_("Loại tin"), _("Hạn xác nhận (phút)"), *map(str, STAGES.values())]
    heads += [_("Kiểm tra tin khẩn (phút)"), _("Do cơ quan đặt")]
    rows = (_row(plan, name) for plan, name in _plans())
    lines = (
        [
            *(row["name"], row["plan"].acknowledge_within, *row["minutes"]),
            *(row["plan"].proof_after, _("có") if row["plan"].own else ""),
        ]
        for row in rows
    )
    return sheets.sheet("cach-don-doc", _("Đôn đốc"), heads, lines)


def _plans() -> list[tuple[Plan, str]]:
    kinds = {row.code: naming.either(row.name, row.name_en) for row in releases.kinds()}
    plans = circulation.follow_up_plans(list(kinds))
    return [(plan, kinds.get(plan.kind) or _("Mọi loại tin khác")) for plan in plans]


def _one(kind: str) -> tuple[Plan, str]:
    code = EVERY_KIND if kind == EVERY else kind
    found = next((one for one in _plans() if one[0].kind == code), None)
    if found is None:
        raise Http404
    return found


def _row(plan: Plan, name: str) -> dict[str, Any]:
    steps = {step.stage: step.after for step in plan.steps}
    return {
        "plan": plan,
        "name": name,
        "slug": plan.kind or EVERY,
        "minutes": [steps.get(stage) for stage in STAGES],
        "cells": [(label, steps.get(stage)) for stage, label in STAGES.items()],
    }

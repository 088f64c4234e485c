"""Templates of texts: the list, one written in the same editor as a text, and its retirement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from thongsuot.desk import office, sections, sheets
from thongsuot.desk.forms.acts import NothingForm
from thongsuot.desk.forms.templates import TemplateForm
from thongsuot.desk.forms.texts import MEDIA
from thongsuot.desk.guards import DeskRequest, coordinator_only
from thongsuot.desk.views.acting import Act, both, posted, run
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import clean, to_text
from thongsuot.look import naming, refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitRole
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import MESSAGE_HOUSE, TemplateView


@coordinator_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    rows = queries.templates(request.viewer, retired=True)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "templates", sections.READY),
        "rows": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at],
    }
    return office.page(request, "desk/kept/templates.html", "ready", **shown)


@coordinator_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    heads = (
        *(pgettext("row", "Mẫu"), _("Loại tin"), _("Đơn vị")),
        *(_("Mục bắt buộc"), _("Sửa lúc"), _("Ngừng dùng")),
    )
    rows = (
        (
            row.name,
            naming.either(row.kind_name, row.kind_name_en),
            row.unit_name or _("Mọi đơn vị"),
            "; ".join(row.required),
            row.changed_at,
            row.retired_at,
        )
        for row in queries.templates(request.viewer, retired=True)
    )
    return sheets.sheet("mau-tin", _("Mẫu tin"), heads, rows)


@coordinator_only
@both
def keep(request: DeskRequest, id: UUID | None = None) -> HttpResponse:
    """A new template, or one to write anew."""
    row = _row(request, id) if id else None
    kinds = [k for k in queries.kinds() if k.route and not k.follows and k.code != MESSAGE_HOUSE]
    roles = (UnitRole.MINISTRY_UNIT, UnitRole.DEPARTMENT)
    form = TemplateForm(
        posted(request),
        kinds=kinds,
        units=[unit for role in roles for unit in network.units(role=role)],
        initial=_initial(row) if row else {"with_contact": True},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, row, form.cleaned_data)
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã lưu mẫu. Tin bắt đầu từ giờ dùng bản này."))
            return redirect("desk:templates")
    shown = {"row": row, "form": form, "refusal": refusal}
    media = MEDIA.with_nonce(str(request.csp_nonce))
    status = 409 if refusal else 422 if form.errors else 200
    return office.page(request, "desk/kept/template.html", "ready", status, media=media, **shown)


def _row(request: DeskRequest, id: UUID) -> TemplateView:
    found = queries.template_for(request.viewer, id)
    if found is None:
        raise Http404
    return found


def _initial(row: TemplateView) -> dict[str, Any]:
    kept = {n: getattr(row, n) for n in ("name", "kind", "title", "summary", "with_contact")}
    return kept | {
        "unit": str(row.unit or ""),
        "body": row.body,
        "required": "\n".join(row.required),
        "standing": to_text(row.standing).replace("\n\n", "\n"),
    }


def _keep(request: DeskRequest, row: TemplateView | None, asked: dict[str, Any]) -> None:
    """The words at the end stay as they are marked up where nobody touched them."""
    told = dict(asked) | {"unit": UUID(asked["unit"]) if asked["unit"] else None}
    told["body"] = clean(asked["body"])
    touched = row is None or asked["standing"].split() != _initial(row)["standing"].split()
    told["standing"] = _paragraphs(asked["standing"]) if touched or row is None else row.standing
    actions.keep_template(template=row.id if row else None, by=request.person, **told)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


@coordinator_only
@both
def retire(request: DeskRequest, id: UUID) -> HttpResponse:
    row = _row(request, id)
    act = Act(
        heading=_("Ngừng dùng mẫu"),
        about=row.name,
        button=_("Ngừng dùng"),
        done=_("Mẫu không còn được chọn khi soạn tin mới."),
        back=reverse("desk:templates"),
        form=NothingForm(posted(request)),
        do=lambda asked: actions.retire_template(template=id, by=request.person),
        told=(_("Tin đã bắt đầu từ mẫu này giữ nguyên nội dung."),),
        section="ready",
    )
    return run(request, act)

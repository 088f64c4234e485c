"""Taking an edition over into a text of one's own unit, and where editions were posted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import office, sheets, texts, words
from thongsuot.desk.forms.adapting import AdaptForm, PostingForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views.acting import both, posted
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import EditionView, ReleaseState


@staff_only
@both
def adapt(request: DeskRequest, edition: UUID) -> HttpResponse:
    """What taking over means, and its button."""
    view = _seen(request, edition)
    form = AdaptForm(posted(request), units=texts.own_units(request.viewer))
    return taking(
        request,
        form,
        view,
        back=reverse("portal:edition", args=[view.id]),
        begin=lambda unit: actions.adapt(edition=view.id, unit=unit, by=request.person),
    )


def taking(
    request: DeskRequest, form: AdaptForm, view: Any, *, back: str, begin: Callable[[UUID], Any]
) -> HttpResponse:
    """The page of taking `view` over, an edition of this house or of another; its button begins
    the text and opens it."""
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            return redirect("desk:editor", begin(UUID(form.cleaned_data["unit"])).pk)
        except Refused as refused:
            refusal = refusals.words(refused)
    shown = {"edition": view, "form": form, "refusal": refusal, "back": back}
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    return office.page(request, "desk/adapting/adapt.html", "releases", status, **shown)


@staff_only
@require_POST
def compared(request: DeskRequest, id: UUID) -> HttpResponse:
    """The text has been laid beside its corrected origin."""
    ws = texts.workspace(request, id)
    try:
        actions.compared_with_origin(release=ws.release, by=request.person)
        messages.success(request, _("Đã ghi là đã đối chiếu với bản đính chính."))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    return redirect("desk:release", ws.release.id)


@staff_only
@both
def postings(request: DeskRequest, edition: UUID) -> HttpResponse:
    """Where the edition, and the local texts made of it, were posted; records one more."""
    view = _seen(request, edition)
    units = texts.own_units(request.viewer)
    form = PostingForm(posted(request), units=units, initial={"posted_at": _now()})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, view, form.cleaned_data)
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã ghi nơi đăng."))
            return redirect("desk:postings", edition)
    shown = {"edition": view, "form": form, "refusal": refusal, **_stands(request, view)}
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    return office.page(request, "desk/adapting/postings.html", "releases", status, **shown)


def _now() -> Any:
    return clock.now().astimezone(clock.VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def _record(request: DeskRequest, view: EditionView, asked: dict[str, Any]) -> None:
    told = {name: asked[name] for name in ("place", "where", "link", "posted_at")}
    unit = UUID(asked["unit"])
    actions.record_posting(edition=view.id, unit=unit, by=request.person, **told)


def _stands(request: DeskRequest, view: EditionView) -> dict[str, Any]:
    viewer = request.viewer
    taken = queries.adaptations_of(viewer, view.id)
    out = [row for row in taken if row.release.state == ReleaseState.RELEASED]
    editions = [view.id, *(row.release.edition.pk for row in out)]
    rows = queries.postings(viewer, editions)
    return {
        "rows": [(row, words.place(row.place), row.unit in viewer.works_for) for row in rows],
        "adaptations": [(row, row.release.edition if row in out else None) for row in taken],
    }


@staff_only
@require_POST
def down(request: DeskRequest, edition: UUID, posting: UUID) -> HttpResponse:
    """What was posted is no longer there."""
    view = _seen(request, edition)
    try:
        actions.take_down_posting(posting=posting, by=request.person)
        messages.success(request, _("Đã ghi là đã gỡ."))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    return redirect("desk:postings", view.id)


@staff_only
@require_GET
def export(request: DeskRequest, edition: UUID) -> HttpResponse:
    """The list of postings as a sheet."""
    view = _seen(request, edition)
    heads = [_("Đơn vị"), _("Bản phát hành"), _("Tiêu đề"), _("Loại nơi đăng"), _("Nơi đăng"),
             _("Đường dẫn"), _("Đăng lúc"), _("Người ghi"), _("Gỡ lúc")]  # fmt: skip
    rows = [
        (row.unit_name, row.number, row.title, str(kind), row.where,
         row.link, row.posted_at, row.by_name, row.taken_down_at)
        for row, kind, _own in _stands(request, view)["rows"]
    ]  # fmt: skip
    return sheets.sheet("noi-da-dang", _("Nơi đã đăng"), heads, rows)


def _seen(request: DeskRequest, edition: UUID) -> EditionView:
    view = queries.edition_for(request.viewer, edition)
    if view is None:
        raise Http404
    return view

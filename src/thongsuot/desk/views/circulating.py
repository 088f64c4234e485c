"""A new dispatch: choose the audience and see whom it reaches, confirm, send."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import Audience, Preview
from thongsuot.desk import office, words
from thongsuot.desk.forms.circulating import DispatchForm
from thongsuot.desk.guards import staff_only
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import fold, nfc
from thongsuot.look import naming, refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionView, KitView, Reach

FOUND = 12


@staff_only
@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, edition: UUID) -> HttpResponse:
    """GET: the form. POST by its `step`: find, review, back, save the list, or send."""
    view = _edition(request, edition)
    return _steps(request, view, _form(request, view))


@staff_only
@require_http_methods(["GET", "POST"])
def circulate_kit(request: HttpRequest, kit: UUID) -> HttpResponse:
    """The same for an announcement: its release leads, and its mail carries the other parts."""
    found = _kit(request, str(kit))
    if found is None or found.lead is None or found.lead.edition is None:
        raise Http404
    view = _edition(request, found.lead.edition)
    return _steps(request, view, _form(request, view, found))


def _kit(request: HttpRequest, id: str) -> KitView | None:
    try:
        return releases.kit_for(office.viewer_of(request), UUID(id))
    except ValueError:
        return None


def _steps(request: HttpRequest, view: EditionView, form: DispatchForm) -> HttpResponse:
    step = request.POST.get("step", "")
    if request.method == "GET" or step in ("find", "back"):
        return _page(request, view, form)
    if not form.is_valid():
        return _page(request, view, form, status=422)
    audience = form.audience()
    try:
        if step == "save":
            return _saved(request, view, form, audience)
        preview = _preview(request, view, form, audience)
        if not preview.people:
            return _page(request, view, form, refusal=_nobody(preview), status=409)
        if step == "send":
            return _sent(request, view, form, audience)
        return _review(request, view, form)
    except Refused as refused:
        return _page(request, view, form, refusal=refusals.words(refused), status=409)


@staff_only
@require_POST
def preview(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Whom the form as it stands would reach; the piece beside it."""
    view = _edition(request, edition)
    form = _form(request, view, _kit(request, request.POST.get("kit", "")))
    shown = {"edition": view, **_previewed(request, view, form)}
    return render(request, "desk/dispatches/preview.html", shown)


@staff_only
@require_POST
def find(request: HttpRequest, edition: UUID) -> HttpResponse:
    """People and bodies by name, to be ticked; those ticked already stay."""
    view = _edition(request, edition)
    return render(request, "desk/dispatches/named.html", {"edition": view} | _named(request))


def _edition(request: HttpRequest, id: UUID) -> EditionView:
    """The edition, for those who may circulate it; 404 for all others."""
    viewer = office.viewer_of(request)
    view = releases.edition_for(viewer, id)
    if view is None:
        raise Http404
    office.check(viewer.coordinates or view.unit in viewer.works_for)
    return view


def _form(request: HttpRequest, view: EditionView, kit: KitView | None = None) -> DispatchForm:
    choices = {
        "provinces": [(str(row.pk), row.name) for row in network.provinces()],
        "topics": [(row.pk, naming.named(row)) for row in releases.topics()],
        "saved_list": [
            ("", _("Không dùng danh sách")),
            *map(_list_words, circulation.saved_lists(office.viewer_of(request))),
        ],
    }
    data = request.POST if request.method == "POST" else None
    return DispatchForm(data, edition=view, choices=choices, kit=kit)


def _list_words(row: Any) -> tuple[str, str]:
    return str(row.pk), f"{row.name} ({row.people_count})"


def _preview(
    request: HttpRequest, view: EditionView, form: DispatchForm, audience: Audience
) -> Preview:
    viewer, again = office.viewer_of(request), bool(form.cleaned_data.get("again"))
    return circulation.preview(view.id, audience, viewer, again=again)


def _previewed(request: HttpRequest, view: EditionView, form: DispatchForm) -> dict[str, Any]:
    """The preview for the page, or why there is none."""
    if not form.is_bound:
        return {"preview": None}
    parts = ("mandates", "unit_roles", "provinces", "topics", "saved_list", "persons", "units")
    form.full_clean()
    if any(name in form.errors for name in parts):
        return {"preview": None, "preview_refusal": _("Có lựa chọn không còn dùng được.")}
    try:
        found = _preview(request, view, form, form.audience())
    except Refused as refused:
        return {"preview": None, "preview_refusal": refusals.words(refused)}
    kinds = [(words.unit_roles((role,)), n) for role, n in found.by_unit_role.items()]
    return {
        "kit_parts": _parts(request, form),
        "preview": found,
        "kinds": sorted(kinds, key=lambda kind: -kind[1]),
        "members": found.members,
        "hidden": found.people - len(found.members),
        "chosen": form.audience() != Audience(),
    }


def _parts(request: HttpRequest, form: DispatchForm) -> list[tuple[str, int]]:
    """Of a kit: each part and how many people it would reach, the release first."""
    if form.kit is None:
        return []
    viewer = office.viewer_of(request)
    _lead, parts = circulation.preview_kit(form.kit.id, form.audience(), viewer)
    return [(naming.named(part.edition.kind), part.people) for part in parts]


def _page(
    request: HttpRequest,
    view: EditionView,
    form: DispatchForm,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "edition": view,
        "kit": form.kit,
        "form": form,
        "show_errors": status == 422,
        "refusal": refusal,
        "earlier": circulation.dispatches_of(office.viewer_of(request), view.id),
        **_named(request),
        **_previewed(request, view, form),
    }
    return office.page(request, "desk/dispatches/new.html", "dispatches", status, **shown)


def _named(request: HttpRequest) -> dict[str, Any]:
    """Who is named one by one, and what the words typed find beyond them."""
    post = request.POST
    text = nfc(post.get("find", ""))[:100].strip()
    persons, units = _ids(post, "persons"), _ids(post, "units")
    named = network.names_of_people(persons)
    bodies = network.names_of(units)
    shown: dict[str, Any] = {
        "find": text,
        "named_people": [(id, named[id]) for id in persons if id in named],
        "named_units": [bodies[id] for id in units if id in bodies],
    }
    if len(fold(text)) < 2:
        return shown
    found = network.suggest(text, FOUND + len(persons) + len(units))
    shown["found_people"] = [one for one in found.people if one.id not in persons][:FOUND]
    shown["found_units"] = [one for one in found.units if one.id not in bodies][:FOUND]
    return shown


def _ids(post: QueryDict, name: str) -> list[UUID]:
    found = []
    for each in post.getlist(name)[:500]:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _review(request: HttpRequest, view: EditionView, form: DispatchForm) -> HttpResponse:
    plan = circulation.follow_up_plan(view.kind)
    shown = {
        "edition": view,
        "kit": form.kit,
        "form": form,
        "acknowledge_by": form.acknowledge_by(),
        "plan_within": plan.acknowledge_within,
        "undo_seconds": 0 if form.cleaned_data["urgent"] else settings.CONFIG.undo_seconds,
        "hidden_fields": _hidden(request.POST),
        **_previewed(request, view, form),
    }
    return office.page(request, "desk/dispatches/review.html", "dispatches", **shown)


def _hidden(post: QueryDict) -> list[tuple[str, str]]:
    """All that was chosen, to be sent again with the confirmation."""
    left_out = ("csrfmiddlewaretoken", "step", "find")
    return [(key, each) for key in post if key not in left_out for each in post.getlist(key)]


def _sent(
    request: HttpRequest, view: EditionView, form: DispatchForm, audience: Audience
) -> HttpResponse:
    asked = form.cleaned_data
    told: dict[str, Any] = {
        "audience": audience,
        "by": request.person,  # type: ignore[attr-defined]
        "acknowledge_by": form.acknowledge_by(),
        "under_embargo": bool(asked.get("under_embargo")),
        "urgent": asked["urgent"],
        "note": nfc(asked["note"]),
    }
    if form.kit is not None:
        dispatch = actions.circulate_kit(kit=form.kit.id, **told)
    else:
        dispatch = actions.circulate(edition=view.id, again=asked["again"], **told)
    begun = _("Đợt gửi đã bắt đầu. Trang này tự cập nhật.")
    undoable = _("Đã lập đợt gửi. Thư chưa đi ngay: trong ít giây tới vẫn hoàn tác được.")
    messages.success(request, undoable if dispatch.undo_until else begun)
    return redirect("desk:dispatch", dispatch.pk)


def _saved(
    request: HttpRequest, view: EditionView, form: DispatchForm, audience: Audience
) -> HttpResponse:
    """The people of this audience, under a name, for later dispatches."""
    name = nfc(request.POST.get("list_name", ""))[:120].strip()
    unit = _list_unit(office.viewer_of(request), view)
    people = list(circulation.everybody(audience, Reach(view.reach)))
    if not name or not people:
        refusal = _("Hãy đặt tên cho danh sách và chọn ít nhất một người nhận.")
        return _page(request, view, form, refusal=refusal, status=409)
    actions.save_list(unit=unit, name=name, people=people, by=request.person)  # type: ignore[attr-defined]
    told = {"name": name, "n": len(people)}
    messages.success(request, _("Đã lưu danh sách «%(name)s», %(n)s người.") % told)
    return _page(request, view, _form(request, view, form.kit))


def _list_unit(viewer: Viewer, view: EditionView) -> UUID:
    own = sorted(viewer.works_for)
    return view.unit if view.unit in own or not own else own[0]


def _nobody(found: Preview) -> str:
    if found.already_have:
        return _(
            "Mọi người trong nhóm này đã nhận bản phát hành. "
            "Chọn «Gửi cả những người đã nhận bản này» nếu cần."
        )
    return _("Chưa có ai trong nhóm nhận. Hãy chọn vai trò, loại đơn vị, tỉnh hoặc tên người.")

"""Kits of announcements: the list, one with its checklist, and the acts on all of its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sections, sheets, texts
from thongsuot.desk.forms.acts import NothingForm, ReasonForm
from thongsuot.desk.forms.kits import ROLES, BeginKitForm, HourForm, PartForm, speakers_asked
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views import naming_speakers
from thongsuot.desk.views.keeping import Act, _run
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.look.states import state_of
from thongsuot.releases import actions, queries
from thongsuot.releases.announcing import KIND_OF, LEADS
from thongsuot.releases.terms import KitPartView, KitState, KitView, PartRole, ReleaseState

both = require_http_methods(["GET", "POST"])
TABS = {
    "": gettext_lazy("Đang chuẩn bị"),
    "da-cong-bo": gettext_lazy("Đã công bố"),
    "da-bo": gettext_lazy("Đã bỏ"),
}
_OF_TAB = {"da-cong-bo": KitState.OUT, "da-bo": KitState.DROPPED}


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """Those to come by their hour, those that are out, those given up."""
    here = request.GET.get("trang-thai", "")
    here = here if here in TABS else ""
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "kits", sections.READY),
        "states": [
            {"label": label, "href": f"?trang-thai={key}" if key else "?", "here": key == here}
            for key, label in TABS.items()
        ],
        "rows": _listed(request, here),
        "here": here,
        "may_begin": bool(texts.own_units(request.viewer)),
    }
    return office.page(request, "desk/kits/list.html", "ready", **shown)


def _listed(request: DeskRequest, tab: str) -> list[KitView]:
    rows = queries.kits_for(request.viewer)
    if tab:
        return [row for row in rows if row.state == _OF_TAB[tab]]
    rows = [row for row in rows if row.state not in _OF_TAB.values()]
    return sorted(rows, key=lambda row: (row.hour is None, row.hour or row.changed_at))


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    heads = (
        _("Bộ công bố"),
        _("Đơn vị"),
        _("Trạng thái"),
        _("Giờ công bố"),
        _("Các phần"),
        _("Người phát ngôn"),
        _("Đang chờ ở"),
    )
    rows = (
        (
            row.title,
            row.unit_name,
            str(state_of("kit", row.state).label),
            row.hour,
            "; ".join(_named(part) for part in row.parts),
            "; ".join(speaker.name for speaker in row.speakers),
            row.waits_at_name,
        )
        for row in queries.kits_for(request.viewer)
    )
    return sheets.sheet("bo-cong-bo", _("Bộ công bố"), heads, rows)


def _named(part: KitPartView) -> str:
    words = naming.either(part.kind_name, part.kind_name_en)
    return f"{words} {part.number_label}".strip()


@staff_only
@both
def begin(request: DeskRequest) -> HttpResponse:
    """What is announced, and which texts it needs; all of them or none are begun."""
    form = BeginKitForm(
        request.POST or None,
        units=texts.own_units(request.viewer),
        topics=list(queries.topics()),
        initial={"parts": ["answers", "talking_points"], "topic": request.GET.get("chu-de", "")},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:kit", _begun(request, form.cleaned_data))
        except Refused as refused:
            refusal = refusals.words(refused)
    status = 409 if refusal else 422 if form.errors else 200
    return office.page(request, "desk/kits/new.html", "ready", status, form=form, refusal=refusal)


@transaction.atomic
def _begun(request: DeskRequest, asked: dict[str, Any]) -> UUID:
    by = request.person
    kit = actions.begin_kit(
        title=asked["title"], unit=UUID(asked["unit"]), by=by, topic=asked["topic"] or None
    )
    for role in asked["parts"]:
        actions.add_part(kit=kit, role=role, by=by)
    if asked["hour"]:
        actions.set_kit_hour(kit=kit, embargo_until=asked["hour"], by=by)
    return kit.pk


# One kit ------------------------------------------------------------------------------------------


def kit_or_404(request: DeskRequest, id: UUID) -> KitView:
    found = queries.kit_for(request.viewer, id)
    if found is None:
        raise Http404
    return found


@staff_only
@require_GET
def show(request: DeskRequest, id: UUID) -> HttpResponse:
    kit = kit_or_404(request, id)
    lead = kit.lead
    sent = circulation.dispatches_of(request.viewer, lead.edition) if lead and lead.edition else []
    shown: dict[str, Any] = {
        "kit": kit,
        "parts": [_part(request, kit, part) for part in kit.parts],
        "missing": [ROLES[role] for role in PartRole if kit.part(role) is None],
        "returned": _returned(request, kit),
        "sent": sent,
        "may_circulate": bool(lead and lead.edition)
        and (request.viewer.coordinates or kit.unit in request.viewer.works_for),
        "coming": kit.hour is not None and kit.hour > clock.now(),
        "rehearsed": kit.state in (KitState.IN_APPROVAL, KitState.APPROVED),
    }
    return office.page(request, "desk/kits/kit.html", "ready", **shown)


def _part(request: DeskRequest, kit: KitView, part: KitPartView) -> dict[str, Any]:
    ws = queries.workspace(request.viewer, part.release)
    remarks = texts.remarks(part.findings) if "edit" in kit.can else []
    return {
        "part": part,
        "label": ROLES[part.role],
        "text": texts.newest(ws) if ws and ws.revision else None,
        "may_edit": bool(ws and "edit" in ws.can),
        "required": [r for r in remarks if r.severity == "required"],
        "others": [r for r in remarks if r.severity == "warning"],
    }


def _returned(request: DeskRequest, kit: KitView) -> Any:
    """The step at which the kit came back, with who said why."""
    if kit.state != KitState.RETURNED or kit.lead is None:
        return None
    ws = queries.workspace(request.viewer, kit.lead.release)
    return next((step for step in ws.steps if step.reason), None) if ws else None


@staff_only
@both
def add_part(request: DeskRequest, id: UUID) -> HttpResponse:
    kit = kit_or_404(request, id)
    office.check("edit" in kit.can)
    free = [role for role in PartRole if kit.part(role) is None]
    form = PartForm(
        request.POST if request.method == "POST" else None,
        roles=[(role.value, ROLES[role]) for role in free],
        texts=_own_texts(request, kit, free),
        initial={"role": free[0].value if free else ""},
    )

    def do(asked: dict[str, Any]) -> None:
        release = UUID(asked["release"]) if asked["release"] else None
        actions.add_part(kit=kit.id, role=asked["role"], by=request.person, release=release)

    return _run(request, _act(kit, _("Thêm một phần"), _("Thêm vào bộ"), _("Đã thêm."), form, do))


def _own_texts(request: DeskRequest, kit: KitView, free: list[PartRole]) -> list[tuple[str, str]]:
    """Texts of the unit that are being written and would fit a free role."""
    kinds = {KIND_OF[role] for role in free} | (LEADS if PartRole.RELEASE in free else set())
    rows = [
        row
        for state in (ReleaseState.DRAFT, ReleaseState.RETURNED)
        for row in queries.releases_for(request.viewer, state=state, unit=kit.unit, limit=60)
    ]
    fitting = [row for row in rows if row.kind in kinds]
    return [
        (str(row.id), f"{naming.either(row.kind_name, row.kind_name_en)}: {row.title}")
        for row in fitting
    ]


@staff_only
@require_POST
def take_out(request: DeskRequest, id: UUID, role: str) -> HttpResponse:
    kit = kit_or_404(request, id)
    try:
        actions.take_out(kit=kit.id, role=role, by=request.person)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(
            request, _("Đã đưa ra khỏi bộ. Tin vẫn còn trong danh sách tin đang soạn.")
        )
    return redirect("desk:kit", id)


@staff_only
@both
def hour(request: DeskRequest, id: UUID) -> HttpResponse:
    kit = kit_or_404(request, id)
    office.check("edit" in kit.can)
    form = HourForm(request.POST if request.method == "POST" else None, initial={"hour": kit.hour})

    def do(asked: dict[str, Any]) -> None:
        actions.set_kit_hour(kit=kit.id, embargo_until=asked["hour"], by=request.person)

    return _run(request, _act(kit, _("Giờ công bố"), _("Đặt giờ"), _("Đã đặt giờ."), form, do))


@staff_only
@both
def speakers(request: DeskRequest, id: UUID) -> HttpResponse:
    """Who speaks: people of the unit and of the public list; others are found by name."""
    kit = kit_or_404(request, id)
    office.check("name_speakers" in kit.can)
    refusal = ""
    if request.method == "POST" and request.POST.get("step") != "find":
        try:
            actions.set_speakers(kit=kit.id, people=speakers_asked(request.POST), by=request.person)
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, _("Đã lưu người phát ngôn."))
            return redirect("desk:kit", id)
    shown: dict[str, Any] = {
        "kit": kit,
        "refusal": refusal,
        **naming_speakers.offered(request, kit),
    }
    return office.page(
        request, "desk/kits/speakers.html", "ready", 409 if refusal else 200, **shown
    )


# Acts on all of it --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Deed:
    """`can` is the word of the view; `do` does it to every part."""

    can: str
    heading: str | Promise
    told: tuple[str | Promise, ...]
    button: str | Promise
    done: str | Promise
    do: Callable[[KitView, Any, dict[str, Any]], Any]
    form: type[Form] = NothingForm


DEEDS = {
    "trinh": Deed(
        "submit",
        gettext_lazy("Trình duyệt cả bộ"),
        (
            gettext_lazy("Mọi phần được trình cùng lúc và duyệt cùng một lần."),
            gettext_lazy("Người phát ngôn nhận thư có đường dẫn để diễn tập."),
            gettext_lazy("Trong lúc chờ duyệt không sửa được phần nào; cần sửa thì rút lại cả bộ."),
        ),
        gettext_lazy("Trình duyệt cả bộ"),
        gettext_lazy("Đã trình duyệt cả bộ."),
        lambda kit, by, asked: actions.submit_kit(kit=kit.id, by=by),
    ),
    "duyet": Deed(
        "approve",
        gettext_lazy("Duyệt cả bộ"),
        (
            gettext_lazy("Anh/chị đồng ý với mọi phần của bộ."),
            gettext_lazy("Ở bước cuối, các phần được đánh số, ký số và mở cùng một giờ."),
        ),
        gettext_lazy("Duyệt cả bộ"),
        gettext_lazy("Đã duyệt cả bộ."),
        lambda kit, by, asked: actions.approve_kit(kit=kit.id, by=by),
    ),
    "tra-lai": Deed(
        "return",
        gettext_lazy("Trả lại cả bộ"),
        (gettext_lazy("Mọi phần trở về đơn vị soạn kèm lý do của anh/chị."),),
        gettext_lazy("Trả lại"),
        gettext_lazy("Đã trả lại kèm lý do. Người soạn đã được báo."),
        lambda kit, by, asked: actions.return_kit(kit=kit.id, by=by, reason=asked["reason"]),
        ReasonForm,
    ),
    "rut-lai": Deed(
        "recall",
        gettext_lazy("Rút lại cả bộ để sửa"),
        (gettext_lazy("Mọi phần trở về bản nháp. Khi trình lại, bộ đi lại từ bước đầu."),),
        gettext_lazy("Rút lại"),
        gettext_lazy("Đã rút lại cả bộ."),
        lambda kit, by, asked: actions.recall_kit(kit=kit.id, by=by),
    ),
    "bo": Deed(
        "drop",
        gettext_lazy("Bỏ cả bộ"),
        (
            gettext_lazy("Mọi tin trong bộ cũng bị bỏ và không mở lại được."),
            gettext_lazy("Tin nào cần giữ thì đưa ra khỏi bộ trước."),
        ),
        gettext_lazy("Bỏ cả bộ"),
        gettext_lazy("Đã bỏ bộ công bố."),
        lambda kit, by, asked: actions.drop_kit(kit=kit.id, by=by, reason=asked["reason"]),
        ReasonForm,
    ),
}


@staff_only
@both
def act(request: DeskRequest, id: UUID, slug: str) -> HttpResponse:
    """GET tells what will happen; POST does it to all parts, or says why not."""
    kit, chosen = kit_or_404(request, id), DEEDS.get(slug)
    if chosen is None:
        raise Http404
    if chosen.can not in kit.can and request.method == "GET":
        return redirect("desk:kit", id)
    form = chosen.form(request.POST if request.method == "POST" else None)
    told = _act(
        kit,
        str(chosen.heading),
        str(chosen.button),
        str(chosen.done),
        form,
        lambda asked: chosen.do(kit, request.person, asked),
        tuple(str(line) for line in chosen.told),
    )
    return _run(request, told)


def _act(
    kit: KitView,
    heading: str,
    button: str,
    done: str,
    form: Form,
    do: Callable[[dict[str, Any]], Any],
    told: tuple[str, ...] = (),
) -> Act:
    return Act(
        heading=heading,
        about=kit.title,
        button=button,
        done=done,
        back=reverse("desk:kit", args=[kit.id]),
        form=form,
        do=do,
        told=told,
        section="ready",
    )

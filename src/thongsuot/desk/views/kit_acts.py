"""What is done with one kit: its parts, its hour, who speaks, and its road as one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thongsuot.desk import office
from thongsuot.desk.forms.acts import NothingForm, ReasonForm
from thongsuot.desk.forms.kits import ROLES, HourForm, PartForm, speakers_asked
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views import naming_speakers
from thongsuot.desk.views.acting import Act, both, posted, run
from thongsuot.desk.views.kits import kit_or_404
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, refusals
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import KitView, PartRole, ReleaseView


@staff_only
@both
def add_part(request: DeskRequest, id: UUID) -> HttpResponse:
    kit = kit_or_404(request, id)
    office.check("edit" in kit.can)
    free = [role for role in PartRole if kit.part(role) is None]
    form = PartForm(
        posted(request),
        roles=[(role.value, ROLES[role]) for role in free],
        texts=[(str(row.id), _named(row)) for row in queries.texts_for_kit(request.viewer, kit.id)],
        initial={"role": free[0].value if free else ""},
    )

    def do(asked: dict[str, Any]) -> None:
        release = UUID(asked["release"]) if asked["release"] else None
        actions.add_part(kit=kit.id, role=asked["role"], by=request.person, release=release)

    return run(request, _act(kit, _("Thêm một phần"), _("Thêm vào bộ"), _("Đã thêm."), form, do))


def _named(row: ReleaseView) -> str:
    return f"{naming.either(row.kind_name, row.kind_name_en)}: {row.title}"


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
    form = HourForm(posted(request), initial={"hour": kit.hour})

    def do(asked: dict[str, Any]) -> None:
        actions.set_kit_hour(kit=kit.id, embargo_until=asked["hour"], by=request.person)

    return run(request, _act(kit, _("Giờ công bố"), _("Đặt giờ"), _("Đã đặt giờ."), form, do))


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
    form = chosen.form(posted(request))
    told = _act(
        kit,
        str(chosen.heading),
        str(chosen.button),
        str(chosen.done),
        form,
        lambda asked: chosen.do(kit, request.person, asked),
        tuple(str(line) for line in chosen.told),
    )
    return run(request, told)


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

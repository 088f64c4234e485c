"""Acts on a text: each has a page that tells what will happen, and its button does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thongsuot.desk import texts
from thongsuot.desk.forms.acts import ConsultForm, NothingForm, ReasonForm, SureForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitRole
from thongsuot.releases import actions
from thongsuot.releases.terms import Workspace

Words = str | Promise
Doing = Callable[[Workspace, Any, dict[str, Any]], UUID]


@dataclass(frozen=True)
class Act:
    """`can` is the word of the workspace; `do` answers the text to show afterwards."""

    can: str
    heading: Words
    told: tuple[Words, ...]
    button: Words
    done: Words
    do: Doing
    form: type[Form] = NothingForm
    danger: bool = False
    then: str = "desk:release"
    icon: str = field(default="right")


def _recall(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    return actions.recall(release=ws.release.id, by=by).id


def _submit(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    return actions.submit(release=ws.release.id, by=by).id


def _shorten(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    actions.shorten(release=ws.release.id, by=by, reason=data["reason"])
    return ws.release.id


def _drop(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    return actions.drop(release=ws.release.id, by=by, reason=data["reason"]).id


def _consult(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    asked = {"unit": UUID(data["unit"]), "answer_by": data["answer_by"]}
    return actions.consult(release=ws.release.id, by=by, **asked).release_id


def _correct(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    return actions.correct(edition=_edition(ws), by=by).id


def _withdraw(ws: Workspace, by: Any, data: dict[str, Any]) -> UUID:
    return actions.withdraw(edition=_edition(ws), by=by).id


def _edition(ws: Workspace) -> UUID:
    if ws.edition is None:
        raise Http404
    return ws.edition


ACTS: dict[str, Act] = {
    "trinh": Act(
        can="submit",
        heading=_("Trình duyệt"),
        told=(
            _("Bản mới nhất của anh/chị được lưu thành phiên bản và chuyển tới người duyệt."),
            _("Trong lúc chờ duyệt không sửa được; cần sửa thì rút lại."),
        ),
        button=_("Trình duyệt"),
        done=_("Đã trình duyệt. Anh/chị theo dõi đường đi của tin ở đây."),
        do=_submit,
    ),
    "rut-lai": Act(
        can="recall",
        heading=_("Rút lại để sửa"),
        told=(
            _("Tin trở về bản nháp của đơn vị. Các bước duyệt đang chờ được khép lại."),
            _("Khi trình lại, tin đi lại từ bước đầu."),
        ),
        button=_("Rút lại"),
        done=_("Đã rút lại. Tin trở về bản nháp."),
        do=_recall,
        then="desk:editor",
    ),
    "rut-gon": Act(
        can="shorten",
        heading=_("Phát hành theo quy trình rút gọn"),
        told=(
            _("Anh/chị duyệt thay các bước còn chờ; tin được đánh số, ký số và phát hành."),
            _("Lý do và tên anh/chị được ghi lại, cán bộ trong mạng lưới xem được."),
        ),
        button=_("Phát hành ngay"),
        done=_("Đã phát hành theo quy trình rút gọn."),
        do=_shorten,
        form=ReasonForm,
        danger=True,
    ),
    "bo": Act(
        can="drop",
        heading=_("Bỏ tin này"),
        told=(
            _("Tin không đi tiếp nữa và không mở lại được."),
            _("Đơn vị vẫn xem lại được nội dung và lý do bỏ."),
        ),
        button=_("Bỏ tin"),
        done=_("Đã bỏ tin."),
        do=_drop,
        form=ReasonForm,
        danger=True,
    ),
    "hoi-y-kien": Act(
        can="consult",
        heading=_("Hỏi ý kiến đơn vị khác"),
        told=(
            _("Đơn vị được hỏi xem được bài này và nhận thư báo."),
            _("Việc duyệt vẫn tiếp tục, không phải chờ ý kiến."),
        ),
        button=_("Gửi câu hỏi"),
        done=_("Đã hỏi ý kiến. Trả lời sẽ hiện ở trang này."),
        do=_consult,
        form=ConsultForm,
    ),
    "dinh-chinh": Act(
        can="correct",
        heading=_("Đính chính bản phát hành"),
        told=(
            _("Một tin đính chính mới được mở, có sẵn nội dung cũ để sửa."),
            _("Tin đính chính cũng phải được duyệt, rồi gửi tới mọi người đã nhận bản trước."),
            _("Đến lúc đó bản đang có vẫn giữ nguyên."),
        ),
        button=_("Soạn đính chính"),
        done=_("Đã mở tin đính chính, có sẵn nội dung cũ."),
        do=_correct,
        then="desk:editor",
    ),
    "thu-hoi": Act(
        can="withdraw",
        heading=_("Thu hồi bản phát hành"),
        told=(
            _("Một thông báo thu hồi được mở; anh/chị viết lý do rồi trình duyệt."),
            _("Khi được duyệt, nội dung biến khỏi trang tin, bản tin tự động và tìm kiếm."),
            _("Mọi người đã nhận được đề nghị không đăng, phát; nếu đã đăng thì gỡ xuống."),
            _("Thu hồi rồi thì không lấy lại được. Chỉ sai vài chỗ thì nên đính chính."),
        ),
        button=_("Soạn thông báo thu hồi"),
        done=_("Đã mở thông báo thu hồi. Bản cũ chưa đổi cho tới khi thông báo được duyệt."),
        do=_withdraw,
        form=SureForm,
        danger=True,
        then="desk:editor",
    ),
}


@staff_only
@require_http_methods(["GET", "POST"])
def act(request: DeskRequest, id: UUID, slug: str) -> HttpResponse:
    """GET tells what will happen; POST does it. A refusal stands on the page, the words kept."""
    ws, chosen = texts.workspace(request, id), ACTS.get(slug)
    if chosen is None:
        raise Http404
    if chosen.can not in ws.can and request.method == "GET":
        return redirect("desk:release", id)
    form = chosen.form(request.POST if request.method == "POST" else None, **_choices(ws, chosen))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            following = chosen.do(ws, request.person, form.cleaned_data)
        except Refused as refused:
            refusal = texts.refusal(refused)
        else:
            messages.success(request, str(chosen.done))
            return redirect(chosen.then, following)
    shown = {"section": "releases", "ws": ws, "act": chosen, "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "desk/releases/act.html", shown, status=status)


def _choices(ws: Workspace, chosen: Act) -> dict[str, Any]:
    """The units that can be asked; the owner of the topic first."""
    if chosen.form is not ConsultForm:
        return {}
    bodies = [*network.units(role=UnitRole.MINISTRY_UNIT), *network.units(role=UnitRole.DEPARTMENT)]
    owner = ws.release.topic.owner_id if ws.release.topic else None
    others = {unit.id: unit for unit in bodies if unit.id != ws.release.unit_id}
    return {"units": sorted(others.values(), key=lambda unit: unit.id != owner)}

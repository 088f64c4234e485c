"""Requests of data subjects with their clocks; handing out and erasing a person's data."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import office, sections, sheets
from thongsuot.desk.forms import privacy as forms
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.desk.views.keeping import page_of, person_or_404
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import personal_data
from thongsuot.network import actions, queries


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Open requests by what is due first, then the closed ones."""
    viewer = office.viewer_of(request)
    rows = list(queries.data_requests(viewer)[:200])
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "data_requests"),
        "opened": [_shown(row) for row in rows if row.closed_at is None],
        "closed": [_shown(row) for row in rows if row.closed_at is not None],
    }
    return office.page(request, "desk/network/privacy/requests.html", "network", **shown)


def _shown(row: Any) -> dict[str, Any]:
    late = row.next_due is not None and row.next_due < clock.now()
    return {
        "row": row,
        "kind": personal_data.KINDS[row.kind],
        "outcome": personal_data.OUTCOMES.get(row.outcome, ""),
        "who": _who(row),
        "late": late,
        "due": personal_data.due_words(row.next_due),
        "answer_due": personal_data.due_words(row.answer_due),
        "act_due": personal_data.due_words(row.act_due),
    }


def _who(row: Any) -> str:
    return row.person.name if row.person else row.name or _("(đã xóa tên)")


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Every request with its clocks, as a sheet; no words of the subjects."""
    heads = [
        *(_("Người yêu cầu"), _("Yêu cầu"), _("Nhận lúc"), _("Hạn trả lời"), _("Trả lời lúc")),
        *(_("Hạn thực hiện"), _("Gia hạn lúc"), _("Khép lúc"), _("Kết quả"), _("Căn cứ")),
    ]
    rows = (
        [
            *(_who(row), str(personal_data.KINDS[row.kind]), row.received_at, row.answer_due),
            *(row.answered_at, row.act_due, row.extended_at, row.closed_at),
            *(str(personal_data.OUTCOMES.get(row.outcome, "")), row.legal_basis),
        ]
        for row in queries.data_requests(office.viewer_of(request))
    )
    return sheets.sheet("yeu-cau-du-lieu", _("Yêu cầu về dữ liệu"), heads, rows)


@coordinator_only
@require_GET
def show(request: HttpRequest, asked: UUID) -> HttpResponse:
    """A request: what is asked, until when by which law, what was answered and done."""
    row = _request(request, asked)
    shown = _shown(row) | {"now": clock.now(), "kept": personal_data.KEPT_BY_LAW}
    return office.page(request, "desk/network/privacy/request.html", "network", **shown)


def _request(request: HttpRequest, asked: UUID) -> Any:
    try:
        return queries.data_request(office.viewer_of(request), asked)
    except Refused as refused:
        raise Http404 from refused


@coordinator_only
@both
def note(request: HttpRequest) -> HttpResponse:
    """A request that came otherwise than over the page; `?person=` for one of the network."""
    subject = _subject(request)
    form_of = forms.RequestOfForm if subject else forms.RequestForm

    def do(asked: dict[str, Any]) -> None:
        actions.note_request(person=subject, by=by_of(request), **asked)

    act = Act(
        heading=_("Ghi yêu cầu về dữ liệu cá nhân"),
        about=subject.name if subject else _("Yêu cầu về dữ liệu"),
        button=_("Ghi yêu cầu"),
        done=_("Đã ghi. Hạn trả lời và hạn thực hiện tính theo luật từ lúc nhận."),
        back=reverse("desk:data_requests"),
        form=form_of(posted(request), initial={"received_at": clock.now()}),
        do=do,
        told=(_("Xác minh đúng người yêu cầu trước khi ghi. Không lưu ảnh hay số giấy tờ."),),
    )
    return run(request, act)


def _subject(request: HttpRequest) -> Any:
    asked = request.GET.get("person", "")
    if not asked:
        return None
    try:
        return person_or_404(UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _act(request: HttpRequest, asked: UUID, **of: Any) -> HttpResponse:
    row = _request(request, asked)
    back = reverse("desk:data_request", args=[row.pk])
    about = f"{_who(row)} · {personal_data.KINDS[row.kind]}"
    return run(request, Act(about=about, back=back, **of))


@coordinator_only
@both
def answer(request: HttpRequest, asked: UUID) -> HttpResponse:
    return _act(
        request,
        asked,
        heading=_("Trả lời người yêu cầu"),
        button=_("Ghi trả lời"),
        done=_("Đã ghi trả lời. Người của mạng lưới đọc được ở trang thiết lập của họ."),
        form=forms.AnswerForm(posted(request)),
        do=lambda told: actions.answer_request(request=asked, by=by_of(request), **told),
        told=(_("Người ngoài mạng lưới: hãy gửi trả lời tới địa chỉ họ để lại, rồi ghi ở đây."),),
    )


@coordinator_only
@both
def extend(request: HttpRequest, asked: UUID) -> HttpResponse:
    return _act(
        request,
        asked,
        heading=_("Gia hạn thực hiện"),
        button=_("Gia hạn 15 ngày"),
        done=_("Đã gia hạn. Hãy báo cho người yêu cầu."),
        form=forms.ExtendForm(posted(request)),
        do=lambda told: actions.extend_request(request=asked, by=by_of(request), **told),
        told=(_("Luật cho gia hạn một lần, thêm 15 ngày, và phải nói lý do cho người yêu cầu."),),
    )


@coordinator_only
@both
def close(request: HttpRequest, asked: UUID) -> HttpResponse:
    return _act(
        request,
        asked,
        heading=_("Khép yêu cầu"),
        button=_("Khép yêu cầu"),
        done=_("Đã khép yêu cầu. Nội dung yêu cầu sẽ được xóa sau 12 tháng."),
        form=forms.CloseForm(posted(request)),
        do=lambda told: actions.close_request(request=asked, by=by_of(request), **told),
        told=(_("Luật buộc giữ lại:"), *map(str, personal_data.KEPT_BY_LAW)),
    )


@coordinator_only
@both
def data(request: HttpRequest, person: UUID) -> HttpResponse:
    """What a coordinator may do about a person's data; POST hands out a copy."""
    row = person_or_404(person)
    wanted = request.POST.get("form", "")
    if request.method == "POST" and wanted in personal_data.FORMS:
        actions.note_export(person=row, by=by_of(request))
        return copy_of(row, wanted)
    shown = {
        "person": row,
        "requests": list(queries.requests_of(row)),
        "kinds": personal_data.KINDS,
        "merges": list(queries.merges_into(row.pk)),
        "erased": row.erased_at is not None,
    }
    return office.page(request, "desk/network/privacy/person.html", "network", **shown)


def copy_of(person: Any, form: str) -> HttpResponse:
    make, kind = personal_data.FORMS[form]
    response = HttpResponse(make(person.pk), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="du-lieu-{person.pk}.{form}"'
    return response


@coordinator_only
@both
def erase(request: HttpRequest, person: UUID) -> HttpResponse:
    row = person_or_404(person)
    act = Act(
        heading=_("Xóa dữ liệu cá nhân"),
        about=row.name,
        button=_("Xóa dữ liệu của người này"),
        done=_("Đã xóa. Mã số còn lại trong sổ gửi tin và nhật ký, không còn tên và địa chỉ."),
        back=page_of(row),
        form=forms.EraseForm(posted(request)),
        do=lambda _sure: actions.erase(person=row, by=by_of(request)),
        told=(
            _("Tên, chức vụ, mọi địa chỉ, tài khoản và mã truy cập bị xóa, không lấy lại được."),
            _("Các phân công hiện tại kết thúc từ hôm nay."),
            _("Luật buộc giữ lại:"),
            *map(str, personal_data.KEPT_BY_LAW),
        ),
    )
    return run(request, act)

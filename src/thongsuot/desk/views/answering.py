"""A body answers a request: one form, made for a phone. A coordinator writes down a call in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thongsuot.desk import answers, office, words
from thongsuot.desk.forms.answering import MOST_FILES, AnswerForm
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views.bodies import ANSWERING
from thongsuot.exchange import actions
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import AnswerView, FigureGiven, RequestState, RequestView
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView
from thongsuot.lib import numbers
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer

MOST_DECIMALS = 6  # that the bank keeps


@staff_only
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET: the question and the form, with what the body answered before. POST: its answer; the
    step `nothing` is «Không có nội dung báo cáo»."""
    viewer = office.viewer_of(request)
    row = exchange.request_for(viewer, id)
    if row is None:
        raise Http404
    mine = _mine(viewer, row)
    here = _body(request, viewer, row, mine)
    noted = here.unit not in {view.unit for view in mine}
    form = _form(request, viewer, row, here, noted)
    if request.method == "GET" or not _open(viewer, row, here, noted):
        return _page(request, row, here, mine, form)
    if not form.is_valid():
        return _page(request, row, here, mine, form, status=422)
    if refusal := _muddled(request, form):
        return _page(request, row, here, mine, form, refusal, 409)
    try:
        _answer(request, row, here, form, noted)
    except Refused as refused:
        return _page(request, row, here, mine, form, refusals.words(refused), 409)
    again = _("Đã gửi trả lời. Cần bổ sung thì gửi lại ở đây.")
    messages.success(request, _("Đã ghi.") if noted else again)
    back = reverse("desk:answer", args=[id]) + f"?don-vi={here.unit}"
    return redirect(reverse("desk:request", args=[id]) if noted else back)


def _open(viewer: Viewer, row: RequestView, here: AnswerView, noted: bool) -> bool:
    """Whether the viewer answers for the body, or writes its call down, while answers count."""
    return row.state == RequestState.OPEN and (noted or here.unit in viewer.answers_for)


def _mine(viewer: Viewer, row: RequestView) -> list[AnswerView]:
    """The viewer's own bodies that were asked, those that still owe first."""
    found = [v for v in exchange.answers_of(viewer, row.id) if v.unit in viewer.works_for]
    return sorted(found, key=lambda view: (view.unit not in viewer.answers_for, bool(view.answer)))


def _body(
    request: HttpRequest, viewer: Viewer, row: RequestView, mine: list[AnswerView]
) -> AnswerView:
    """The body that answers: the one named, if it is the viewer's or a coordinator writes down a
    call; else the viewer's first."""
    asked = request.POST.get("unit") or request.GET.get("don-vi", "")
    others = exchange.answers_of(viewer, row.id) if asked and viewer.coordinates else []
    for view in (*mine, *others):
        if asked in ("", str(view.unit)):
            return view
    raise Http404


def _form(
    request: HttpRequest, viewer: Viewer, row: RequestView, here: AnswerView, noted: bool
) -> AnswerForm:
    people = [
        (str(one.id), _("%(name)s, %(role)s") % {"name": one.name, "role": words.mandate(one.role)})
        for one in network.holders(here.unit, ANSWERING)
    ]
    given = _given(viewer, here)
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        wants=row.wants,
        figures=_wanted(viewer, row, here.unit),
        source=_("Báo cáo của %(unit)s") % {"unit": here.unit_name},
        people=people if noted else None,
        initial={"text": here.text} | given,
    )


def _wanted(viewer: Viewer, row: RequestView, unit: UUID) -> list[FigureView]:
    """The figures that this body keeps. Others it is not asked for: every other number that it
    stated of them would be a dispute."""
    found = facts.figures(viewer, ids=row.series) if row.series else []
    return [figure for figure in found if figure.owner == unit]


def _given(viewer: Viewer, here: AnswerView) -> dict[str, Any]:
    """What was stated with the answer that stands, to be amended."""
    told: dict[str, Any] = {}
    for one in answers.figured(viewer, here):
        key = str(one.figure.series)
        told[f"number-{key}"] = numbers.digits(one.value.number, MOST_DECIMALS)
        told[f"as_of-{key}"] = one.value.as_of
        told[f"source-{key}"] = one.value.source
    return told


def _muddled(request: HttpRequest, form: AnswerForm) -> str:
    """Why a valid form is no answer yet."""
    asked = form.cleaned_data
    something = bool(asked["text"] or form.given() or _files(request))
    if len(_files(request)) > MOST_FILES:
        return _("Mỗi lần gửi được nhiều nhất %(n)s tệp.") % {"n": MOST_FILES}
    if request.POST.get("step") == "nothing":
        changed = form.has_changed() or _files(request)
        why = _(
            "Anh/chị đã viết nội dung hoặc chọn tệp, nên không báo được là không có nội dung. "
            "Hãy xóa đi, hoặc bấm «Gửi trả lời»."
        )
        return why if changed else ""
    kept = bool(request.POST.getlist("keep"))
    return "" if something or kept else _("Hãy viết trả lời, ghi số liệu hoặc kèm tệp.")


def _files(request: HttpRequest) -> list[UploadedFile]:
    return request.FILES.getlist("files")


def _answer(
    request: HttpRequest, row: RequestView, here: AnswerView, form: AnswerForm, noted: bool
) -> None:
    by: Any = request.person  # type: ignore[attr-defined]
    told: dict[str, Any] = {"by": by}
    if noted:
        told = {"by": network.person(form.cleaned_data["person"]), "noted_by": by}
    if request.POST.get("step") == "nothing":
        actions.answer(request=row.id, unit=here.unit, nothing=True, **told)
        return
    kept = set(request.POST.getlist("keep"))
    actions.answer(
        request=row.id,
        unit=here.unit,
        text=form.cleaned_data["text"],
        figures=[FigureGiven(**each) for each in form.given()],
        files=[(file.name or "tep", file.read()) for file in _files(request)],
        keep_files=[id for id in here.files if str(id) in kept],
        **told,
    )


def _page(
    request: HttpRequest,
    row: RequestView,
    here: AnswerView,
    mine: list[AnswerView],
    form: AnswerForm,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = office.viewer_of(request)
    noted = here.unit not in {view.unit for view in mine}
    history = exchange.answer_history(viewer, row.id, here.unit) if here.answer else []
    shown: dict[str, Any] = {
        "row": row,
        "here": here,
        "mine": mine,
        "noted": noted,
        "form": form,
        "figures": form.rows(),
        "refusal": refusal,
        "kept": [file for id in here.files if (file := exchange.file_for(viewer, id))],
        "history": answers.told(viewer, history),
        "open": _open(viewer, row, here, noted),
    }
    return office.page(request, "desk/exchange/answer.html", "ready", status, **shown)


# From a mail ------------------------------------------------------------------------------------


@staff_only
@require_GET
def of_dispatch(request: HttpRequest, dispatch: UUID) -> HttpResponse:
    """A mail knows the dispatch: the request that it carried."""
    return redirect("desk:request", _of(request, dispatch).id)


@staff_only
@require_GET
def answer_dispatch(request: HttpRequest, dispatch: UUID) -> HttpResponse:
    """The form in which to answer what a mail asked; `don-vi` is kept."""
    address = reverse("desk:answer", args=[_of(request, dispatch).id])
    asked = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{asked}" if asked else address)


def _of(request: HttpRequest, dispatch: UUID) -> RequestView:
    found = exchange.request_of_dispatch(office.viewer_of(request), dispatch)
    if found is None:
        raise Http404
    return found

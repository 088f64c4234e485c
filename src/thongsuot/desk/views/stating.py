"""Acts on figures: state a value, set a target or a due day, settle, keep a new figure."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.desk import bank, office, sections
from thongsuot.desk.forms.figures import (
    DueForm,
    IndicatorForm,
    NewForm,
    SettleForm,
    TargetForm,
    ValueForm,
)
from thongsuot.desk.guards import DeskRequest, coordinator_only, staff_only
from thongsuot.desk.views.acting import Act, both, posted, run
from thongsuot.facts import actions, queries
from thongsuot.facts.terms import FigureView
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import queries as network


def _act(request: DeskRequest, view: FigureView, **of: Any) -> HttpResponse:
    line = bank.line(view)
    about = f"{line.name} · {line.about} ({line.measure})"
    return run(
        request,
        Act(about=about, back=reverse("desk:figure", args=[view.series]), section="ready", **of),
    )


@staff_only
@both
def state(request: DeskRequest, series: UUID) -> HttpResponse:
    """A body's statement of the figure as of a day."""
    view = bank.figure_or_404(request.viewer, series)
    units = bank.states_for(request.viewer, view.owner)
    office.check(bool(units))
    form = ValueForm(posted(request), request.FILES or None, units=units)
    told = [_("Số đã nêu không bị xóa hay ghi đè: số mới đứng trên, số cũ ở lại trong lịch sử.")]
    if view.owner not in request.viewer.works_for and not request.viewer.coordinates:
        told.append(
            _("Cơ quan giữ số liệu này là %(owner)s. Nếu hai bên nêu khác nhau, cả hai cùng thấy.")
            % {"owner": view.owner_name}
        )
    return _act(
        request,
        view,
        heading=_("Nêu số liệu mới"),
        button=_("Ghi vào kho số liệu"),
        done=_("Đã ghi số liệu."),
        form=form,
        do=lambda _asked: actions.state_value(series=series, by=request.person, **form.values()),
        told=tuple(told),
    )


@staff_only
@both
def target(request: DeskRequest, series: UUID) -> HttpResponse:
    view = bank.figure_or_404(request.viewer, series)
    office.check(bank.keeps(request.viewer, view))
    return _act(
        request,
        view,
        heading=_("Đặt mục tiêu"),
        button=_("Ghi mục tiêu"),
        done=_("Đã ghi mục tiêu."),
        form=TargetForm(posted(request)),
        do=lambda asked: actions.state_target(series=series, by=request.person, **asked),
    )


@staff_only
@both
def due(request: DeskRequest, series: UUID) -> HttpResponse:
    view = bank.figure_or_404(request.viewer, series)
    office.check(bank.keeps(request.viewer, view))
    return _act(
        request,
        view,
        heading=_("Đặt hạn cập nhật"),
        button=_("Lưu hạn"),
        done=_("Đã lưu hạn cập nhật."),
        form=DueForm(posted(request), initial={"next_due_on": view.next_due_on}),
        do=lambda asked: actions.set_due(series=series, by=request.person, **asked),
    )


@coordinator_only
@both
def settle(request: DeskRequest, series: UUID, value: UUID) -> HttpResponse:
    """This one counts for its day."""
    view = bank.figure_or_404(request.viewer, series)
    found = next((v for v in queries.history(request.viewer, series) if v.id == value), None)
    if found is None:
        raise Http404
    told = _("Từ nay con số được dùng cho ngày này là %(number)s %(measure)s, do %(body)s nêu.")
    return _act(
        request,
        view,
        heading=_("Chọn số được dùng"),
        button=_("Dùng số này"),
        done=_("Đã chọn. Các bên thấy ngay số được dùng."),
        form=SettleForm(posted(request)),
        do=lambda asked: actions.settle(value=value, by=request.person, **asked),
        told=(
            told
            % {
                "number": bank.number(view, found.number),
                "measure": view.measure,
                "body": found.stated_for_name,
            },
        ),
    )


@coordinator_only
@both
def change(request: DeskRequest, series: UUID) -> HttpResponse:
    """The indicator of a figure: its name, measure, cadence, reach."""
    view = bank.figure_or_404(request.viewer, series)
    row = queries.indicators().get(pk=view.indicator)
    initial = {name: getattr(row, name) for name in IndicatorForm.base_fields}
    form = IndicatorForm(posted(request), initial=initial)
    return _act(
        request,
        view,
        heading=_("Sửa chỉ tiêu"),
        button=_("Lưu"),
        done=_("Đã lưu chỉ tiêu."),
        form=form,
        do=lambda _asked: actions.keep_indicator(
            indicator=row, by=request.person, **form.indicator()
        ),
        told=(_("Thay đổi áp dụng cho mọi đơn vị, địa phương có chỉ tiêu này."),),
    )


# A new figure -----------------------------------------------------------------------------------


@coordinator_only
@both
def new(request: DeskRequest) -> HttpResponse:
    """What is measured, of whom, and who keeps it: in one form."""
    form = NewForm(
        posted(request),
        known=list(queries.indicators()),
        units=[unit for unit in network.units() if unit.is_body],
        provinces=list(network.provinces()),
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:figure", _kept(form, request.person).pk)
        except Refused as refused:
            refusal = refusals.words(refused)
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    shown = {
        "tabs": sections.tabs(request.viewer, "facts", sections.READY),
        "form": form,
        "refusal": refusal,
    }
    return office.page(request, "desk/figures/new.html", "ready", status, **shown)


@transaction.atomic
def _kept(form: NewForm, by: Any) -> Any:
    known = form.cleaned_data["known"]
    indicator = UUID(known) if known else actions.keep_indicator(by=by, **form.indicator())
    return actions.open_series(indicator=indicator, by=by, **form.series())

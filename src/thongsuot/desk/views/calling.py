"""The coordinator's side of a video call: arranging it, both pictures, the ticks, the result."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.desk import looking, office, words
from thongsuot.desk.forms.acts import NothingForm
from thongsuot.desk.forms.calling import CallForm, next_quarter
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, run
from thongsuot.desk.views.keeping import page_of, person_or_404
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals, signalling, times
from thongsuot.network import actions, queries
from thongsuot.network.terms import CallSide, CallState, ChannelName, CheckResult


@coordinator_only
@both
def schedule(request: HttpRequest, person: UUID) -> HttpResponse:
    """A call with this person, about addresses of theirs and of their bodies."""
    row = person_or_404(person)
    office.check(row.pk != office.viewer_of(request).person)
    units = [m.unit_id for m in queries.mandates_of(person)]
    found = [p for unit in set(units) for p in queries.contact_points(unit_id=unit)]
    points = [*queries.contact_points(person), *found]
    points = [p for p in points if p.channel != ChannelName.WEBHOOK]
    seen = queries.points_seen_by(office.viewer_of(request), points)

    def do(asked: dict[str, Any]) -> None:
        made.append(actions.schedule_call(person=row, by=by_of(request), **asked))

    made: list[Any] = []
    act = Act(
        heading=_("Hẹn gọi có hình"),
        about=row.name,
        button=_("Hẹn và gửi thư mời"),
        done="",  # the call's own page says it
        back=reverse("desk:verification"),
        form=CallForm(
            request.POST if request.method == "POST" else None,
            points=[(str(p.row.pk), words.address(p.row.channel, p.shown)) for p in seen],
            initial={
                "starts_at": next_quarter(),
                "contact_points": [str(p.row.pk) for p in seen if p.row.person_id],
            },
        ),
        do=do,
        told=(
            _("Người này nhận thư mời có đường dẫn, vào được không cần tài khoản."),
            _("Chỉ lưu kết quả; không ghi hình, không ghi âm."),
        ),
    )
    answer = run(request, act)
    return redirect("desk:call", made[0].pk) if made else answer


@coordinator_only
@both
def call(request: HttpRequest, call: UUID) -> HttpResponse:
    """Both pictures and what is to be confirmed; to others than the host, what there is to know.

    POST says that one looks at a private address of the call.
    """
    row = _call(call)
    state, points = queries.call_state(row), list(row.points.all())
    host = by_of(request).pk == row.host_id
    seen = looking.points(request, points, "call")
    mandates = list(queries.mandates_of(row.person_id))
    units = queries.names_of({m.unit_id for m in mandates})
    phones = queries.contact_points(row.person_id)
    shown: dict[str, Any] = {
        "call": row,
        "state": row.result or state,
        "open": state == CallState.OPEN,
        "to_come": state in (CallState.TO_COME, CallState.OPEN),
        "host": host,
        "points": [seen[p.pk] for p in points if p.pk in seen],
        "mandates": [(m, units[m.unit_id]) for m in mandates if m.unit_id in units],
        "exchange": reverse("desk:call_exchange", args=[row.pk]),
        "link": queries.call_link(row) if host else "",
        "mailed": queries.reachable_address(row.person_id) is not None,
        "has_phone": any(p.channel == ChannelName.PHONE for p in phones),
        "results": CheckResult,
    }
    return office.page(request, "desk/network/calls/call.html", "network", **shown)


@coordinator_only
@require_POST
def exchange(request: HttpRequest, call: UUID) -> HttpResponse:
    """The host's browser and the guest's find one another; nobody else is a party."""
    return signalling.exchange(request, _hosted(request, call), CallSide.HOST)


@coordinator_only
@require_POST
def hear(request: HttpRequest, call: UUID) -> HttpResponse:
    """Compares the six digits that the person read aloud; the piece of the page that says so."""
    _hosted(request, call)
    code = request.POST.get("code", "")[:20]
    right = actions.hear_code(call=call, code=code, by=by_of(request))
    return render(request, "desk/network/calls/heard.html", {"heard": right, "compared": True})


@coordinator_only
@require_POST
def end(request: HttpRequest, call: UUID) -> HttpResponse:
    """Records what came of the call. A script is told where to go on, so that a refusal does not
    tear the call."""
    row = _hosted(request, call)
    result = request.POST.get("result", "")
    if result not in set(CheckResult):
        raise Http404
    try:
        actions.end_call(
            call=call,
            result=result,
            fields=[each for each in request.POST.getlist("field") if each],
            contact_points=request.POST.getlist("point"),
            by=by_of(request),
        )
    except Refused as refused:
        told = {"refusal": refusals.words(refused)}
        if request.headers.get("HX-Request"):
            return render(request, "look/parts/form_errors.html", told)
        messages.error(request, told["refusal"])
        return redirect("desk:call", row.pk)
    messages.success(request, _("Đã ghi kết quả. Cuộc gọi đã kết thúc."))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page_of(row.person)})
    return redirect(page_of(row.person))


@coordinator_only
@both
def cancel(request: HttpRequest, call: UUID) -> HttpResponse:
    row = _call(call)
    act = Act(
        heading=_("Hủy cuộc gọi"),
        about=f"{row.person.name} · {times.words(row.starts_at)}",
        button=_("Hủy cuộc gọi"),
        done=_("Đã hủy cuộc gọi và báo cho người được mời."),
        back=reverse("desk:verification"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        do=lambda asked: actions.cancel_call(call=call, by=by_of(request)),
    )
    return run(request, act)


def _call(call: UUID) -> Any:
    row = queries.call(call)
    if row is None:
        raise Http404
    return row


def _hosted(request: HttpRequest, call: UUID) -> Any:
    """The call, if the viewer hosts it; whether others exist is nobody's business."""
    row = _call(call)
    if row.host_id != by_of(request).pk:
        raise Http404
    return row


def calls_of(person: UUID) -> list[tuple[Any, str]]:
    """For the person's page: their calls, each with how it stands."""
    return [(c, c.result or queries.call_state(c)) for c in queries.calls_of(person)]


def next_calls() -> list[tuple[Any, str]]:
    """For Today: the calls of the coming day, each with how it stands."""
    soon = clock.in_days(1)
    return [(c, queries.call_state(c)) for c in queries.calls_to_come() if c.starts_at < soon]

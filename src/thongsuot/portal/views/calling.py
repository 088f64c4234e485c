"""A person's side of checks: the page of a video call, a mailed link, a code that is typed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.lib import clock, phones
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals, signalling
from thongsuot.look.guarding import Request, by_token, member
from thongsuot.network import actions, queries
from thongsuot.network.terms import CallSide, CallState, ChannelName, Sight
from thongsuot.portal.pages import page


@by_token
@require_safe
def call(request: HttpRequest, token: str) -> HttpResponseBase:
    """The guest's page: who calls, what is checked and kept; both pictures once they are in."""
    row = _call(token)
    state, phone = queries.call_state(row), _phone_of_host(row)
    told = {
        "call": row,
        "state": state,
        "open": state == CallState.OPEN,
        "centre": queries.name_of(queries.centre().id, clock.legal_date()),
        "exchange": reverse("portal:call_exchange", args=[token]),
        "opens_at": queries.call_opens(row),
        "phone": phone,
        "phone_shown": phones.shown(phone),
    }
    return page(request, "portal/call.html", told)


@by_token
@require_POST
def exchange(request: HttpRequest, token: str) -> HttpResponseBase:
    """The guest's browser and the host's find one another; the guest sees the code to read."""
    row = _call(token)
    code = queries.spoken_code(row)
    return signalling.exchange(request, row, CallSide.GUEST, code=f"{code[:3]} {code[3:]}")


def _call(token: str) -> Any:
    row = queries.call_by_token(token)
    if row is None:
        raise Http404
    return row


def _phone_of_host(row: Any) -> str:
    """The host's own number, where the guest may be shown it: a journalist may not."""
    point = queries.reachable_address(row.host_id, ChannelName.PHONE)
    if point is None or point.person_id != row.host_id:
        return ""
    seen = queries.points_seen_by(queries.viewer_of(row.person), [point])
    return point.address if seen and seen[0].sight is Sight.PLAIN else ""


# The link itself is the secret a forger would need, and mail programs' browsers keep no cookies:
# hence no CSRF cookie here.


@csrf_exempt
@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponseBase:
    """Is this your address? One button says yes, the other no; opening the page does nothing."""
    row = queries.link_to_answer(token)
    answer, refusal = request.POST.get("answer", ""), ""
    if request.method == "POST" and answer in ("yes", "no"):
        try:
            actions.answer_link(token=token, confirmed=answer == "yes")
        except Refused as error:
            refusal = refusals.words(error)
        else:
            return page(request, "portal/call_link.html", {"answered": answer})
    told = {"row": row, "refusal": refusal}
    return page(request, "portal/call_link.html", told, status=409 if refusal else 200)


@member
@require_POST
def send_code(request: Request, point: UUID) -> HttpResponseBase:
    """A code to an own e-mail address."""
    try:
        actions.send_code(contact_point=_own(request, point), by=request.person)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, _("Đã gửi mã. Mã dùng được trong 15 phút."))
    return redirect(reverse("portal:settings") + "#addresses")


@member
@require_POST
def type_code(request: Request, point: UUID) -> HttpResponseBase:
    """The code that came to an own address, or that the coordinator read out."""
    own, code = _own(request, point), request.POST.get("code", "")[:20]
    try:
        right = actions.confirm_code(contact_point=own, code=code, by=request.person)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        if right:
            messages.success(request, _("Mã đúng. Địa chỉ đã được xác minh."))
        else:
            messages.error(request, _("Mã chưa đúng. Xin xem lại và nhập lần nữa."))
    return redirect(reverse("portal:settings") + "#addresses")


def _own(request: Request, point: UUID) -> Any:
    found = queries.contact_points(request.person.pk).filter(pk=point).first()
    if found is None:
        raise Http404
    return found


def own_checks(person: UUID, points: list[Any]) -> dict[str, Any]:
    """For the settings page: calls to come, and which addresses wait for a code to be typed."""
    return {
        "soon": clock.in_days(30),
        "calls": [(row, queries.call_link(row)) for row in queries.calls_to_come(person)],
        "codes_waiting": queries.codes_waiting(point.pk for point in points),
    }

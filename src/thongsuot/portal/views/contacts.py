"""A member keeps their own addresses and quiet hours."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.guarding import Request, member
from thongsuot.network import actions, queries
from thongsuot.network.terms import ContactState, MandateRole, Sharing
from thongsuot.portal.forms import AddressForm, NewAddressForm, QuietForm
from thongsuot.portal.pages import page

SPEAKING = {MandateRole.SPOKESPERSON, MandateRole.DELEGATE}
both = require_http_methods(["GET", "HEAD", "POST"])


@member
@both
def add(request: Request) -> HttpResponseBase:
    """One's own new address; good until shown otherwise, to be verified."""
    form = NewAddressForm(request.POST or None, sharing=sharings(request.person.pk))

    def do(asked: dict[str, Any]) -> None:
        sharing = asked.pop("sharing")
        point = actions.add_contact_point(person=request.person, by=request.person, **asked)
        if sharing != point.sharing:
            actions.share_contact_point(contact_point=point, sharing=sharing, by=request.person)

    return _answer(request, form, do, _("Thêm địa chỉ liên hệ"), _("Đã thêm địa chỉ."))


@member
@both
def change(request: Request, point: UUID) -> HttpResponseBase:
    """Corrects one's own address, its turn, who may see it; or removes it."""
    row = queries.contact_points(request.person.pk).filter(pk=point).first()
    if row is None:
        raise Http404
    allowed = sharings(request.person.pk, row.sharing)
    sharing = row.sharing if row.sharing in allowed else allowed[0]
    initial = {"address": row.address, "preference": row.preference, "sharing": sharing}
    form = AddressForm(request.POST or None, initial=initial, sharing=allowed)

    def do(asked: dict[str, Any]) -> None:
        told = {"contact_point": row.pk, "by": request.person}
        if asked["remove"]:
            actions.remove_contact_point(**told)
            return
        new = asked["address"].strip() != row.address or row.state != ContactState.GOOD
        address = asked["address"] if new else None
        actions.change_contact_point(**told, address=address, preference=asked["preference"])
        if asked["sharing"] != row.sharing:
            actions.share_contact_point(**told, sharing=asked["sharing"])

    return _answer(request, form, do, _("Sửa địa chỉ liên hệ"), _("Đã lưu địa chỉ."))


def _answer(request: Request, form: Any, do: Any, heading: str, done: str) -> HttpResponseBase:
    """GET shows the form; POST does it, or shows why not with what was typed."""
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                do(dict(form.cleaned_data))
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            messages.success(request, done)
            return redirect("portal:settings")
    status = 409 if refusal else 422 if form.errors else 200
    told = {"form": form, "heading": heading, "refusal": refusal}
    return page(request, "portal/address.html", told, status=status)


def sharings(person: UUID, now: str = "") -> tuple[Sharing, ...]:
    """Whom the person may show an address to: a journalist nobody, who speaks for a body all."""
    roles = {mandate.role for mandate in queries.mandates_of(person)}
    if roles == {MandateRole.JOURNALIST}:
        return (Sharing.PRIVATE,)
    public = now == Sharing.PUBLIC or not SPEAKING.isdisjoint(roles)
    return (Sharing.NETWORK, Sharing.PRIVATE, *((Sharing.PUBLIC,) if public else ()))


@member
@require_POST
def quiet(request: Request) -> HttpResponseBase:
    """The hours in which nothing that is not urgent is sent."""
    form = QuietForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi giờ dạng 22:00, hoặc bỏ trống cả hai."))
        return redirect("portal:settings")
    hours = {"start": form.cleaned_data["start"], "end": form.cleaned_data["end"]}
    try:
        actions.keep_quiet_hours(person=request.person, by=request.person, **hours)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, _("Đã lưu giờ yên tĩnh."))
    return redirect("portal:settings")

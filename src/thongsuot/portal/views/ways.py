"""How a member is reached besides mail: notices on the screen, private feeds, machines."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.lib.refused import Refused
from thongsuot.look import outcomes, refusals
from thongsuot.look.endpoints import EndpointForm, endpoint
from thongsuot.look.guarding import Request, member
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName
from thongsuot.portal.pages import page
from thongsuot.releases import queries as releases

FEEDS = ("atom.xml", "rss.xml", "feed.json")
FIRST, LATER = 0, 9  # before every other address of one's own, or behind them
TURNS = {"first": FIRST, "later": LATER}
both = require_http_methods(["GET", "HEAD", "POST"])


@member
@require_safe
def ways(request: Request) -> HttpResponseBase:
    person = request.person.pk
    points = list(network.contact_points(person))
    machines = [point for point in points if point.channel == ChannelName.WEBHOOK]
    told = {
        "push_key": circulation.push_key(),
        "devices": [point for point in points if point.channel == ChannelName.PUSH],
        "feeds": circulation.feed_links(request.viewer),
        "topics": releases.topics(),
        "endpoints": [endpoint(point, [person], limit=1) for point in machines],
    }
    return page(request, "portal/ways.html", told)


@member
@require_POST
def subscribe(request: Request) -> HttpResponseBase:
    """A browser that asks to be told; its script sends what the browser gave it."""
    given = {name: request.POST.get(name, "")[:700] for name in ("p256dh", "auth", "device")}
    address = request.POST.get("endpoint", "")[:701]
    try:
        known = _device(request, address)
        if known is None:
            network_actions.add_contact_point(
                person=request.person,
                channel=ChannelName.PUSH,
                address=address,
                details=given,
                preference=TURNS.get(request.POST.get("turn", ""), LATER),
                by=request.person,
            )
        else:
            network_actions.change_contact_point(
                contact_point=known, address=address, details=given, by=request.person
            )
    except Refused as refused:
        return JsonResponse({"told": refusals.words(refused)}, status=409)
    messages.success(request, _("Đã bật thông báo trên máy này."))
    return HttpResponse(status=204)


def _device(request: Request, address: str) -> Any:
    rows = network.contact_points(request.person.pk)
    return rows.filter(channel=ChannelName.PUSH, address=address).first()


@member
@require_POST
def feed(request: Request) -> HttpResponseBase:
    """A new private link; its addresses stand on this one page and nowhere else."""
    try:
        link, token = circulation_actions.make_feed_link(
            by=request.person, topic=request.POST.get("topic", "")[:40]
        )
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect("portal:ways")
    addresses = [(form, f"{settings.SITE_URL}/nguon/{token}/{form}") for form in FEEDS]
    topic = link.topic.name if link.topic else ""
    return page(request, "portal/feed.html", {"addresses": addresses, "topic": topic})


@member
@require_POST
def revoke_feed(request: Request, link: UUID) -> HttpResponseBase:
    try:
        circulation_actions.revoke_feed_link(link=link, by=request.person)
    except Refused as refused:
        raise Http404 from refused
    messages.success(
        request, _("Đã thu hồi đường dẫn. Ai đang dùng đường dẫn này không đọc được nữa.")
    )
    return redirect("portal:ways")


@member
@both
def add(request: Request) -> HttpResponseBase:
    """A machine's address; its key is told on the page that follows, and not again."""
    form = EndpointForm(request.POST or None, initial={"signs": "v1", "format": "ninjs"})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            point = network_actions.add_contact_point(
                person=request.person, by=request.person, **form.asked()
            )
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            return _with_key(request, point, point.details["secrets"][0])
    told = {"form": form, "refusal": refusal, "heading": _("Thêm địa chỉ nhận cho máy")}
    status = 409 if refusal else 422 if form.errors else 200
    return page(request, "portal/endpoint_add.html", told, status=status)


@member
@require_safe
def show(request: Request, point: UUID) -> HttpResponseBase:
    row = _own(request, point)
    return page(request, "portal/endpoint.html", endpoint(row, [request.person.pk]))


@member
@require_POST
def act(request: Request, point: UUID) -> HttpResponseBase:
    """`do`: try (a message that is no edition), renew, retire, remove; first and later: whether a
    browser is told before mail goes, or only when mail does not arrive or is not answered."""
    row = _own(request, point)
    told = {"contact_point": row, "by": request.person}
    match request.POST.get("do"):
        case "try":
            _try(request, row)
        case "renew" if row.channel == ChannelName.WEBHOOK:
            return _with_key(request, row, network_actions.renew_key(**told))
        case "retire" if row.channel == ChannelName.WEBHOOK:
            network_actions.retire_keys(**told)
            messages.success(request, _("Chỉ còn khóa mới ký."))
        case "remove":
            network_actions.remove_contact_point(**told)
            messages.success(request, _("Đã gỡ. Không gửi gì tới đó nữa."))
            return redirect("portal:ways")
        case "first" | "later" as turn if row.channel == ChannelName.PUSH:
            network_actions.change_contact_point(**told, preference=TURNS[turn])
            messages.success(request, _("Đã lưu thứ tự dùng."))
    if row.channel == ChannelName.WEBHOOK:
        return redirect("portal:endpoint", row.pk)
    return redirect("portal:ways")


def _try(request: Request, row: Any) -> None:
    try:
        outcome = circulation_actions.try_address(contact_point=row, by=request.person)
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return
    outcomes.say_tried(request, outcome)


def _own(request: Request, point: UUID) -> Any:
    """The member's own address of a machine or a browser; others do not exist for them."""
    mine = network.contact_points(request.person.pk).filter(
        pk=point, channel__in=[ChannelName.WEBHOOK, ChannelName.PUSH]
    )
    row = mine.first()
    if row is None:
        raise Http404
    return row


def _with_key(request: Request, point: Any, key: str) -> HttpResponse:
    told = endpoint(point, [request.person.pk], limit=0)
    return page(request, "portal/endpoint_key.html", {**told, "key": key, "point": point})

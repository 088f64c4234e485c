"""A member's inbox: what one's body owes first, then what came, newest first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import Through
from thongsuot.look.guarding import Request, member, public
from thongsuot.portal.pages import page

PAGE = 30


@public
@require_safe
def enter(request: Request) -> HttpResponseBase:
    """After sign-in: the desk for staff, the inbox for journalists, the newsroom for others."""
    if request.viewer.is_staff:
        try:
            return redirect(reverse("desk:today"))
        except NoReverseMatch:
            return redirect("portal:inbox")
    return redirect("portal:newsroom" if request.viewer.is_public else "portal:inbox")


@member
@require_safe
def inbox(request: Request) -> HttpResponseBase:
    before = _before(request)
    received = circulation.inbox(request.viewer, before=before, limit=PAGE + 1)
    every_debt = [] if before else circulation.owed_by(request.viewer)
    owed = sorted((i for i in every_debt if not _first_promises(i)), key=_urgency)
    shown = {item.dispatch for item in owed}
    rest = [item for item in received[:PAGE] if item.dispatch not in shown]
    told = {
        "owed": owed,
        "promises": [item for item in rest if _first_promises(item)],
        "rest": [item for item in rest if not _first_promises(item)],
        "older": _older(received),
        "nav_counts": {"inbox": len(owed)},
        "section": "inbox",
    }
    return page(request, "portal/inbox.html", told)


@member
@require_POST
def acknowledge(request: Request, dispatch: UUID) -> HttpResponseBase:
    """«Đã nhận», for the body through which the member was sent it."""
    item = next((i for i in circulation.owed_by(request.viewer) if i.dispatch == dispatch), None)
    if item is None or item.acknowledgement is None:
        messages.info(
            request, _("Đơn vị anh/chị đã xác nhận đợt gửi này rồi, hoặc không phải xác nhận.")
        )
        return _back(request)
    if item.asks:
        return redirect(item.answer_at)
    circulation_actions.acknowledge(
        dispatch=dispatch,
        unit=item.acknowledgement.unit_id,
        by=request.person,
        through=Through.INBOX,
    )
    messages.success(request, _("Đã ghi nhận: đơn vị anh/chị đã nhận."))
    return _back(request)


@member
@require_POST
def hold(request: Request, edition: UUID) -> HttpResponseBase:
    """«Cam kết giữ tin»: from now on the member may read it before its hour."""
    item = circulation.inbox_item(request.viewer, edition)
    if item is None:
        raise Http404
    if item.must_agree_to_hold:
        circulation_actions.agree_to_hold(recipient=item.recipient)
        messages.success(request, _("Đã ghi cam kết. Anh/chị đọc được toàn văn từ bây giờ."))
    return redirect("portal:edition", edition)


def _first_promises(item: Any) -> bool:
    """Whether the text waits for a promise; those inside read it anyway."""
    return bool(item.must_agree_to_hold and not item.edition.can_read)


def _urgency(item: Any) -> tuple[bool, Any]:
    """Earliest deadline first, what has none last."""
    return item.acknowledge_by is None, item.acknowledge_by or item.received_at


def _before(request: Request) -> Any:
    try:
        at = parse_datetime(request.GET.get("truoc", ""))
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def _older(received: list[Any]) -> str:
    if len(received) <= PAGE:
        return ""
    return "?" + urlencode({"truoc": received[PAGE - 1].received_at.isoformat()})


def _back(request: Request) -> HttpResponseBase:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()):
        return redirect(asked)
    return redirect("portal:inbox")

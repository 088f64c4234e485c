"""Pages behind mailed links. Opening one does nothing, so that scanners and previews do nothing;
its button does the one act the link was made for."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import Through
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.guarding import by_token
from thongsuot.network import queries as network
from thongsuot.portal.pages import page
from thongsuot.releases import queries as releases

# The link itself is the secret a forger would need, and mail programs' browsers keep no cookies:
# hence no CSRF cookie here.


@csrf_exempt
@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, token: str) -> HttpResponseBase:
    """The body has it: for the recipient's body, in the recipient's name."""
    recipient = _recipient("acknowledge", token)
    refusal = ""
    if request.method == "POST" and recipient.acknowledgement:
        try:
            circulation_actions.acknowledge(
                dispatch=recipient.dispatch_id,
                unit=recipient.acknowledgement.unit_id,
                by=recipient.person,
                through=Through.LINK,
            )
            return redirect("portal:acknowledge_link", token)
        except Refused as error:
            refusal = refusals.words(error)
    told = {**_told(recipient), "refusal": refusal}
    return page(request, "portal/acknowledge_link.html", told, status=409 if refusal else 200)


@csrf_exempt
@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, token: str) -> HttpResponseBase:
    """The promise not to publish before the hour. The link grants the promise, not the text."""
    recipient = _recipient("hold", token)
    refusal = ""
    if request.method == "POST" and recipient.dispatch.edition.visible_from > clock.now():
        try:
            circulation_actions.agree_to_hold(recipient=recipient.pk)
            return redirect("portal:hold_link", token)
        except Refused as error:
            refusal = refusals.words(error)
    told = {**_told(recipient), "refusal": refusal, "read_at": _read_at(recipient)}
    return page(request, "portal/hold_link.html", told, status=409 if refusal else 200)


@csrf_exempt
@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponseBase:
    """Leave the topics or the list that brought the mail: by the button, or by the one click of a
    mail program (RFC 8058), which follows no redirection and presses twice without harm."""
    recipient = _recipient("leave", token)
    if request.method == "POST":
        circulation_actions.leave_mailing(recipient=recipient.pk, by=recipient.person)
    told = {"recipient": recipient, **_mailing(recipient)}
    left = request.method == "POST" and (told["topics"] or told["lists"])
    return page(request, "portal/leave_link.html", {**told, "left": left})


def _mailing(recipient: Any) -> dict[str, Any]:
    topics, saved_list = circulation.mailing(recipient.dispatch)
    names = [topic.name for topic in releases.topics() if topic.code in topics]
    return {"topics": names, "lists": bool(saved_list)}


def _recipient(purpose: str, token: str) -> Any:
    recipient = circulation.recipient_by_token(purpose, token)
    if recipient is None:
        raise Http404
    return recipient


def _told(recipient: Any) -> dict[str, Any]:
    """Number, unit and hour; the title only if this recipient may see the edition today."""
    viewer = network.viewer_of(recipient.person)
    seen = releases.edition_for(viewer, recipient.edition_id)
    edition = seen or releases.heads_for_recipients([recipient.edition_id])[recipient.edition_id]
    unit = recipient.acknowledgement and recipient.acknowledgement.unit_id
    return {
        "recipient": recipient,
        "edition": edition,
        "debt": recipient.acknowledgement,
        "body": network.name_of(unit, clock.legal_date()) if unit else "",
        "due": recipient.dispatch.acknowledge_by,
        "asks": recipient.dispatch.asks,
        "answer_at": circulation.answer_address(recipient.dispatch_id),
        "has_account": recipient.person.account_id is not None,
    }


def _read_at(recipient: Any) -> str:
    page = reverse("portal:edition", args=[recipient.edition_id])
    return f"{reverse('account_login')}?next={page}"

"""A member's own settings: display, topics, addresses, tokens of machines, what was sent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings as django_settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.look.context import THEMES
from thongsuot.look.guarding import Request, member
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.portal.forms import TokenForm
from thongsuot.portal.pages import page
from thongsuot.portal.views.calling import own_checks
from thongsuot.releases import queries as releases

YEAR = 365 * 24 * 3600


@member
@require_safe
def settings(request: Request) -> HttpResponseBase:
    return _page(request)


@member
@require_POST
def topics(request: Request) -> HttpResponseBase:
    """Follow exactly the topics that were ticked."""
    wanted = set(request.POST.getlist("topic")) & {topic.code for topic in releases.topics()}
    followed = circulation.topics_followed(request.viewer)
    for topic in sorted(wanted - followed):
        circulation_actions.follow_topic(topic=topic, by=request.person)
    for topic in sorted(followed - wanted):
        circulation_actions.unfollow_topic(topic=topic, by=request.person)
    messages.success(request, _("Đã lưu chủ đề theo dõi."))
    return redirect("portal:settings")


@member
@require_POST
def display(request: Request) -> HttpResponseBase:
    """The language of pages and mails; light or dark, which belongs to the device."""
    response = redirect("portal:settings")
    language = request.POST.get("language", "")
    if language in dict(django_settings.LANGUAGES):
        if language != request.person.language:
            network_actions.change_person(
                person=request.person, language=language, by=request.person
            )
        _remember(response, django_settings.LANGUAGE_COOKIE_NAME, language)
    theme = request.POST.get("theme", "")
    _remember(response, "theme", theme if theme in THEMES else "")
    messages.success(request, _("Đã lưu cách hiển thị."))
    return response


@member
@require_POST
def tokens(request: Request) -> HttpResponseBase:
    """A new token; its secret stands on this one page and nowhere else."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        token, secret = network_actions.issue_token(
            person=request.person,
            label=form.cleaned_data["label"],
            scopes=form.cleaned_data["scopes"],
            expires_at=clock.now() + timedelta(days=int(form.cleaned_data["days"])),
            by=request.person,
        )
    except Refused as error:
        return _page(request, form=form, refusal=refusals.words(error), status=409)
    return page(request, "portal/token.html", {"token": token, "secret": secret})


@member
@require_POST
def revoke(request: Request, token: UUID) -> HttpResponseBase:
    if not network.tokens_of(request.person.pk).filter(pk=token).exists():
        raise Http404
    network_actions.revoke_token(token=token, by=request.person)
    messages.success(request, _("Đã thu hồi mã truy cập. Máy dùng mã này không đọc được nữa."))
    return redirect("portal:settings")


def _page(
    request: Request, form: TokenForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    person = request.person.pk
    addresses = list(network.contact_points(person))
    told: dict[str, Any] = {
        "person": request.person,
        "mandates": _mandates(person),
        "topics": releases.topics(),
        "followed": circulation.topics_followed(request.viewer),
        "addresses": addresses,
        **own_checks(person, addresses),
        "tokens": network.tokens_of(person),
        "deliveries": circulation.deliveries_of(request.viewer, limit=30),
        "form": form or TokenForm(),
        "refusal": refusal,
        "has_second_factor": is_mfa_enabled(request.user),
        "languages": django_settings.LANGUAGES,
        "now": clock.now(),
    }
    return page(request, "portal/settings.html", told, status=status)


def _mandates(person: UUID) -> list[tuple[Any, str]]:
    """The mandates of today, each with the name of its body."""
    rows = list(network.mandates_of(person))
    names = network.names_of({row.unit_id for row in rows}, clock.legal_date())
    return [(row, names[row.unit_id].name) for row in rows if row.unit_id in names]


def _remember(response: HttpResponse, name: str, value: str) -> None:
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    secure = django_settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure)

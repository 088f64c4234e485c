"""Small addresses that machines expect."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from thongsuot.lib import clock
from thongsuot.look.guarding import public

CLOSED = ("/ban/", "/tai-khoan/", "/hop-thu/", "/cai-dat/", "/xac-nhan/", "/giu-tin/", "/tim/")
DAY = "public, max-age=86400"


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    return _text("\n".join(lines))


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(static("look/mark.svg"))
    response["Cache-Control"] = DAY
    return response


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a weakness."""
    expires = clock.now() + timedelta(days=180)
    return _text(
        f"Contact: mailto:{settings.CONFIG.email_from}\n"
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}\n"
        "Preferred-Languages: vi, en\n"
        f"Canonical: {settings.SITE_URL}{reverse('portal:security')}"
    )


def _text(words: str) -> HttpResponse:
    response = HttpResponse(words + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = DAY
    return response

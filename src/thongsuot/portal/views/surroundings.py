"""Small addresses that machines expect."""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look.guarding import public
from thongsuot.network import queries as network

CLOSED = (
    "/ban/",
    "/tai-khoan/",
    "/hop-thu/",
    "/cai-dat/",
    "/xac-nhan/",
    "/giu-tin/",
    "/thoi-nhan/",
    "/tim/",
    "/nguon/",
)
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


@public
@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows notices while no page is open: it stands at the root, since a worker
    looks after what lies beneath its address."""
    found = str(finders.find("portal/push-worker.js"))
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to put the site beside its programs: iPhones show notices so."""
    told = {
        "name": _name(),
        "short_name": "Thông Suốt",
        "lang": "vi",
        "start_url": reverse("portal:inbox"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b3a45",
        "icons": [{"src": static("look/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), content_type="application/manifest+json"
    )
    response["Cache-Control"] = DAY
    return response


def _name() -> str:
    try:
        return network.installation().name
    except Refused:
        return "Thông Suốt"


def _text(words: str) -> HttpResponse:
    response = HttpResponse(words + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = DAY
    return response

"""What every address for machines does alike: reads only, answers no cookie, says how long an
answer holds, and asks to be asked again cheaply (ETag, Last-Modified)."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

from thongsuot.api.problems import problem
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.releases import queries as releases

LONGEST = 15  # seconds, as on the portal: a withdrawal is seen everywhere within them

View = Callable[..., Any]


def answers(view: View, *, guard: str = "public", posted: bool = False) -> View:
    """The view of one address. `guard` says whether it needs a token (`look.guarding`); `posted`,
    that the question is a text and is sent by POST. Nothing is written for it."""
    taken = ("POST",) if posted else ("GET", "HEAD")

    @csrf_exempt  # nothing here acts, and nothing here looks at a session
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, taken[0]
        try:
            if asked not in taken:
                return problem(request, Refused("api.method", allowed=", ".join(taken)))
            response = view(request, *args, **kwargs)
        except Refused as error:
            response = problem(request, error)
        finally:
            request.method = asked
        return finished(request, response)

    answered.guard = guard  # type: ignore[attr-defined]
    return answered


def finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With validators and the hour until which it holds; 304 if the asker has it already."""
    patch_vary_headers(response, ("Authorization", "Cookie"))
    response["Access-Control-Allow-Origin"] = "*"  # public data; a token is sent by hand, no cookie
    if response.status_code != 200:
        response["Cache-Control"] = "no-store"
        return response
    if "Cache-Control" not in response:
        response["Cache-Control"] = _holds(request)
    if request.method == "POST":
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    modified = parse_http_date_safe(response.get("Last-Modified", ""))
    return get_conditional_response(request, etag, modified, response) or response


def _holds(request: HttpRequest) -> str:
    """Never beyond the next embargo's end; what a token or a session gets is kept nowhere."""
    if "Authorization" in request.headers or request.user.is_authenticated:
        return "no-store, private"
    now = clock.now()
    opening = releases.next_opening(now)
    seconds = LONGEST if opening is None else min(LONGEST, int((opening - now).total_seconds()))
    return f"public, max-age={seconds}, must-revalidate"


def as_json(data: Any, changed: datetime | None = None) -> HttpResponse:
    content = json.dumps(data, ensure_ascii=False).encode()
    return dated(HttpResponse(content, content_type="application/json"), changed)


def dated(response: HttpResponse, changed: datetime | None) -> HttpResponse:
    """With Last-Modified, unless it is of this very second, within which more may still change."""
    if changed is not None and clock.now() - changed > timedelta(seconds=1):
        response["Last-Modified"] = http_date(changed.timestamp())
    return response


def no_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(request, Refused("api.no_address"))

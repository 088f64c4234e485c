"""What happens around every page: its language, who looks, second factor, privacy, refusals."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import guarding
from thongsuot.look import refusals as look_refusals
from thongsuot.look.guarding import Request
from thongsuot.network import queries as network
from thongsuot.network.terms import PUBLIC

Handler = Callable[[Any], HttpResponse]

WITHOUT_SECOND_FACTOR = ("/tai-khoan/", "/ngon-ngu/", "/static/", "/healthz")
NOTED_EVERY = timedelta(seconds=30)
"""How often being there is written down: each note is a write to the sessions."""


def language(get_response: Handler) -> Handler:
    """Speaks the language the visitor chose, else the installation's; says so in the answer.

    What the browser asks for is not looked at: many a browser here was bought speaking English.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        with translation.override(_chosen(request) or settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ("Cookie",))
        return response

    return handle


def own_language(get_response: Handler) -> Handler:
    """Whoever is signed in and chose nothing on this device is spoken to as in their mails."""

    def handle(request: Request) -> HttpResponse:
        if request.person and not _chosen(request):
            translation.activate(request.person.language)
        return get_response(request)

    return handle


def _chosen(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def viewer(get_response: Handler) -> Handler:
    """Sets `request.person` and `request.viewer`; the public when nobody is signed in."""

    def handle(request: Request) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        request.person = network.person_of_account(account) if account else None
        request.viewer = network.viewer_of(request.person) if request.person else PUBLIC
        return get_response(request)

    return handle


def idle_sign_out(get_response: Handler) -> Handler:
    """Signs out after `idle_minutes` without a request. What was typed stays in the browser.

    Background polling carries `X-Background: 1` and does not count as being there.
    """

    def handle(request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            if _gone_idle(request):
                logout(request)
                request.viewer, request.person = PUBLIC, None
                return guarding.to_sign_in(request)
            _note_presence(request)
        return get_response(request)

    return handle


def _seen(request: HttpRequest) -> datetime | None:
    seen = request.session.get("seen")
    return datetime.fromisoformat(seen) if seen else None


def _gone_idle(request: HttpRequest) -> bool:
    seen = _seen(request)
    return seen is not None and clock.now() - seen > timedelta(minutes=settings.IDLE_MINUTES)


def _note_presence(request: HttpRequest) -> None:
    seen = _seen(request)
    if request.headers.get("X-Background") == "1" and seen is not None:
        return
    if seen is None or abs(clock.now() - seen) >= NOTED_EVERY:
        request.session["seen"] = clock.now().isoformat()


def second_factor(get_response: Handler) -> Handler:
    """Staff set up a code app or a passkey before anything else. Demo sign-in skips it."""

    def handle(request: Request) -> HttpResponse:
        if _owes_second_factor(request) and not request.path.startswith(WITHOUT_SECOND_FACTOR):
            return redirect("mfa_index")
        return get_response(request)

    return handle


def _owes_second_factor(request: Request) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    if not request.user.is_authenticated or not request.viewer.is_staff:
        return False
    if settings.CONFIG.demo and request.session.get("demo"):
        return False
    return not is_mfa_enabled(request.user)


def privacy(get_response: Handler) -> Handler:
    """What is not public is never stored by a browser or a proxy: whatever a signed-in person
    gets, and whatever a view did not declare public (`portal.caching.shared`)."""

    def handle(request: Request) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated or not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return handle


class refusals:  # noqa: N801  (a middleware with a view hook must be a class)
    """A rule's refusal becomes a page (or a fragment) that says what to do; nothing is lost."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        words = look_refusals.words(error)
        if guarding.in_background(request):
            told = {"refusal": words}
            return render(request, "look/parts/form_errors.html", told, status=409)
        return render(request, "portal/refused.html", {"words": words}, status=409)

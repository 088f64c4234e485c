"""Who may open a page: every view of the house says so by its attribute `guard`.

`public` anyone · `member` any signed-in person of the network · `token` whoever holds a mailed
link · the desk adds `staff`, `leader`, `coordinator`. A test walks all addresses and finds the
views that say nothing. Which edition, which act: the rooms decide that, not the guard.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from thongsuot.network.terms import Viewer

View = Callable[..., Any]


class Request(HttpRequest):
    """A request as the middleware hands it on: `viewer` looks (perhaps the public); `person` is
    the network's row of whoever is signed in, or None."""

    viewer: Viewer
    person: Any


def public(view: View) -> View:
    """Anyone; the view asks the rooms with `request.viewer`, who may be the public."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def member(view: View) -> View:
    """Anyone signed in who is a person of the network; others sign in first."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
        if request.viewer.is_public:
            if request.user.is_authenticated:
                raise PermissionDenied
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.guard = "member"  # type: ignore[attr-defined]
    return guarded


def by_token(view: View) -> View:
    """Whoever holds the mailed link. It is kept nowhere: no cache, no index, no referrer elsewhere.

    `no-referrer` would make browsers send their own forms with `Origin: null`, which is refused.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    guarded.guard = "token"  # type: ignore[attr-defined]
    return guarded


def in_background(request: HttpRequest) -> bool:
    """Whether a script asks, which wants a status and not another page."""
    return bool(request.headers.get("HX-Request") or request.headers.get("X-Requested-With"))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to where one was; 401 for a script."""
    if in_background(request):
        return HttpResponse(_("Phiên làm việc đã hết. Nội dung đang soạn vẫn còn."), status=401)
    query = urlencode({"next": _way_back(request)})
    return redirect(f"{resolve_url('account_login')}?{query}")


def _way_back(request: HttpRequest) -> str:
    """The page asked for; after a form was sent, the page on which it stood."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    stood = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(stood, {request.get_host()}, request.is_secure()):
        return urlsplit(stood)._replace(scheme="", netloc="", fragment="").geturl()
    return "/"

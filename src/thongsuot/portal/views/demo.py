"""The one-press sign-in of demonstrations: absent everywhere else."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from thongsuot.look.guarding import by_token
from thongsuot.network import queries as network
from thongsuot.portal import demo
from thongsuot.portal.pages import page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows who it is; the button signs in, without the second factor."""
    person_id = demo.person_of(token) if demo.allowed(request) else None
    if person_id is None:
        raise Http404
    person = network.person(person_id)
    if person.account is None:
        raise Http404
    if request.method == "POST":
        login(request, person.account, backend=BACKEND)
        request.session["demo"] = True
        return redirect("portal:enter")
    rows = network.mandates_of(person_id)
    return page(request, "portal/demo.html", {"person": person, "mandates": list(rows)})

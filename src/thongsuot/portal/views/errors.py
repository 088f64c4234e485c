"""Pages for what went wrong: what happened, that nothing was lost, what to do."""

from typing import Never

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from thongsuot.look.guarding import public


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/error.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/error.html", {"status": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Needs nothing of what may just have broken."""
    return HttpResponse(render_to_string("500.html"), status=500)


@public
def nobody(request: HttpRequest) -> Never:
    """An address that a library must be able to name, and nobody may use."""
    raise Http404

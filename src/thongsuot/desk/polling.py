"""Pieces of pages that ask again and again: nothing is sent while nothing has changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse


def same(request: HttpRequest, live: dict[str, Any]) -> HttpResponse | None:
    """304 for a page that has all of this already; `tag` in `live` moves with what is shown."""
    if request.headers.get("If-None-Match") != f'"{live["tag"]}"':
        return None
    return tagged(HttpResponse(status=304), live)


def tagged(response: HttpResponse, live: dict[str, Any]) -> HttpResponse:
    """The answer with the tag by which its page asks next time."""
    response["ETag"] = f'"{live["tag"]}"'
    return response

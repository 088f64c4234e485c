"""The door of other installations. Every message is signed with the key of an installation that our
people confirmed; no token and no session is looked at. The one part of this door that writes."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from thongsuot.api import limits
from thongsuot.api.problems import problem
from thongsuot.lib.refused import Refused
from thongsuot.peers import actions, queries

View = Callable[..., HttpResponse]


def for_peers(view: View) -> View:
    """The view of one address for installations; errors are problems, nothing is kept anywhere."""

    @csrf_exempt  # a signature stands on every message, and no session is looked at
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            limits.count(f"peer:{limits.address(request)}", limits.BY_TOKEN)
            response = view(request, *args, **kwargs)
        except RequestDataTooBig:
            response = problem(request, Refused("peers.too_large"))
        except Refused as error:
            response = problem(request, error)
        response["Cache-Control"] = "no-store"
        return response

    answered.guard = "api"  # type: ignore[attr-defined]
    return answered


@for_peers
def introductions(request: HttpRequest) -> HttpResponse:
    """POST: an installation presents itself with a code that was made here."""
    _only(request, "POST")
    headers, body = actions.answer_introduction(headers=request.headers, body=request.body)
    return JsonResponse({"headers": headers, "body": body.decode()})


@for_peers
def events(request: HttpRequest) -> HttpResponse:
    """POST: one event is handed over. GET: those after a number are asked for."""
    _only(request, "GET", "POST")
    if request.method == "POST":
        received = actions.receive(headers=request.headers, body=request.body)
        return JsonResponse({"until": received.until})
    after = _number(request.GET.get("after", ""))
    path = request.get_full_path()
    peer = actions.note_fetched(headers=request.headers, path=path, after=after)
    found = queries.events_after(peer, after)
    told = [{"headers": headers, "body": body.decode()} for headers, body in found]
    return JsonResponse({"events": told, "last": peer.last_number})


@for_peers
def file(request: HttpRequest, edition: UUID, file: UUID) -> HttpResponse:
    """GET: a file of an edition that the asker was sent."""
    _only(request, "GET")
    kept, content = queries.file_for_peer(
        headers=request.headers, path=request.get_full_path(), edition=edition, file=file
    )
    response = HttpResponse(content, content_type=kept.content_type)
    response["Content-Disposition"] = "attachment"
    return response


def _only(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise Refused("api.method", allowed=", ".join(methods))


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Refused("api.input", names="after")
    return int(given)

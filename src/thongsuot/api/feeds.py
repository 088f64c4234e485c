"""Atom and RSS: public, or with a token what its person may see. No secret stands in an address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thongsuot.api.access import check_scope, viewer_of
from thongsuot.api.answering import dated
from thongsuot.api.editions import newest
from thongsuot.api.problems import problem
from thongsuot.lib.refused import Refused
from thongsuot.lib.wire import atom, rss
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.network import queries as network
from thongsuot.network.terms import Scope, Viewer
from thongsuot.releases import queries as releases

LENGTH = 50  # entries
LANGUAGE = "vi"  # of the feed; each edition is in its own

Feed = Callable[..., bytes]


def atom_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, atom.feed, "application/atom+xml")


def rss_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, rss.feed, "application/rss+xml")


def _feed(request: HttpRequest, made: Feed, kind: str) -> HttpResponse:
    try:
        viewer = check_scope(viewer_of(request, basic=True), Scope.READ_EDITIONS)
    except Refused as refused:
        return _asking_for_password(problem(request, refused))
    asked = _asked(request)
    docs = _documents(viewer, asked)
    changed = newest(docs)
    content = made(docs, **_about(request, asked, changed))
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Language"] = LANGUAGE
    return dated(response, changed)


def _asking_for_password(response: HttpResponse) -> HttpResponse:
    """Readers of feeds ask their person for a password if told to."""
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Basic realm="Thong Suot", charset="UTF-8"'
    return response


def _asked(request: HttpRequest) -> dict[str, str]:
    """`chu-de` (a topic's code) and `don-vi` (a unit's id); an unknown one finds nothing."""
    given = {name: request.GET.get(name, "")[:40] for name in ("chu-de", "don-vi")}
    return {name: value.replace("\0", "") for name, value in given.items() if value}


def _documents(viewer: Viewer, asked: dict[str, str]) -> list[EditionDocument]:
    """The newest that are out: readers of feeds know no embargo, so early readers do not get
    here what they agreed to hold."""
    found = releases.editions_for(
        viewer, topic=asked.get("chu-de"), unit=_unit(asked.get("don-vi")), limit=2 * LENGTH
    )
    return [releases.document(view) for view in found if not view.before_hour][:LENGTH]


def _unit(given: str | None) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return UUID(int=0)


def _about(request: HttpRequest, asked: dict[str, str], changed: datetime | None) -> dict[str, Any]:
    installed = network.installation()
    query = f"?{urlencode(asked)}" if asked else ""
    return {
        "title": installed.name,
        "author": installed.name,
        "self_url": f"{settings.SITE_URL}{request.path}{query}",
        "site_url": f"{settings.SITE_URL}/",
        "updated": changed or installed.created_at,
    }

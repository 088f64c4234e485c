"""Atom, RSS and JSON Feed: public, or with a token what its person may see.

A token stands in a header. A person's own private link has one in its address, for readers of
feeds that know no headers: whoever has it reads along, so it can be taken back, it opens nothing
but this one feed, and no cache keeps what it shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thongsuot.api import limits
from thongsuot.api.access import check_scope, viewer_of
from thongsuot.api.answering import dated
from thongsuot.api.editions import newest
from thongsuot.api.problems import problem
from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.lib import seal
from thongsuot.lib.refused import Refused
from thongsuot.lib.wire import atom, jsonfeed, rss
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.network import queries as network
from thongsuot.network.terms import Scope, Viewer
from thongsuot.releases import queries as releases

LENGTH = 50  # entries
LANGUAGE = "vi"  # of the feed; each edition is in its own


@dataclass(frozen=True, slots=True)
class Form:
    """How a feed is written."""

    made: Callable[..., bytes]
    kind: str


ATOM = Form(atom.feed, "application/atom+xml")
RSS = Form(rss.feed, "application/rss+xml")
JSON = Form(jsonfeed.feed, "application/feed+json")
FORMS = {"atom.xml": ATOM, "rss.xml": RSS, "feed.json": JSON}


def atom_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, ATOM)


def rss_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, RSS)


def json_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, JSON)


def private_feed(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """What a private link shows. 404 for one that was taken back: readers stop asking."""
    limits.count(f"ip:{limits.address(request)}", limits.BY_ADDRESS)
    found = circulation.private_feed(token)
    if found is None or form not in FORMS:
        return _quiet(problem(request, Refused("api.no_address")))
    limits.count(f"feed:{seal.digest(token.encode())}", limits.BY_TOKEN)
    if not found.read_today:
        circulation_actions.note_feed_read(link=found.id)
    asked = {"chu-de": found.topic} if found.topic else {}
    about = " – ".join(filter(None, (network.installation().name, found.topic_name)))
    return _quiet(_written(request, FORMS[form], found.viewer, asked, title=about, query=""))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _feed(request: HttpRequest, form: Form) -> HttpResponse:
    try:
        viewer = check_scope(viewer_of(request, basic=True), Scope.READ_EDITIONS)
    except Refused as refused:
        return _asking_for_password(problem(request, refused))
    asked = _asked(request)
    query = f"?{urlencode(asked)}" if asked else ""
    return _written(request, form, viewer, asked, title=network.installation().name, query=query)


def _written(
    request: HttpRequest,
    form: Form,
    viewer: Viewer,
    asked: dict[str, str],
    *,
    title: str,
    query: str,
) -> HttpResponse:
    docs = _documents(viewer, asked)
    changed = newest(docs)
    content = form.made(docs, **_about(request, title, query, changed))
    response = HttpResponse(content, content_type=f"{form.kind}; charset=utf-8")
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
    here what they agreed to hold. Older ones stand again where a new one corrects or takes them
    back, so that readers replace what they keep."""
    found = releases.editions_for(
        viewer, topic=asked.get("chu-de"), unit=_unit(asked.get("don-vi")), limit=2 * LENGTH
    )
    out = [view for view in found if not view.before_hour][:LENGTH]
    shown = {view.id for view in out}
    before = {view.predecessor.id for view in out if view.predecessor} - shown
    if before:
        older = releases.editions_for(viewer, ids=before, limit=len(before))
        out += [view for view in older if not view.before_hour]
    return [releases.document(view) for view in out]


def _unit(given: str | None) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return UUID(int=0)


def _about(
    request: HttpRequest, title: str, query: str, changed: datetime | None
) -> dict[str, Any]:
    installed = network.installation()
    return {
        "title": title,
        "author": installed.name,
        "self_url": f"{settings.SITE_URL}{request.path}{query}",
        "site_url": f"{settings.SITE_URL}/",
        "updated": changed or installed.created_at,
    }

"""The journal as sentences: filtered, page by page, with the state of its chain."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sentences
from thongsuot.desk.guards import staff_only
from thongsuot.journal import queries
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases

PAGE = 50
MOST = 5_000
"""A unit's own texts and dispatches whose entries are looked for: the newest ones."""


@staff_only
@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The latest acts first. POST, by a coordinator, proves the chain."""
    viewer, asked = office.viewer_of(request), _asked(request)
    if request.method == "POST" and not viewer.coordinates:
        raise PermissionDenied
    entries = queries.entries(**_narrowed(viewer, asked), limit=PAGE + 1)
    more = len(entries) > PAGE
    asked_for = {name: value for name, value in asked.items() if value and name != "before"}
    shown: dict[str, Any] = {
        "asked": asked,
        "lines": sentences.lines(viewer, entries[:PAGE]),
        "acts": sentences.acts(),
        "acting": network.names_of_people([asked["by"]]) if asked["by"] else {},
        "sealed": queries.sealed_count(),
        "unsealed": queries.unsealed_count(),
        "verdict": queries.verify() if request.method == "POST" else None,
        "next": "?" + urlencode(asked_for | {"before": entries[PAGE - 1].id}) if more else "",
        "filtered": bool(asked_for),
    }
    return office.page(request, "desk/journal/list.html", "journal", **shown)


def _asked(request: HttpRequest) -> dict[str, Any]:
    get = request.GET
    before = get.get("before", "")
    return {
        "act": get.get("act", "") if get.get("act", "") in sentences.SENTENCES else "",
        "by": _id(get.get("by", "")),
        "kind": get.get("kind", "") if get.get("kind", "") in sentences.ABOUT else "",
        "about": _id(get.get("about", "")),
        "since": _day(get.get("since", "")),
        "until": _day(get.get("until", "")),
        "before": int(before) if before.isdecimal() and len(before) < 16 else None,
    }


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _day(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return ""
    return day.isoformat() if day else ""


def _narrowed(viewer: Viewer, asked: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"act": asked["act"] or None, "by": asked["by"] or None}
    found["before"] = asked["before"]
    if asked["kind"] and asked["about"]:
        found["subject"] = (asked["kind"], asked["about"])
    if asked["since"]:
        found["since"] = _midnight(asked["since"])
    if asked["until"]:
        found["until"] = _midnight(asked["until"]) + timedelta(days=1)
    return found | _within(viewer)


def _midnight(day: str) -> datetime:
    return datetime.combine(datetime.fromisoformat(day).date(), time(0), clock.VIETNAM)


def _within(viewer: Viewer) -> dict[str, Any]:
    """Coordinators read all of it; others what is about their own unit's texts, editions and
    dispatches, and what they did themselves."""
    if viewer.coordinates:
        return {}
    texts = releases.visible_releases(viewer).filter(unit__in=viewer.works_for)
    editions = releases.visible_editions(viewer).filter(unit__in=viewer.works_for)
    within = {
        "release": list(texts.order_by("-created_at").values_list("pk", flat=True)[:MOST]),
        "edition": list(editions.order_by("-sealed_at").values_list("pk", flat=True)[:MOST]),
        "dispatch": circulation.dispatch_ids(viewer, MOST),
    }
    return {"within": within, "within_by": viewer.person}

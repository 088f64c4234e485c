"""What of the store waits for somebody on Today: requests, figures, topics, disputes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from thongsuot.circulation.queries import Late
from thongsuot.desk import looking
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import RequestState
from thongsuot.facts import queries as facts
from thongsuot.lib.text import sort_key
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import TopicView

MOST = 8


def parts(viewer: Viewer) -> dict[str, Any]:
    """The store's share of Today, and the requests that the viewer follows while they grow.
    `store_waits`: whether any of it waits for the viewer."""
    requests = exchange.to_answer(viewer)
    overdue = facts.overdue_of(viewer.answers_for)
    reviews = [view for view in releases.topics_for(viewer) if _mine(view, viewer)]
    disputes = facts.disputes(viewer)
    return {
        "to_answer": requests,
        "overdue_figures": overdue[:MOST],
        "more_figures": max(len(overdue) - MOST, 0),
        "reviews": reviews,
        "disputes": disputes[:MOST],
        "store_waits": bool(requests or overdue or reviews or disputes),
        "running_requests": exchange.requests_for(viewer, state=RequestState.OPEN, limit=MOST),
        "fresh": exchange.freshness() if viewer.coordinates else None,
    }


def _mine(topic: TopicView, viewer: Viewer) -> bool:
    """A topic of the viewer's body whose review day has passed."""
    return topic.owner in viewer.works_for and topic.review_overdue


def telephoned(request: HttpRequest, rows: Iterable[Late]) -> list[Late]:
    """Late bodies with whom to telephone; a private number stays masked."""
    listed = sorted(rows, key=lambda row: (row.acknowledgement.due_at, sort_key(row.unit_name)))
    called = iter(looking.callees(request, [person for row in listed for person in row.people]))
    return [replace(row, people=tuple(next(called) for _ in row.people)) for row in listed]

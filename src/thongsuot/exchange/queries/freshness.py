"""How fresh the store is: topics reviewed in time, figures in date, hours to an answer.

Counts and medians of the records: nothing is kept for them.
"""

from collections import defaultdict
from datetime import timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Min

from thongsuot.circulation.models import Acknowledgement
from thongsuot.exchange.models import Answer, Request
from thongsuot.exchange.terms import Freshness
from thongsuot.facts import queries as facts
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.releases import queries as releases

LATELY = timedelta(days=365)
"""How far back requests count: what a body was like years ago says nothing of today."""


def freshness() -> Freshness:
    """Of the whole network; `requests` counts each body that a request asked, as `answers` does."""
    topics, figures = releases.review_counts(), facts.due_counts()
    hours = [each for waited in _hours_by_unit().values() for each in waited]
    return Freshness(
        unit=None,
        unit_name="",
        topics=sum(total for total, _ in topics.values()),
        topics_reviewed=sum(fresh for _, fresh in topics.values()),
        figures=sum(total for total, _ in figures.values()),
        figures_in_date=sum(fresh for _, fresh in figures.values()),
        requests=sum(_asked_by_unit().values()),
        answers=len(hours),
        median_hours=_median(hours),
    )


def freshness_by_unit() -> list[Freshness]:
    """Of each unit that owns a topic or a figure, or was asked lately; in Vietnamese order.
    `requests` are those it was asked, `answers` those it answered."""
    topics, figures = releases.review_counts(), facts.due_counts()
    asked, hours = _asked_by_unit(), _hours_by_unit()
    units = topics.keys() | figures.keys() | asked.keys() | hours.keys()
    names = network.names_of(units) if units else {}
    return [
        Freshness(
            unit=unit,
            unit_name=view.name,
            topics=topics.get(unit, (0, 0))[0],
            topics_reviewed=topics.get(unit, (0, 0))[1],
            figures=figures.get(unit, (0, 0))[0],
            figures_in_date=figures.get(unit, (0, 0))[1],
            requests=asked.get(unit, 0),
            answers=len(hours.get(unit, ())),
            median_hours=_median(hours.get(unit, [])),
        )
        for unit, view in sorted(names.items(), key=lambda each: each[1].order)
    ]


def _asked_by_unit() -> dict[UUID, int]:
    lately = Request.objects.filter(asked_at__gt=clock.now() - LATELY)
    debts = Acknowledgement.objects.filter(dispatch__in=lately.values("dispatch"))
    return dict(debts.values_list("unit_id").annotate(count=Count("pk")))


def _hours_by_unit() -> dict[UUID, list[float]]:
    """Hours from each request to the body's first answer to it."""
    lately = Answer.objects.filter(request__asked_at__gt=clock.now() - LATELY)
    first = lately.values_list("unit_id", "request", "request__asked_at").annotate(
        at=Min("answered_at")
    )
    found: dict[UUID, list[float]] = defaultdict(list)
    for unit, _request, asked_at, at in first:
        found[unit].append((at - asked_at).total_seconds() / 3600)
    return found


def _median(hours: list[float]) -> float | None:
    return round(median(hours), 1) if hours else None

"""Requests that are asked again, and those the profile ships to begin from."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Count, F, Max

from thongsuot.circulation.terms import Audience
from thongsuot.exchange.models import Routine
from thongsuot.exchange.terms import Rhythm, RoutineTemplate, RoutineView, Wanted
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer

_SHIPPED = Path(__file__).resolve().parent.parent / "data" / "routines.json"


def routines(viewer: Viewer) -> list[RoutineView]:
    """Coordinators all, staff those of their units; the next hour first, those that rest last."""
    if viewer.scopes is not None:
        return []
    found = Routine.objects.select_related("topic")
    if not viewer.coordinates:
        found = found.filter(unit__in=viewer.works_for)
    counted = found.annotate(times=Count("requests"), last=Max("requests__asked_at"))
    rows = list(counted.order_by(F("next_at").asc(nulls_last=True), "created_at"))
    names = network.names_of({row.unit_id for row in rows}) if rows else {}
    return [
        _view(row, names[row.unit_id].name if row.unit_id in names else "", row.times, row.last)
        for row in rows
    ]


def _view(row: Routine, unit_name: str, times: int, last: datetime | None) -> RoutineView:
    return RoutineView(
        id=row.pk,
        unit=row.unit_id,
        unit_name=unit_name,
        title=row.title,
        question=row.question,
        wants=tuple(Wanted(each) for each in row.wants),
        series=tuple(UUID(each) for each in row.series),
        topic=row.topic_id or "",
        topic_name=row.topic.name if row.topic else "",
        audience=Audience.from_data(row.audience),
        rhythm=Rhythm(row.rhythm),
        day=row.day,
        hour=row.hour,
        answer_within_hours=row.answer_within_hours,
        next_at=row.next_at,
        asked_times=times,
        last_asked_at=last,
    )


@cache
def routine_templates() -> tuple[RoutineTemplate, ...]:
    """What is shipped: «Nội dung phát ngôn hằng tuần», «Thông tin hằng tháng»."""
    return tuple(
        RoutineTemplate(
            **{
                **told,
                "wants": tuple(Wanted(each) for each in told["wants"]),
                "rhythm": Rhythm(told["rhythm"]),
            }
        )
        for told in json.loads(_SHIPPED.read_text("utf-8"))
    )

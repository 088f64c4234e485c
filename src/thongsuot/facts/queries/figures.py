"""Series with the value that counts on a day."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thongsuot.facts.models import Indicator, Series
from thongsuot.facts.queries.bank import about, bodies_of, figure_views, reaches, uuid_of
from thongsuot.facts.terms import FigureView
from thongsuot.lib import clock
from thongsuot.lib.text import fold, sort_key
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitView, Viewer


def figures(
    viewer: Viewer,
    *,
    owner: UUID | None = None,
    indicator: UUID | None = None,
    province: UUID | None = None,
    ids: Collection[UUID] | None = None,
    text: str = "",
    overdue: bool | None = None,
    on: date | None = None,
    limit: int | None = None,
    after: UUID | None = None,
) -> list[FigureView]:
    """Figures the viewer may see, in Vietnamese order of what and whom they measure.

    `ids` are series; `text` is sought without accents in what, whom and whose; `on` is the day as
    of which the bank is read (default: now); `after` is the series the page before ended with.
    """
    day = on or clock.legal_date()
    rows = visible_series(viewer)
    wanted = {"owner": owner, "indicator": indicator, "province": province}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if overdue is not None:
        late = Q(next_due_on__isnull=False, next_due_on__lt=day)
        rows = rows.filter(late if overdue else ~late)
    return figure_views(_page(_named(rows, text, day), limit, after), day, viewer)


def figure(viewer: Viewer, series: UUID | str, on: date | None = None) -> FigureView | None:
    """One figure, or None if there is none for this viewer."""
    id = uuid_of(series)
    rows = list(visible_series(viewer).filter(pk=id)) if id else []
    return next(iter(figure_views(rows, on, viewer)), None)


def indicators() -> QuerySet[Indicator]:
    """All indicators (rows to read), in Vietnamese order. For staff."""
    return Indicator.objects.order_by("order", "pk")


def due_counts(on: date | None = None) -> dict[UUID, tuple[int, int]]:
    """By owner: figures that have a due day, and those of them in date. For no viewer."""
    day = on or clock.legal_date()
    due = Series.objects.filter(next_due_on__isnull=False).values("owner")
    counted = due.annotate(every=Count("pk"), good=Count("pk", filter=Q(next_due_on__gte=day)))
    return {row["owner"]: (row["every"], row["good"]) for row in counted.order_by("owner")}


def overdue_of(units: Collection[UUID]) -> list[FigureView]:
    """What these bodies own and should have stated before today, the longest overdue first."""
    late = Series.objects.filter(owner__in=list(units), next_due_on__lt=clock.legal_date())
    rows = late.select_related("indicator", "province")
    return figure_views(list(rows.order_by("next_due_on", "indicator__order", "pk")))


def visible_series(viewer: Viewer) -> QuerySet[Series]:
    """Series whose indicator's reach admits the viewer."""
    rows = Series.objects.filter(indicator__reach__in=reaches(viewer))
    return rows.select_related("indicator", "province")


def _named(rows: Iterable[Series], text: str, day: date) -> list[Series]:
    """Those that hold every word, in order."""
    found = list(rows)
    units = network.names_of(bodies_of(found), day)
    words = fold(text).split()
    kept = [row for row in found if not words or _holds(row, words, units)]
    return sorted(kept, key=lambda row: _place(row, units))


def _holds(row: Series, words: list[str], units: dict[UUID, UnitView]) -> bool:
    owner = units.get(row.owner_id)
    what = [row.indicator.name, row.indicator.name_en, about(row, units)]
    whose = [owner.name, owner.short_name] if owner else []
    text = fold(" ".join([*what, *whose]))
    return all(word in text for word in words)


def _place(row: Series, units: dict[UUID, UnitView]) -> tuple[str, str, str]:
    unit = units.get(row.unit_id) if row.unit_id else None
    whom = unit.order if unit else sort_key(about(row, units))
    return row.indicator.order, whom, str(row.pk)


def _page(rows: list[Any], limit: int | None, after: UUID | None) -> list[Any]:
    start = next((at + 1 for at, row in enumerate(rows) if row.pk == after), 0) if after else 0
    return rows[start : None if limit is None else start + limit]

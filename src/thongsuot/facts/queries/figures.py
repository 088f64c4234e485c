"""Series with the value that counts on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.facts.models import Indicator
from thongsuot.facts.terms import FigureView
from thongsuot.network.terms import Viewer


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
    raise NotImplementedError


def figure(viewer: Viewer, series: UUID | str, on: date | None = None) -> FigureView | None:
    """One figure, or None if there is none for this viewer."""
    raise NotImplementedError


def indicators() -> QuerySet[Indicator]:
    """All indicators (rows to read), in Vietnamese order. For staff."""
    raise NotImplementedError


def due_counts(on: date | None = None) -> dict[UUID, tuple[int, int]]:
    """By owner: figures that have a due day, and those of them in date. For no viewer."""
    raise NotImplementedError


def overdue_of(units: Collection[UUID]) -> list[FigureView]:
    """What these bodies own and should have stated before today, the longest overdue first."""
    raise NotImplementedError

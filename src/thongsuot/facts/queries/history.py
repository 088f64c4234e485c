"""All that was stated of a series."""

from uuid import UUID

from thongsuot.facts.terms import FigureView, TargetView, ValueView
from thongsuot.network.terms import Viewer


def history(viewer: Viewer, series: UUID | str) -> list[ValueView]:
    """Every statement about a series, the newest day first, within a day the newest statement."""
    raise NotImplementedError


def targets(viewer: Viewer, series: UUID | str) -> list[TargetView]:
    """The targets of a series, the newest statement for each day, the last day first."""
    raise NotImplementedError


def value_for(viewer: Viewer, value: UUID | str) -> tuple[FigureView, ValueView] | None:
    """One statement with its figure as the bank stands now; None if not for this viewer."""
    raise NotImplementedError

"""All that was stated of a series."""

from collections.abc import Collection
from uuid import UUID

from thongsuot.facts import rules
from thongsuot.facts.models import Series, Value
from thongsuot.facts.queries.bank import (
    Shelf,
    figure_views,
    shelf,
    target_views,
    uuid_of,
    value_view,
)
from thongsuot.facts.queries.figures import visible_series
from thongsuot.facts.terms import FigureView, TargetView, ValueView
from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock
from thongsuot.network.terms import Viewer


def history(viewer: Viewer, series: UUID | str) -> list[ValueView]:
    """Every statement about a series, the newest day first, within a day the newest statement.

    Who is not of the network's staff is shown no claims of bodies that do not own the figure.
    """
    row = _seen(viewer, series)
    return [] if row is None else _statements(viewer, row, shelf([row], clock.legal_date()))


def histories(viewer: Viewer, series: Collection[UUID]) -> dict[UUID, list[ValueView]]:
    """`history` of many series at once; those that are not for this viewer are left out."""
    rows = list(visible_series(viewer).filter(pk__in=series)) if series else []
    held = shelf(rows, clock.legal_date())
    return {row.pk: _statements(viewer, row, held) for row in rows}


def targets(viewer: Viewer, series: UUID | str) -> list[TargetView]:
    """The targets of a series, the newest statement for each day, the last day first."""
    row = _seen(viewer, series)
    return [] if row is None else target_views(row, shelf([row], clock.legal_date()))


def value_for(viewer: Viewer, value: UUID | str) -> tuple[FigureView, ValueView] | None:
    """One statement with its figure as the bank stands now; None if not for this viewer."""
    id = uuid_of(value)
    return values_for(viewer, [id]).get(id) if id else None


def values_for(
    viewer: Viewer, values: Collection[UUID]
) -> dict[UUID, tuple[FigureView, ValueView]]:
    """Of these statements those for this viewer, each with its figure as the bank stands now."""
    stated = dict(Value.objects.filter(pk__in=values).values_list("pk", "series_id"))
    rows = list(visible_series(viewer).filter(pk__in=set(stated.values())))
    if not rows:
        return {}
    held = shelf(rows, clock.legal_date())
    figures = {view.series: view for view in figure_views(rows, None, viewer)}
    found = [(row.pk, each) for row in rows for each in _statements(viewer, row, held)]
    return {each.id: (figures[series], each) for series, each in found if each.id in stated}


def file_for(viewer: Viewer, file: UUID | str) -> File | None:
    """A source document of the bank: for staff of the figure's reach, since it may say more."""
    id = uuid_of(file)
    stated = Value.objects.filter(file=id) if id and viewer.is_staff else Value.objects.none()
    seen = stated.filter(series__in=visible_series(viewer).values("pk"))
    return files.get(id) if id and seen.exists() else None


def _seen(viewer: Viewer, series: UUID | str) -> Series | None:
    id = uuid_of(series)
    return visible_series(viewer).filter(pk=id).first() if id else None


def _statements(viewer: Viewer, row: Series, held: Shelf) -> list[ValueView]:
    standing = rules.standing_ids(held.statements(row.pk), held.day)
    rows = sorted(held.values[row.pk], key=lambda each: (each.as_of, each.stated_at), reverse=True)
    closed = set() if viewer.is_staff else _claims(rows)
    return [
        value_view(each, held, stands=each.pk in standing) for each in rows if each.pk not in closed
    ]


def _claims(rows: list[Value]) -> set[UUID]:
    """What others said after the owner, or a coordinator, had spoken: it never counted, so no text
    refers to it."""
    spoken = min((each.stated_at for each in rows if each.own or each.settles), default=None)
    return {
        each.pk
        for each in rows
        if spoken and each.stated_at > spoken and not (each.own or each.settles)
    }

"""Sheets on their way into the network, for those who decide about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from thongsuot.lib import sheets
from thongsuot.lib.refused import Refused
from thongsuot.network.matching.terms import Line, Someone
from thongsuot.network.models import Province, Sheet, SheetFile, SheetRow
from thongsuot.network.queries.known import persons_by_id
from thongsuot.network.queries.units import names_of
from thongsuot.network.terms import RowOutcome, UnitView

EXAMPLES, LOOKED_AT = 3, 60
_SIDES = ("before", "after")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what it seems to be, and how it begins; what is never kept shows not."""

    heading: str
    field: str
    group: str
    refused: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """Whom or what a row may mean. `shares`: channels on which the row has an address of theirs."""

    id: UUID
    name: str
    post: str = ""
    units: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowView:
    """A row with what it comes to; `changes` as `matching.terms.changes` has them."""

    place: int
    number: int
    name: str
    outcome: str
    unit: UnitView | None
    written_unit: str
    person: UUID | None
    changes: tuple[dict[str, Any], ...]
    problems: tuple[dict[str, Any], ...]
    notes: tuple[dict[str, Any], ...]
    candidates: tuple[Candidate, ...]
    candidates_are: str
    repaired: tuple[tuple[str, str, str], ...]
    cells: dict[str, str]
    choice: str
    moves: bool = False
    """Somebody known elsewhere would leave a post there for this one."""


def sheets_brought() -> QuerySet[Any]:
    """Every sheet, the newest first (rows to read)."""
    found: QuerySet[Any] = Sheet.objects.select_related("brought_by", "confirmed_by")
    return found.order_by("-brought_at", "pk")


def sheet(sheet_id: UUID | str) -> Sheet:
    """Raises `Refused("network.no_sheet")`."""
    try:
        return sheets_brought().get(pk=sheet_id)
    except (Sheet.DoesNotExist, ValidationError) as error:
        raise Refused("network.no_sheet") from error


def tabs_of(row: Sheet) -> tuple[str, ...]:
    """The sheets of its file; none once the file is erased."""
    kept = SheetFile.objects.filter(sheet=row).first()
    return sheets.names(bytes(kept.content)) if kept else ()


def columns_of(row: Sheet, examples: bool = True) -> list[Column]:
    """Its columns; `examples`: with the first different texts of each, read from the file."""
    kept = SheetFile.objects.filter(sheet=row).first() if examples else None
    first: list[Sequence[str]] = []
    if kept:
        table = sheets.read(bytes(kept.content), row.tab)
        first = [line.cells for line in islice(table.rows, LOOKED_AT)]
    return [_column(place, column, first) for place, column in enumerate(row.columns)]


def _column(place: int, column: dict[str, str], rows: list[Sequence[str]]) -> Column:
    texts = dict.fromkeys(cells[place] for cells in rows if cells[place])
    shown = () if column["refused"] else tuple(islice(texts, EXAMPLES))
    return Column(**column, examples=shown)


def counts_of(row: Sheet) -> dict[str, int]:
    """Rows by outcome, those without any left out."""
    return {o: row.counts[o] for o in RowOutcome if row.counts.get(o)}


def rows_of(
    row: Sheet, outcome: str, after: int = 0, before: int | None = None, limit: int = 50
) -> list[RowView]:
    """Rows of an outcome in the order of the sheet, from a place on (or the last before one)."""
    found = SheetRow.objects.filter(sheet=row, outcome=outcome)
    if before is not None:
        last = list(found.filter(place__lt=before).order_by("-place")[:limit])
        return _views(last[::-1])
    return _views(list(found.filter(place__gt=after).order_by("place")[:limit]))


def _views(rows: list[SheetRow]) -> list[RowView]:
    """Three or four questions, however many rows."""
    units: set[UUID] = {row.unit for row in rows if row.unit}
    people: set[str] = set()
    for row in rows:
        if row.candidates_are == "unit":
            units |= set(map(UUID, row.candidates))
        else:
            people |= set(row.candidates)
        changed = (change for change in row.changes if change["field"] == "mandate")
        units |= {UUID(held["unit"]) for c in changed for held in (c["before"], c["after"]) if held}
    someone = persons_by_id(people)
    units |= {held.unit for one in someone.values() for held in one.held}
    names = names_of(units)
    places = {c[s] for r in rows for c in r.changes if c["field"] == "province" for s in _SIDES}
    provinces = Province.objects.filter(pk__in=places - {""}).values_list("pk", "name")
    called = {str(key): name for key, name in provinces}
    return [_view(row, names, called, someone) for row in rows]


def _view(
    row: SheetRow,
    names: dict[UUID, UnitView],
    provinces: dict[str, str],
    someone: dict[UUID, Someone],
) -> RowView:
    line = Line.of(row.line)
    found = (_candidate(UUID(id), line, names, someone) for id in row.candidates)
    return RowView(
        place=row.place,
        number=row.number,
        name=line.name,
        outcome=row.outcome,
        unit=names.get(row.unit) if row.unit else None,
        written_unit=line.unit or line.unit_short,
        person=row.person,
        changes=tuple(_with_names(change, names, provinces) for change in row.changes),
        problems=tuple(row.problems),
        notes=tuple(row.notes),
        candidates=tuple(one for one in found if one),
        candidates_are=row.candidates_are,
        repaired=line.repaired,
        cells=row.cells,
        choice=row.person_choice or row.unit_choice,
        moves=_moves(row.changes),
    )


def _moves(changes: Sequence[dict[str, Any]]) -> bool:
    mandates = [change for change in changes if change["field"] == "mandate"]
    return any(c["before"] for c in mandates) and any(not c["before"] for c in mandates)


def _with_names(
    change: dict[str, Any], names: dict[UUID, UnitView], provinces: dict[str, str]
) -> dict[str, Any]:
    """Bodies and provinces of a change by their names."""
    if change["field"] == "province":
        return change | {side: provinces.get(change[side], "") for side in _SIDES}
    if change["field"] != "mandate":
        return change
    return change | {
        side: {**held, "unit_name": names[UUID(held["unit"])].name} if held else None
        for side in _SIDES
        for held in [change[side]]
    }


def _candidate(
    id: UUID, line: Line, names: dict[UUID, UnitView], someone: dict[UUID, Someone]
) -> Candidate | None:
    if id in names:
        view = names[id]
        return Candidate(id, view.name, units=view.provinces)
    one = someone.get(id)
    if one is None:
        return None
    shares = dict.fromkeys(c for c, a in one.points if (c, a) in line.points)
    units = dict.fromkeys(names[held.unit].name for held in one.held if held.unit in names)
    return Candidate(id, one.name, one.post, tuple(units), tuple(shares))

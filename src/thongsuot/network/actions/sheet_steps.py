"""The steps of a sheet's way in that take time: reading, judging, writing, a chunk at a time.

A chunk is one short transaction that also moves the mark up to which the sheet came: a worker that
dies between two is continued, never repeated. Each looks at the sheet's state first, so that a
sheet can be discarded while it runs.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from thongsuot.lib import clock, sheets
from thongsuot.lib.refused import Refused
from thongsuot.network.actions.sheet_writing import Effects, write
from thongsuot.network.matching import fields, lines, people
from thongsuot.network.matching.bodies import Bodies
from thongsuot.network.matching.known import Known
from thongsuot.network.matching.terms import Choice, Judgement, Line
from thongsuot.network.models import Installation, Person, Sheet, SheetFile, SheetRow
from thongsuot.network.queries.known import all_bodies, fill, frame
from thongsuot.network.terms import RowOutcome, SheetState

CHUNK = 500
KEPT = timedelta(days=30)
"""How long the rows of a sheet stay, decided or not."""
_JUDGED = (
    *("outcome", "unit", "person", "changes", "after", "problems", "notes"),
    *("candidates", "candidates_are"),
)


def read_sheet(sheet_id: UUID | str) -> None:
    """Rows into lines, then each line judged. Goes on where it stopped."""
    sheet = Sheet.objects.filter(pk=sheet_id, state=SheetState.READING).first()
    if sheet is None:
        return
    bodies = all_bodies()
    try:
        if not sheet.read_whole and not _read_lines(sheet, bodies):
            return
    except Refused as refused:
        _give_up(sheet, refused)
        return
    while _judge_chunk(sheet, bodies):
        pass


def _read_lines(sheet: Sheet, bodies: Bodies) -> bool:
    kept = SheetFile.objects.filter(sheet=sheet).first()
    if kept is None:
        return False
    waiting = islice(_lines(sheet, bytes(kept.content)), sheet.rows_read, None)
    while chunk := list(islice(waiting, CHUNK)):
        if not _keep(sheet, chunk, bodies):
            return False
    return _read_all(sheet)


def _lines(sheet: Sheet, content: bytes) -> Iterator[tuple[Line, dict[str, str]]]:
    """Each person and each body of the file, with its cells as they stand."""
    table = sheets.read(content, sheet.tab)
    groups = fields.groups_of(sheet.columns)
    usual = sheet.settings.get("role", "")
    place = 0
    for row in table.rows:
        stood = [dict(row.repaired).get(column, "") for column in range(len(row.cells))]
        for group, cells in _parts(sheet, row.cells, groups):
            place += 1
            role = str(lines.role_in(group) or usual)
            written = fields.cells_of(sheet.columns, stood, group)
            line = lines.read(cells, place, row.number, row.section, role, written)
            yield line, cells | written


def _parts(
    sheet: Sheet, cells: Sequence[str], groups: Sequence[str]
) -> list[tuple[str, dict[str, str]]]:
    """The people of a row that has several side by side; without any, the body alone."""
    parts = [(group, fields.cells_of(sheet.columns, cells, group)) for group in groups]
    named = [(group, found) for group, found in parts if found.get("name")]
    if named or len(groups) < 2:
        return named or [part for part in parts if part[1]]
    shared = fields.cells_of(sheet.columns, cells, "")
    return [("", shared)] if shared else []


@transaction.atomic
def _keep(sheet: Sheet, chunk: Sequence[tuple[Line, dict[str, str]]], bodies: Bodies) -> bool:
    row = _still(sheet, SheetState.READING)
    if row is None or row.rows_read >= chunk[-1][0].place:
        return False
    known = frame(row, bodies)
    SheetRow.objects.bulk_create(_row(row, known, line, cells) for line, cells in chunk)
    row.rows_read = chunk[-1][0].place
    row.save(update_fields=["rows_read"])
    return True


def _row(sheet: Sheet, known: Known, line: Line, cells: dict[str, str]) -> SheetRow:
    unit = people.unit_of(line, known, Choice()).unit
    return SheetRow(
        sheet=sheet,
        place=line.place,
        number=line.number,
        line=line.data(),
        cells=cells,
        about=people.about(line, unit)[:140],
        unit=unit,
    )


@transaction.atomic
def _read_all(sheet: Sheet) -> bool:
    row = _still(sheet, SheetState.READING)
    if row is None:
        return False
    row.read_whole = True
    row.save(update_fields=["read_whole"])
    return True


@transaction.atomic
def _judge_chunk(sheet: Sheet, bodies: Bodies) -> bool:
    """Whether there may be more."""
    row = _still(sheet, SheetState.READING)
    if row is None:
        return False
    chunk = list(row.rows.filter(place__gt=row.rows_judged).order_by("place")[:CHUNK])
    if chunk:
        _judge(row, chunk, bodies)
        row.rows_judged = chunk[-1].place
    else:
        row.state, row.counts = SheetState.READ, _counts(row)
    row.save(update_fields=["rows_judged", "state", "counts"])
    return bool(chunk)


def judge_again(sheet: Sheet, rows: Sequence[SheetRow]) -> None:
    """Rows whose choice was made, and those of the same names and bodies, in their order."""
    names = {row.about for row in rows}
    places = [row.place for row in rows]
    again = sheet.rows.filter(about__in=names) | sheet.rows.filter(place__in=places)
    chunk = list(again.order_by("place"))
    if chunk:
        _judge(sheet, chunk, all_bodies())
    sheet.counts = _counts(sheet)
    sheet.save(update_fields=["counts"])


def _judge(sheet: Sheet, chunk: Sequence[SheetRow], bodies: Bodies) -> None:
    for row, line, judged in _judged(sheet, chunk, bodies, ahead=True):
        row.outcome, row.person = judged.outcome, judged.person
        row.unit = judged.unit or row.unit
        row.about = people.about(line, row.unit)[:140]
        row.changes = judged.changes()
        row.after = judged.after.data() if judged.after else {}
        row.problems = [one.data() for one in judged.problems]
        row.notes = [one.data() for one in judged.notes]
        row.candidates = list(map(str, judged.candidates))
        row.candidates_are = judged.about
    SheetRow.objects.bulk_create(
        chunk,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_JUDGED, "about"],
    )


def _judged(
    sheet: Sheet, chunk: Sequence[SheetRow], bodies: Bodies, *, ahead: bool
) -> Iterator[tuple[SheetRow, Line, Judgement]]:
    """Each row as if those before it were written."""
    known = frame(sheet, bodies)
    asked = [(Line.of(row.line), Choice(row.unit_choice, row.person_choice)) for row in chunk]
    fill(known, chunk, asked, ahead=ahead)
    for row, (line, choice) in zip(chunk, asked, strict=True):
        judged = people.judge(line, known, choice)
        yield row, line, judged
        known.remember(line, judged)


# Writing ----------------------------------------------------------------------------------------


def write_sheet(sheet_id: UUID | str) -> None:
    """Confirmed rows into the network. Goes on where it stopped."""
    sheet = Sheet.objects.filter(pk=sheet_id, state=SheetState.WRITING).first()
    if sheet is None:
        return
    bodies = all_bodies()
    while _write_chunk(sheet, bodies):
        pass


@transaction.atomic
def _write_chunk(sheet: Sheet, bodies: Bodies) -> bool:
    """The next rows: those that still come to what was shown are written, the rest is overtaken."""
    row = _still(sheet, SheetState.WRITING)
    if row is None:
        return False
    chunk = list(row.rows.filter(place__gt=row.rows_written).order_by("place")[:CHUNK])
    if not chunk:
        row.state, row.ended_at, row.counts = SheetState.DONE, clock.now(), _counts(row)
        row.save(update_fields=["state", "ended_at", "counts"])
        return False
    wanted = [one for one in chunk if one.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)]
    _lock(wanted)
    write(row, _effects(row, wanted, bodies))
    row.rows_written = chunk[-1].place
    row.save(update_fields=["rows_written"])
    return True


def _lock(wanted: Sequence[SheetRow]) -> None:
    """One chunk of any sheet at a time, and nobody in it is merged or erased meanwhile."""
    Installation.objects.select_for_update().first()
    people_of = [row.person for row in wanted if row.person]
    list(Person.objects.select_for_update().filter(pk__in=people_of).order_by("pk"))


def _effects(sheet: Sheet, wanted: Sequence[SheetRow], bodies: Bodies) -> Effects:
    """What is left of these rows, as the network is at this moment."""
    effects = Effects(clock.now())
    for row, judged in _still_so(sheet, wanted, bodies):
        if judged is None:
            row.outcome = RowOutcome.OVERTAKEN
        else:
            row.written_at = effects.at
            effects.add(judged)
    overtaken = [row.pk for row in wanted if row.outcome == RowOutcome.OVERTAKEN]
    SheetRow.objects.filter(pk__in=overtaken).update(outcome=RowOutcome.OVERTAKEN)
    written = [row.pk for row in wanted if row.written_at]
    SheetRow.objects.filter(pk__in=written).update(written_at=effects.at)
    return effects


def _still_so(
    sheet: Sheet, wanted: Sequence[SheetRow], bodies: Bodies
) -> Iterator[tuple[SheetRow, Judgement | None]]:
    """A row that would now do something else than was shown does nothing, also not to the rows
    after it."""
    known = frame(sheet, bodies)
    asked = [(Line.of(row.line), Choice(row.unit_choice, row.person_choice)) for row in wanted]
    fill(known, wanted, asked, ahead=False)
    for row, (line, choice) in zip(wanted, asked, strict=True):
        judged = people.judge(line, known, choice)
        same = judged.outcome == row.outcome and judged.changes() == row.changes
        if same:
            known.remember(line, judged)
        yield row, judged if same else None


# Common -----------------------------------------------------------------------------------------


def _still(sheet: Sheet, state: SheetState) -> Sheet | None:
    """The sheet, locked, if it is still in that state and in the same round."""
    row = Sheet.objects.select_for_update().get(pk=sheet.pk)
    return row if row.state == state and row.round == sheet.round else None


def _counts(sheet: Sheet) -> dict[str, int]:
    rows = sheet.rows.values_list("outcome").annotate(n=Count("id")).order_by("outcome")
    return {outcome: n for outcome, n in rows if outcome}


@transaction.atomic
def _give_up(sheet: Sheet, refused: Refused) -> None:
    """The file cannot be read to its end: back to the columns, with the reason."""
    row = _still(sheet, SheetState.READING)
    if row is None:
        return
    row.rows.all().delete()
    row.state, row.rows_read = SheetState.COLUMNS, 0
    row.failure = {"code": refused.code, "params": dict(refused.params)}
    row.save()


@transaction.atomic
def forget_sheets() -> int:
    """Rows of sheets that ended, or that nobody decided about, `KEPT` ago; how many sheets."""
    old = clock.now() - KEPT
    ended = Sheet.objects.filter(erased_at=None, ended_at__lt=old)
    left = Sheet.objects.filter(erased_at=None, ended_at=None, brought_at__lt=old)
    due = list(ended | left.exclude(state=SheetState.WRITING))
    SheetRow.objects.filter(sheet__in=due).delete()
    SheetFile.objects.filter(sheet__in=due).delete()
    for row in due:
        if row.ended_at is None:
            row.state, row.ended_at = SheetState.DISCARDED, clock.now()
        row.title, row.erased_at = "", clock.now()
        row.save()
    return len(due)


def forget_person(person: UUID) -> None:
    """Rows of sheets that were found to speak of somebody, or that may; a part of erasing them."""
    rows = SheetRow.objects.filter(candidates__icontains=str(person))
    (rows | SheetRow.objects.filter(person=person)).delete()

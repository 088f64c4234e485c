"""A sheet into the network: bring it, say what its columns are, choose, confirm. Nothing is written
to the network before it is confirmed; then it is, chunk by chunk (`sheet_steps`)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock, sheets
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network.actions.asking import check_manages, found
from thongsuot.network.actions.sheet_steps import judge_again
from thongsuot.network.matching import bodies as naming
from thongsuot.network.matching import fields
from thongsuot.network.matching.lines import role_in
from thongsuot.network.matching.people import NEW, SKIP
from thongsuot.network.matching.settling import ALSO
from thongsuot.network.models import Person, Sheet, SheetFile, SheetRow
from thongsuot.network.queries.known import all_bodies
from thongsuot.network.terms import MandateRole, RowOutcome, SheetState
from thongsuot.work import actions as work

LARGEST = 20 * 1024 * 1024  # bytes
AnySheet = Sheet | UUID | str


@transaction.atomic
def bring_sheet(*, name: str, content: bytes, by: Person | None, tab: str | None = None) -> Sheet:
    """A file as it came, its columns as they seem to be. Refused: `sheets.*`."""
    check_manages(by)
    if len(content) > LARGEST:
        raise Refused("sheets.too_large", limit=LARGEST // 2**20)
    row = Sheet(name=nfc(name)[:255], brought_by=by)
    _look(row, content, tab)
    row.save()
    SheetFile.objects.create(sheet=row, content=content)
    journal.record("sheet.brought", by=by, subject=("sheet", row.pk), columns=len(row.columns))
    return row


@transaction.atomic
def choose_tab(*, sheet: AnySheet, tab: str, by: Person | None) -> Sheet:
    """Another sheet of the same file."""
    check_manages(by)
    row = _locked(sheet, SheetState.COLUMNS)
    _look(row, bytes(row.file.content), tab)
    row.save()
    journal.record("sheet.tab_chosen", by=by, subject=("sheet", row.pk))
    return row


@transaction.atomic
def choose_columns(
    *,
    sheet: AnySheet,
    fields_of_columns: Sequence[str],
    by: Person | None,
    unit: UUID | str | None = None,
    role: str = "",
    province: str = "",
) -> Sheet:
    """What each column is («» for none), and what holds where a row says nothing; then its rows
    are read. Columns of data that is never kept stay out whatever is said of them."""
    check_manages(by)
    row = _locked(sheet, SheetState.COLUMNS)
    columns = [
        {**column, "field": "" if column["refused"] else said if said in fields.FIELDS else ""}
        for column, said in zip(row.columns, fields_of_columns, strict=True)
    ]
    fields.check_columns(columns, has_unit=bool(unit))
    if role == MandateRole.COORDINATOR:
        raise Refused("network.import_no_coordinator")
    row.columns = columns
    row.settings = {"unit": str(unit or ""), "role": role, "province": nfc(province).strip()}
    row.state, row.failure, row.round = SheetState.READING, {}, row.round + 1
    row.rows_read = row.rows_judged = 0
    row.read_whole = False
    row.save()
    journal.record("sheet.columns_chosen", by=by, subject=("sheet", row.pk), round=row.round)
    work.enqueue("network.read_sheet", key=f"{row.pk}:{row.round}", sheet=str(row.pk))
    return row


@transaction.atomic
def back_to_columns(*, sheet: AnySheet, by: Person | None) -> Sheet:
    """The columns were wrong after all: what was read is forgotten, the file is still there."""
    check_manages(by)
    row = _locked(sheet, SheetState.READING, SheetState.READ)
    row.rows.all().delete()
    row.state = SheetState.COLUMNS
    row.rows_read = row.rows_judged = 0
    row.save()
    journal.record("sheet.reopened", by=by, subject=("sheet", row.pk))
    return row


@transaction.atomic
def settle_rows(*, sheet: AnySheet, choices: Mapping[int, str], by: Person | None) -> Sheet:
    """What rows that leave a choice mean, by place: an id of those offered, "new", "also" (a
    further post, the old one stays), "skip"; "" takes an earlier choice back."""
    check_manages(by)
    row = _locked(sheet, SheetState.READ)
    chosen = row.rows.filter(place__in=list(choices))
    settled = [one for one in chosen if _choose(one, choices[one.place])]
    SheetRow.objects.bulk_update(settled, ["unit_choice", "person_choice"], batch_size=200)
    judge_again(row, settled)
    journal.record("sheet.rows_settled", by=by, subject=("sheet", row.pk), rows=len(settled))
    return row


@transaction.atomic
def confirm_sheet(*, sheet: AnySheet, by: Person | None) -> Sheet:
    """Write what is new and what is changed; what is ambiguous or wrong is left out."""
    check_manages(by)
    row = _locked(sheet, SheetState.READ)
    if not row.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.CHANGED]).exists():
        raise Refused("network.import_nothing_to_write")
    row.state, row.confirmed_by, row.confirmed_at = SheetState.WRITING, by, clock.now()
    row.save()
    SheetFile.objects.filter(sheet=row).delete()
    journal.record("sheet.confirmed", by=by, subject=("sheet", row.pk))
    work.enqueue("network.write_sheet", key=str(row.pk), sheet=str(row.pk))
    return row


@transaction.atomic
def discard_sheet(*, sheet: AnySheet, by: Person | None) -> Sheet:
    """Not this sheet. Where writing has begun, what is written stays and the rest is not."""
    check_manages(by)
    standing = (SheetState.COLUMNS, SheetState.READING, SheetState.READ, SheetState.WRITING)
    row = _locked(sheet, *standing)
    begun = row.state == SheetState.WRITING
    row.state, row.ended_at = SheetState.DISCARDED, clock.now()
    SheetFile.objects.filter(sheet=row).delete()
    if not begun:
        row.rows.all().delete()
        row.title, row.erased_at = "", clock.now()
    row.save()
    journal.record("sheet.discarded", by=by, subject=("sheet", row.pk), written=row.rows_written)
    return row


def _look(row: Sheet, content: bytes, tab: str | None) -> None:
    """Headings, and what seems to hold for the whole sheet by its title."""
    table = sheets.read(content, tab)
    row.tab, row.title = table.name[:100], table.title[:2000]
    row.encodings = list(table.encodings)
    row.columns = fields.recognised(table.headings)
    bodies = all_bodies()
    unit, role = naming.in_title(bodies, row.title), role_in(row.title)
    row.settings = {
        "unit": str(unit or ""),
        "role": str(role) if role and role != MandateRole.COORDINATOR else "",
        "province": "",
    }


def _locked(sheet: AnySheet, *states: SheetState) -> Sheet:
    found(Sheet, getattr(sheet, "pk", sheet), "network.no_sheet")
    row = Sheet.objects.select_for_update().get(pk=getattr(sheet, "pk", sheet))
    if row.state not in states:
        raise Refused("network.sheet_moved_on")
    return row


def _choose(row: SheetRow, said: str) -> bool:
    """Whether the choice is one that the row offers, and not the one it has."""
    if said == (row.person_choice or row.unit_choice):
        return False
    if said in ("", SKIP):
        row.unit_choice = "" if said == "" else row.unit_choice
        row.person_choice = said
    elif said in row.candidates and row.candidates_are == "unit":
        row.unit_choice, row.person_choice = said, ""
    elif said in (NEW, ALSO) or said in row.candidates:
        row.person_choice = said
    else:
        return False
    return True

"""Sheets of figures: which column is what, and what each row would change in the bank."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thongsuot.desk import bank
from thongsuot.facts import queries
from thongsuot.facts.terms import FigureView, Row, ValueView
from thongsuot.lib import clock, numbers, sheets
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import fold
from thongsuot.network.terms import RowOutcome, Viewer

MOST_ROWS = 2000
FIELDS = (
    *("name", "measure", "about", "number", "as_of"),
    *("source", "source_url", "note", "owner"),
)
"""In the order of `bank.HEADS`."""
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("Chỉ tiêu", "Tên chỉ tiêu", "Chỉ số", "Indicator"),
    "measure": ("Đơn vị tính", "ĐVT", "Measure"),
    "about": (
        *("Đơn vị, địa phương", "Đơn vị hoặc địa phương", "Địa phương", "Địa bàn", "Phạm vi"),
        *("Tỉnh, thành phố", "Tỉnh", "Đơn vị", "Unit or province"),
    ),
    "number": ("Giá trị", "Số liệu", "Kết quả", "Thực hiện", "Value"),
    "as_of": ("Ngày số liệu", "Tính đến ngày", "Thời điểm", "Kỳ số liệu", "Ngày", "As of"),
    "source": ("Nguồn", "Nguồn số liệu", "Văn bản", "Source"),
    "source_url": ("Đường dẫn nguồn", "Đường dẫn", "Source address"),
    "note": ("Ghi chú", "Note"),
    "owner": ("Cơ quan giữ số liệu", "Cơ quan chủ trì", "Đơn vị giữ", "Owner"),
}
_WHOLE = {"", "ca nuoc", "toan quoc", "whole country", "ca mang luoi", "toan nganh"}
_PLACE = re.compile(r"^(tinh|thanh pho|tp\.?) ")
_MACHINE = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2})[/.-](\d{4})")
_QUARTER = re.compile(r"(?:quy|q) ?(iv|i{1,3}|[1-4])[ /.-]+(?:nam )?(\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
LARGEST, FINEST = Decimal(10) ** 17, 6
"""What the bank keeps: numbers below this, with so many decimals."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

Raw = tuple[int, dict[str, str]]
"""A row as it stands in the file: its number there, the text of its cells by field."""


@dataclass(frozen=True)
class Asked:
    """What holds for all rows. `stated_for` None: each row is of the body named as its owner."""

    stated_for: UUID | None
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Told:
    """A row and what it comes to. `before` is the number that the body stated for that day."""

    number: int
    cells: dict[str, str]
    outcome: RowOutcome
    why: str = ""
    view: FigureView | None = None
    row: Row | None = None
    before: Decimal | None = None

    @property
    def written(self) -> str:
        if not (self.view and self.row):
            return ""
        return bank.number(self.view, self.row.number) + bank.near(self.view.measure)

    @property
    def earlier(self) -> str:
        known = self.view is not None and self.before is not None
        return bank.number(self.view, self.before) if known else ""  # type: ignore[arg-type]


# The file ---------------------------------------------------------------------------------------


def read(content: bytes) -> tuple[list[Raw], list[str]]:
    """Rows of the first sheet with headings, and the columns it lacks, in words.

    Refused: sheets.* (see `lib.sheets.read`), also too_many_rows (limit).
    """
    sheet = sheets.read(content)
    heads = dict(zip(FIELDS, bank.HEADS, strict=False))
    words = {field: (*_SYNONYMS[field], str(heads[field])) for field in FIELDS}
    columns = sheets.recognise(sheet.headings, words).columns
    lacking = [str(heads[field]) for field in ("name", "number") if columns[field] is None]
    if lacking:
        return [], lacking
    found = [(row.number, _cells(row, columns, content)) for row in sheet.rows]
    if len(found) > MOST_ROWS:
        raise Refused("sheets.too_many_rows", limit=MOST_ROWS)
    return found, []


def _cells(row: sheets.Row, columns: dict[str, int | None], content: bytes) -> dict[str, str]:
    cells = {f: " ".join(row.cells[n].split()) for f, n in columns.items() if n is not None}
    if content.startswith(b"PK") and _MACHINE.fullmatch(cells["number"]):
        cells["machine"] = "1"
    return cells


# The rows ---------------------------------------------------------------------------------------


def told(viewer: Viewer, rows: Iterable[Raw], asked: Asked) -> list[Told]:
    """Each row with its outcome. Nothing is written."""
    rows = list(rows)
    known = _known(viewer, rows)
    found: list[Told] = []
    met: dict[tuple[UUID, date, UUID], Told] = {}
    for number, cells in rows:
        each = _told(viewer, number, cells, asked, known)
        if each.row is not None and each.outcome != RowOutcome.WRONG:
            key = (each.row.series, each.row.as_of, each.row.stated_for)
            each = _beside(each, met.get(key))
            met.setdefault(key, each)
        found.append(each)
    return found


@dataclass(frozen=True)
class Known:
    """The figures of the bank by what and whom they measure; all that was stated of those asked
    for."""

    figures: dict[tuple[str, str], FigureView] = field(default_factory=dict)
    stated: dict[UUID, list[ValueView]] = field(default_factory=dict)

    def of(self, cells: dict[str, str]) -> FigureView | None:
        return self.figures.get((fold(cells.get("name", "")), _place(cells.get("about", ""))))


def _known(viewer: Viewer, rows: Iterable[Raw]) -> Known:
    found = Known()
    for view in queries.figures(viewer):
        for name in {view.name, view.name_en} - {""}:
            found.figures[fold(name), _place(view.about)] = view
    asked = {known.series for _number, cells in rows if (known := found.of(cells))}
    return replace(found, stated=queries.histories(viewer, asked))


def _place(text: str) -> str:
    folded = " ".join(fold(text).split())
    return "" if folded in _WHOLE | {fold(_("Cả nước"))} else _PLACE.sub("", folded)


def _told(viewer: Viewer, number: int, cells: dict[str, str], asked: Asked, known: Known) -> Told:
    if not cells.get("number"):
        return Told(number, cells, RowOutcome.SKIPPED, _("Dòng không có giá trị."))
    view = known.of(cells)
    if view is None:
        return Told(number, cells, RowOutcome.WRONG, _unknown(cells, known))
    wrong, row = _row(viewer, cells, asked, view)
    if row is None:
        return Told(number, cells, RowOutcome.WRONG, wrong, view)
    return _judged(known, Told(number, cells, RowOutcome.NEW, view=view, row=row))


def _unknown(cells: dict[str, str], known: Known) -> str:
    if any(name == fold(cells.get("name", "")) for name, _about in known.figures):
        return _("Kho có chỉ tiêu này nhưng không có của «%(about)s».") % {
            "about": cells.get("about") or _("Cả nước")
        }
    return _("Kho không có chỉ tiêu «%(name)s».") % {"name": cells.get("name", "")}


def _row(
    viewer: Viewer, cells: dict[str, str], asked: Asked, view: FigureView
) -> tuple[str, Row | None]:
    """What the row states, or why it cannot be read."""
    measure = cells.get("measure", "")
    if measure and fold(measure) not in {fold(view.measure), fold(view.measure_en)}:
        return _("Đơn vị tính trong kho là «%(measure)s».") % {"measure": view.measure}, None
    number, day = _number(cells, view), _day(cells.get("as_of", "")) or asked.as_of
    if number is None:
        return _("Không đọc được số «%(text)s».") % {"text": cells["number"]}, None
    if abs(number) >= LARGEST or number != round(number, FINEST):
        return _("Số quá lớn, hoặc có quá nhiều chữ số sau dấu phẩy."), None
    address = cells.get("source_url", "")
    if address and not re.match(r"https?://\S+$", address):
        return _("Không đọc được đường dẫn «%(text)s».") % {"text": address}, None
    if cells.get("as_of") and not _day(cells["as_of"]):
        return _("Không đọc được ngày «%(text)s».") % {"text": cells["as_of"]}, None
    if day is None:
        return _("Thiếu ngày số liệu."), None
    if day > clock.legal_date():
        return _("Ngày số liệu chưa tới."), None
    source = cells.get("source") or asked.source
    if not source:
        return _("Thiếu nguồn."), None
    stated_for = asked.stated_for or view.owner
    if stated_for not in viewer.works_for and not viewer.coordinates:
        return _("Anh/chị không được nêu số liệu thay cơ quan này."), None
    kept = {n: cells.get(n, "")[:most] for n, most in (("source_url", 500), ("note", 300))}
    return "", Row(view.series, number, day, source[:300], stated_for, **kept)


def _number(cells: dict[str, str], view: FigureView) -> Decimal | None:
    """A workbook's own number has a point before its decimals, whatever the language."""
    text = cells["number"]
    try:
        if cells.get("machine") and view.decimals:
            return Decimal(text)
        return numbers.read(text)
    except (ValueError, InvalidOperation):
        return None


def _judged(known: Known, each: Told) -> Told:
    """New, changed or unchanged, by what that body stated last for that day."""
    row, view = each.row, each.view
    assert row is not None
    assert view is not None
    newest = view.value
    mine = newest if newest and _same(newest, row) else None
    if mine is None or mine.number != row.number:
        stated = [v for v in known.stated.get(row.series, ()) if _same(v, row)]
        mine = max(stated, key=lambda value: value.stated_at, default=None)
    if mine is None:
        return replace(each, before=newest.number if newest else None)
    alike = mine.number == row.number
    outcome = RowOutcome.UNCHANGED if alike else RowOutcome.CHANGED
    return replace(each, outcome=outcome, before=mine.number)


def _same(value: Any, row: Row) -> bool:
    return bool(value.as_of == row.as_of and value.stated_for == row.stated_for)


def _beside(each: Told, other: Told | None) -> Told:
    """A second row about the same figure, day and body says nothing, or contradicts."""
    if other is None or other.row is None or each.row is None:
        return each
    told = {"number": other.number}
    if other.row.number == each.row.number:
        return replace(each, outcome=RowOutcome.UNCHANGED, why=_("Như dòng %(number)s.") % told)
    return replace(each, outcome=RowOutcome.WRONG, why=_("Trái với dòng %(number)s.") % told)


# Days -------------------------------------------------------------------------------------------


def _day(text: str) -> date | None:
    """«30/9/2026», «2026-09-30»; of «9/2026», «quý III/2026», «2026» the last day."""
    folded = " ".join(fold(text).split())
    try:
        return date.fromisoformat(folded[:10])
    except ValueError:
        pass
    try:
        return _last_day(folded)
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    if found := _DAY.fullmatch(text):
        return date(*map(int, _backwards(found.groups())))
    if found := _MONTH.fullmatch(text):
        return _end(int(found[2]), int(found[1]))
    if found := _QUARTER.fullmatch(text):
        return _end(int(found[2]), 3 * (_ROMAN.get(found[1]) or int(found[1])))
    if found := _YEAR.fullmatch(text):
        return _end(int(found[1]), 12)
    return None


def _backwards(parts: Sequence[str]) -> tuple[str, str, str]:
    return parts[2], parts[1], parts[0]


def _end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return date(year, month, calendar.monthrange(year, month)[1])

"""A table into a file that opens as it was meant and reads back the same.

What begins with = + - @ is text, never a formula. In a workbook its cell is typed as text and
formatted as text («@», quotePrefix), so that Excel keeps it so even after someone edits it, and a
number such as +84912345678 stands there as it is. CSV knows no types: there an apostrophe is put
before it, which `read` takes away again.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from thongsuot.lib import clock
from thongsuot.lib.text.fold import nfc

from .cells import doubled, shielded, text_of

_LONGEST = 32_767  # characters of a cell, by Excel's own limit
_LONGEST_TITLE = 31
_CALCULABLE = re.compile(r"[=+\-@'\d]")  # what a sheet would turn into something else when edited
_NOT_IN_TITLE = str.maketrans("[]:*?/\\", "       ")


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An .xlsx with one sheet, its headings bold and held in place.

    Text, numbers, days and None; instants are shown in Viet Nam's time, without their zone.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(" ".join(title.translate(_NOT_IN_TITLE).split())[:_LONGEST_TITLE])
    page.freeze_panes = "A2"
    bold = Font(bold=True)
    for place, heading in enumerate(headings):
        page.column_dimensions[get_column_letter(place + 1)].width = min(
            40, max(12, len(heading) + 4)
        )
    page.append([_cell(page, heading, bold) for heading in headings])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def delimited(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV as Excel opens it: UTF-8 with its mark, commas, CRLF."""
    text = StringIO()
    writer = csv.writer(text)
    for row in (headings, *rows):
        writer.writerow([shielded(_text(value)) for value in row])
    return BOM_UTF8 + text.getvalue().encode()


def _cell(page: Any, value: object, font: Font | None = None) -> object:
    value = _local(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    cell = WriteOnlyCell(page, doubled(_text(value))[:_LONGEST])
    cell.data_type = "s"  # openpyxl takes «=…» for a formula
    if _CALCULABLE.match(cell.value):
        cell.number_format, cell.quotePrefix = "@", True
    if font:
        cell.font = font
    return cell


def _local(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(clock.VIETNAM).replace(tzinfo=None, microsecond=0)
    return value


def _text(value: object) -> str:
    value = _local(value)
    text = nfc(value) if isinstance(value, str) else text_of(value)
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))

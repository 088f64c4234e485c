"""A list as an XLSX sheet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

from thongsuot.lib import clock

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(
    name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A download `<name>-<day>.xlsx` with one sheet; instants are shown in Viet Nam's time."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.append(list(heads))
    for row in rows:
        page.append([_cell(value) for value in row])
    content = BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.legal_date()}.xlsx"'
    return response


def _cell(value: Any) -> Any:
    """No cell begins as a formula, and none holds what a sheet cannot."""
    if isinstance(value, datetime):
        return value.astimezone(clock.VIETNAM).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float):
        return value
    shown = "".join(char for char in str(value) if char >= " " or char in "\t\n")
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown

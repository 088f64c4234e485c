"""A list as an XLSX sheet."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from thongsuot.lib import clock
from thongsuot.lib.sheets import workbook

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(
    name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A download `<name>-<day>.xlsx` with one sheet; instants are shown in Viet Nam's time."""
    response = HttpResponse(workbook(title, heads, rows), content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.legal_date()}.xlsx"'
    return response

"""Sheets as offices keep them: read with their headings, recognised, written back. Pure Python."""

from .headings import Recognition, by_group, recognise
from .reading import names, read
from .terms import Row, Sheet
from .writing import delimited, workbook

__all__ = [
    "Recognition",
    "Row",
    "Sheet",
    "by_group",
    "delimited",
    "names",
    "read",
    "recognise",
    "workbook",
]

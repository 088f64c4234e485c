"""What others may ask of the bank: always for a viewer, except where it says otherwise."""

from thongsuot.facts.queries.disputing import disputes
from thongsuot.facts.queries.figures import (
    due_counts,
    figure,
    figures,
    indicators,
    overdue_of,
)
from thongsuot.facts.queries.forms import forms, reference_html
from thongsuot.facts.queries.history import (
    file_for,
    histories,
    history,
    targets,
    value_for,
    values_for,
)
from thongsuot.facts.queries.mark import mark
from thongsuot.facts.queries.personal import personal_data
from thongsuot.facts.queries.references import references, renewed

__all__ = [
    "disputes",
    "due_counts",
    "figure",
    "figures",
    "file_for",
    "forms",
    "histories",
    "history",
    "indicators",
    "mark",
    "overdue_of",
    "personal_data",
    "reference_html",
    "references",
    "renewed",
    "targets",
    "value_for",
    "values_for",
]

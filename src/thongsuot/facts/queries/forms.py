"""A figure as it is written in a text."""

from uuid import UUID

from thongsuot.facts.models import Value
from thongsuot.facts.terms import FigureView, Form, ValueView

Figured = FigureView | ValueView | Value | UUID
"""A figure (its value that counts now), or one statement."""


def forms(of: Figured, language: str = "vi") -> dict[Form, str]:
    """How it is written, with its measure; empty for a figure without a value."""
    raise NotImplementedError


def reference_html(value: Figured, form: Form, language: str = "vi") -> str:
    """The link that stands for a figure in a text: «<a href="/so-lieu/…/">124,5 triệu thuê bao</a>»."""
    raise NotImplementedError

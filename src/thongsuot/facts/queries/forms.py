"""A figure as it is written in a text."""

from decimal import Decimal
from html import escape
from uuid import UUID

from thongsuot.facts.models import Indicator, Value
from thongsuot.facts.terms import FigureView, Form, ValueView
from thongsuot.lib import numbers
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.figure_links import address_of

Figured = FigureView | ValueView | Value | UUID
"""A figure (its value that counts now), or one statement."""

LANGUAGES = ("vi", "en")
_WRITERS = {Form.DIGITS: numbers.digits, Form.SHORT: numbers.short, Form.WORDS: numbers.words}
_PERCENT_IN_WORDS = {"vi": "phần trăm", "en": "percent"}


def forms(of: Figured, language: str = "vi") -> dict[Form, str]:
    """How it is written, with its measure; empty for a figure without a value.

    Raises Refused facts.no_value.
    """
    if isinstance(of, FigureView):
        if of.value is None:
            return {}
        measure = _measure(of.measure, of.measure_en, language)
        return written(of.value.number, of.decimals, measure, language)
    row = _row(of)
    return forms_of(row.number, row.series.indicator, language)


def forms_of(number: Decimal, indicator: Indicator, language: str) -> dict[Form, str]:
    measure = _measure(indicator.measure, indicator.measure_en, language)
    return written(number, indicator.decimals, measure, language)


def written(number: Decimal, decimals: int, measure: str, language: str) -> dict[Form, str]:
    """A number in every form; without the measure where it is empty."""
    return {
        form: _with(measure, writer(number, decimals, language), form, language)
        for form, writer in _WRITERS.items()
    }


def reference_html(value: Figured, form: Form, language: str = "vi") -> str:
    """The link that stands for a figure: «<a href="/so-lieu/…/">124,5 triệu thuê bao</a>».

    Raises Refused facts.no_value.
    """
    id = _id(value)
    words = escape(forms(value, language)[Form(form)], quote=False)
    return f'<a href="{address_of(id)}" rel="noopener">{words}</a>'


def _with(measure: str, number: str, form: Form, language: str) -> str:
    if measure != "%":
        return f"{number} {measure}".rstrip()
    if form is Form.WORDS:
        return f"{number} {_PERCENT_IN_WORDS['en' if language.startswith('en') else 'vi']}"
    return f"{number}%"


def _measure(measure: str, measure_en: str, language: str) -> str:
    return measure_en or measure if language.startswith("en") else measure


def _row(of: ValueView | Value | UUID) -> Value:
    id = of if isinstance(of, UUID) else _id(of)
    row = Value.objects.select_related("series__indicator").filter(pk=id).first()
    if row is None:
        raise Refused("facts.no_value")
    return row


def _id(value: Figured) -> UUID:
    if isinstance(value, FigureView):
        if value.value is None:
            raise Refused("facts.no_value")
        return value.value.id
    return value if isinstance(value, UUID) else UUID(str(getattr(value, "pk", value.id)))

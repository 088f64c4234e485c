"""Figures that a text refers to."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from thongsuot.facts.models import Series, Value
from thongsuot.facts.queries.bank import figure_views, shelf, value_view
from thongsuot.facts.queries.forms import LANGUAGES, written
from thongsuot.facts.terms import FigureView, Form, Reference, ValueView
from thongsuot.lib import clock
from thongsuot.lib.text import to_blocks, writing
from thongsuot.lib.text.figure_links import links, replaced
from thongsuot.network.terms import Reach

_WIDEST_FIRST = list(Reach)


def references(html: str, reach: Reach, on: date | None = None) -> list[Reference]:
    """The figures in a text of that reach, in its order, with what is wrong with each.

    For no viewer: shown to whoever works on the text.
    """
    if "/so-lieu/" not in html:
        return []
    found = links(to_blocks(html))
    known = _known({value for value, _ in found}, on or clock.legal_date())
    return [_reference(value, words, known, Reach(reach), on) for value, words in found]


def renewed(html: str, values: Collection[UUID] | None = None) -> str:
    """The text with moved figures as they count now, each in the form and language it was written
    in, and the day in brackets behind each. `values`: only these pinned ones."""
    moved = {
        (each.value, each.written): each
        for each in references(html, Reach.UNITS)
        if each.moved and (values is None or each.value in values)
    }
    if not moved:
        return html

    def change(value: UUID, words: str) -> tuple[UUID, str] | None:
        found = moved.get((value, words))
        return _as_now(found) if found else None

    return _dated(writing.html(replaced(to_blocks(html), change)), moved.values())


def _dated(html: str, moved: Iterable[Reference]) -> str:
    """«(tính đến 31/10/2026)» behind a figure says the day of the value that stands there now."""
    for each in moved:
        if each.pinned and each.figure and each.figure.value:
            behind = rf'(href="/so-lieu/{each.figure.value.id}/"[^>]*>[^<]*</a>\s*\({_AS_OF}\s+)'
            day = f"{each.figure.value.as_of:%d/%m/%Y}"
            html = re.sub(behind + f"{each.pinned.as_of:%d/%m/%Y}(?=\\))", rf"\g<1>{day}", html)
    return html


_AS_OF = "(?:tính đến|as of)(?: ngày)?"


Known = dict[UUID, tuple[FigureView, ValueView]]


def _known(values: Collection[UUID], day: date) -> Known:
    if not values:
        return {}
    pinned = list(Value.objects.filter(pk__in=list(values)))
    rows = _series({each.series_id for each in pinned})
    held = shelf(rows, day)
    figures = {each.series: each for each in figure_views(rows, day)}
    return {
        each.pk: (
            figures[each.series_id],
            value_view(each, held, stands=_counts(figures[each.series_id], each.pk)),
        )
        for each in pinned
    }


def _counts(figure: FigureView, value: UUID) -> bool:
    return figure.value is not None and figure.value.id == value


def _series(ids: Iterable[UUID]) -> list[Series]:
    return list(Series.objects.select_related("indicator", "province").filter(pk__in=list(ids)))


def _reference(value: UUID, words: str, known: Known, reach: Reach, on: date | None) -> Reference:
    if value not in known:
        return Reference(value, words, None, None, unknown=True)
    figure, pinned = known[value]
    return Reference(
        value,
        words,
        figure,
        pinned,
        moved=_moved(figure, pinned, on or clock.legal_date()),
        altered=form_of(words, figure, pinned) is None,
        beyond=_WIDEST_FIRST.index(figure.reach) > _WIDEST_FIRST.index(reach),
    )


def _moved(figure: FigureView, pinned: ValueView, day: date) -> bool:
    """Whether something else counts by then; the same number settled anew is nothing else."""
    now = figure.value
    if now is None or pinned.as_of > day:
        return False
    return (now.number, now.as_of) != (pinned.number, pinned.as_of)


def form_of(words: str, figure: FigureView, pinned: ValueView) -> tuple[Form, str, bool] | None:
    """In which form, in which language and whether with its measure a value stands written."""
    said = _plain(words)
    for language in LANGUAGES:
        for whole in (True, False):
            for form, text in _written(figure, pinned, language, whole).items():
                if _plain(text) == said:
                    return form, language, whole
    return None


def _written(figure: FigureView, value: ValueView, language: str, whole: bool) -> dict[Form, str]:
    measure = figure.measure_en or figure.measure if language == "en" else figure.measure
    return written(value.number, figure.decimals, measure if whole else "", language)


def _as_now(found: Reference) -> tuple[UUID, str] | None:
    if found.figure is None or found.pinned is None or found.figure.value is None:
        return None
    told = form_of(found.written, found.figure, found.pinned) or (Form.SHORT, "vi", True)
    form, language, whole = told
    words = _written(found.figure, found.figure.value, language, whole)[form]
    if found.written[:1].isupper():  # it begins a sentence
        words = words[:1].upper() + words[1:]
    return found.figure.value.id, words


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()

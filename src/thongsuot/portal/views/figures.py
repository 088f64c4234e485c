"""A figure that a text refers to: what was stated, by whom, from where, and whether it moved."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView, Form, ValueView
from thongsuot.look import figures as written
from thongsuot.look.guarding import Request, public
from thongsuot.look.naming import either
from thongsuot.network.terms import Reach
from thongsuot.portal import caching
from thongsuot.portal.pages import page

SHOWN = 12  # values of the course; the desk has all


@public
@require_safe
def show(request: Request, value: UUID) -> HttpResponseBase:
    """One statement of the bank; 404 unless the viewer is of its reach."""
    found = facts.value_for(request.viewer, value)
    if found is None:
        raise Http404
    figure, stated = found
    course = [each for each in facts.history(request.viewer, figure.series) if each.stands]
    told = {
        "figure": figure,
        "value": stated,
        "what": _what(figure),
        "forms": _forms(stated),
        "now": _now(figure, stated, course),
        "course": [(each, written.number(each.number, figure.decimals)) for each in course[:SHOWN]],
        "measure": either(figure.measure, figure.measure_en),
        "target": _target(figure),
        "is_public": figure.reach == Reach.PUBLIC,
        "works_here": request.viewer.is_staff,
    }
    return caching.shared(request, page(request, "portal/figure.html", told))


def _what(figure: FigureView) -> str:
    name = either(figure.name, figure.name_en)
    if not figure.about:
        return name
    return _("%(name)s, %(about)s") % {"name": name, "about": figure.about}


def _forms(stated: ValueView) -> dict[str, str]:
    found = facts.forms(stated, get_language() or "vi")
    return {"digits": found[Form.DIGITS], "words": found[Form.WORDS]}


def _target(figure: FigureView) -> str:
    if figure.target is None:
        return ""
    number, measure = written.number(figure.target.number, figure.decimals), figure.measure
    return f"{number}%" if measure == "%" else f"{number} {either(measure, figure.measure_en)}"


def _now(figure: FigureView, stated: ValueView, course: list[ValueView]) -> dict[str, Any]:
    """Whether the value still counts: "newest", "newer" (of a later day) or "replaced" (another
    value counts for its own day), with the value that counts instead."""
    own_day = next((each for each in course if each.as_of == stated.as_of), None)
    if own_day is None or own_day.number != stated.number:
        return {"state": "replaced", "value": own_day or figure.value}
    if figure.value is not None and figure.value.as_of > stated.as_of:
        return {"state": "newer", "value": figure.value}
    return {"state": "newest", "value": stated}

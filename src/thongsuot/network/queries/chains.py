"""Chains of succession: from a body that ended to those that live, and back."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.text.fold import fold
from thongsuot.network.models import Succession, UnitName
from thongsuot.network.terms import UnitView

_INITIALS = re.compile("[b-df-hj-np-tv-z]+")  # folded, without a vowel


class Graph:
    """Who became whom, in acts that are in effect on the day. One question."""

    def __init__(self, day: date) -> None:
        self.onward: dict[UUID, list[tuple[UUID | None, str]]] = defaultdict(list)
        self.back: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
        self.ended: set[UUID] = set()
        rows = Succession.objects.filter(reorganisation__effective__lte=day).order_by("pk")
        told = rows.values_list("from_unit_id", "to_unit_id", "function", "ends")
        for origin, heir, function, ends in told:
            if origin and origin != heir:
                self.onward[origin].append((heir, function))
            if origin and heir and origin != heir:
                self.back[heir].append((origin, function))
            if origin and ends:
                self.ended.add(origin)

    def heirs(self, unit: UUID) -> dict[UUID, str]:
        """The bodies that live at the end of the chain, with the function that led there."""
        found: dict[UUID, str] = {}
        passed, waiting = {unit}, [(unit, "")]
        while waiting:
            at, through = waiting.pop()
            for heir, function in self.onward[at]:
                if heir is None or heir in passed:
                    continue
                passed.add(heir)
                if heir in self.ended:
                    waiting.append((heir, function or through))
                else:
                    found[heir] = function or through
        return found

    def origins(self, unit: UUID) -> dict[UUID, str]:
        """Every body that anything of this one came from."""
        found: dict[UUID, str] = {}
        waiting = [(unit, "")]
        while waiting:
            at, through = waiting.pop()
            for origin, function in self.back[at]:
                if origin not in found and origin != unit:
                    found[origin] = function or through
                    waiting.append((origin, function or through))
        return found

    def related(self, unit: UUID) -> set[UUID]:
        """The body, all it came from, and all that came of it."""
        found, waiting = {unit, *self.origins(unit)}, [unit]
        while waiting:
            heirs = {heir for heir, _ in self.onward[waiting.pop()] if heir}
            waiting += heirs - found
            found |= heirs
        return found


def in_name(word: str) -> Q:
    """Names that hold a folded word; initials also where an «&» stands among them: «tttt» finds
    «Sở TT&TT», «khcn» «Sở KH&CN»."""
    found = Q(folded__contains=word)
    if len(word) > 3 and _INITIALS.fullmatch(word):
        found |= Q(folded__contains=f"{word[:-2]}&{word[-2:]}")
    return found


def heirs_by_name(text: str, on: date | None = None) -> dict[UUID, str]:
    """Living bodies by the name of one that ended and that they succeed; the old name with each.

    Two questions, one while nothing was ever reorganised.
    """
    words = fold(text).split()
    day = on or clock.legal_date()
    ended = Succession.objects.filter(ends=True, reorganisation__effective__lte=day)
    if not words or not ended.exists():
        return {}
    named = UnitName.objects.filter(unit__in=ended.values("from_unit"))
    for word in words:
        named = named.filter(in_name(word))
    graph = Graph(day)
    return {
        heir: name
        for unit, name in named.order_by("valid_from").values_list("unit_id", "name")
        for heir in graph.heirs(unit)
    }


def called_once(found: Iterable[UnitView], once: dict[UUID, str]) -> list[UnitView]:
    """The views, each with the old name by which it was found, if it was."""
    return [replace(view, once=once.get(view.id, "")) for view in found]

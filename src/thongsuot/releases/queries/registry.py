"""What the house knows of names, figures and earlier words, for the checker of clarity: always for
one viewer. Nothing is in it that they could not read elsewhere.

It is asked for at every pause in typing, so its parts are kept by what they were made of: the names
of bodies, the figures that a reach admits, the editions that are seen. While none of that changes,
the answer is the same object.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef

from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView
from thongsuot.lib import clock
from thongsuot.lib.clarity import Acronym, Known, Office, Registry, Stated, acronyms, offices
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import PUBLIC, Reach, Viewer, admits
from thongsuot.releases.models import Edition, Statement
from thongsuot.releases.queries.editions import visible_editions
from thongsuot.releases.terms import EditionState, Follows

MOST_EDITIONS = 1000
"""The newest editions whose figures a text is compared with."""
MOST_STATED = 5000


def registry(
    viewer: Viewer,
    at: datetime | None = None,
    *,
    without: UUID | None = None,
    within: Reach = Reach.UNITS,
) -> Registry:
    """What the checker may compare a text with, for this viewer at an instant: seven questions
    while nothing changed. `without` is an edition whose figures do not bind the text: the one that
    it corrects. `within` is how far the text goes: what fewer people may read is not held against
    it, or one press on a suggestion would tell it to more."""
    day, at = clock.legal_date(at), at or clock.now()
    try:
        house = network.installation().uuid
    except Refused:
        return Registry(offices.of_state(), acronyms.of_state(), tone_marks=settings.TONE_MARKS)
    seeing = viewer if viewer.scopes is None else PUBLIC
    widest_first = list(Reach)
    wide = widest_first[: widest_first.index(within) + 1]
    reaches = tuple(reach for reach in wide if admits(reach, seeing))
    bank = _Bank(house, day, facts.mark(), reaches, seeing)
    seen = _editions(viewer, at, without, wide)
    return _whole(house, day, network.names_mark(), bank, seen, settings.TONE_MARKS)


class _Once(tuple[Any, ...]):
    """A tuple that counts its hash once: the checker keeps what it makes of thousands of rows by
    the rows themselves, and asks for them at every pause in typing."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True)
class _Bank:
    """What the figures of a reach are known by; whoever it admits sees the same ones."""

    house: UUID
    day: date
    mark: tuple[Any, ...]
    reaches: tuple[Reach, ...]
    viewer: Viewer = field(compare=False)


@lru_cache(maxsize=32)
def _whole(
    house: UUID,
    day: date,
    names: tuple[Any, ...],
    bank: _Bank,
    seen: tuple[tuple[int, int], ...],
    tone_marks: str,
) -> Registry:
    known, short = _names(house, day, names)
    figures, stated = _Once(_figures(bank)), _Once(_stated(house, seen))
    return Registry(_Once(known), _Once(short), figures, stated, tone_marks)


@lru_cache(maxsize=8)
def _names(
    house: UUID, day: date, mark: tuple[Any, ...]
) -> tuple[tuple[Office, ...], tuple[Acronym, ...]]:
    """Bodies under every name they had by that day, and the acronyms in their short names and
    codes; with those of the State."""
    once = network.names_once(day)
    own = [
        Office(each.name, each.short_name, each.since, each.until, each.heirs, each.by)
        for each in once
    ]
    short = [found for each in once for found in acronyms.in_name(each.short_name, each.name)]
    named = {each.unit: each.name for each in once if each.until is None}
    coded = [
        Acronym(code, (named[unit],))
        for unit, code in network.codes_on(day)
        if code.isalpha() and acronyms.expansion(code, named.get(unit, "")) == named.get(unit)
    ]
    return offices.with_state(own), acronyms.together(acronyms.of_state(), short, coded)


@lru_cache(maxsize=8)
def _figures(bank: _Bank) -> tuple[Known, ...]:
    found = facts.figures(bank.viewer, on=bank.day)
    return tuple(
        _known(each) for each in found if each.value is not None and each.reach in bank.reaches
    )


def _known(figure: FigureView) -> Known:
    assert figure.value is not None  # asked for above
    return Known(
        key=str(figure.value.id),
        names=_ways(figure),
        number=figure.value.number,
        measure=figure.measure,
        as_of=figure.value.as_of,
        owner=figure.owner_name,
    )


def _ways(figure: FigureView) -> tuple[str, ...]:
    """How texts name it. One about a body or a province is named with it, or it is another."""
    if not figure.about:
        return (figure.name,)
    return tuple(f"{figure.name} {link} {figure.about}" for link in ("của", "tại", "ở"))


def _editions(
    viewer: Viewer, at: datetime, without: UUID | None, wide: list[Reach]
) -> tuple[tuple[int, int], ...]:
    """(extraction, its version) of the newest editions that stand and whose words are shown."""
    later = Edition.objects.filter(
        predecessor=OuterRef("pk"), kind__follows=Follows.CORRECTS, visible_from__lte=at
    )
    rows = visible_editions(viewer, at).filter(
        ~Exists(later),
        state=EditionState.STANDING,
        extraction__isnull=False,
        reach__in=wide,
    )
    if without:
        rows = rows.exclude(pk=without)
    newest = rows.order_by("-visible_from", "pk")[:MOST_EDITIONS]
    return tuple(newest.values_list("extraction__pk", "extraction__version"))


@lru_cache(maxsize=16)
def _stated(house: UUID, seen: tuple[tuple[int, int], ...]) -> tuple[Stated, ...]:
    versions = dict(seen)
    rows = Statement.objects.filter(edition__extraction__in=versions).select_related(
        "edition__extraction"
    )
    newest = rows.order_by("-edition__visible_from", "edition", "position")
    current = (row for row in newest if row.version == versions[row.edition.extraction.pk])
    return tuple(_told(row) for row in islice(current, MOST_STATED))


def _told(row: Statement) -> Stated:
    return Stated(
        edition=row.edition.number_label,
        body=row.edition.unit_name,
        day=clock.legal_date(row.edition.visible_from),
        sentence=row.sentence,
        number=row.number,
        measure=row.measure,
    )

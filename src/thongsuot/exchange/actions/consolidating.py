"""Answers become a draft, a message house or a sheet; which ones is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from thongsuot.exchange import drafts, rules
from thongsuot.exchange.actions.asking import locked
from thongsuot.exchange.models import Consolidation, Request
from thongsuot.exchange.queries.answers import answers_of, files_of
from thongsuot.exchange.terms import AnswerView, Into
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView, Form, ValueView
from thongsuot.files.models import File
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import Viewer
from thongsuot.releases import actions as releases
from thongsuot.releases import houses
from thongsuot.releases import queries as texts
from thongsuot.releases.houses import Answered, House, HouseFigure
from thongsuot.releases.models import Release
from thongsuot.releases.terms import MESSAGE_HOUSE

DRAFT_KIND = "talking_points"
"""What answers become at first: a text for the units. It is what they were given for."""
Stated = Mapping[UUID, tuple[FigureView, ValueView]]


@transaction.atomic
def consolidate(
    *, request: UUID, into: Into, by: Person, unit: UUID | None = None
) -> Consolidation:
    """The newest answer of each body, made into a text of `unit` (None: of the unit that asked),
    or noted as written to a sheet. Later answers are told as not yet in until the next time.

    One entry, `request.consolidated`. Refused: no_request, not_your_request, nothing_answered,
    topic_missing (a message house is of a topic), releases.not_your_unit, not_topic_unit, …
    """
    row = locked(request)
    viewer = network.viewer_of(by)
    rules.check_manages(row.unit_id, viewer)
    given = answers_of(viewer, row.pk)
    answered = [each for each in given if each.answer]
    if not answered:
        raise Refused("exchange.nothing_answered")
    with override("vi"):
        release = _MAKERS[into](row, given, by, unit or row.unit_id)
    made = Consolidation.objects.create(request=row, into=into, release=release, made_by=by)
    made.answers.set(row.answers.filter(pk__in=[each.answer for each in answered]))
    journal.record(
        "request.consolidated",
        by=by,
        subject=("request", row),
        into=into.value,
        release=release.pk if release else None,
        answers=len(answered),
    )
    return made


def _into_draft(row: Request, given: Sequence[AnswerView], by: Person, unit: UUID) -> Release:
    viewer = network.viewer_of(by)
    stated, kept = _stated(viewer, given), files_of(given)
    told = [_given(each, stated, kept) for each in given]
    number = texts.number_label(row.edition_id)
    return releases.compose(
        kind=DRAFT_KIND,
        unit=unit,
        by=by,
        title=row.title,
        body=drafts.body(number, row.title, told, clock.now()),
        topic=row.topic_id,
    )


def _given(view: AnswerView, stated: Stated, kept: Mapping[UUID, File]) -> drafts.Given:
    names = (kept[id].name for id in view.files if id in kept)
    return drafts.Given(
        unit_name=view.unit_name,
        text=view.text,
        nothing=view.nothing,
        figures=tuple(_figure(view, *found) for found in _values(stated, view)),
        files=tuple(names),
        answered_at=view.answered_at,
    )


def _stated(viewer: Viewer, given: Sequence[AnswerView]) -> Stated:
    """The figures of all answers as the bank has them."""
    return facts.values_for(viewer, [id for each in given for id in each.figures])


def _values(stated: Stated, view: AnswerView) -> list[tuple[FigureView, ValueView]]:
    return [stated[id] for id in view.figures if id in stated]


def _figure(view: AnswerView, figure: FigureView, value: ValueView) -> drafts.Figure:
    """Under the heading of the body, what is about the body itself needs no name."""
    return drafts.Figure(
        name=figure.name if figure.about == view.unit_name else figure.full_name,
        html=facts.reference_html(replace(figure, value=value), Form.SHORT),
        as_of=f"{value.as_of:%d/%m/%Y}",
        source=value.source,
    )


def _into_house(row: Request, given: Sequence[AnswerView], by: Person, unit: UUID) -> Release:
    """The lines that stand on the topic, and after them what the bodies gave: in their words, so
    inside the units until somebody makes a line of it."""
    if row.topic is None:
        raise Refused("exchange.topic_missing")
    viewer = network.viewer_of(by)
    stands = texts.standing_house(viewer, row.topic)
    house = houses.renewed(stands.house if stands and stands.house else House())
    number = texts.number_label(row.edition_id)
    answers = tuple(
        Answered(
            question=f"Trả lời của {each.unit_name} (yêu cầu {number})",
            answer=each.text,
            inside=True,
        )
        for each in given
        if each.text
    )
    stated = _stated(viewer, given)
    figures = [_house_figure(*found) for each in given for found in _values(stated, each)]
    return releases.compose(
        kind=MESSAGE_HOUSE,
        unit=unit,
        by=by,
        title=row.topic.name,
        topic=row.topic,
        house=replace(
            house,
            answers=(*house.answers, *answers),
            figures=_joined(house.figures, figures),
        ),
    )


def _house_figure(figure: FigureView, value: ValueView) -> HouseFigure:
    return HouseFigure(
        series=figure.series,
        words=figure.full_name,
        value=value.id,
        written=facts.forms(replace(figure, value=value))[Form.SHORT],
        as_of=value.as_of,
    )


def _joined(stands: Sequence[HouseFigure], given: Sequence[HouseFigure]) -> tuple[HouseFigure, ...]:
    """What was given now takes the place of what stood of the same series; twice given, twice
    shown: two bodies may say different things."""
    new = {each.series for each in given}
    return (*(each for each in stands if each.series not in new), *given)


def _into_sheet(row: Request, given: Sequence[AnswerView], by: Person, unit: UUID) -> None:
    """The sheet itself is made by who asks for it; that it was made is kept."""


_MAKERS = {Into.DRAFT: _into_draft, Into.HOUSE: _into_house, Into.SHEET: _into_sheet}

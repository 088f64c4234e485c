"""A body answers what it was asked."""

import unicodedata
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction

from thongsuot.circulation import actions as circulation
from thongsuot.exchange import rules
from thongsuot.exchange.actions.asking import locked
from thongsuot.exchange.models import Answer, Request
from thongsuot.exchange.terms import FigureGiven, RequestState
from thongsuot.facts import actions as facts_actions
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Row
from thongsuot.files import actions as files_actions
from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person


@transaction.atomic
def answer(
    *,
    request: UUID,
    unit: UUID,
    by: Person,
    text: str = "",
    nothing: bool = False,
    figures: Collection[FigureGiven] = (),
    files: Collection[tuple[str, bytes]] = (),
    keep_files: Collection[UUID] = (),
    noted_by: Person | None = None,
) -> Answer:
    """The body's answer as a whole: it stands in place of its earlier ones, which stay.

    By the leader, an officer or a deputy of the body; `noted_by` is the coordinator who wrote down
    a telephone call. Figures go into the bank in the body's name; those it gave before in the same
    words are not stated again. `keep_files` are files of its earlier answers that still belong.
    One entry, `request.answered`. Refused: no_request, closed, nothing_and_more, answer_empty,
    too_long, too_many_files, file_unknown, series_not_asked, figure_twice,
    circulation.nothing_owed, circulation.not_your_body, facts.*, files.*
    """
    row, words = locked(request), plain(text)
    rules.check_open(RequestState(row.state))
    asked = [UUID(each) for each in row.series]
    rules.check_answer(words, nothing, figures, len(files) + len(keep_files), asked)
    circulation.settle(dispatch=row.dispatch_id, unit=unit, by=by, noted_by=noted_by)
    earlier = list(row.answers.filter(unit=unit).order_by("-number"))
    made, kept = uuid4(), _kept_files(earlier, keep_files)
    made_of = Answer.objects.create(
        id=made,
        request=row,
        unit_id=unit,
        number=earlier[0].number + 1 if earlier else 1,
        answered_by=by,
        noted_by=noted_by,
        nothing=nothing,
        text=words,
        figures=_stated(earlier, unit, by, figures),
        files=[*kept, *(_stored(made, *each) for each in files)],
    )
    _record(row, made_of)
    return made_of


def plain(text: str) -> str:
    """Text as it is kept: NFC, lines end alike, nothing that is not seen."""
    seen = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _kept_files(earlier: list[Answer], keep: Collection[UUID]) -> list[str]:
    known = {each for answer in earlier for each in answer.files}
    wanted = [str(each) for each in dict.fromkeys(keep)]
    if not known.issuperset(wanted):
        raise Refused("exchange.file_unknown")
    return wanted


def _stored(answer: UUID, name: str, content: bytes) -> str:
    return str(files_actions.store(f"answer:{answer}", name, content).id)


def _stated(
    earlier: list[Answer], unit: UUID, by: Person, given: Collection[FigureGiven]
) -> list[str]:
    """Ids of the values in the bank, in the order given; new ones are stated for the body."""
    given = [replace(each, source=nfc(each.source).strip()) for each in given]
    known = _known_values(earlier, by) if given else {}
    new = sorted((e for e in given if e not in known), key=lambda e: e.as_of)
    rows = [Row(e.series, e.number, e.as_of, e.source, stated_for=unit) for e in new]
    values = facts_actions.put_values(rows=rows, by=by) if rows else []
    known |= {each: str(value.pk) for each, value in zip(new, values, strict=True)}
    return [known[each] for each in given]


def _known_values(earlier: list[Answer], by: Person) -> dict[FigureGiven, str]:
    """What the body stated with its newest answer, as it would be given again."""
    if not earlier:
        return {}
    stated = facts.values_for(network.viewer_of(by), [UUID(id) for id in earlier[0].figures])
    return {
        FigureGiven(figure.series, value.number, value.as_of, value.source): str(value.id)
        for figure, value in stated.values()
    }


def _record(request: Request, answer: Answer) -> None:
    journal.record(
        "request.answered",
        by=answer.noted_by or answer.answered_by,
        subject=("request", request),
        unit=answer.unit_id,
        answer=answer.pk,
        number=answer.number,
        nothing=answer.nothing,
        figures=len(answer.figures),
        files=len(answer.files),
    )

"""Answers to a request, files that came with them, and what was made of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min

from thongsuot.circulation.models import Acknowledgement
from thongsuot.circulation.terms import FollowUp
from thongsuot.exchange import rules
from thongsuot.exchange.models import Answer, Consolidation, Request
from thongsuot.exchange.queries.requests import newest_answers, visible
from thongsuot.exchange.terms import AnswerView, ConsolidationView, Into, RequestState
from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitView, Viewer


def answers_of(viewer: Viewer, request: UUID | str) -> list[AnswerView]:
    """One row for each body that was asked, in Vietnamese order; for people of an asked body the
    rows of their own bodies alone."""
    row = visible(viewer).filter(pk=request).first()
    if row is None:
        return []
    debts = {
        debt.unit_id: debt for debt in Acknowledgement.objects.filter(dispatch=row.dispatch_id)
    }
    newest = {
        unit: answer
        for (_, unit), answer in newest_answers(
            row.answers.select_related("answered_by", "noted_by")
        ).items()
    }
    units = debts.keys() | newest.keys()
    if not rules.manages(row.unit_id, viewer):
        units &= viewer.works_for
    names = network.names_of(units, clock.legal_date(row.asked_at)) if units else {}
    kept = _consolidated(newest.values())
    made = [
        _view(row, names[unit], debts.get(unit), newest.get(unit), kept)
        for unit in units
        if unit in names
    ]
    return sorted(made, key=lambda view: view.order)


def answer_history(viewer: Viewer, request: UUID | str, unit: UUID) -> list[AnswerView]:
    """Every answer of one body, the newest first."""
    row = visible(viewer).filter(pk=request).first()
    if row is None or not (rules.manages(row.unit_id, viewer) or unit in viewer.works_for):
        return []
    found = list(
        row.answers.filter(unit=unit).select_related("answered_by", "noted_by").order_by("-number")
    )
    names = network.names_of([unit], clock.legal_date(row.asked_at))
    debt = Acknowledgement.objects.filter(dispatch=row.dispatch_id, unit=unit).first()
    kept = _consolidated(found)
    return [_view(row, names[unit], debt, each, kept) for each in found if unit in names]


def _consolidated(answers: Iterable[Answer]) -> set[UUID]:
    ids = [answer.pk for answer in answers]
    found = Consolidation.answers.through.objects.filter(answer__in=ids)
    return set(found.values_list("answer_id", flat=True))


def _view(
    request: Request,
    unit: UnitView,
    debt: Acknowledgement | None,
    answer: Answer | None,
    consolidated: set[UUID],
) -> AnswerView:
    head: dict[str, Any] = {
        "unit": unit.id,
        "unit_name": unit.name,
        "order": unit.order,
        "late": _late(request, debt, answer),
        "follow_up": debt.follow_up if debt else FollowUp.NONE.value,
    }
    if answer is None:
        return AnswerView(**head, **_NO_ANSWER)
    return AnswerView(
        **head,
        answer=answer.pk,
        number=answer.number,
        nothing=answer.nothing,
        text=answer.text,
        figures=tuple(UUID(each) for each in answer.figures),
        files=tuple(UUID(each) for each in answer.files),
        answered_by=answer.answered_by.name,
        answered_at=answer.answered_at,
        consolidated=answer.pk in consolidated,
        noted_by=answer.noted_by.name if answer.noted_by else "",
    )


_NO_ANSWER: dict[str, Any] = {
    "answer": None,
    "number": 0,
    "nothing": False,
    "text": "",
    "figures": (),
    "files": (),
    "answered_by": "",
    "answered_at": None,
    "consolidated": False,
}


def _late(request: Request, debt: Acknowledgement | None, answer: Answer | None) -> bool:
    """Past its hour without an answer, or with the first one after it."""
    first = debt.settled_at if debt else None
    if first or answer:
        return bool(first and first > request.due_at)
    return request.state == RequestState.OPEN and request.due_at < clock.now()


def moments(viewer: Viewer, request: UUID | str) -> list[datetime]:
    """When bodies first answered, sorted: for the curve."""
    row = visible(viewer).filter(pk=request).first()
    if row is None or not rules.manages(row.unit_id, viewer):
        return []
    first = row.answers.values("unit").annotate(at=Min("answered_at"))
    return sorted(first.values_list("at", flat=True))


def consolidations(viewer: Viewer, request: UUID | str) -> list[ConsolidationView]:
    """What was made of the answers, the newest first; for who sees every answer."""
    row = visible(viewer).filter(pk=request).first()
    if row is None or not rules.manages(row.unit_id, viewer):
        return []
    made = row.consolidations.select_related("made_by").annotate(count=Count("answers"))
    return [
        ConsolidationView(
            each.pk, Into(each.into), each.release_id, each.count, each.made_by.name, each.made_at
        )
        for each in made.order_by("-made_at", "pk")
    ]


def files_of(answers: Iterable[AnswerView]) -> dict[UUID, File]:
    """The files of answers that a viewer was shown: whose answer one sees, whose files one has."""
    return files.several({id for answer in answers for id in answer.files})


def file_for(viewer: Viewer, file_id: UUID | str) -> File | None:
    """A file of an answer that the viewer may see; else None. The door /tep/ asks this too."""
    file = files.get(file_id)
    kind, _, answer = file.subject.partition(":") if file else ("", "", "")
    if kind != "answer":
        return None
    row = Answer.objects.select_related("request").filter(pk=answer).first()
    if row is None or viewer.scopes is not None or not viewer.is_staff:
        return None
    own = row.unit_id in viewer.works_for
    return file if own or rules.manages(row.request.unit_id, viewer) else None
